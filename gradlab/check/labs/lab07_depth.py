"""Visible check of lab 07: a message through a chain of layers."""

import numpy as np

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.visible import visible
from gradlab.words.mistakes import Mistake


@visible
def gradient_through_layers(function: Function) -> None:
    """Check `gradient_through_layers(slopes, weights)` on three uneven layers."""
    slopes, weights = np.array([0.25, 0.5, 1.0]), np.array([2.0, -3.0, 0.1])
    right = [1.0, 0.5, -0.75, -0.075]
    telling: expect.Telling = {
        Mistake.NO_FIRST_ONE: right[1:],
        Mistake.LAST_ONLY: right[-1],
        Mistake.BACK_TO_FRONT: right[::-1],
        Mistake.NOT_MULTIPLIED_UP: [1, 0.5, -1.5, 0.1],
        Mistake.WEIGHTS_IGNORED: [1, 0.25, 0.125, 0.125],
        Mistake.SLOPES_IGNORED: [1, 2, -6, -0.6],
        Mistake.ADDED_UP: [1, 1.5, 0, 0.1],
    }
    expect.call(function, slopes, weights).gives(right, telling).has_form((4,))
    one = expect.call(function, np.array([0.2]), np.array([5.0]))
    one.has_form((2,)).gives([1, 1])
