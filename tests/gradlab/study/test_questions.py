"""Questions: reading what a student gives, working out answers, judging."""

import pytest

from gradlab.study.questions import (
    ChoiceQuestion,
    NumberQuestion,
    PlaceQuestion,
    Unknown,
)


def number(answer=lambda: 0.88, **options):
    return NumberQuestion("About?", answer, **{"low": 0, "high": 1, **options})


def place(**options):
    return PlaceQuestion("Where?", lambda: (0.0, 1.0), x=(-2, 2), y=(0, 1), **options)


@pytest.mark.parametrize(
    ("given", "value"),
    [("0.25", 0.25), (" 1/4 ", 0.25), ("0,25", 0.25), ("−1e-3", -1e-3)],
)
def test_a_number_may_be_written_in_the_usual_ways(given, value):
    assert number().read(given) == value


@pytest.mark.parametrize("given", ["", "two", "nan", "inf", "1/0", "1/"])
def test_what_is_no_number_is_refused_with_an_example(given):
    with pytest.raises(ValueError, match=r"such as 0\.25"):
        number().read(given)


def test_off_is_the_signed_share_of_the_line():
    judged = number().judge(0.68, 0.88)

    assert judged.off == pytest.approx(-0.2)
    assert not judged.right


def test_on_a_line_of_equal_factors_a_factor_counts_alike_everywhere():
    line = number(low=1, high=1000, log=True)

    assert line.judge(2.0, 1.0).off == pytest.approx(line.judge(200.0, 100.0).off)


def test_within_says_how_near_is_right():
    assert number(within=0.3).judge(0.68, 0.88).right


@pytest.mark.parametrize(
    ("low", "high", "log"), [(1, 1, False), (2, 1, False), (0, 1, True)]
)
def test_a_line_without_length_is_the_authors_mistake(low, high, log):
    with pytest.raises(ValueError, match="low < high"):
        number(low=low, high=high, log=log)


def not_written():
    raise NotImplementedError


def endless():
    while True:
        pass


def broken():
    return 1 / 0


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (not_written, "is not written yet"),
        (broken, "ZeroDivisionError: division by zero"),
        (lambda: [1.0, 2.0], "one finite number was expected"),
        (lambda: float("nan"), "one finite number was expected"),
        (lambda: "much", "one finite number was expected"),
    ],
)
def test_an_answer_that_the_students_code_does_not_give_is_unknown_in_words(
    answer, words
):
    with pytest.raises(Unknown, match=words):
        number(answer).truth()


def test_an_answer_that_does_not_end_is_stopped(monkeypatch):
    monkeypatch.setattr("gradlab.study.questions.SECONDS", 0.1)

    with pytest.raises(Unknown, match="does a loop not end"):
        number(endless).truth()


@pytest.mark.parametrize("answer", ["an array", 1])
def test_the_answer_of_a_choice_is_an_option_or_its_index(answer):
    asked = ChoiceQuestion("Which?", lambda: answer, options=("a list", "an array"))

    assert asked.truth() == 1
    assert asked.judge(asked.read("a list"), 1).right is False


def test_options_that_are_alike_are_the_authors_mistake():
    with pytest.raises(ValueError, match="that differ"):
        ChoiceQuestion("Which?", lambda: 0, options=("a", "a"))


def test_a_formula_in_an_option_is_the_authors_mistake_since_no_form_shows_one():
    with pytest.raises(ValueError, match="no formulas"):
        ChoiceQuestion("Which?", lambda: 0, options=("$x_0$", "`x[1]`"))


@pytest.mark.parametrize("bars", [broken, lambda: [1.0], lambda: "ab", None])
def test_bars_that_cannot_be_had_are_left_out(bars):
    asked = ChoiceQuestion("Which?", lambda: 0, options=("a", "b"), bars=bars)

    assert asked.lengths() == []


def test_a_place_is_off_by_its_distance_with_each_axis_as_long_as_one():
    asked = place(within=0.2)

    judged = asked.judge(asked.read("0.4; 0.9"), asked.truth())

    assert judged.off == pytest.approx((0.1**2 + 0.1**2) ** 0.5)
    assert judged.right


@pytest.mark.parametrize("curve", [broken, not_written, lambda x: x[:3], lambda x: "a"])
def test_a_curve_that_cannot_be_had_leaves_the_axes(curve):
    assert place(curve=curve).points() == []


def test_a_curve_has_no_point_where_it_has_no_number():
    assert len(place(curve=lambda x: 1 / (x * 0 + 1) * (0 * x)).points()) == 101
