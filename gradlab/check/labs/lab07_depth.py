"""Visible checks of lab 07: a message through a chain of layers, and its size."""

import numpy as np

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.visible import quiet_counts, visible
from gradlab.words.mistakes import Mistake


@visible
@quiet_counts
def gradient_through_layers(function: Function) -> None:
    """Check `gradient_through_layers(slopes, weights)` on three uneven layers."""
    slopes, weights = np.array([0.25, 0.5, 1.0]), np.array([2.0, -3.0, 0.1])
    right = [1.0, 0.5, -0.75, -0.075]
    telling: expect.Telling = [
        (Mistake.NO_FIRST_ONE, right[1:]),
        (Mistake.NO_FIRST_ONE, [0, 0, 0, 0]),
        (Mistake.LAST_ONLY, right[-1]),
        (Mistake.BACK_TO_FRONT, right[::-1]),
        (Mistake.BACK_TO_FRONT, [1, 0.1, -0.15, -0.075]),
        (Mistake.NOT_MULTIPLIED_UP, [1, 0.5, -1.5, 0.1]),
        (Mistake.WEIGHTS_IGNORED, [1, 0.25, 0.125, 0.125]),
        (Mistake.SLOPES_IGNORED, [1, 2, -6, -0.6]),
        (Mistake.SLOPES_IGNORED, [1, 0.5, -0.375, -0.009375]),
        (Mistake.ADDED_UP, [1, 1.5, 0, 0.1]),
        (Mistake.CUT_TO_INTEGERS, [1, 0, 0, 0]),
        (Mistake.ONE_STEP_ONLY, [1, 0.5, 1, 1]),
        (Mistake.ONE_STEP_ONLY, [1, 0.5, 0, 0]),
        (Mistake.SLOPES_IGNORED, 0.25 ** np.arange(4)),
        (Mistake.FIRST_LEFT_OUT, [1, 1, -1.5, -0.15]),
        (Mistake.ONE_STEP_SHORT, [1, 1, 0.5, -0.75]),
        (Mistake.OTHER_OPERATION, [1, 2.25, -5.625, -6.1875]),
    ]
    expect.call(function, slopes, weights).gives(right, telling).has_form((4,))
    one = expect.call(function, np.array([0.2]), np.array([5.0]))
    one.has_form((2,)).gives([1, 1])
    whole = expect.call(function, np.array([1, 1]), np.array([0.5, 3.0]))
    whole.has_form((3,)).gives([1, 0.5, 1.5])
    far = expect.call(function, np.full(40, 0.25), np.ones(40)).numbers
    tiny = 0 < far[-1] < 1e-23
    expect.that(tiny, Mistake.NEARLY_RIGHT, "a message through 40 layers")
    huge = expect.call(function, np.ones(40), np.full(40, 10.0)).numbers
    expect.that(huge[-1] > 1e39, Mistake.NEARLY_RIGHT, "weights of 10, 40 layers")


@visible
def spread_that_keeps(function: Function) -> None:
    """Check `spread_that_keeps(slopes, n)` for equal slopes, then for relu's."""
    telling: expect.Telling = [
        (Mistake.VARIANCE_NOT_SPREAD, 0.0625),
        (Mistake.WIDTH_NOT_ROOT, 0.0125),
        (Mistake.WIDTH_IGNORED, 5),
        (Mistake.SLOPES_IGNORED, 0.05),
        (Mistake.SLOPES_IGNORED, 0.0707107),
        (Mistake.GROWS_INSTEAD, 4),
        (Mistake.BRACKETS, 0.002),
    ]
    near = expect.Tolerance(rtol=0.12, atol=0)
    call = expect.call(function, np.array([0.2]), 400)
    call.gives(0.25, telling, near).has_form(())
    mean: expect.Telling = [
        (Mistake.ANOTHER_AVERAGE, 0.25),
        (Mistake.ANOTHER_AVERAGE, 0.125),
    ]
    half = expect.call(function, np.array([0, 1]), 64)
    half.gives(0.1767767, mean, near).has_form(())
    signs = expect.unchanged(function, np.array([0.5, -0.5, 0.5, -0.5]), 16)
    signs.gives(0.5, within=near)
