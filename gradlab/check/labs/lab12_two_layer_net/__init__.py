"""Visible checks of lab 12: a network of two layers that learns."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.labs.lab12_two_layer_net.slopes import (
    check_far,
    check_measured,
    check_slopes,
    check_square_and_again,
)
from gradlab.check.labs.lab12_two_layer_net.small_network import (
    T,
    X,
    params,
    small_network,
)
from gradlab.check.visible import quiet_counts, visible_as
from gradlab.words.mistakes import Mistake

_SCORES = np.array([[3.5, 1.75, 0.5], [2.5, 0.75, 0.5], [1.5, 2.75, -1.0]])
_LOSSES = [0.2017654652, 2.0193469267, 0.2700443488]
_OTHER_SCORES: list[tuple[Mistake, npt.ArrayLike]] = [  # by another hidden layer
    (
        Mistake.ANOTHER_ACTIVATION,  # relu
        [
            [4.8944491547, -0.25, 2.1972245773],
            [0.5, -0.25, 0.0],
            [0.5, 4.1444491547, -2.1972245773],
        ],
    ),
    (
        Mistake.ANOTHER_ACTIVATION,  # tanh
        [[3.7, -0.25, 1.6], [0.5, -3.45, 1.6], [-2.7, 2.95, -3.2]],
    ),
    (
        Mistake.NO_ACTIVATION,
        [
            [4.8944491547, -0.25, 2.1972245773],
            [0.5, -4.6444491547, 2.1972245773],
            [-3.8944491547, 4.1444491547, -4.3944491547],
        ],
    ),
    (Mistake.NO_BIAS, [[2.5, 1.75, 0.0], [1.5, 0.75, 0.0], [0.9, 2.75, -1.3]]),
    (Mistake.NO_BIAS, [[2.0, 2.0, 0.0], [1.0, 1.0, 0.0], [0.4, 3.0, -1.3]]),
]


@visible_as("TwoLayerNet")
@quiet_counts
def two_layer_net(network: Function) -> None:
    """Check the class `TwoLayerNet`: its start, its scores and both gradients."""
    _check_start(network)
    _check_scores(network)
    check_slopes(network, "numerical_gradient")
    check_measured(network)
    check_slopes(network, "gradient")
    check_square_and_again(network)
    check_far(network)


@visible_as("TwoLayerNet, forward")
def two_layer_net_forward(network: Function) -> None:
    """Check `TwoLayerNet` up to its loss and its accuracy."""
    _check_start(network)
    _check_scores(network)


@visible_as("TwoLayerNet, numerical_gradient")
def two_layer_net_measured(network: Function) -> None:
    """Check the method `numerical_gradient`."""
    check_slopes(network, "numerical_gradient")
    check_measured(network)


def _check_start(network: Function) -> None:
    shapes = {"W1": (6, 40), "b1": (40,), "W2": (40, 5), "b2": (5,)}
    first = params(network(6, 40, 5, rng=np.random.default_rng(1)))
    for name, shape in shapes.items():
        first[name].has_form(shape)
    for name in ("b1", "b2"):
        expect.that(not first[name].numbers.any(), Mistake.BIAS_NOT_ZERO, name)
    wide = params(network(6, 40, 5, 2.0, np.random.default_rng(1)))
    for name in ("W1", "W2"):
        expect.that(np.ptp(first[name].numbers) > 0, Mistake.WEIGHTS_ALIKE, name)
        spreads = first[name].numbers.std() / 0.01, wide[name].numbers.std() / 2
        fits = all(0.7 < spread < 1.4 for spread in spreads)
        expect.that(fits, Mistake.WRONG_SPREAD, name)
    one, other = network(2, 3, 2), network(2, 3, 2)  # rng is None
    one.params["b1"] = np.ones(3)
    own = params(other)["b1"]
    own.gives(np.zeros(3), {Mistake.SHARED_ARRAYS: np.ones(3)})
    again = params(network(6, 40, 5, rng=np.random.default_rng(1)))
    another = params(network(6, 40, 5, rng=np.random.default_rng(2)))
    for name in ("W1", "W2"):
        same = np.array_equal(again[name].numbers, first[name].numbers)
        expect.that(same, Mistake.NOT_REPEATABLE, name)
        alike = np.array_equal(another[name].numbers, first[name].numbers)
        expect.that(not alike, Mistake.RNG_IGNORED, name)


def _check_scores(network: Function) -> None:
    net = small_network(network)
    powers = np.exp(_SCORES)
    telling: dict[Mistake, npt.ArrayLike] = {
        Mistake.PROBABILITIES_NOT_SCORES: powers / powers.sum(axis=1, keepdims=True),
        Mistake.NO_BIAS: _SCORES - np.array([0.5, -0.25, 0.0]),
    }
    call = expect.call(net.predict, X.copy())
    b2 = net.params["b2"]
    first = any(np.abs(call.numbers - old).max() < 0.05 for old in (0 * b2, b2))
    pairs: list[tuple[Mistake, npt.ArrayLike]] = [
        *telling.items(),
        (Mistake.ACTIVATED_OUTPUT, 1 / (1 + np.exp(-_SCORES))),
        *_OTHER_SCORES,
        (Mistake.STALE_PARAMS, call.numbers if first else np.nan),
    ]
    call.gives(_SCORES, pairs).has_form((3, 3))
    mean = sum(_LOSSES) / 3
    wrong: expect.Telling = {
        Mistake.SUM_NOT_MEAN: 3 * mean,
        Mistake.MEAN_OVER_ENTRIES: mean / 3,
        Mistake.SIGN_OF_LOSS: -mean,
        Mistake.ONE_PER_EXAMPLE: _LOSSES,
        Mistake.PREDICTED_CLASS_NOT_LABEL: 0.2470522484,
    }
    call = expect.call(net.loss, X.copy(), T.copy())
    call.gives(mean, wrong, expect.ROUGH).has_form(())
    _check_accuracy(net)
    _check_new_params(net)


def _check_accuracy(net: Any) -> None:
    """Expect the share of right classes, of seven rows and of three."""
    shares: expect.Telling = [
        (Mistake.COUNT_NOT_SHARE, 5),
        (Mistake.PERCENT_NOT_SHARE, 500 / 7),
        (Mistake.WRONG_NOT_RIGHT, 2 / 7),
        (Mistake.SMALLEST_NOT_LARGEST, 1 / 7),
        (Mistake.OVER_COLUMNS, 4 / 7),
    ]
    rows, labels = X[[0, 2, 1, 2, 0, 1, 2]], np.array([0, 1, 2, 1, 0, 0, 0])
    expect.call(net.accuracy, rows, labels).gives(5 / 7, shares).has_form(())
    call = expect.call(net.accuracy, X.copy(), T.copy())
    call.gives(2 / 3, {Mistake.OVER_COLUMNS: 1 / 3}).has_form(())


def _check_new_params(net: Any) -> None:
    net.params["b2"] = net.params["b2"] + 1.0
    stale = {Mistake.STALE_PARAMS: _SCORES}
    expect.call(net.predict, X.copy()).gives(_SCORES + 1, stale)
    net.params["b2"] += 1.0
    stale = {Mistake.STALE_PARAMS: _SCORES + 1}
    expect.call(net.predict, X.copy()).gives(_SCORES + 2, stale)
    net.params["W2"] = net.params["W2"] * 1000
    large = {Mistake.NO_MAXIMUM_SUBTRACTED: np.nan}
    call = expect.call(net.loss, X[:1].copy(), T[:1].copy())
    call.gives(0, large, expect.ROUGH)
    limits = [(Mistake.CAPPED, -math.log(10) * k) for k in range(-16, -4)]
    lost = [(Mistake.ROUNDED_TO_ZERO, np.inf), *limits]
    wrong = expect.call(net.loss, X[:1].copy(), np.array([1]))
    wrong.gives(1000.75, lost, expect.ROUGH)
    far = expect.call(net.predict, np.array([[-1000.0, 1000.0]]))
    far.has_shape((1, 3))
