"""A habit that never leads on is told by a check, beside the mistake."""

import numpy as np
import pytest

from gradlab import check
from gradlab.check import habits


def prints(x):
    print(1 / (1 + np.exp(-x)))


def returns_nothing(x):
    1 / (1 + np.exp(-x))


def story(act):
    with pytest.raises(check.CheckFailed) as caught:
        act()
    return "\n".join(caught.value._render_traceback_())


def test_who_prints_in_place_of_returning_is_told_the_difference():
    told = "There is print in it: print shows a value, and only return"

    assert told in story(lambda: check.sigmoid(prints))
    assert "print" not in story(lambda: check.sigmoid(returns_nothing))


def test_a_test_without_an_assert_is_told_that_it_accepts_everything():
    def test_of_prints(loss):
        if loss(np.ones(1), np.zeros(1)) != 1:
            print("wrong")

    told = habits.asserts_nothing(test_of_prints)

    assert told == "test_of_prints has no assert, so it accepts every answer."


def test_tests_that_can_refuse_an_answer_are_left_alone():
    def asserts(loss):
        assert loss(1.0) == 1

    def raises(loss):
        raise AssertionError

    def lets_numpy_assert(loss):
        np.testing.assert_allclose(loss(1.0), 1)

    def asserts_within(loss):
        def one(x):
            assert loss(x) == x

        one(1.0)

    every = [asserts, raises, lets_numpy_assert, asserts_within]
    assert [habits.asserts_nothing(one) for one in (*every, len)] == [""] * 5
