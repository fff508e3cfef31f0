"""The comparison vocabulary: what each word accepts, refuses and says."""

import sys
import warnings

import numpy as np
import pytest

from gradlab.check import CheckFailed, Mistake, expect
from gradlab.check.failure import AnswerRaised, NotWritten


def double(x):
    return 2 * x


def failure_of(act) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        act()
    return caught.value


@pytest.mark.parametrize(
    "result",
    [0.5, np.float64(0.5), np.array(0.5)],
    ids=["python float", "numpy scalar", "0-d array"],
)
def test_one_number_may_come_in_any_zero_dimensional_container(result):
    expect.call(lambda x: result, 0.0).has_form(()).gives(0.5)


@pytest.mark.parametrize(
    ("result", "mistake"),
    [
        (None, Mistake.RETURNED_NONE),
        ("0.5", Mistake.TEXT_RETURNED),
        (np.mean, Mistake.FUNCTION_RETURNED),
        (np.ones(2).sum, Mistake.FUNCTION_RETURNED),
        (1j, Mistake.NOT_NUMBERS),
        ([[1.0], [1.0, 2.0]], Mistake.NOT_NUMBERS),
        ([2.0, 4.0, 6.0], Mistake.RETURNED_LIST),
        (np.array([[2.0, 4.0, 6.0]]), Mistake.AXIS_OF_ONE),
        (np.array([2, 4, 6]), Mistake.NOT_FLOAT),
        (np.array([2.0, 4.0, 6.0], dtype=object), Mistake.NOT_FLOAT),
        (np.array([2.0, 4.0, 6.0], dtype=np.float32), Mistake.LESS_PRECISE),
    ],
)
def test_has_form_names_what_is_wrong_with_the_form(result, mistake):
    failure = failure_of(
        lambda: expect.call(lambda x: result, np.ones(3)).has_form((3,))
    )
    assert failure.mistake is mistake


def test_float32_in_may_give_any_float_out():
    x = np.ones(2, dtype=np.float32)

    expect.call(double, x).has_form((2,))
    expect.call(lambda x: x.astype(float), x).has_form((2,))


def test_integers_are_accepted_where_integers_are_promised():
    expect.call(lambda x: 1, np.ones(2)).has_form((), integers=True)

    failure = failure_of(lambda: expect.call(double, 1.0).has_form((), integers=True))
    assert failure.mistake is Mistake.NOT_INTEGER


def test_has_shape_asks_for_numbers_in_any_container():
    expect.call(lambda x: [[1], [2]], 1.0).has_shape((2, 1))

    failure = failure_of(lambda: expect.call(lambda x: None, 1.0).has_shape(()))
    assert failure.mistake is Mistake.RETURNED_NONE


def test_gives_looks_at_values_and_leaves_the_dtype_to_has_form():
    expect.call(lambda x: [2, 4], np.ones(2)).gives([2.0, 4.0])


