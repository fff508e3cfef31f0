"""Exceptions that students meet, raised by Python and NumPy themselves."""

import math

import numpy as np
import pytest
from matplotlib.figure import Figure

from gradlab.words import lines, raised, shapes
from gradlab.words.mistakes import Mistake

W1, x, X = np.ones((2, 3)), np.ones(2), np.ones((2, 3))
one, nothing = 2.0, None


def unset():
    if x is None:
        late = 1
    return late


def endless(n):
    return endless(n + 1)


def pair():
    return 1, 2, 3


class Axes:
    """Stands for matplotlib's."""

    def selfless():
        """Lack the argument that every method has."""


class Value:
    """Stands for the student's."""


RAISED = [
    (lambda: 1 if x > 0 else 2, Mistake.AMBIGUOUS_TRUTH),
    (lambda: max(x, 0), Mistake.AMBIGUOUS_TRUTH),
    (lambda: math.exp(x), Mistake.MATH_ON_ARRAY),
    (lambda: float(x), Mistake.MATH_ON_ARRAY),
    (lambda: list(one), Mistake.LOOP_OVER_NUMBER),
    (lambda: list(np.array(2.0)), Mistake.LOOP_OVER_NUMBER),
    (lambda: len(np.float64(2)), Mistake.LOOP_OVER_NUMBER),
    (lambda: len(np.array(2.0)), Mistake.LOOP_OVER_NUMBER),
    (lambda: np.argmax(x, axis=1), Mistake.AXIS_OUT_OF_RANGE),
    (lambda: x.sum(axis=-2), Mistake.AXIS_OUT_OF_RANGE),
    (lambda: x.shape[1], Mistake.TUPLE_INDEX),
    (lambda: W1 @ x, Mistake.PRODUCT_SHAPES),
    (lambda: np.dot(W1, x), Mistake.PRODUCT_SHAPES),
    (lambda: W1 @ 2.0, Mistake.PRODUCT_OF_NUMBERS),
    (lambda: X + x, Mistake.BROADCAST_SHAPES),
    (lambda: np.zeros(2).__setitem__(slice(None), np.ones(3)), Mistake.STORE_SHAPES),
    (lambda: np.add(x, X[:, :2], out=np.zeros(2)), Mistake.STORE_SHAPES),
    (lambda: (lambda a, b: a)(*pair()), Mistake.ARGUMENT_COUNT),
    (lambda: exec("a, b = pair()", {"pair": pair}), Mistake.UNPACKED_COUNT),
    (lambda: exec("a, b = 1.5"), Mistake.UNPACKED_NUMBER),
    (lambda: x[2], Mistake.INDEX_OUTSIDE),
    (lambda: x[0, 0], Mistake.TOO_MANY_INDICES),
    (lambda: x[0.5], Mistake.INDEX_NOT_WHOLE),
    (lambda: x[np.array([0.0])], Mistake.INDEX_NOT_WHOLE),
    (lambda: range(2.0), Mistake.INDEX_NOT_WHOLE),
    (lambda: one[0], Mistake.INDEXED_NUMBER),
    (lambda: np.float64(2.0)[0], Mistake.INDEXED_NUMBER),
    (lambda: softmax(x), Mistake.NAME_UNKNOWN),  # noqa: F821
    (unset, Mistake.LOCAL_UNSET),
    (lambda: Axes().xlabel, Mistake.AXES_METHOD),
    (lambda: nothing + x, Mistake.NONE_USED),
    (lambda: nothing[0], Mistake.NONE_USED),
    (lambda: nothing.sum(), Mistake.NONE_USED),
    (lambda: [1.0].sum(), Mistake.LIST_USED),
    (lambda: [1.0] - 1, Mistake.LIST_USED),
    (lambda: np.exponential(x), Mistake.NUMPY_NAME),
    (lambda: x.length, Mistake.NO_ATTRIBUTE),
    (lambda: pair(1), Mistake.ARGUMENT_COUNT),
    (lambda: endless(), Mistake.ARGUMENT_COUNT),
    (lambda: pair(lr=1), Mistake.ARGUMENT_COUNT),
    (lambda: np.zeros(2, 3), Mistake.SHAPE_NOT_TUPLE),
    (lambda: one(3), Mistake.NOT_A_FUNCTION),
    (lambda: np.subtract(np.ones(2, int), 0.5, out=np.ones(2, int)), None),
    (lambda: np.array([[1.0], [1.0, 2.0]]), Mistake.UNEVEN_ROWS),
    (lambda: 2 + Value(), Mistake.PLAIN_NUMBER),
    (lambda: Value() * 2, Mistake.PLAIN_NUMBER),
    (lambda: {}["W1"], Mistake.KEY_UNKNOWN),
    (lambda: 1 / 0, Mistake.DIVIDED_BY_ZERO),
    (lambda: math.exp(1000), Mistake.MATH_OVERFLOW),
    (lambda: math.log(0), Mistake.MATH_DOMAIN),
    (lambda: endless(0), Mistake.ENDLESS_CALLS),
    (lambda: exec("import numppy"), Mistake.NO_SUCH_PACKAGE),
    (lambda: exec("assert 1 == 2"), Mistake.OWN_ASSERT),
    (lambda: int("one"), Mistake.WRONG_ARGUMENT_VALUE),
    (lambda: "a" - 1, Mistake.TEXT_IN_FORMULA),
    (lambda: x @ "W1", Mistake.TEXT_IN_FORMULA),
    (lambda: x - np.max, Mistake.FUNCTION_NOT_CALLED),
    (lambda: x / x.sum, Mistake.FUNCTION_NOT_CALLED),
    (lambda: 1 - pair, Mistake.FUNCTION_NOT_CALLED),
    (lambda: pair[0], Mistake.FUNCTION_NOT_CALLED),
    (lambda: -pair, Mistake.FUNCTION_NOT_CALLED),
    (lambda: np.max(0, x), Mistake.ARRAY_FOR_NUMBER),
    (lambda: np.concatenate(x, x), Mistake.ARRAY_FOR_NUMBER),
    (lambda: np.concatenate(1.0, x), Mistake.NOT_IN_A_LIST),
    (lambda: Figure().subplots().plot(x, [1.0]), Mistake.CURVE_LENGTHS),
    (lambda: math.exp(Value()), Mistake.NOT_ONE_NUMBER),
    (lambda: list(Value()), Mistake.COMMA_MISSING),
    (lambda: X.reshape(4, 2), Mistake.RESHAPED),
    (lambda: 2.0 ^ x, Mistake.CARET),
    (lambda: one ^ 2, Mistake.CARET),
    (lambda: math(x), Mistake.MODULE_CALLED),
    (lambda: Axes().selfless(), Mistake.SELF_MISSING),
    (lambda: {} - 1, Mistake.DICTIONARY_USED),
    (lambda: {1} - 1, Mistake.WRONG_TYPE),
    (lambda: next(iter([])), Mistake.OTHER_EXCEPTION),
]


