"""Visible checks of lab 01: sigmoid and its slope."""

import numpy as np

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.visible import visible
from gradlab.words.mistakes import Mistake


@visible
def sigmoid(function: Function) -> None:
    """Check `sigmoid(x)` on small arrays, on one number and at ±1000."""
    x = np.array([-2.0, 0.0, 3.0])
    right = [0.1192029220, 0.5, 0.9525741268]
    falling = {Mistake.SIGN_OF_EXPONENT: [0.8807970780, 0.5, 0.0474258732]}
    expect.call(function, x).has_form((3,)).gives(right, falling)
    expect.call(function, 0.0).has_form(()).gives(0.5)
    expect.call(function, np.array([[1], [-1]])).has_form((2, 1)).gives(
        [[0.7310585786], [0.2689414214]]
    )
    expect.call(function, np.array([-1000.0, 1000.0])).gives([0, 1], within=expect.TAIL)


@visible
def sigmoid_quiet(function: Function) -> None:
    """Check that `sigmoid(x)` is right at ±1000 without a warning of NumPy."""
    expect.call(function, np.array([-1000.0, 1000.0])).gives([0, 1], within=expect.TAIL)
    expect.quiet(function, np.array([-1000.0, -3.0, 0.0, 3.0, 1000.0]))


@visible
def sigmoid_derivative(function: Function) -> None:
    """Check `sigmoid_derivative(x)` on small arrays, on one number and at ±1000."""
    x = np.array([-2.0, 0.0, 3.0])
    right = [0.1049935854, 0.25, 0.0451766597]
    telling = {
        Mistake.INPUT_TAKEN_FOR_OUTPUT: x * (1 - x),
        Mistake.SIGMOID_FOR_SLOPE: [0.1192029220, 0.5, 0.9525741268],
    }
    expect.call(function, x).has_form((3,)).gives(right, telling)
    expect.call(function, 0.0).has_form(()).gives(0.25)
    expect.call(function, np.array([[1], [-1]])).has_form((2, 1)).gives(
        [[0.1966119332], [0.1966119332]]
    )
    expect.call(function, np.array([-1000.0, 1000.0])).gives([0, 0], within=expect.TAIL)
