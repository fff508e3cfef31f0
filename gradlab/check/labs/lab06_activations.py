"""Visible checks of lab 06: activations and their slopes."""

import numpy as np

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.reading import shown
from gradlab.check.visible import quiet_counts, visible
from gradlab.words.mistakes import Mistake


@visible
def step_function(function: Function) -> None:
    """Check `step_function(x)` on both sides of 0, at 0 and on one number."""
    x = np.array([-2.0, 0.0, 3.0, 0.5])
    telling: expect.Telling = [
        (Mistake.UP_AT_ZERO, [0, 1, 1, 1]),
        (Mistake.STEP_TURNED, [1, 0, 0, 0]),
        (Mistake.STEP_TURNED, [1, 1, 0, 0]),
        (Mistake.MIDDLE_NOT_ZERO, [0, 0.5, 1, 1]),
        (Mistake.STEP_ELSEWHERE, [0, 0, 1, 0]),
        (Mistake.ANOTHER_FUNCTION, [-1, 0, 1, 1]),
        (Mistake.ANOTHER_FUNCTION, [-1, -1, 1, 1]),
        (Mistake.ANOTHER_FUNCTION, [0, 0, 3, 0.5]),
    ]
    call = expect.call(function, x)
    call.gives([0, 0, 1, 1], telling).has_form((4,), integers=None)
    expect.call(function, 3.0).has_form((), integers=None).gives(1)
    expect.call(function, np.array([[4, 1], [-4, 2]])).gives([[1, 1], [0, 1]])
    near = expect.call(function, np.array([-1e-9, 1e-9]))
    near.gives([0, 1], {Mistake.STEP_ELSEWHERE: [0, 0]})


@visible
@quiet_counts
def relu(function: Function) -> None:
    """Check `relu(x)` on small arrays, on one number and at minus infinity."""
    x = np.array([-2.0, 0.0, 2.5, 1.25])
    telling: expect.Telling = [
        (Mistake.NEGATIVES_KEPT, x),
        (Mistake.NEGATIVES_TURNED, [2, 0, 2.5, 1.25]),
        (Mistake.POSITIVES_STOPPED, [-2, 0, 0, 0]),
        (Mistake.SLOPE_NOT_VALUE, [0, 0, 1, 1]),
        (Mistake.ANOTHER_FUNCTION, [-0.02, 0, 2.5, 1.25]),
        (Mistake.ANOTHER_FUNCTION, np.log1p(np.exp(x))),
    ]
    expect.call(function, x).gives([0, 0, 2.5, 1.25], telling).has_form((4,))
    expect.call(function, -1.5).has_form(()).gives(0)
    expect.call(function, np.array([[4.0, 1.0], [-4.0, 2.0]])).gives([[4, 1], [0, 2]])
    whole = expect.call(function, np.array([2, -5]))
    whole.gives([2, 0]).has_form((2,), integers=None)
    far = np.array([-np.inf, -1000.0, 1000.0])
    capped: expect.Telling = [(Mistake.ANOTHER_FUNCTION, [0, 0, 6])]
    expect.call(function, far).gives([0, 0, 1000], capped)
    wide = expect.call(function, np.array([-2e6, 2e6]))
    wide.gives([0, 2e6], {Mistake.ANOTHER_FUNCTION: [0, 1e6]})


@visible
@quiet_counts
def relu_derivative(function: Function) -> None:
    """Check `relu_derivative(x)` on both sides of 0; at 0, anything from 0 to 1."""
    x = np.array([-2.0, 0.5, 3.0])
    telling: expect.Telling = [
        (Mistake.VALUE_NOT_SLOPE, [0, 0.5, 3]),
        (Mistake.POSITIVES_STOPPED, [1, 0, 0]),
        (Mistake.NEGATIVES_KEPT, [1, 1, 1]),
        (Mistake.ANOTHER_FUNCTION, [-1, 1, 1]),
        (Mistake.ANOTHER_FUNCTION, [0.01, 1, 1]),
        (Mistake.ANOTHER_FUNCTION, 1 / (1 + np.exp(-x))),
    ]
    expect.call(function, x).gives([0, 1, 1], telling).has_form((3,), integers=None)
    expect.call(function, 3.0).has_form((), integers=None).gives(1)
    expect.call(function, np.array([[4.0, 1.0], [-4.0, 2.0]])).gives([[1, 1], [0, 1]])
    call = expect.call(function, np.array([-1.0, 0.0, 1.0]))
    kink, detail = call.numbers, f"{call.text}\n  returned  {shown(call.result)}"
    expect.that(not np.isnan(kink).any(), Mistake.ZERO_BY_ZERO, detail)
    detail = f"at x = 0 it is {kink[1]:g}, where 0 to 1 is expected"
    expect.that(0 <= kink[1] <= 1, Mistake.SLOPE_AT_KINK, detail)
    small = expect.call(function, np.array([-1e-9, 1e-9]))
    small.gives([0, 1], {Mistake.STEP_ELSEWHERE: [0, 0]})
    expect.call(function, np.array([-np.inf, np.inf])).gives([0, 1])


