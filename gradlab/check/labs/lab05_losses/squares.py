"""Visible checks of lab 05 for what has no formula: a gradient, and a test."""

import math

import numpy as np

from gradlab.check import bench, expect
from gradlab.check.expect import Array, Function
from gradlab.check.labs import lab05_losses
from gradlab.check.visible import visible
from gradlab.words.mistakes import Mistake


@visible
def squared_error_gradient(function: Function) -> None:
    """Check `squared_error_gradient(y, t)` on two rows and on integers."""
    y = np.array([[0.5, 2.0, -1.0], [3.0, 0.0, 2.5]])
    t = np.array([[1.0, 2.0, 1.0], [0.0, 0.5, 1.0]])
    gap = y - t
    telling: expect.Telling = {
        Mistake.SIGN_OF_GRADIENT: -gap / 3,
        Mistake.GRADIENT_OF_SUM: 2 * gap,
        Mistake.HALF_TOO_MUCH: gap / 6,
        Mistake.MEAN_OVER_ROWS: gap,
        Mistake.VALUE_NOT_SLOPE: gap**2 / 6,
    }
    expect.call(function, y, t).gives(gap / 3, telling).has_form((2, 3))
    whole = expect.call(function, np.array([1, 3, 0, 0]), np.array([0, 0, 1, 0]))
    whole.gives([0.5, 1.5, -0.5, 0.0]).has_form((4,))


@visible
def test_mean_squared_error(test: Function, own: Function) -> None:
    """Try a test of `mean_squared_error` on that function and on variants of it."""
    right = [entry_by_entry, arguments_swapped]
    wrong = [sum_of_squares, half_the_mean, distances_without_squares]
    wrong += [unequal_shapes_broadcast, uint8_wraps_around]
    check = lab05_losses.mean_squared_error
    print(bench.judged_on_own(test, own, check, right, wrong))


def entry_by_entry(own: Function, y: Array, t: Array) -> float:
    """Return the mean of what `own` gives for each pair alone."""
    own(y, t)  # refuses unequal shapes
    pairs = zip(np.ravel(y), np.ravel(t), strict=True)
    return math.fsum(float(own(a, b)) for a, b in pairs) / np.size(y)


def arguments_swapped(own: Function, y: Array, t: Array) -> float:
    """Return the same: nobody sees in a square which of the two was larger."""
    return float(own(t, y))


def sum_of_squares(own: Function, y: Array, t: Array) -> float:
    """Return the sum in place of the mean."""
    return float(own(y, t)) * np.size(y)


def half_the_mean(own: Function, y: Array, t: Array) -> float:
    """Return half of the mean."""
    return float(own(y, t)) / 2


def distances_without_squares(own: Function, y: Array, t: Array) -> float:
    """Return the mean distance."""
    own(y, t)
    pairs = zip(np.ravel(y), np.ravel(t), strict=True)
    return math.fsum(math.sqrt(own(a, b)) for a, b in pairs) / np.size(y)


def unequal_shapes_broadcast(own: Function, y: Array, t: Array) -> float:
    """Return a number where the shapes differ."""
    return float(own(*np.broadcast_arrays(y, t)))


def uint8_wraps_around(own: Function, y: Array, t: Array) -> float:
    """Return the mean of squares that are taken in the type that came in."""
    own(y, t)
    squares = np.subtract(y, t) ** 2
    return float(own(np.sqrt(squares.astype(float)), np.zeros(squares.shape)))