@pytest.mark.parametrize(
    ("result", "wanted", "mistake"),
    [
        ([1.0, 2.0], [1.0], Mistake.ONE_TOO_MANY),
        ([1.0], [1.0, 2.0], Mistake.ONE_TOO_FEW),
        ([1.0] * 4, [1.0, 2.0], Mistake.WRONG_SHAPE),
        (1.0, [1.0, 2.0], Mistake.ONE_NUMBER_ONLY),
        ([1.0], 1.0, Mistake.NUMBER_IN_ARRAY),
        ([1.0, 2.0], 1.5, Mistake.ONE_PER_EXAMPLE),
        ([[1.0], [2.0]], [1.0, 2.0], Mistake.AXIS_OF_ONE),
        ([1.0] * 6, np.ones((2, 3)), Mistake.FLATTENED),
        (np.ones((3, 2)), np.ones((2, 3)), Mistake.TRANSPOSED),
        ([1.0, 1.0, 2.0], [0.5, 1.5, 2.5], Mistake.WRONG_VALUE),
        ([0, 1, 2], [0.5, 1.5, 2.5], Mistake.CUT_TO_INTEGERS),
        ([0.0, 0.0], [0.5, 0.25], Mistake.ALL_ZERO),
        ([0.5, 0.5], [0.5, 0.25], Mistake.ALL_ALIKE),
        ([-0.5, -0.25], [0.5, 0.25], Mistake.SIGN_TURNED),
        ([0.5, 0.25], [0.5, -0.25], Mistake.SIGN_LOST),
        ([0.5, 0.75], [0.5, 0.25], Mistake.ONE_MINUS),
        ([2.0, 4.0], [0.5, 0.25], Mistake.UPSIDE_DOWN),
        ([0.25, 0.0625], [0.5, 0.25], Mistake.SQUARED),
        ([0.5, 0.25], [0.25, 0.0625], Mistake.OF_SQUARES),
        ([1.5, 3.0, 6.0], [0.5, 1.0, 2.0], Mistake.SAME_FACTOR),
        ([1.5, 2.0, 3.0], [0.5, 1.0, 2.0], Mistake.SAME_AMOUNT),
        ([3.0, 1.0, 0.5], [0.5, 1.0, 3.0], Mistake.OTHER_PLACES),
        ([0.5, 1.5, 3.5], [0.5, 1.0, 2.0], Mistake.RUNNING_TOTAL),
        ([0, 1, 1], [0.25, 0.3, 0.6], Mistake.HARD_CHOICE),
        ([0.5, 0.26], [0.5, 0.2599], Mistake.NEARLY_RIGHT),
        (0.19, 0.1875, Mistake.NEARLY_RIGHT),
        ([0.5, 0.0, 0.0], [0.5, 1.0, 2.0], Mistake.FIRST_ONLY),
        ([0.0, 0.5, 0.0], [1.0, 0.5, 2.0], Mistake.WRONG_VALUE),
        ([0.0], [1.0], Mistake.WRONG_VALUE),
        (np.exp(0.873), 0.873, Mistake.EXPONENTIAL_TAKEN),
        (1 / 0.873, 0.873, Mistake.UPSIDE_DOWN),
        (4.0, 2.0, Mistake.WRONG_VALUE),  # by chance the square
        (1.0, 1.7, Mistake.WRONG_VALUE),
        (1, 1.7, Mistake.CUT_TO_INTEGERS),
        ([-1.0, -1.0], [-0.25, -0.1875], Mistake.CUT_TO_INTEGERS),
        ([np.nan, 1.0], [0.5, 1.0], Mistake.GAVE_NAN),
        ([np.inf, 1.0], [0.5, 1.0], Mistake.GAVE_INFINITY),
        ([np.nan, np.nan], [np.nan, 1.0], Mistake.MOVED_NAN),
        ([0.4, 1.0], [0.5, 1.0], Mistake.WRONG_VALUE),
    ],
)
def test_gives_guesses_the_cause_of_wrong_values(result, wanted, mistake):
    failure = failure_of(lambda: expect.call(lambda x: result, 1).gives(wanted))
    assert failure.mistake is mistake


def test_gives_knows_an_argument_that_came_back():
    failure = failure_of(
        lambda: expect.call(lambda x: x, np.array([1.5, 7.0])).gives([3.0, 7.0])
    )
    assert failure.mistake is Mistake.ARGUMENT_RETURNED


def test_a_telling_value_names_its_mistake_whatever_its_shape():
    telling = {Mistake.ONE_PER_EXAMPLE: [2.0, 4.0], Mistake.SUM_NOT_MEAN: 6.0}
    call = expect.call(double, np.array([1.0, 2.0]))

    assert failure_of(lambda: call.gives(3.0, telling)).mistake is (
        Mistake.ONE_PER_EXAMPLE
    )


