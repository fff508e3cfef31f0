"""Visible checks of lab 09: walking downhill, with and without a history."""

from typing import Any

import numpy as np

from gradlab.check import expect, parts
from gradlab.check.expect import Function
from gradlab.check.visible import visible
from gradlab.words.mistakes import Mistake

# On this bowl each step multiplies the coordinates by 1 - lr and 1 - 4 lr.
CURVES = np.array([1.0, 4.0])
START = np.array([-3.0, 2.0])
RATE, STEPS = 0.1, 3


def _bowl(x: expect.Array) -> Any:
    return np.sum(CURVES * x**2) / 2


def _tilted(x: expect.Array) -> Any:
    return x[0] ** 2 + x[0] * x[1] + x[1] ** 2  # gradient (3, 3) at (1, 1)


_bowl.__name__ = "lambda x: (x[0]**2 + 4*x[1]**2) / 2"  # as a student can paste it
_tilted.__name__ = "lambda x: x[0]**2 + x[0]*x[1] + x[1]**2"


@visible
def gradient_descent(function: Function) -> None:
    """Check `gradient_descent(f, init_x, lr, step_num)`: where it ends, from where."""
    right = START * (1 - RATE * CURVES) ** STEPS
    telling: expect.Telling = [
        (Mistake.STEP_UPHILL, START * (1 + RATE * CURVES) ** STEPS),
        (Mistake.GRADIENT_KEPT, START * (1 - STEPS * RATE * CURVES)),
        (Mistake.ONE_STEP_ONLY, START * (1 - RATE * CURVES)),
        (Mistake.ONE_STEP_SHORT, START * (1 - RATE * CURVES) ** (STEPS - 1)),
        (Mistake.ONE_STEP_OVER, START * (1 - RATE * CURVES) ** (STEPS + 1)),
        (Mistake.STEPS_IGNORED, START * (1 - RATE * CURVES) ** 100),
        (Mistake.NO_STEP, START),
        (Mistake.RATE_IGNORED, START * (1 - 0.01 * CURVES) ** STEPS),
        (Mistake.RATE_IGNORED, START * (1 - CURVES) ** STEPS),
        *((Mistake.STEP_RESCALED, wrong) for wrong in _RESCALED),
        (Mistake.OTHER_OPERATION, START * (1 - CURVES / RATE) ** STEPS),
        (Mistake.VALUE_NOT_SLOPE, [-6.66607666, -1.66607666]),
        (Mistake.COORDINATES_STAY, [right[0], START[1]]),
    ]
    call = expect.unchanged(function, _bowl, START.copy(), RATE, STEPS)
    call.gives(right, telling, expect.ROUGH).has_form((2,))
    call = expect.call(function, _bowl, START.copy(), lr=RATE, step_num=0)
    call.gives(START).has_form((2,))
    call = expect.call(function, _bowl, START.copy(), 2 * RATE, STEPS)
    faster = START * (1 - 2 * RATE * CURVES) ** STEPS
    call.gives(faster, {Mistake.RATE_IGNORED: right}, expect.ROUGH)
    usual = START * (1 - 0.01 * CURVES) ** 100
    expect.call(function, _bowl, START.copy()).gives(usual, _defaults(), expect.ROUGH)
    call = expect.call(function, _tilted, np.array([1.0, 1.0]), RATE, STEPS)
    in_turn = {Mistake.IN_TURN: [0.33607, 0.394633]}
    call.gives([0.7**STEPS] * 2, in_turn, expect.ROUGH)
    _check_no_early_stop(function)
    matrix = np.array([[1.0, -2.0], [0.5, 3.0]])
    call = expect.call(function, lambda X: np.sum(X**2) / 2, matrix, RATE, STEPS)
    call.gives(matrix * (1 - RATE) ** STEPS, within=expect.ROUGH).has_form((2, 2))
    cut: expect.Telling = {
        Mistake.STEP_CUT: [0, 0],
        Mistake.CUT_TO_INTEGERS: np.trunc(right),
    }
    whole = expect.call(function, _bowl, START.astype(int), RATE, STEPS)
    whole.gives(right, cut, expect.ROUGH).has_form((2,))
    none = expect.call(function, _bowl, START.astype(int), RATE, 0)
    none.gives(START).has_form((2,))


_RESCALED = [
    START + STEPS * RATE * np.array([1, -1]),  # by the sign of the gradient
    [-2.8912061860, 1.7204386977],  # by its length
    START * (1 - RATE * CURVES / 2) ** STEPS,
    START * (1 - 2 * RATE * CURVES) ** STEPS,
    START * np.prod([1 - RATE / k * CURVES for k in (1, 2, 3)], axis=0),
    [-1.458, -1.08],  # with momentum
]


def _defaults() -> list[tuple[Mistake, expect.Array]]:
    """Return where other default values of the rate and of the steps end."""
    return [
        (Mistake.ANOTHER_DEFAULT, START * (1 - rate * CURVES) ** steps)
        for rate in (0.001, 0.01, 0.1)
        for steps in (10, 100, 1000)
    ]


def _check_no_early_stop(function: Function) -> None:
    """Expect all steps where the slope is tiny, and where the walk goes up."""
    start = np.array([1e-6, -1e-6])
    call = expect.call(function, _bowl, start.copy(), RATE, STEPS)
    within = expect.Tolerance(rtol=1e-3, atol=1e-12)
    right = start * (1 - RATE * CURVES) ** STEPS
    call.gives(right, {Mistake.STOPPED_EARLY: start}, within)
    call = expect.call(function, _bowl, START.copy(), 1.0, STEPS)
    up = {Mistake.STOPPED_EARLY: START}
    call.gives(START * (1 - CURVES) ** STEPS, up, expect.ROUGH)


