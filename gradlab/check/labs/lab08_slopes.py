"""Visible checks of lab 08: slopes that are measured, and how to compare them."""

from typing import Any

import numpy as np

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.visible import visible
from gradlab.words.mistakes import Mistake


@visible
def numerical_diff(function: Function) -> None:
    """Check `numerical_diff(f, x, h)` on a cube and a parabola, with several steps."""
    telling: expect.Telling = {
        Mistake.ONE_SIDED: 12.00060001,
        Mistake.HALF_THE_DISTANCE: 24,
        Mistake.BRACKETS: 12e-8,
        Mistake.NOT_DIVIDED: 24e-4,
        Mistake.STEP_LOST: 0,
    }
    expect.call(function, _cube, 2.0).gives(12, telling).has_form(())
    expect.call(function, _cube, 2).gives(12).has_form(())
    one_sided = {Mistake.ONE_SIDED: 7, Mistake.STEP_LOST: 0}
    expect.call(function, _parabola, 3.0, h=1.0).gives(6, one_sided)
    for h in (0.5, 0.01):
        _check_reach(function, _cube, 2.0, h)


def _cube(x: Any) -> Any:
    return x**3


def _parabola(x: Any) -> Any:
    return x**2


@visible
def numerical_gradient(function: Function) -> None:
    """Check `numerical_gradient(f, x, h)`: mixed terms, a matrix, integers, h."""
    right = np.array([4.0, 13.0, 8.0])
    telling: expect.Telling = {
        Mistake.ALL_MOVED: np.full(3, 25.0),
        Mistake.HALF_THE_DISTANCE: 2 * right,
        Mistake.BRACKETS: right * 1e-8,
        Mistake.NOT_DIVIDED: right * 2e-4,
        Mistake.STEP_LOST: np.zeros(3),
        Mistake.NOT_PUT_BACK: right - np.array([0.0, 1e-4, 3e-4]),
    }
    x = np.array([1.0, 2.0, 4.0])
    expect.unchanged(function, _mixed, x).gives(right, telling).has_form((3,))
    expect.call(function, _mixed, x, h=0.5).gives(right)
    matrix = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.0]])
    expect.call(function, _sum_of_squares, matrix).gives(2 * matrix).has_form((2, 3))
    cut = {Mistake.STEP_CUT: [25000, 35000]}
    whole = expect.call(function, _sum_of_squares, np.array([3, 4]))
    whole.gives([6, 8], cut).has_form((2,))
    for h in (0.5, 0.01):
        _check_reach(function, _sum_of_squares, np.array([2.0]), h)


def _mixed(x: expect.Array) -> Any:
    """Return a sum with mixed terms; its gradient at (1, 2, 4) is (4, 13, 8)."""
    return x[0] * x[1] + 3 * x[1] * x[2] + 2 * x[0] + 2 * x[2]


def _sum_of_squares(x: expect.Array) -> Any:
    return np.sum(x**2)


def _check_reach(function: Function, f: Function, x: Any, h: float) -> None:
    """Expect samples about as far from `x` as the step; five-point formulas go 2 h."""
    seen, centre = [0.0], np.array(x)  # x itself may move, and be put back

    def recorded(at: Any) -> Any:
        seen.append(float(np.max(np.abs(at - centre))))
        return f(at)

    expect.call(function, recorded, x, h)
    detail = f"with h = {h} the farthest sample lies {max(seen):g} away"
    expect.that(h / 5 < max(seen) < 5 * h, Mistake.STEP_IGNORED, detail)


@visible
def relative_error(function: Function) -> None:
    """Check `relative_error(a, b)` on vectors, a matrix and zeros."""
    a, b = np.array([3.0, 4.0]), np.array([3.0, 0.0])
    telling: expect.Telling = {
        Mistake.NOT_RELATIVE: 4,
        Mistake.ONE_SIZE_ONLY: 4 / 5,
        Mistake.EACH_ENTRY_ALONE: [0, 1],
        Mistake.NO_HALF: 1,
        Mistake.ROOT_TAKEN: np.sqrt(0.5),
    }
    expect.call(function, a, b).gives(0.5, telling).has_form(())
    swapped = {Mistake.ONE_SIZE_ONLY: 4 / 3}
    expect.call(function, b, a).gives(0.5, swapped)
    matrix = np.array([[1.0, -2.0], [4.0, 2.0]])
    expect.call(function, matrix, -matrix).gives(1).has_form(())
    expect.call(function, matrix, matrix + np.eye(2)).gives(0.1316213241)
    undefined = {Mistake.ZERO_BY_ZERO: np.nan}
    expect.call(function, np.zeros(2), np.zeros(2)).gives(0, undefined)