@visible
def leaky_relu(function: Function) -> None:
    """Check `leaky_relu(x, alpha)` with two values of alpha, and far out."""
    x = np.array([-2.0, 0.0, 3.0])
    telling: expect.Telling = [
        (Mistake.NOT_LEAKY, [0, 0, 3]),
        (Mistake.ALPHA_ON_ALL, 0.01 * x),
        (Mistake.POSITIVES_STOPPED, [-2, 0, 0.03]),
        (Mistake.NEGATIVES_TURNED, [0.02, 0, 3]),
        (Mistake.NEGATIVES_KEPT, x),
        (Mistake.ANOTHER_DEFAULT, [-0.2, 0, 3]),
        (Mistake.ANOTHER_DEFAULT, [-0.4, 0, 3]),
        (Mistake.ALPHA_NOT_FACTOR, [-0.01, -0.01, 3]),
        (Mistake.ALPHA_NOT_FACTOR, [0.01, 0.01, 3]),
        (Mistake.ALPHA_NOT_FACTOR, [-2.01, 0, 3]),
        (Mistake.ALPHA_NOT_FACTOR, [-2.01, -0.01, 3]),
        (Mistake.ALPHA_NOT_FACTOR, [-200, 0, 3]),
        (Mistake.ANOTHER_FUNCTION, [0.01 * np.expm1(-2), 0, 3]),
        (Mistake.SLOPE_NOT_VALUE, [0.01, 0.01, 1]),
    ]
    expect.call(function, x).gives([-0.02, 0, 3], telling).has_form((3,))
    fixed = {Mistake.ALPHA_IGNORED: [-0.02, 0, 3]}
    expect.call(function, x, alpha=0.25).gives([-0.5, 0, 3], fixed)
    expect.call(function, -4.0).has_form(()).gives(-0.04)
    table = expect.call(function, np.array([[-1, 2], [1, 3]]))
    table.gives([[-0.01, 2.0], [1.0, 3.0]]).has_form((2, 2))
    far = expect.call(function, np.array([-np.inf, np.inf]))
    far.gives([-np.inf, np.inf])


@visible
@quiet_counts
def tanh_derivative(function: Function) -> None:
    """Check `tanh_derivative(x)` on small arrays, on one number and at ±1000."""
    x = np.array([-2.0, 0.0, 0.5])
    t = np.array([-0.9640275801, 0.0, 0.4621171573])
    telling: expect.Telling = [
        (Mistake.VALUE_NOT_SLOPE, t),
        (Mistake.INPUT_FOR_OUTPUT, 1 - x**2),
        (Mistake.SLOPE_OF_SIGMOID, t * (1 - t)),
        (Mistake.SLOPE_OF_SIGMOID, [0.1049935854, 0.25, 0.2350037122]),
        (Mistake.NO_SQUARE, 1 - t),
        (Mistake.SIGN_INSIDE, 1 + t**2),
        (Mistake.ANOTHER_FUNCTION, [-3.7743992004, 1, 0.7015535905]),
        (Mistake.BRACKETS, [0.0006707003, 1, 0.7550813375]),
        (Mistake.BRACKETS, (1 - t) ** 2),
    ]
    right = [0.0706508249, 1.0, 0.7864477330]
    expect.call(function, x).gives(right, telling).has_form((3,))
    expect.call(function, 0.0).has_form(()).gives(1)
    expect.call(function, np.array([[1], [-1]])).has_form((2, 1)).gives(
        [[0.4199743416], [0.4199743416]]
    )
    table = expect.call(function, np.array([[-2.0, 0.0], [0.5, 1.0]]))
    table.gives([[right[0], 1], [right[2], 0.4199743416]])
    expect.call(function, np.array([-1000.0, 1000.0])).gives([0, 0], within=expect.TAIL)


@visible
def smooth_activation(function: Function) -> None:
    """Check the four wishes for `smooth_activation(x)` by measured slopes."""
    zero = expect.call(function, 0.0).has_form(())
    at_zero = float(zero.numbers)
    detail = f"{zero.text} is {at_zero:g}"
    expect.that(abs(at_zero) < 1e-9, Mistake.NOT_ZERO_AT_ZERO, detail)
    x = np.arange(-50, 50, 0.01)
    y = expect.unchanged(function, x).has_form(x.shape).numbers
    slopes = np.diff(y) / 0.01
    jumps = np.abs(np.diff(slopes))
    left, right = slopes[x[1:] < -10], slopes[x[:-1] > 10]
    for holds, mistake, where, value in [
        (slopes.min() > 0.0099, Mistake.FLAT_SOMEWHERE, x[slopes.argmin()], slopes),
        (jumps.max() < 0.02, Mistake.SLOPE_JUMPS, x[jumps.argmax() + 1], slopes[1:]),
        (left.max() < 0.301, Mistake.HARDLY_BENT, x[left.argmax()], left),
        (abs(right - 1).max() < 0.101, Mistake.RIGHT_NOT_ONE, 50.0, right),
    ]:
        detail = f"near x = {where:.2f}; slopes go from {value.min():.3g}"
        expect.that(bool(holds), mistake, f"{detail} to {value.max():.3g}")
    whole = expect.call(function, np.array([-3, 2])).has_form((2,))
    whole.gives(expect.call(function, np.array([-3.0, 2.0])).numbers)
    far = expect.call(function, np.array([-1000.0, 1000.0])).numbers
    expect.that(bool(np.isfinite(far).all()), Mistake.GAVE_INFINITY, "at ±1000")
