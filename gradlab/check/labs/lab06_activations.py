"""Visible checks of lab 06: activations and their slopes."""

import numpy as np

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.visible import visible
from gradlab.words.mistakes import Mistake


@visible
def step_function(function: Function) -> None:
    """Check `step_function(x)` on both sides of 0, at 0 and on one number."""
    x = np.array([-2.0, 0.0, 0.5])
    telling: expect.Telling = {
        Mistake.UP_AT_ZERO: [0, 1, 1],
        Mistake.STEP_TURNED: [1, 0, 0],
        Mistake.MIDDLE_NOT_ZERO: [0, 0.5, 1],
    }
    expect.call(function, x).gives([0, 0, 1], telling).has_form((3,), integers=None)
    expect.call(function, 3.0).has_form((), integers=None).gives(1)
    expect.call(function, np.array([[4], [-4]])).gives([[1], [0]])


@visible
def relu(function: Function) -> None:
    """Check `relu(x)` on small arrays, on one number and at minus infinity."""
    x = np.array([-2.0, 0.0, 3.0])
    telling: expect.Telling = {
        Mistake.NEGATIVES_KEPT: x,
        Mistake.NEGATIVES_TURNED: [2, 0, 3],
        Mistake.POSITIVES_STOPPED: [-2, 0, 0],
    }
    expect.call(function, x).gives([0, 0, 3], telling).has_form((3,))
    expect.call(function, -1.5).has_form(()).gives(0)
    expect.call(function, np.array([[4.0], [-4.0]])).gives([[4], [0]])
    far = np.array([-np.inf, -1000.0, 1000.0])
    expect.call(function, far).gives([0, 0, 1000])


@visible
def relu_derivative(function: Function) -> None:
    """Check `relu_derivative(x)` on both sides of 0; at 0, anything from 0 to 1."""
    x = np.array([-2.0, 0.5, 3.0])
    telling: expect.Telling = {
        Mistake.VALUE_NOT_SLOPE: [0, 0.5, 3],
        Mistake.POSITIVES_STOPPED: [1, 0, 0],
        Mistake.NEGATIVES_KEPT: [1, 1, 1],
    }
    expect.call(function, x).gives([0, 1, 1], telling).has_form((3,), integers=None)
    expect.call(function, 3.0).has_form((), integers=None).gives(1)
    kink = expect.call(function, np.array([-1.0, 0.0, 1.0])).numbers
    expect.that(not np.isnan(kink).any(), Mistake.ZERO_BY_ZERO, "at x = 0")
    detail = f"at x = 0 it is {kink[1]:g}, where 0 to 1 is expected"
    expect.that(0 <= kink[1] <= 1, Mistake.WRONG_VALUE, detail)


@visible
def leaky_relu(function: Function) -> None:
    """Check `leaky_relu(x, alpha)` with two values of alpha, and far out."""
    x = np.array([-2.0, 0.0, 3.0])
    telling: expect.Telling = {
        Mistake.NOT_LEAKY: [0, 0, 3],
        Mistake.ALPHA_ON_ALL: 0.01 * x,
        Mistake.POSITIVES_STOPPED: [-2, 0, 0.03],
        Mistake.NEGATIVES_TURNED: [0.02, 0, 3],
        Mistake.NEGATIVES_KEPT: x,
    }
    expect.call(function, x).gives([-0.02, 0, 3], telling).has_form((3,))
    fixed = {Mistake.ALPHA_IGNORED: [-0.02, 0, 3]}
    expect.call(function, x, alpha=0.25).gives([-0.5, 0, 3], fixed)
    expect.call(function, -4.0).has_form(()).gives(-0.04)
    expect.call(function, np.array([[-1], [1]])).gives([[-0.01], [1.0]])


@visible
def tanh_derivative(function: Function) -> None:
    """Check `tanh_derivative(x)` on small arrays, on one number and at ±1000."""
    x = np.array([-2.0, 0.0, 0.5])
    t = np.array([-0.9640275801, 0.0, 0.4621171573])
    telling: expect.Telling = {
        Mistake.VALUE_NOT_SLOPE: t,
        Mistake.INPUT_FOR_OUTPUT: 1 - x**2,
        Mistake.SLOPE_OF_SIGMOID: t * (1 - t),
        Mistake.NO_SQUARE: 1 - t,
    }
    right = [0.0706508249, 1.0, 0.7864477330]
    expect.call(function, x).gives(right, telling).has_form((3,))
    expect.call(function, 0.0).has_form(()).gives(1)
    expect.call(function, np.array([[1], [-1]])).has_form((2, 1)).gives(
        [[0.4199743416], [0.4199743416]]
    )
    expect.call(function, np.array([-1000.0, 1000.0])).gives([0, 0], within=expect.TAIL)


@visible
def identity_function(function: Function) -> None:
    """Check that `identity_function(x)` gives back what it got."""
    x = np.array([[-2.5, 0.0, 4.0], [1e-9, 20.0, -7.0]])
    expect.call(function, x).gives(x, {Mistake.TRANSPOSED: x.T}).has_form((2, 3))
    expect.call(function, -3.5).gives(-3.5)
