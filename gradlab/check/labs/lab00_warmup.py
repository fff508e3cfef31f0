"""Visible checks of lab 00: four small functions on arrays."""

import numpy as np

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.visible import visible
from gradlab.words.mistakes import Mistake


@visible
def add(function: Function) -> None:
    """Check `add(x, y)` on two arrays and on two numbers."""
    x, y = np.array([1.0, 2.0, 3.5]), np.array([10.0, -20.0, 30.0])
    telling: expect.Telling = [
        (Mistake.OTHER_OPERATION, x - y),
        (Mistake.OTHER_OPERATION, x * y),
        (Mistake.ARGUMENT_IGNORED, x + x),
        (Mistake.ARGUMENT_IGNORED, x),
        (Mistake.ARGUMENT_IGNORED, y),
        (Mistake.PUT_TOGETHER, np.append(x, y)),
    ]
    expect.call(function, x, y).gives([11, -18, 33.5], telling).has_form((3,))
    expect.call(function, 2, 3).gives(5)
    done = expect.unchanged(function, np.array([1.0]), np.array([2.0]))
    done.gives([3])


@visible
def celsius(function: Function) -> None:
    """Check `celsius(fahrenheit)` on a row, on a column and on one number."""
    f = np.array([32.0, 77.0, -40.0])
    telling: expect.Telling = {
        Mistake.BRACKETS: f - 32 * 5 / 9,
        Mistake.INVERSE_FUNCTION: f * 9 / 5 + 32,
    }
    expect.call(function, f).gives([0, 25, -40], telling).has_form((3,))
    fractions: expect.Telling = [(Mistake.CUT_TO_INTEGERS, [0, 0, 3])]
    call = expect.call(function, np.array([33, 33.5, 39]))
    call.gives([5 / 9, 1.5 * 5 / 9, 35 / 9], fractions)
    whole = expect.call(function, np.array([33, 39]))
    whole.gives([5 / 9, 35 / 9], {Mistake.CUT_TO_INTEGERS: [0, 3]}).has_form((2,))
    column = expect.call(function, np.array([[41], [50]]))
    column.gives([[5], [10]]).has_form((2, 1))
    expect.call(function, 68.0).gives(20).has_form(())


@visible
def row_shares(function: Function) -> None:
    """Check `row_shares(counts)` on a square and on a rectangular table."""
    square = np.array([[6.0, 2.0], [1.0, 4.0]])
    telling: expect.Telling = [
        (Mistake.ANOTHER_ROWS_SUM, [[0.75, 0.4], [0.125, 0.8]]),
        (Mistake.OVER_COLUMNS, [[0.8571428571, 1 / 3], [0.1428571429, 2 / 3]]),
        (Mistake.SHARED_SUM, square / 13),
        (Mistake.DENOMINATOR, square / 2),
        (Mistake.DENOMINATOR, square / [[6], [4]]),
    ]
    right = [[0.75, 0.25], [0.2, 0.8]]
    expect.call(function, square).gives(right, telling).has_form((2, 2))
    wide = np.array([[6, 3, 1], [2, 2, 4]])
    right = [[0.6, 0.3, 0.1], [0.25, 0.25, 0.5]]
    expect.call(function, wide).gives(right).has_form((2, 3))
    fractions = np.array([[0.5, 1.5], [0.25, 0.25]])
    expect.call(function, fractions).gives([[0.25, 0.75], [0.5, 0.5]])
    expect.call(function, np.array([[1, 2]])).gives([[1 / 3, 2 / 3]])


@visible
def with_first(function: Function) -> None:
    """Check `with_first(x, value)` on fractions and on whole numbers."""
    x = np.array([1.5, -2.5, 1.5])
    telling: expect.Telling = [
        (Mistake.NOTHING_REPLACED, x),
        (Mistake.PUT_IN_FRONT, [0.25, 1.5, -2.5, 1.5]),
        (Mistake.ALL_REPLACED, [0.25, 0.25, 0.25]),
        (Mistake.OTHER_ENTRY, [1.5, 0.25, 1.5]),
        (Mistake.OTHER_ENTRY, [1.5, -2.5, 0.25]),
        (Mistake.OTHER_ENTRY, [0.25, -2.5, 0.25]),
    ]
    expect.unchanged(function, x, 0.25).gives([0.25, -2.5, 1.5], telling)
    cut: expect.Telling = {Mistake.CUT_TO_INTEGERS: [0, 2, 3]}
    whole = expect.call(function, np.array([1, 2, 3]), 0.75)
    whole.gives([0.75, 2, 3], cut).has_form((3,))
    expect.call(function, np.array([1, 2]), 5).has_form((2,)).gives([5, 2])
