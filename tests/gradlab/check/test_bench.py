"""A student's test is judged by what it says of right and of wrong answers."""

import numpy as np
import pytest

from gradlab.check import CheckFailed, Mistake, bench, expect, seeded


def doubled(x):
    return 2 * x


def added(x):
    return x + x


def squared(x):
    return x * x


def raises_on_negative_numbers(x):
    if x < 0:
        raise ValueError("negative")
    return 2 * x


def good(f):
    assert f(3.0) == 6.0
    assert f(-1.0) == -2.0


def judged(test):
    return bench.judged(test, [doubled, added], [squared, raises_on_negative_numbers])


def test_a_good_test_gives_a_table_with_a_line_for_each_answer():
    table = judged(good)

    assert str(table).splitlines() == [
        "  ok  right: doubled: accepted",
        "  ok  right: added: accepted",
        "  ok  wrong: squared: caught",
        "  ok  wrong: raises on negative numbers: caught",
    ]


def too_small(f):
    assert f(2.0) == 4.0


def too_strict(f):
    assert f(3.0) == 7.0


def broken(f):
    assert f([1])[3] == 2


def says_false(f):
    return f(3.0) == 6.0


@pytest.mark.parametrize(
    ("test", "mistake", "line"),
    [
        (too_small, Mistake.TEST_MISSED_WRONG, "NO  wrong: squared: accepted"),
        (too_strict, Mistake.TEST_REFUSED_RIGHT, "NO  right: doubled: refused (Assert"),
        (broken, Mistake.TEST_BROKE, "NO  right: added: refused (IndexError: list"),
        (says_false, Mistake.TEST_RETURNED, "NO  wrong: squared: accepted"),
    ],
)
def test_a_test_that_judges_wrongly_is_told_how(test, mistake, line):
    with pytest.raises(CheckFailed) as caught:
        judged(test)

    assert caught.value.mistake is mistake
    assert line in str(caught.value)


def test_a_refusal_says_in_which_line_of_the_test_it_came():
    with pytest.raises(CheckFailed, match=r"in: assert f\(3\.0\) == 7\.0\)"):
        judged(too_strict)


def test_what_breaks_a_test_is_told_in_words_with_what_to_write():
    def compares_arrays(f):
        assert np.array([f(3.0), 0.0]) == np.array([6.0, 0.0])

    with pytest.raises(CheckFailed) as caught:
        judged(compares_arrays)

    assert str(caught.value).splitlines()[-2:] == [
        f"  {Mistake.AMBIGUOUS_TRUTH.value}",
        "    write   np.allclose(a, b): one yes or no for two arrays",
    ]


def test_an_unwritten_test_is_no_refusal():
    def unwritten(f):
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        judged(unwritten)


def test_counting_calls_gains_nothing(monkeypatch):
    orders = set()
    for seed in range(20):
        seen = []
        monkeypatch.setenv(seeded.VARIABLE, str(seed))
        with pytest.raises(CheckFailed):
            judged(lambda f, seen=seen: seen.append(f.__name__))
        orders.add(tuple(seen))

    assert len(orders) > 5


def check_of_double(own):
    expect.call(own, 3.0).gives(6.0, {Mistake.HALF_TOO_MUCH: 3.0})


def half_of_it(own, x):
    return own(x) / 2


def argument_split(own, x):
    return own(x - 1.0) + own(1.0)


def judged_on_own(test, own):
    wrong = [half_of_it]
    return bench.judged_on_own(test, own, check_of_double, [argument_split], wrong)


def test_a_test_is_tried_on_the_function_of_the_student_and_on_variants_of_it():
    assert str(judged_on_own(good, doubled)).splitlines() == [
        "  ok  right: your own function: accepted",
        "  ok  right: argument split: accepted",
        "  ok  wrong: half of it: caught",
        "  ok  wrong: right only where the check looks: caught",
    ]


def test_a_test_that_hands_on_to_the_check_of_the_course_misses_a_wrong_answer():
    with pytest.raises(CheckFailed, match="accepts a wrong answer") as caught:
        judged_on_own(check_of_double, doubled)

    assert "NO  wrong: right only where the check looks: accepted" in str(caught.value)


def test_before_the_test_is_tried_the_function_itself_has_to_be_right():
    with pytest.raises(CheckFailed, match="on your own function") as caught:
        judged_on_own(good, lambda x: x)

    assert caught.value.mistake is Mistake.OWN_NOT_RIGHT
    assert Mistake.HALF_TOO_MUCH.value in str(caught.value)


def test_a_function_that_is_not_written_yet_is_asked_for_before_its_test():
    def double(x):
        raise NotImplementedError

    with pytest.raises(NotImplementedError, match=r"^Write double above"):
        judged_on_own(good, double)


def test_the_line_that_is_told_is_the_tests_own_not_one_of_what_it_calls():
    def deeper(x):
        return x[5]

    def test_answer(answer):
        assert deeper(np.ones(2)) == 1

    with pytest.raises(CheckFailed, match="in: assert deeper") as caught:
        bench.judged(test_answer, right=[abs], wrong=[])

    assert "return x" not in str(caught.value)
