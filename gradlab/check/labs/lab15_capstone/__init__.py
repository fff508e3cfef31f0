"""Visible checks of lab 15: digits that are drawn and moved, and a loss of Values."""

import math

import numpy as np
import numpy.typing as npt

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.reading import shown
from gradlab.check.visible import visible
from gradlab.standin import value_class
from gradlab.words.mistakes import Mistake

_PARAMS = {
    "W1": np.array([[0.5, -1.0], [1.5, 0.25], [-1.0, 2.0]]),
    "b1": np.array([0.5, -0.25]),
    "W2": np.array([[2.0, -1.0, 0.5], [-0.5, 1.0, 1.5]]),
    "b2": np.array([0.3, 0.0, -0.6]),
}
_SCORES = np.array(
    [[0.36792617, 0.67097193, 0.94434074], [0.23056511, 0.58301138, 0.57061147]]
)
_OTHER_SCORES: list[tuple[Mistake, npt.ArrayLike]] = [  # by another first layer
    (Mistake.NO_ACTIVATION, [[-3.075, 3.75, 3.025], [-3.7, 2.75, 0.025]]),
    (Mistake.ANOTHER_ACTIVATION, [[-1.075, 2.75, 3.525], [-0.2, 1.0, 0.9]]),
    (
        Mistake.ANOTHER_ACTIVATION,
        [[-1.71911817, 1.75345388, 0.50699251], [-1.96354815, 1.70296969, 0.07170346]],
    ),
    (
        Mistake.ANOTHER_ACTIVATION,
        [[-0.14255658, 0.95404526, 0.87702263], [-0.04978337, 0.8798267, 0.83991335]],
    ),
    (
        Mistake.APPLIED_TWICE,
        [[1.07412494, 0.15224915, 0.76203973], [1.03636993, 0.13809318, 0.68102846]],
    ),
    (
        Mistake.NO_BIAS,
        [[0.18856398, 0.7701486, 0.92007395], [0.102049, 0.6819504, 0.61362452]],
    ),
    (
        Mistake.SIGN_OF_EXPONENT,
        [[1.73207383, -0.67097193, -0.14434074], [1.86943489, -0.58301138, 0.22938853]],
    ),
    (Mistake.SIGMOID_ON_SCORES, 1 / (1 + np.exp(-_SCORES))),
    (Mistake.SIGN_INSIDE, -_SCORES),
]


@visible
def read_digits(function: Function) -> None:
    """Check `read_digits(params, x)` on two images of three pixels, and far out."""
    x = np.array([[1.0, 0.0, 2.0], [0.5, -1.0, 1.0]])
    right = np.array(
        [
            [0.2419185535, 0.3275520175, 0.4305294290],
            [0.2612633264, 0.3716583752, 0.3670782984],
        ]
    )
    powers = np.exp(_SCORES)
    telling: list[tuple[Mistake, npt.ArrayLike]] = [
        (Mistake.SCORES_NOT_PROBABILITIES, _SCORES),
        (Mistake.NOT_NORMALISED, powers),
        (Mistake.NOT_NORMALISED, powers / powers.max(axis=1, keepdims=True)),
        (Mistake.OVER_COLUMNS, powers / powers.sum(axis=0)),
        (Mistake.SHARED_SUM, powers / powers.sum()),
        (Mistake.SIGMOID_NOT_SOFTMAX, powers / (1 + powers)),
    ]
    b2 = _PARAMS["b2"]
    others = [
        *_OTHER_SCORES,
        (Mistake.NO_BIAS, _SCORES - b2),
        (Mistake.APPLIED_TWICE, right),
    ]
    others += [
        (Mistake.NO_BIAS, np.array(wrong) - b2)
        for m, wrong in _OTHER_SCORES
        if m is Mistake.NO_BIAS
    ]
    for mistake, scores in others:
        powers = np.exp(scores)
        telling.append((mistake, powers / powers.sum(axis=1, keepdims=True)))
    params = {name: value.copy() for name, value in _PARAMS.items()}
    expect.call(function, params, x).gives(right, telling).has_form((2, 3))
    expect.call(function, params, x[1:]).gives(right[1:]).has_form((1, 3))
    whole = expect.call(function, params, np.array([[1, 0, 2]]))
    whole.gives(right[:1]).has_form((1, 3))
    large = {"W1": np.array([[80.0]]), "b1": np.zeros(1), "b2": np.zeros(2)}
    large |= {"W2": np.array([[2000.0, 2001.0]])}
    nans: expect.Telling = [
        (Mistake.NO_MAXIMUM_SUBTRACTED, [[np.nan] * 2, [np.nan] * 2]),
        (Mistake.SHARED_MAXIMUM, [[0.2689414214, 0.7310585786], [np.nan] * 2]),
    ]
    call = expect.call(function, large, np.array([[1.0], [-1.0]]))
    call.gives([[0.2689414214, 0.7310585786], [0.5, 0.5]], nans)


@visible
def shifted(function: Function) -> None:
    """Check `shifted(images, down, right)` on two images with ink at known places."""
    images = _inked({(0, 0, 0): 1.0, (1, 3, 7): 0.5, (1, 5, 2): 0.25})
    call = expect.unchanged(function, images, 1, 2)
    right = _inked({(0, 1, 2): 1.0, (1, 6, 4): 0.25})
    call.gives(right, _other_moves(images, right)).has_form((2, 64))
    up = _inked({(1, 2, 7): 0.5, (1, 4, 2): 0.25})
    wrong: expect.Telling = {
        Mistake.WRAPPED_AROUND: _inked(
            {(0, 7, 0): 1.0, (1, 2, 7): 0.5, (1, 4, 2): 0.25}
        ),
        Mistake.SHIFTED_BACK: _inked({(0, 1, 0): 1.0, (1, 4, 7): 0.5, (1, 6, 2): 0.25}),
    }
    expect.call(function, images, -1, 0).gives(up, wrong)
    expect.call(function, images, 0, 0).gives(images)
    for down_by, right_by in [(8, 0), (0, -9)]:
        far = expect.call(function, images, down_by, right_by).has_shape((2, 64))
        expect.that(not far.numbers.any(), Mistake.INK_LEFT, far.text)


