"""Visible checks of lab 15: digits that are drawn and moved, and a loss of Values."""

import math

import numpy as np

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.visible import visible
from gradlab.standin import Value
from gradlab.words.mistakes import Mistake


@visible
def read_digits(function: Function) -> None:
    """Check `read_digits(params, x)` where every hidden value is a half or nearly 1."""
    params = {"W1": np.array([[0.0, 0.0], [40.0, 0.0]]), "b1": np.zeros(2)}
    params |= {"W2": np.array([[2.0, 0.0, 0.0], [0.0, 2.0, 0.0]])}
    params |= {"b2": np.array([0.0, 0.0, 1.0])}
    x = np.array([[1.0, 0.0], [0.0, 1.0]])
    scores = np.array([[1.0, 1.0, 1.0], [2.0, 1.0, 1.0]])
    powers = np.exp(scores)
    right = powers / powers.sum(axis=1, keepdims=True)
    bare = np.exp(scores - [0.0, 0.0, 1.0])
    telling: expect.Telling = {
        Mistake.NOT_NORMALISED: powers,
        Mistake.OVER_COLUMNS: powers / powers.sum(axis=0),
        Mistake.SHARED_SUM: powers / powers.sum(),
        Mistake.NO_BIAS: bare / bare.sum(axis=1, keepdims=True),
    }
    expect.call(function, params, x).gives(right, telling).has_form((2, 3))
    expect.call(function, params, x[1:]).gives(right[1:]).has_form((1, 3))


@visible
def shifted(function: Function) -> None:
    """Check `shifted(images, down, right)` on two images with ink at known places."""
    images = _inked({(0, 0, 0): 1.0, (1, 3, 7): 0.5, (1, 5, 2): 0.25})
    right = _inked({(0, 1, 2): 1.0, (1, 6, 4): 0.25})
    pages = images.reshape(2, 8, 8)
    telling: expect.Telling = {
        Mistake.WRAPPED_AROUND: np.roll(pages, (1, 2), (1, 2)).reshape(2, 64),
        Mistake.SHIFTED_BACK: _inked({(1, 2, 5): 0.5, (1, 4, 0): 0.25}),
        Mistake.DOWN_AND_RIGHT_SWAPPED: _inked({(0, 2, 1): 1.0, (1, 7, 3): 0.25}),
    }
    call = expect.unchanged(function, images, 1, 2)
    call.gives(right, telling).has_form((2, 64))
    up = _inked({(1, 2, 7): 0.5, (1, 4, 2): 0.25})
    expect.call(function, images, -1, 0).gives(up)
    expect.call(function, images, 0, 0).gives(images)


def _inked(places: dict[tuple[int, int, int], float]) -> expect.Array:
    """Return two images with ink at (image, row, column) alone, shape (2, 64)."""
    pages = np.zeros((2, 8, 8))
    for place, ink in places.items():
        pages[place] = ink
    return pages.reshape(2, 64)


@visible
def log_loss(function: Function) -> None:
    """Check `log_loss(answers, labels)` on three Values, and their slopes."""
    answers = [Value(0.5), Value(0.2), Value(0.9)]
    call = expect.call(function, answers, [1, 0, 1])
    expect.that(call.result is not None, Mistake.RETURNED_NONE)
    expect.that(hasattr(call.result, "backward"), Mistake.NOT_A_VALUE)
    costs = [-math.log(0.5), -math.log(0.8), -math.log(0.9)]
    telling: expect.Telling = {
        Mistake.SUM_NOT_MEAN: sum(costs),
        Mistake.SIGN_OF_LOSS: -sum(costs) / 3,
        Mistake.ONLY_YES_COUNTED: (costs[0] + costs[2]) / 3,
    }
    call.part("data", getattr(call.result, "data", None)).gives(sum(costs) / 3, telling)
    getattr(call.result, "backward", print)()
    slopes = call.part("the slopes", np.array([answer.grad for answer in answers]))
    slopes.gives([-2 / 3, 1 / 2.4, -1 / 2.7], {Mistake.NO_GRADIENT: np.zeros(3)})
