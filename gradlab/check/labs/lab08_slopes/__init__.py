"""Visible checks of lab 08: slopes that are measured, and how to compare them."""

from typing import Any

import numpy as np

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.visible import quiet_counts, visible
from gradlab.words.mistakes import Mistake


@visible
def numerical_diff(function: Function) -> None:
    """Check `numerical_diff(f, x, h)` on a cube and a parabola, with several steps."""
    telling: expect.Telling = [
        (Mistake.ONE_SIDED, 12.00060001),
        (Mistake.ONE_SIDED, 11.99940001),
        (Mistake.HALF_THE_DISTANCE, 24),
        (Mistake.BRACKETS, 12e-8),
        (Mistake.BRACKETS, -39985.9990999),
        (Mistake.NOT_DIVIDED, 24e-4),
        (Mistake.SIGN_TURNED, -12),
        (Mistake.ARGUMENT_IGNORED, 4),
    ]
    call, lost = _zeros_of(function, _cube, 2.0)
    call.gives(12, [*telling, (lost, 0)]).has_form(())
    cut = {Mistake.CUT_TO_INTEGERS: 11}
    expect.call(function, _cube, 2).gives(12, cut).has_form(())
    expect.call(function, _cube, 0.25).gives(0.1875000100)
    one_sided = {Mistake.ONE_SIDED: 7, Mistake.STEP_LOST: 0}
    expect.call(function, _parabola, 3.0, h=1.0).gives(6, one_sided)
    falling = expect.call(function, _parabola, -1.25)
    falling.gives(-2.5, {Mistake.SIGN_LOST: 2.5})
    for h in (0.5, 0.01):
        _check_reach(function, _cube, 2.0, h)
    _check_both_sides(function)


def _zeros_of(function: Function, f: Function, x: Any) -> tuple[expect.Call, Mistake]:
    """Return a call, and what zeros of it mean: perhaps no sample moved."""
    moved, centre = [], np.array(x)

    def recorded(at: Any) -> Any:
        moved.append(bool(np.any(at != centre)))
        return f(at)

    recorded.__name__ = str(f.__name__)
    call = expect.call(function, recorded, x)
    still = moved and not any(moved)
    return call, Mistake.STEP_LOST if still else Mistake.ALL_ZERO


def _check_both_sides(function: Function) -> None:
    """Expect samples on either side of a point, or beside the real line."""
    seen: list[complex] = [0]

    def recorded(x: Any) -> Any:
        seen.append(complex(np.ravel(x)[0] - 2.0))
        return _cube(x)

    recorded.__name__ = _cube.__name__
    expect.call(function, recorded, 2.0, 0.5)
    sides = [sample.real for sample in seen]
    both = min(sides) < 0 < max(sides) or any(sample.imag for sample in seen)
    expect.that(both, Mistake.ONE_SIDED, f"samples at 2 plus {sorted(sides)}")


def _cube(x: Any) -> Any:
    return x**3


def _parabola(x: Any) -> Any:
    return x**2


_cube.__name__ = "lambda x: x**3"  # as a student can paste it
_parabola.__name__ = "lambda x: x**2"


@visible
def numerical_gradient(function: Function) -> None:
    """Check `numerical_gradient(f, x, h)`: mixed terms, a matrix, integers, h."""
    right = np.array([4.0, 13.0, 8.0])
    telling: expect.Telling = [
        (Mistake.ALL_MOVED, np.full(3, 25.0)),
        (Mistake.HALF_THE_DISTANCE, 2 * right),
        (Mistake.BRACKETS, right * 1e-8),
        (Mistake.NOT_DIVIDED, right * 2e-4),
        (Mistake.NOT_PUT_BACK, right - np.array([0.0, 1e-4, 3e-4])),
    ]
    x = np.array([1.0, 2.0, 4.0])
    call, lost = _zeros_of(function, _mixed, x)
    call.gives(right, [*telling, (lost, np.zeros(3))]).has_form((3,))
    expect.call(function, _mixed, x, h=0.5).gives(right)
    matrix = np.array([[1.0, -2.0, 0.25], [3.0, 0.0, -1.0]])
    call = expect.call(function, _sum_of_squares, matrix)
    together: expect.Telling = [
        (Mistake.ONE_SIDED, 2 * matrix + 1e-4),
        (Mistake.ONE_SIDED, 2 * matrix - 1e-4),
        (Mistake.ALL_MOVED, [[-1.5] * 3, [4.0] * 3]),
        (Mistake.ALL_MOVED, [[8, -4, -1.5], [8, -4, -1.5]]),
    ]
    call.gives(2 * matrix, together).has_form((2, 3))
    cut: expect.Telling = [
        (Mistake.STEP_CUT, [25000, 35000]),
        (Mistake.CUT_TO_INTEGERS, [5, 7]),
    ]
    whole = expect.call(function, _sum_of_squares, np.array([3, 4]))
    whole.gives([6, 8], cut).has_form((2,))
    for h in (0.5, 0.01):
        _check_reach(function, _sum_of_squares, np.array([2.0]), h)


