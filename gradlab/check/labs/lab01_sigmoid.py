"""Visible checks of lab 01: sigmoid and its slope."""

import numpy as np

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.visible import quiet_counts, visible
from gradlab.words.mistakes import Mistake


@visible
@quiet_counts
def sigmoid(function: Function) -> None:
    """Check `sigmoid(x)` on small arrays, one number, integers, ±1000 and nan."""
    x = np.array([-2.0, 0.0, 3.0])
    right = [0.1192029220, 0.5, 0.9525741268]
    telling: expect.Telling = [
        (Mistake.SIGN_OF_EXPONENT, [0.8807970780, 0.5, 0.0474258732]),
        (Mistake.ANOTHER_FUNCTION, np.tanh(x)),
        (Mistake.ANOTHER_FUNCTION, [0, 0.5, 1]),
    ]
    expect.call(function, x).has_form((3,)).gives(right, telling)
    expect.call(function, 0.0).has_form(()).gives(0.5)
    column = expect.call(function, np.array([[1], [-1]]))
    column.has_form((2, 1)).gives([[0.7310585786], [0.2689414214]])
    table = expect.call(function, np.array([[0.0, 3.0], [-2.0, 0.0]]))
    table.gives([[0.5, right[2]], [right[0], 0.5]])
    _far_and_nan(function, [0, 1], 0.5)


@visible
def sigmoid_quiet(function: Function) -> None:
    """Check that `sigmoid(x)` is right at ±1000 without a warning of NumPy."""
    expect.call(function, np.array([-1000.0, 1000.0])).gives([0, 1], within=expect.TAIL)
    expect.quiet(function, np.array([-1000.0, -3.0, 0.0, 3.0, 1000.0]))


@visible
@quiet_counts
def sigmoid_derivative(function: Function) -> None:
    """Check `sigmoid_derivative(x)` on small arrays, integers, ±1000 and nan."""
    x = np.array([-2.0, 0.0, 3.0])
    right = [0.1049935854, 0.25, 0.0451766597]
    telling: expect.Telling = [
        (Mistake.INPUT_TAKEN_FOR_OUTPUT, x * (1 - x)),
        (Mistake.INPUT_TAKEN_FOR_OUTPUT, [0.3576087661, 0.5, -1.9051482536]),
        (Mistake.INPUT_TAKEN_FOR_OUTPUT, [-1.7615941560, 0, 0.1422776195]),
        (Mistake.SIGMOID_FOR_SLOPE, [0.1192029220, 0.5, 0.9525741268]),
        (Mistake.FACTOR_MISSING, [0.8807970780, 0.5, 0.0474258732]),
        (Mistake.SIGN_INSIDE, [0.1334122586, 0.75, 1.8599715938]),
        (Mistake.PARTS_CANCEL, [0, 0, 0]),
        (Mistake.APPLIED_TWICE, [0.2491140154, 0.2350037122, 0.2008790079]),
        (Mistake.ANOTHER_FUNCTION, [0.0706508249, 1, 0.0098660372]),
    ]
    expect.call(function, x).has_form((3,)).gives(right, telling)
    taken = {Mistake.INPUT_TAKEN_FOR_OUTPUT: [0.09, 0.1875]}
    within = expect.call(function, np.array([0.1, 0.75]))
    within.gives([0.2493760402, 0.2178949938], taken)
    expect.call(function, 0.0).has_form(()).gives(0.25)
    column = expect.call(function, np.array([[1], [-1]]))
    column.has_form((2, 1)).gives([[0.1966119332], [0.1966119332]])
    table = expect.call(function, np.array([[0.0, 3.0], [-2.0, 0.0]]))
    table.gives([[0.25, right[2]], [right[0], 0.25]])
    _far_and_nan(function, [0, 0], 0.25)


def _far_and_nan(function: Function, ends: list[float], middle: float) -> None:
    """Expect values at ±1000, and that a nan stays alone and stays a nan."""
    far = expect.call(function, np.array([-1000.0, 1000.0]))
    far.gives(ends, within=expect.TAIL)
    holed = expect.call(function, np.array([0.0, np.nan]))
    holed.gives([middle, np.nan])