def _other_moves(images: expect.Array, right: expect.Array) -> expect.Telling:
    """Return what is wrong with moves by 1 and 2 that gave something else."""
    pages, paper = images.reshape(2, 8, 8), ((0, 0), (8, 8), (8, 8))
    on_edge = np.pad(pages, paper, mode="edge")[:, 7:15, 6:14]
    mirrored = np.pad(pages, paper, mode="symmetric")[:, 7:15, 6:14]
    on_ink = np.pad(pages, paper, constant_values=1)[:, 7:15, 6:14]
    return [
        (Mistake.WRAPPED_AROUND, np.roll(pages, (1, 2), (1, 2)).reshape(2, 64)),
        (Mistake.RAN_INTO_NEXT_ROW, np.roll(images, 10)),
        (Mistake.SHIFTED_BACK, _inked({(1, 2, 5): 0.5, (1, 4, 0): 0.25})),
        (
            Mistake.DOWN_AND_RIGHT_SWAPPED,
            _inked({(0, 2, 1): 1.0, (1, 7, 3): 0.25}),
        ),
        (
            Mistake.ARGUMENT_IGNORED,
            _inked({(0, 1, 0): 1.0, (1, 4, 7): 0.5, (1, 6, 2): 0.25}),
        ),
        (Mistake.ARGUMENT_IGNORED, _inked({(0, 0, 2): 1.0, (1, 5, 4): 0.25})),
        (Mistake.CUT_TO_INTEGERS, np.trunc(right)),
        (Mistake.EDGE_REPEATED, on_edge.reshape(2, 64)),
        (Mistake.EDGE_REPEATED, mirrored.reshape(2, 64)),
        (Mistake.NOT_PAPER, on_ink.reshape(2, 64)),
    ]


def _inked(places: dict[tuple[int, int, int], float]) -> expect.Array:
    """Return two images with ink at (image, row, column) alone, shape (2, 64)."""
    pages = np.zeros((2, 8, 8))
    for place, ink in places.items():
        pages[place] = ink
    return pages.reshape(2, 64)


@visible
def log_loss(function: Function) -> None:
    """Check `log_loss(answers, labels)` on three Values, and their slopes."""
    value = value_class(function)
    answers = [value(0.5), value(0.2), value(0.9)]
    call = expect.call(function, answers, [1, 0, 1])
    came = f"{call.text}\n  returned  {shown(call.result)}"
    expect.that(call.result is not None, Mistake.RETURNED_NONE, came)
    several = isinstance(call.result, list | tuple | np.ndarray)
    expect.that(not several, Mistake.ONE_PER_EXAMPLE, came)
    expect.that(hasattr(call.result, "backward"), Mistake.NOT_A_VALUE, came)
    data = call.part("data", getattr(call.result, "data", None))
    data.gives(sum(_COSTS) / 3, _OTHER_LOSSES)
    getattr(call.result, "backward", print)()
    slopes = call.part("the slopes", np.array([answer.grad for answer in answers]))
    right = np.array([-2 / 3, 1 / 2.4, -1 / 2.7])
    lost = {Mistake.NO_GRADIENT: np.zeros(3), Mistake.WALKED_ALREADY: 2 * right}
    slopes.gives(right, lost)
    stay = [answer.data for answer in answers] == [0.5, 0.2, 0.9]
    expect.that(stay, Mistake.CHANGED_INPUT, call.text)


_COSTS = [-math.log(0.5), -math.log(0.8), -math.log(0.9)]
_OTHER_LOSSES: expect.Telling = [
    (Mistake.SUM_NOT_MEAN, sum(_COSTS)),
    (Mistake.SIGN_OF_LOSS, -sum(_COSTS) / 3),
    (Mistake.ONLY_YES_COUNTED, (_COSTS[0] + _COSTS[2]) / 3),
    (Mistake.ONLY_NO_COUNTED, _COSTS[1] / 3),
    *((Mistake.ONE_EXAMPLE_ONLY, _COSTS[at] / n) for at in (0, 2) for n in (1, 3)),
    (Mistake.LABELS_TURNED, -math.log(0.5 * 0.2 * 0.1) / 3),
    (Mistake.ARGUMENT_IGNORED, -math.log(0.5 * 0.2 * 0.9) / 3),
    (Mistake.LOG_OF_MEAN, -math.log((0.5 + 0.8 + 0.9) / 3)),
    (Mistake.NO_LOGARITHM, (0.5 + 0.8 + 0.9) / 3),
    (Mistake.NO_LOGARITHM, -(0.5 + 0.8 + 0.9) / 3),
    (Mistake.NO_LOGARITHM, (0.5 + 0.2 + 0.1) / 3),
    (Mistake.ANOTHER_FUNCTION, (0.5**2 + 0.2**2 + 0.1**2) / 3),
    (Mistake.HALF_TOO_MUCH, sum(_COSTS) / 6),
    (Mistake.DENOMINATOR, sum(_COSTS) / 2),
    *((Mistake.LOG_OF_ANOTHER_BASE, sum(_COSTS) / 3 / math.log(b)) for b in (2, 10)),
]
