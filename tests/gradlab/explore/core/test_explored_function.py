import sys
import warnings

import numpy as np
import pytest
import student_functions as functions

from gradlab.explore.core.student import ExploredFunction
from gradlab.words import raised

X = np.linspace(-6, 6, 25)


def problem(function):
    return ExploredFunction(function, "square").curve(X).problem


def test_a_right_function_is_sampled_without_a_problem():
    curve = ExploredFunction(functions.parabola, "square").curve(X)
    assert (curve.problem, curve.written, curve.drawable) == ("", True, True)
    np.testing.assert_array_equal(curve.y, 0.02 * X**2)


def test_an_unwritten_function_asks_to_be_written():
    curve = ExploredFunction(functions.unwritten, "square").curve(X)
    assert not curve.written
    assert curve.problem == raised.unwritten("square")


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (functions.raising, "square raised ValueError: no $luck$ with 数"),
        (functions.listed, "square returned a list; return an array."),
        (functions.summed, "square returned shape (); expected (25,)."),
        (lambda x: None, "square returned None; a return is missing."),
        (lambda x: "0.5", "square returned str, not numbers."),
        (lambda x: x + 1j, "square returned ndarray, not numbers."),
        (functions.nan_near_zero, "square returned nan at x = 0."),
        (functions.infinite_at_zero, "square returned inf at x = 0."),
        (lambda x: x * np.nan, "square returned nan at x = -6, and at 24 more points."),
        (sys.exit, "square raised SystemExit: "),
    ],
)
def test_what_is_wrong_is_said_in_words(function, sentence):
    assert problem(function).startswith(sentence)


def test_a_list_of_right_values_is_still_drawn():
    np.testing.assert_allclose(
        ExploredFunction(functions.listed, "f").curve(X).y, 0.02 * X**2
    )


def test_a_function_of_single_numbers_is_sampled_one_by_one():
    curve = ExploredFunction(functions.one_number_only, "square").curve(X)
    np.testing.assert_allclose(curve.y, 0.02 * X**2)
    assert (
        curve.problem == "square works on one number, but raised an error on an array."
    )


def test_the_place_where_a_function_starts_to_raise_is_named():
    curve = ExploredFunction(functions.fails_beyond_three, "square").curve(X)
    assert curve.problem == "At x = 3.5 square raised ValueError: too far"
    np.testing.assert_array_equal(np.isnan(curve.y), X > 3)


def test_a_long_message_is_cut_to_one_line():
    def verbose(x):
        raise ValueError("word\n" * 500)

    assert "\n" not in problem(verbose)
    assert len(problem(verbose)) < 200


def test_prints_and_warnings_of_the_function_are_swallowed(capsys):
    def noisy(x):
        print("here", file=sys.stdout)
        print("there", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        return np.exp(x * 1000)

    ExploredFunction(noisy, "noisy").curve(X)
    assert capsys.readouterr() == ("", "")


def test_a_function_that_changes_its_input_leaves_the_samples_alone():
    before = X.copy()

    def greedy(x):
        x += 1
        return x

    ExploredFunction(greedy, "greedy").curve(X)
    np.testing.assert_array_equal(X, before)


def test_a_result_that_is_a_view_of_other_data_is_copied():
    shared = np.zeros(25)
    curve = ExploredFunction(lambda x: shared, "f").curve(X)
    shared += 1
    assert not curve.y.any()


def test_an_interrupt_by_the_student_is_not_held_back():
    def interrupted(x):
        raise KeyboardInterrupt("stop")

    with pytest.raises(KeyboardInterrupt, match="stop"):
        ExploredFunction(interrupted, "f").curve(X)


def test_a_loop_without_an_end_is_stopped_and_named():
    def endless(x):
        while True:
            x = x + 1

    assert (
        ExploredFunction(endless, "endless")
        .curve(X)
        .problem.startswith("endless took longer than 1 s. Is there an endless loop?")
    )


@pytest.mark.parametrize("given", [[[1.0], [2.0]], {"W": [[1.0], [2.0]]}, [{1, 2}]])
def test_whatever_a_function_is_given_it_is_asked_and_gets_a_copy(given):
    def emptied(argument):
        argument.clear()
        return 1.5

    student = ExploredFunction(emptied, "emptied")
    assert student.call(given).value == student.call(given).value == 1.5
    assert given
