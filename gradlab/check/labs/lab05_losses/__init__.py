"""Visible checks of lab 05: losses for quantities, and for yes or no."""

import math

import numpy as np

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.visible import visible
from gradlab.words.mistakes import Mistake


@visible
def mean_squared_error(function: Function) -> None:
    """Check `mean_squared_error(y, t)`: a matrix, unequal shapes, small integers."""
    rows = [4.25, 11.5, 0.5]
    telling: expect.Telling = [
        (Mistake.SUM_NOT_MEAN, 16.25),
        (Mistake.HALF_TOO_MUCH, 16.25 / 18),
        (Mistake.HALF_TOO_MUCH, 16.25 / 2),
        (Mistake.MEAN_OVER_ROWS, 16.25 / 3),
        (Mistake.ONE_PER_EXAMPLE, np.array(rows) / 3),
        (Mistake.NOT_SQUARED, 2.5 / 9),
        (Mistake.NOT_SQUARED, 5 / 9),
        (Mistake.NOT_SQUARED, 8.5 / 9),
        (Mistake.ROOT_TAKEN, math.sqrt(16.25 / 9)),
        *((Mistake.ONE_EXAMPLE_ONLY, row / n) for row in rows for n in (3, 9)),
    ]
    call = expect.call(function, *_predictions_and_targets())
    call.gives(16.25 / 9, telling).has_form(())
    whole = expect.call(function, np.array([1, 3]), np.array([0, 1]))
    whole.gives(2.5).has_form(())
    _check_unequal_shapes(function)
    _check_small_integers(function)


@visible
def sum_squared_error(function: Function) -> None:
    """Check `sum_squared_error(y, t)` on a matrix and on unequal shapes."""
    rows = [4.25, 11.5, 0.5]
    telling: expect.Telling = [
        (Mistake.NO_HALF, 16.25),
        (Mistake.MEAN_NOT_SUM, 16.25 / 9),
        (Mistake.MEAN_NOT_SUM, 16.25 / 18),
        (Mistake.ROWS_COUNTED, 16.25 / 9 * 3 / 2),
        (Mistake.ONE_PER_EXAMPLE, np.array(rows) / 2),
        (Mistake.NOT_SQUARED, 2.5 / 2),
        (Mistake.NOT_SQUARED, 8.5 / 2),
        (Mistake.SUM_SQUARED, 6.25 / 2),
        (Mistake.SUM_SQUARED, 6.25),
    ]
    call = expect.call(function, *_predictions_and_targets())
    call.gives(16.25 / 2, telling).has_form(())
    cut = {Mistake.CUT_TO_INTEGERS: 2}
    whole = expect.call(function, np.array([1, 3]), np.array([0, 1]))
    whole.gives(2.5, cut).has_form(())
    _check_unequal_shapes(function)
    below = np.array([2], dtype=np.uint8), np.array([6], dtype=np.uint8)
    expect.call(function, *below).gives(8, {Mistake.WRAPPED_INTEGERS: 252**2 / 2})


def _predictions_and_targets() -> tuple[expect.Array, expect.Array]:
    """Return y and t, both (3, 3); the squares of their differences sum to 16.25."""
    y = np.array([[0.5, 2.0, -1.0], [3.0, 0.0, 2.5], [1.5, 1.0, 0.0]])
    t = np.array([[1.0, 2.0, 1.0], [0.0, 0.5, 1.0], [1.0, 0.5, 0.0]])
    return y, t


def _check_unequal_shapes(function: Function) -> None:
    column, row = np.array([[1.0], [2.0]]), np.array([1.0, 2.0])
    expect.raises(ValueError, function, column, row, mistake=Mistake.BROADCAST)


def _check_small_integers(function: Function) -> None:
    below = np.array([2], dtype=np.uint8), np.array([6], dtype=np.uint8)
    expect.call(function, *below).gives(16, {Mistake.WRAPPED_INTEGERS: 252**2})
    above = np.array([150], dtype=np.uint8), np.array([100], dtype=np.uint8)
    expect.call(function, *above).gives(2500, {Mistake.WRAPPED_INTEGERS: 2500 % 256})


@visible
def binary_cross_entropy(function: Function) -> None:
    """Check `binary_cross_entropy(y, p)` on four answers, on 0 and on 1."""
    y, p = np.array([1.0, 0.0, 1.0, 0.0]), np.array([0.9, 0.2, 0.4, 0.7])
    right = 0.6121919008
    each = [0.1053605157, 0.2231435513, 0.9162907319, 1.2039728043]
    telling: expect.Telling = [
        (Mistake.SUM_NOT_MEAN, 4 * right),
        (Mistake.SIGN_OF_LOSS, -right),
        (Mistake.LOG_OF_ANOTHER_BASE, right / math.log(2)),
        (Mistake.LOG_OF_ANOTHER_BASE, right / math.log(10)),
        (Mistake.ONE_PER_EXAMPLE, each),
        (Mistake.ONLY_YES_COUNTED, (each[0] + each[2]) / 4),
        (Mistake.ARGUMENTS_SWAPPED, 11.0524123177),
        (Mistake.ANOTHER_FUNCTION, np.mean((y - p) ** 2)),
        (Mistake.SIGN_INSIDE, 2.0188972562),
        (Mistake.BROADCAST, 0.9035363951),
    ]
    expect.call(function, y, p).gives(right, telling, expect.ROUGH).has_form(())
    column = expect.call(function, y[:, None], p[:, None])
    column.gives(right, telling, expect.ROUGH).has_form(())
    _check_sure_answers(function)


def _check_sure_answers(function: Function) -> None:
    sure = np.array([1.0, 0.0])
    zeros = {Mistake.NOT_CLIPPED: np.nan}
    expect.call(function, sure, sure.copy()).gives(0, zeros, expect.ROUGH)
    bare: expect.Telling = [
        (Mistake.NOT_CLIPPED, np.inf),
        (Mistake.NOT_CLIPPED, np.finfo(float).max),
    ]
    for y, p in [([1.0], [0.0]), ([0.0], [1.0])]:
        call = expect.call(function, np.array(y), np.array(p))
        call.gives(27.6310211159, bare, expect.ROUGH)
    fixed = [(Mistake.EPS_IGNORED, 27.6310211159), *bare]
    call = expect.call(function, np.array([1.0]), np.array([0.0]), eps=1e-3)
    call.gives(6.9077552790, fixed, expect.ROUGH)