def test_the_message_says_what_went_in_came_out_and_was_expected():
    failure = failure_of(lambda: expect.call(double, np.array([1.5])).gives([4.0]))

    assert str(failure).splitlines() == [
        Mistake.WRONG_VALUE.value,
        "double(np.array([1.5]))",
        "  returned  [3.]",
        "  expected  [4.]",
    ]


def test_the_message_shows_the_argument_as_it_was_before_the_call():
    def clear(x):
        x[:] = 0.0
        return x

    failure = failure_of(lambda: expect.call(clear, np.array([1.5])).gives([4.0]))

    assert "clear(np.array([1.5]))" in str(failure)


def test_a_tail_is_compared_absolutely():
    expect.call(double, 5e-13).gives(0.0, within=expect.TAIL)

    failure = failure_of(
        lambda: expect.call(double, 5e-12).gives(0.0, within=expect.TAIL)
    )
    assert failure.mistake is Mistake.NEARLY_RIGHT


def test_unchanged_finds_an_argument_edited_in_place():
    def clip(x):
        x[x > 1] = 1
        return x

    expect.unchanged(clip, np.array([0.5, np.nan]))
    failure = failure_of(lambda: expect.unchanged(clip, np.array([0.5, 2.0])))
    assert failure.mistake is Mistake.CHANGED_INPUT


def test_quiet_turns_a_warning_into_a_failure_with_its_text():
    failure = failure_of(lambda: expect.quiet(np.exp, np.array([1000.0])))

    assert failure.mistake is Mistake.WARNED
    assert "overflow encountered in exp" in str(failure)


@pytest.mark.parametrize("kind", [UserWarning, PendingDeprecationWarning])
def test_quiet_hears_numerical_warnings_alone(kind):
    def old_fashioned(x):
        warnings.warn("there is a newer way", kind, stacklevel=1)
        return x

    expect.quiet(old_fashioned, 1.0).gives(1.0)


def test_quiet_accepts_a_function_that_silences_its_own_warning():
    def silenced(x):
        with np.errstate(over="ignore"):
            return np.exp(x)

    expect.quiet(silenced, np.array([1000.0]))


def test_everything_else_runs_without_warnings_and_without_stderr(capsys):
    def loud(x):
        print("x is", x, file=sys.stderr)
        warnings.warn("mind the gap", stacklevel=1)
        return x

    expect.call(loud, 1.0).gives(1.0)
    expect.unchanged(loud, np.ones(2))
    assert capsys.readouterr().err == ""


def test_raises_wants_the_named_exception():
    expect.raises(ValueError, np.array([1.0]).reshape, (2, 2))

    failure = failure_of(lambda: expect.raises(ValueError, double, 1.0))
    assert failure.mistake is Mistake.RAISED_NOTHING


def test_raises_says_what_it_means_that_nothing_was_raised():
    failure = failure_of(
        lambda: expect.raises(ValueError, double, 1.0, mistake=Mistake.BROADCAST)
    )
    assert failure.mistake is Mistake.BROADCAST


@pytest.mark.parametrize("result", [None, "0.5", np.mean, {}])
def test_a_result_without_numbers_is_shown_with_its_call(result):
    failure = failure_of(lambda: expect.call(lambda x: result, 1).has_form(()))

    call, returned = str(failure).splitlines()[1:]
    assert call == "<lambda>(1)"
    assert returned.startswith("  returned  ")


def test_what_is_not_written_yet_is_asked_for_by_its_name():
    def unwritten(x):
        raise NotImplementedError

    with pytest.raises(NotWritten, match=r"^Write unwritten above and run its cell"):
        expect.call(unwritten, 1.0)


def test_a_line_that_stops_what_is_written_is_asked_away():
    def above(x):
        """Double it."""
        y = 2 * x
        raise NotImplementedError
        return y

    def below(x):
        raise NotImplementedError
        return 2 * x

    for begun in (above, below):
        told = rf"^Delete the line “raise NotImplementedError” of {begun.__name__}:"
        with pytest.raises(NotWritten, match=told):
            expect.call(begun, 1.0)