def error_of(act):
    with pytest.raises(Exception, match=r"^") as caught:
        act()
    return caught.value


@pytest.mark.parametrize(("act", "mistake"), RAISED)
def test_an_exception_has_its_sentence(act, mistake):
    assert raised.cause(error_of(act)) is (mistake or Mistake.FLOATS_INTO_INTEGERS)


@pytest.mark.parametrize(("act", "mistake"), RAISED)
def test_its_name_and_message_alone_lead_to_the_same_sentence(act, mistake):
    error = error_of(act)
    builtin = next(
        kind for kind in type(error).__mro__ if kind.__module__ == "builtins"
    )

    told = raised.cause_named(builtin.__name__, str(error))

    assert told is (mistake or Mistake.FLOATS_INTO_INTEGERS)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda W1, x: W1 @ x, "W1 (2, 3) @ x (2,): the inner 3 and 2 differ"),
        (lambda W1, x: W1 @ x.T @ x, "W1 (2, 3) @ x.T (2,): the inner 3 and 2 differ"),
        (lambda W1, x: np.dot(W1, x), "W1 (2, 3) @ x (2,): the inner 3 and 2 differ"),
        (lambda W1, x: W1.dot(x), "W1 (2, 3) @ x (2,): the inner 3 and 2 differ"),
        (
            lambda W1, x: W1 - W1.max(axis=1),
            "W1 (2, 3) - W1.max(axis=1) (2,): counted from the last, 3 and 2 differ; "
            "keepdims=True keeps the axis that was taken away",
        ),
        (lambda W1, x: W1 + -x, "W1 (2, 3) + -x (2,): counted from the last, 3 and 2"),
        (lambda W1, x: math.exp(-x), "x is an array of shape (2,)"),
        (lambda W1, x: 1 if x > 0 else 2, "x is an array of shape (2,)"),
        (lambda W1, x: {"W": W1}["W"] @ x, ""),
        (lambda W1, x, p={"W1": 1, "b1": 2}: p["w1"], "p is a dictionary with W1, b1"),
        (lambda W1, x: W1 - np.sum, "W1 is an array of shape (2, 3)"),
        (lambda W1, x: x @ "W1", "x is an array of shape (2,)"),
    ],
)
def test_the_shapes_in_the_line_are_told(act, told):
    error = error_of(lambda: act(np.ones((2, 3)), np.ones(2)))

    place = lines.place(error)

    assert told in shapes.told(place)


def test_a_name_that_the_line_is_about_to_give_has_no_shape_yet():
    def taken_apart(values):
        W1, more = values
        return W1, more

    place = lines.place(error_of(lambda: taken_apart(np.ones(3))))

    assert shapes.told(place) == "values is an array of shape (3,)"


def test_a_hint_is_given_for_lines_that_it_fits():
    error = error_of(lambda: math.exp(x))

    assert raised.hint(error, "y = math.log(x)") == "np.log(x), not math.log(x)"
    assert raised.hint(error, "y = exp(x)") == "np.exp(x), not math.exp(x)"
    assert raised.hint(error, "y = int(np.exp(x))") == ""
    assert raised.hint(error, "y = math.pow(x, 2)") == "x**n, not math.pow(x, n)"


def test_brackets_behind_an_attribute_are_named():
    error = error_of(lambda: x.size())

    assert "without brackets" in raised.hint(error, "n = x.size()")
    assert raised.hint(error, "n = x(2)") == ""


def test_the_line_is_the_students_not_that_of_a_library():
    def students(values):
        return np.linalg.solve(values, values)

    place = lines.place(error_of(lambda: students(np.ones(2))))

    assert place.line == "return np.linalg.solve(values, values)"
    assert "students" in place.function


def test_shapes_are_told_without_running_the_students_code():
    asked = []

    class Net:
        @property
        def W(self):  # noqa: N802
            return asked.append("W") or np.ones((3, 3))

    def layer(net, x):
        return x @ net.W

    place = lines.place(error_of(lambda: layer(Net(), np.ones(2))))

    assert shapes.told(place) == "x is an array of shape (2,)"
    assert asked == ["W"]
