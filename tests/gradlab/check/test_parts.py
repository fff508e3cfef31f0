"""Results that hold several arrays, read part by part."""

import numpy as np
import pytest

from gradlab.check import CheckFailed, Mistake, expect, parts


def result(value):
    return expect.call(lambda x: value, 1.0)


def failure_of(act) -> CheckFailed:
    with pytest.raises(CheckFailed, match=r".") as caught:
        act()
    return caught.value


def test_a_tuple_is_read_in_order():
    first, second = parts.in_order(result((np.ones(2), 3.0)), "dx db")

    first.has_form((2,)).gives([1, 1])
    second.has_form(()).gives(3)


@pytest.mark.parametrize(
    ("value", "mistake"),
    [
        (None, Mistake.RETURNED_NONE),
        (np.ones(2), Mistake.NOT_SEVERAL),
        ((np.ones(2),), Mistake.NOT_SEVERAL),
    ],
)
def test_anything_but_a_tuple_of_that_many_parts_is_refused(value, mistake):
    failure = failure_of(lambda: parts.in_order(result(value), "dx db"))

    assert failure.mistake is mistake
    assert "expected  dx, db" in str(failure)


def test_a_dictionary_is_read_by_name_and_may_hold_more():
    read = parts.by_name(result({"b": [1.0], "W": np.eye(2), "note": "x"}), "W b")

    assert list(read) == ["W", "b"]
    read["W"].has_form((2, 2)).gives([[1, 0], [0, 1]])


@pytest.mark.parametrize("value", [{"W": 1.0}, [1.0, 2.0], (1.0, 2.0)])
def test_a_result_without_one_of_the_names_is_refused(value):
    failure = failure_of(lambda: parts.by_name(result(value), "W b"))

    assert failure.mistake is Mistake.NOT_BY_NAME


def test_a_message_says_which_part_is_wrong():
    (part,) = parts.in_order(result((np.zeros(2),)), "db")

    assert "db of <lambda>(1.0)" in str(failure_of(lambda: part.gives([1, 1])))


def test_a_dictionary_among_the_arguments_is_shown_by_its_shapes():
    call = expect.call(lambda network: 1.0, {"W1": np.ones((8, 3)), "b1": np.ones(3)})

    assert call.text == "<lambda>({W1: (8, 3), b1: (3,)})"


def test_a_small_dictionary_is_shown_so_that_it_can_be_pasted():
    call = expect.call(lambda gaps: 1.0, {"W": np.array([[1.5, 2.0]]), "b": 0.5})

    assert call.text == '<lambda>({"W": np.array([[1.5, 2.]]), "b": 0.5})'
