"""Visible checks of lab 05 for what has no formula: a gradient, and a test."""

import math

import numpy as np

from gradlab.check import bench, expect
from gradlab.check.expect import Array, Function
from gradlab.check.visible import visible
from gradlab.words.mistakes import Mistake


@visible
def squared_error_gradient(function: Function) -> None:
    """Check `squared_error_gradient(y, t)` on three rows and on integers."""
    y = np.array([[0.5, 2.0], [-1.0, 3.0], [0.0, 2.5]])
    t = np.array([[1.0, 2.0], [1.0, 0.0], [0.5, 1.0]])
    gap = y - t
    telling: expect.Telling = {
        Mistake.SIGN_OF_GRADIENT: -gap / 3,
        Mistake.GRADIENT_OF_SUM: 2 * gap,
        Mistake.HALF_TOO_MUCH: gap / 6,
        Mistake.MEAN_OVER_ROWS: 2 * gap / 3,
        Mistake.VALUE_NOT_SLOPE: gap**2 / 6,
    }
    expect.call(function, y, t).gives(gap / 3, telling).has_form((3, 2))
    whole = expect.call(function, np.array([1, 3, 0, 0]), np.array([0, 0, 1, 0]))
    whole.gives([0.5, 1.5, -0.5, 0.0]).has_form((4,))


@visible
def test_mean_squared_error(function: Function) -> None:
    """Try a test of `mean_squared_error` on answers, and show what it said."""
    right = [vectorised, one_after_another]
    wrong = [sum_of_squares, half_the_mean, distances_without_squares]
    wrong += [unequal_shapes_broadcast, uint8_wraps_around]
    print(bench.judged(function, right, wrong))


def vectorised(y: Array, t: Array) -> float:
    """Return the mean of the squares."""
    _refuse_unequal(y, t)
    return float(np.mean(_gap(y, t) ** 2))


def one_after_another(y: Array, t: Array) -> float:
    """Return the mean of the squares, by a loop."""
    _refuse_unequal(y, t)
    pairs = zip(np.ravel(y).tolist(), np.ravel(t).tolist(), strict=True)
    return math.fsum((a - b) ** 2 for a, b in pairs) / np.size(y)


def sum_of_squares(y: Array, t: Array) -> float:
    """Return the sum in place of the mean."""
    _refuse_unequal(y, t)
    return float(np.sum(_gap(y, t) ** 2))


def half_the_mean(y: Array, t: Array) -> float:
    """Return half of the mean."""
    return vectorised(y, t) / 2


def distances_without_squares(y: Array, t: Array) -> float:
    """Return the mean distance."""
    _refuse_unequal(y, t)
    return float(np.mean(np.abs(_gap(y, t))))


def unequal_shapes_broadcast(y: Array, t: Array) -> float:
    """Return a number where the shapes differ."""
    return float(np.mean(_gap(y, t) ** 2))


def uint8_wraps_around(y: Array, t: Array) -> float:
    """Return the mean of squares that are taken in the type that came in."""
    _refuse_unequal(y, t)
    return float(np.mean((y - t) ** 2))


def _gap(y: Array, t: Array) -> Array:
    gap: Array = np.subtract(y, t, dtype=float)
    return gap


def _refuse_unequal(y: Array, t: Array) -> None:
    if np.shape(y) != np.shape(t):
        raise ValueError(f"y has shape {np.shape(y)}, but t has shape {np.shape(t)}")
