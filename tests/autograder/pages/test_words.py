import re

import pytest

from autograder.grading.records import CellResult, Outcome
from autograder.pages import words
from gradlab.check import CheckFailed, expect
from gradlab.check.failure import AnswerRaised
from gradlab.words.mistakes import Mistake


def failed(message):
    return CellResult("f_values", 0.0, 1.0, Outcome.FAILED, 0.0, message)


def kind(arguments):
    message = CheckFailed(Mistake.WRONG_VALUE, f"f({arguments})\n  returned  [900.]")
    return words.given(failed(str(message)))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("0.5", "single numbers"),
        ("[0.5, 2.]", "an array with one axis"),
        ("[-1, 0, 2]", "an array with one axis with whole numbers"),
        ("[[1., 2.], [3., 4.]]", "a matrix"),
        ("[[[1.]], [[2.]]]", "an array with three axes or more"),
        ("[-1000., 1000.]", "an array with one axis with numbers far from zero"),
        ("[-inf, nan]", "an array with one axis with infinity, nan"),
        ("[]", "an array with one axis with no numbers in it"),
        ("[2, 0], [[0.5, 1e3]]", "a matrix with numbers far from zero"),
        ("params", ""),
    ],
)
def test_the_kind_of_an_input_is_told_in_closed_words(arguments, told):
    assert kind(arguments) == told


def test_the_kind_is_read_from_what_a_real_check_says():
    with pytest.raises(CheckFailed, match="not what the formula") as caught:
        expect.call(abs, -1000.0).gives(7.0)

    assert words.given(failed(str(caught.value))) == (
        "single numbers with numbers far from zero"
    )


@pytest.mark.parametrize("message", ["", "AssertionError: f(4711)", "f([4711])\nf(1)"])
def test_nothing_is_told_of_a_message_without_a_known_mistake(message):
    assert words.given(failed(message)) == ""


def test_no_sentence_holds_a_number_or_code():
    told = words._OUTCOMES.values()

    assert not [sentence for sentence in told if re.search(r"\d|assert|==", sentence)]


def test_an_exception_of_the_student_is_told_by_its_sentence_alone():
    message = AnswerRaised(
        Mistake.PRODUCT_SHAPES, "f(np.array([4711.]))\n  raised    ValueError: 4711"
    )
    cell = CellResult("f_values", 0.0, 1.0, Outcome.ERRORED, 0.0, str(message))

    assert words.reason(cell) == (
        f"Your code raised ValueError. {Mistake.PRODUCT_SHAPES.value}"
    )
    assert words.given(cell) == "an array with one axis with numbers far from zero"


@pytest.mark.parametrize("name", ["ValueError", "AxisError"])
def test_an_exception_that_the_test_met_is_not_blamed_on_the_students_code(name):
    cell = CellResult("f_values", 0.0, 1.0, Outcome.ERRORED, 0.0, f"{name}: 4711")

    assert words.reason(cell) == (
        f"The test stopped with {name}. {Mistake.NOT_USABLE.value}"
    )


def test_a_limit_of_the_grader_blames_no_answer_whatever_its_message():
    message = f"{Mistake.PRODUCT_SHAPES.value}\na Secret cannot be handed over"
    cell = CellResult("f_values", 0.0, 1.0, Outcome.LIMIT, 0.0, message)

    said = words.reason(cell)

    assert "your code" not in said.lower()
    assert "Secret" not in said
    assert Mistake.PRODUCT_SHAPES.value not in said


def test_an_answer_that_a_person_marked_waits_no_more():
    cell = CellResult("f_why", 1.0, 2.0, Outcome.MANUAL)

    assert words.reason(cell) == ""


def test_an_exception_without_a_message_is_named_too():
    message = f"{Mistake.OTHER_EXCEPTION.value}\nf(1)\n  raised    KeyError"
    cell = CellResult("f_values", 0.0, 1.0, Outcome.ERRORED, 0.0, message)

    assert words.reason(cell).startswith("Your code raised KeyError. ")