def _mixed(x: expect.Array) -> Any:
    """Return a sum with mixed terms; its gradient at (1, 2, 4) is (4, 13, 8)."""
    return x[0] * x[1] + 3 * x[1] * x[2] + 2 * x[0] + 2 * x[2]


def _sum_of_squares(x: expect.Array) -> Any:
    return np.sum(x**2)


_mixed.__name__ = "lambda x: x[0]*x[1] + 3*x[1]*x[2] + 2*x[0] + 2*x[2]"
_sum_of_squares.__name__ = "lambda x: np.sum(x**2)"


def _check_reach(function: Function, f: Function, x: Any, h: float) -> None:
    """Expect samples about as far from `x` as the step; five-point formulas go 2 h."""
    seen, centre = [0.0], np.array(x)  # x itself may move, and be put back

    def recorded(at: Any) -> Any:
        seen.append(float(np.max(np.abs(at - centre))))
        return f(at)

    recorded.__name__ = str(f.__name__)
    expect.call(function, recorded, x, h)
    detail = f"with h = {h} the farthest sample lies {max(seen):g} away"
    expect.that(h / 5 < max(seen) < 5 * h, Mistake.STEP_IGNORED, detail)


@visible
@quiet_counts
def relative_error(function: Function) -> None:
    """Check `relative_error(a, b)` on vectors, a matrix and zeros."""
    a, b = np.array([3.0, 4.0]), np.array([-5.0, 12.0])  # of sizes 5 and 13
    right, apart = 0.6285393611, 11.3137084990
    telling: expect.Telling = [
        (Mistake.NOT_RELATIVE, apart),
        (Mistake.ONE_SIZE_ONLY, apart / 5),
        (Mistake.ONE_SIZE_ONLY, apart / 13),
        (Mistake.EACH_ENTRY_ALONE, [1, 0.5]),
        (Mistake.EACH_ENTRY_ALONE, 1),
        (Mistake.ANOTHER_SIZE, 16 / 24),
        (Mistake.ANOTHER_SIZE, 8 / 16),
        (Mistake.ANOTHER_SIZE, 128 / 194),
        (Mistake.NO_HALF, 2 * right),
        (Mistake.ROOT_TAKEN, np.sqrt(right)),
        (Mistake.OTHER_OPERATION, apart / np.sqrt(260)),
        (Mistake.OTHER_OPERATION, 8 / 18),
        (Mistake.PERCENT_NOT_SHARE, 100 * right),
    ]
    expect.call(function, a, b).gives(right, telling).has_form(())
    expect.call(function, b, a).gives(right, telling)
    matrix = np.array([[1.0, -2.0], [4.0, 2.0]])
    rows = {Mistake.EACH_ENTRY_ALONE: [1, 1]}
    expect.call(function, matrix, -matrix).gives(1, rows).has_form(())
    spectral = {Mistake.ANOTHER_SIZE: 0.1053153203}
    other = matrix + np.eye(2)
    expect.call(function, matrix, other).gives(0.1316213241, spectral)
    whole = expect.call(function, np.array([3, 4]), np.array([0, 4]))
    whole.gives(1 / 3).has_form(())
    close = np.array([1e-5, 0.0]), np.array([1e-5, 1e-9])
    expect.call(function, *close).gives(0.5e-4)
    undefined: expect.Telling = [
        (Mistake.ZERO_BY_ZERO, np.nan),
        (Mistake.ZERO_BY_ZERO, 1),
    ]
    expect.call(function, np.zeros(2), np.zeros(2)).gives(0, undefined)