@visible
def gradient_descent_history(function: Function) -> None:
    """Check `gradient_descent_history(f, init_x, lr, step_num)`, row by row."""
    powers = np.arange(STEPS + 1)[:, None]
    rows = START * (1 - RATE * CURVES) ** powers
    telling: expect.Telling = [
        (Mistake.SAME_ROW, np.tile(rows[-1], (STEPS + 1, 1))),
        (Mistake.BACK_TO_FRONT, rows[::-1]),
        (Mistake.START_MISSING, rows[1:]),
        (Mistake.LAST_ROW_MISSING, rows[:-1]),
        (Mistake.START_TWICE, np.concatenate([rows[:1], rows])),
        (Mistake.PARTS_SWAPPED, rows[-1]),
        (Mistake.STEP_UPHILL, START * (1 + RATE * CURVES) ** powers),
        (Mistake.GRADIENT_KEPT, START * (1 - powers * RATE * CURVES)),
        (Mistake.RATE_IGNORED, START * (1 - 0.01 * CURVES) ** powers),
        (Mistake.RATE_IGNORED, START * (1 - CURVES) ** powers),
        (Mistake.STEP_RESCALED, START * (1 - 2 * RATE * CURVES) ** powers),
        (Mistake.STEP_RESCALED, _OF_ONE_LENGTH),
        (Mistake.ONE_STEP_ONLY, rows[[0, 1, 1, 1]]),
        *(
            (mistake, START * (1 - RATE * CURVES) ** np.arange(steps)[:, None])
            for mistake, steps in (
                (Mistake.STEPS_IGNORED, 101),
                (Mistake.ONE_STEP_OVER, STEPS + 2),
            )
        ),
    ]
    call = expect.unchanged(function, _bowl, START.copy(), RATE, STEPS)
    x, history = parts.in_order(call, "x history")
    history.gives(rows, telling, expect.ROUGH).has_form((STEPS + 1, 2))
    ends: expect.Telling = {
        Mistake.NO_STEP: START,
        Mistake.ONE_STEP_SHORT: rows[-2],
        Mistake.ONE_STEP_OVER: rows[-1] * (1 - RATE * CURVES),
    }
    x.gives(rows[-1], ends, expect.ROUGH).has_form((2,))
    _check_starts_of_other_kinds(function)
    none = expect.call(function, _bowl, START.copy(), lr=RATE, step_num=0)
    x, history = parts.in_order(none, "x history")
    history.gives([START]).has_form((1, 2))
    x.gives(START).has_form((2,))
    usual = expect.call(function, _bowl, START.copy())
    x, history = parts.in_order(usual, "x history")
    x.gives(START * (1 - 0.01 * CURVES) ** 100, _defaults(), expect.ROUGH)
    history.has_shape((101, 2))


_OF_ONE_LENGTH = [
    [-3.0, 2.0],
    [-2.9648876558, 1.9063670822],
    [-2.9286491053, 1.8131642525],
    [-2.8912061919, 1.7204386993],
]


def _check_starts_of_other_kinds(function: Function) -> None:
    """Expect fractions from whole numbers, early stops nowhere, and one history."""
    cut = {Mistake.CUT_TO_INTEGERS: [START, np.trunc(START * (1 - RATE * CURVES))]}
    whole = expect.call(function, _bowl, START.astype(int), RATE, 1)
    x, history = parts.in_order(whole, "x history")
    rows = np.array([START, START * (1 - RATE * CURVES)])
    history.gives(rows, cut, expect.ROUGH).has_form((2, 2))
    flat = expect.call(function, _tilted, np.array([1.0, 1.0]), RATE, STEPS)
    x, history = parts.in_order(flat, "x history")
    in_turn = {Mistake.IN_TURN: [0.33607, 0.394633]}
    x.gives([0.7**STEPS] * 2, in_turn, expect.ROUGH)
    for start, rate in [(np.array([1e-6, 0.0]), RATE), (START.copy(), 1.0)]:
        call = expect.call(function, _bowl, start, rate, STEPS)
        x, history = parts.in_order(call, "x history")
        early = len(np.atleast_1d(history.numbers)) < STEPS + 1
        expect.that(not early, Mistake.STOPPED_EARLY, call.text)
        history.has_shape((STEPS + 1, 2))
    matrix = np.array([[1.0, -2.0]])
    bowl = expect.call(function, lambda X: np.sum(X**2) / 2, matrix, RATE, 2)
    x, history = parts.in_order(bowl, "x history")
    history.has_shape((3, 1, 2))


@visible
def find_rate(function: Function) -> None:
    """Check `find_rate(f, start)`: walk with the rate, and see how high it ends."""
    for curves in (CURVES, 200 * CURVES, 0.005 * CURVES, np.array([0.5, 5.0])):
        rate = _rate(function, curves)
        moved = START * np.prod([1 - rate * curves] * 50, axis=0)
        left = np.sum(curves * moved**2) / np.sum(curves * START**2)
        large = rate * curves.max() > 1
        mistake = Mistake.RATE_TOO_LARGE if large else Mistake.RATE_TOO_SMALL
        story = f"on a bowl with curvatures {curves} the rate {rate:g}"
        detail = f"{story} leaves {left:.2g} of the height after 50 steps"
        expect.that(left < 1e-3, mistake, detail)


def _rate(function: Function, curves: expect.Array) -> float:
    def bowl(x: expect.Array) -> Any:
        return np.sum(curves * x**2) / 2

    call = expect.unchanged(function, bowl, START.copy()).has_form(())
    rate = float(call.numbers)
    expect.that(rate > 0, Mistake.RATE_NOT_POSITIVE, f"it returned {rate:g}")
    return rate