def test_an_exception_of_the_student_is_told_with_line_and_shapes():
    def layer(x, W):
        return x @ W + 1

    with pytest.raises(AnswerRaised, match=r".") as caught:
        expect.call(layer, np.ones(2), np.ones((3, 2)))

    assert str(caught.value).splitlines() == [
        Mistake.PRODUCT_SHAPES.value,
        "layer(np.array([1., 1.]), np.array([[1., 1.], [1., 1.], [1., 1.]]))",
        "  raised    " + str(caught.value).splitlines()[2].removeprefix("  raised    "),
        "  in        return x @ W + 1",
        "  where     x (2,) @ W (3, 2): the inner 2 and 3 differ",
    ]


def test_a_loop_that_the_student_stops_is_told_by_its_line():
    def endless(x):
        raise KeyboardInterrupt

    with pytest.raises(AnswerRaised, match=Mistake.STOPPED.value) as caught:
        expect.call(endless, 1.0)

    assert str(caught.value).splitlines()[1:] == [
        "endless(1.0)",
        "  raised    KeyboardInterrupt",
        "  in        raise KeyboardInterrupt",
    ]


def test_an_exception_in_a_helper_is_told_with_the_line_that_called_it():
    def helper(x):
        return x[5]

    def first(x):
        return helper(x)

    with pytest.raises(AnswerRaised, match=r".") as caught:
        expect.call(first, np.ones(2))

    assert str(caught.value).splitlines()[3:] == [
        "  in        return x[5]",
        "  where     x is an array of shape (2,)",
        "  called in return helper(x)",
    ]


def test_a_list_is_shown_by_what_its_entries_are():
    class Value:
        data = 0.5

    failure = failure_of(
        lambda: expect.call(lambda v: [np.float64(2), 1], [Value(), 3]).gives(1.0)
    )

    assert str(failure).splitlines()[1:3] == [
        "<lambda>([Value(0.5), 3])",
        "  returned  [2., 1]",
    ]


def test_a_tuple_in_place_of_an_array_is_called_a_tuple():
    failure = failure_of(
        lambda: expect.call(np.nonzero, np.array([0, 1, 1])).gives([0, 1, 1])
    )

    assert failure.mistake is Mistake.RETURNED_TUPLE


def test_a_call_of_a_method_names_the_kind_of_its_object():
    class Net:
        def predict(self, x):
            return x

    failure = failure_of(lambda: expect.call(Net().predict, 2.0).gives(1.0))

    assert "\nNet(…).predict(2.0)\n" in str(failure)


def test_a_failure_of_a_function_that_the_check_handed_in_stays_what_it_is():
    def handed_in(x):
        raise CheckFailed(Mistake.ALL_MOVED)

    failure = failure_of(lambda: expect.call(lambda f: f(1.0), handed_in))

    assert failure.mistake is Mistake.ALL_MOVED


def test_raises_tells_another_exception_apart_from_the_one_it_wants():
    def asserts(x):
        assert x > 2

    failure = failure_of(lambda: expect.raises(ValueError, asserts, 1.0))
    assert failure.mistake is Mistake.RAISED_ANOTHER


def test_raises_knows_an_exception_that_was_returned():
    failure = failure_of(lambda: expect.raises(ValueError, ValueError, "no"))
    assert failure.mistake is Mistake.EXCEPTION_RETURNED


def test_that_fails_with_the_mistake_it_is_given():
    expect.that(np.bool_(True))

    failure = failure_of(lambda: expect.that(False, Mistake.NO_HALF, "twice"))
    assert failure.mistake is Mistake.NO_HALF


def test_a_call_shows_nothing_where_it_ends_a_notebook_cell():
    assert expect.call(double, 1.0).gives(2.0)._ipython_display_() is None


def test_a_message_shows_an_array_on_one_line_without_padding():
    failure = failure_of(
        lambda: expect.call(double, np.array([[0.125], [-3]])).gives(0)
    )

    assert "returned  [[0.25], [-6.]]" in str(failure)
