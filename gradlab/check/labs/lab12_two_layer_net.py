"""Visible checks of lab 12: a network of two layers that learns."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from gradlab.check import expect, parts
from gradlab.check.expect import Function
from gradlab.check.visible import quiet_counts, visible, visible_as
from gradlab.words.mistakes import Mistake

NAMES = "W1 b1 W2 b2"
_X = np.array([[0.0, 0.0], [-1.0, -1.0], [-2.0, 1.0]])
_T = np.array([0, 1, 1])
_SCORES = np.array([[3.5, 1.75, 0.5], [2.5, 0.75, 0.5], [1.5, 2.75, -1.0]])
_LOSSES = [0.2017654652, 2.0193469267, 0.2700443488]
_SLOPES = {
    "W1": np.array([[-0.3856951486, 0.3525521481], [-0.2149364440, 0.1683293169]]),
    "b1": np.array([0.2881835143, -0.2505852173]),
    "W2": np.array(
        [
            [0.0998598618, -0.1287583971, 0.0288985353],
            [0.0878798278, -0.1077645599, 0.0198847321],
        ]
    ),
    "b2": np.array([0.2666223243, -0.3206297058, 0.0540073815]),
}
_UNBENT = {  # what the first layer gets without the slope of sigmoid
    "W1": np.array([[-1.6945661094, 1.8802781230], [-0.7838530184, 0.8977563567]]),
    "b1": np.array([1.1745040601, -1.3905335861]),
}
_BENT_OTHERWISE = [  # scores with relu in the hidden layer
    [4.8944491547, -0.25, 2.1972245773],
    [0.5, -0.25, 0.0],
    [0.5, 4.1444491547, -2.1972245773],
]
_WRONG: list[tuple[str, Mistake, npt.ArrayLike]] = [  # what the first parameter gets
    (
        "W1",
        Mistake.OUTPUT_TAKEN_FOR_INPUT,
        [[-0.40498704, 0.44430352], [-0.18082951, 0.23021694]],
    ),
    (
        "W1",
        Mistake.LABELS_NOT_PAIRED,
        [[0.44763818, 0.35255215], [-0.13160311, 0.16832932]],
    ),
    (
        "W1",
        Mistake.SOFTMAX_TWICE,
        [[-0.11590843, 0.10792919], [-0.0123914, -0.00308594]],
    ),
    (
        "W1",
        Mistake.ACTIVATED_OUTPUT,
        [[-0.05877527, 0.0731224], [-0.00173565, 0.03271251]],
    ),
    (
        "W1",
        Mistake.ANOTHER_ACTIVATION,
        [[-0.41795629, 0.07465814], [-0.41795629, -0.03732907]],
    ),
    (
        "W1",
        Mistake.PREDICTED_CLASS_NOT_LABEL,
        [[-0.05236182, 0.10255215], [0.11839689, -0.08167068]],
    ),
    (
        "W1",
        Mistake.ONE_SIDED,
        [[-0.38555326, 0.35264498], [-0.21488535, 0.1683201]],
    ),
]
_CLOSE = expect.Tolerance(rtol=1e-5, atol=1e-6)  # lets pass what slopes are measured to


@visible_as("TwoLayerNet")
@quiet_counts
def two_layer_net(network: Function) -> None:
    """Check the class `TwoLayerNet`: its start, its scores and both gradients."""
    _check_start(network)
    _check_scores(network)
    _check_slopes(network, "numerical_gradient")
    _check_slopes(network, "gradient")
    _check_square_and_again(network)


@visible_as("TwoLayerNet, forward")
def two_layer_net_forward(network: Function) -> None:
    """Check `TwoLayerNet` up to its loss and its accuracy."""
    _check_start(network)
    _check_scores(network)


@visible_as("TwoLayerNet, numerical_gradient")
def two_layer_net_measured(network: Function) -> None:
    """Check the method `numerical_gradient`."""
    _check_slopes(network, "numerical_gradient")


@visible
def confusion_matrix(function: Function) -> None:
    """Check `confusion_matrix(labels, said, classes)` on seven pairs."""
    labels, said = np.array([0, 1, 1, 2, 1, 0, 1]), np.array([0, 2, 2, 2, 1, 1, 2])
    right = np.array([[1, 1, 0], [0, 1, 3], [0, 0, 1]])
    telling: expect.Telling = {
        Mistake.PAIRS_COUNTED_ONCE: np.minimum(right, 1),
        Mistake.LABELS_IN_COLUMNS: right.T,
    }
    call = expect.unchanged(function, labels, said, 3)
    call.gives(right, telling).has_form((3, 3), integers=True)
    few = expect.call(function, labels[:1], said[:1], 2)
    few.gives([[1, 0], [0, 0]]).has_form((2, 2), integers=True)


def _params(net: Any) -> dict[str, expect.Call]:
    return parts.by_name(expect.Call("net.params", (), net.params), NAMES)


def _check_start(network: Function) -> None:
    shapes = {"W1": (6, 40), "b1": (40,), "W2": (40, 5), "b2": (5,)}
    params = _params(network(6, 40, 5, rng=np.random.default_rng(1)))
    for name, shape in shapes.items():
        params[name].has_form(shape)
    for name in ("b1", "b2"):
        expect.that(not params[name].numbers.any(), Mistake.BIAS_NOT_ZERO, name)
    wide = _params(network(6, 40, 5, 2.0, np.random.default_rng(1)))
    for name in ("W1", "W2"):
        expect.that(np.ptp(params[name].numbers) > 0, Mistake.WEIGHTS_ALIKE, name)
        spreads = params[name].numbers.std() / 0.01, wide[name].numbers.std() / 2
        fits = all(0.7 < spread < 1.4 for spread in spreads)
        expect.that(fits, Mistake.WRONG_SPREAD, name)
    one, other = network(2, 3, 2), network(2, 3, 2)  # rng is None
    one.params["b1"] = np.ones(3)
    own = _params(other)["b1"]
    own.gives(np.zeros(3), {Mistake.SHARED_ARRAYS: np.ones(3)})
    again = _params(network(6, 40, 5, rng=np.random.default_rng(1)))
    for name in ("W1", "W2"):
        same = np.array_equal(again[name].numbers, params[name].numbers)
        expect.that(same, Mistake.NOT_REPEATABLE, name)


def _small(network: Function) -> Any:
    """Return a network whose hidden values on `_X` are quarters."""
    net = network(2, 2, 3, rng=np.random.default_rng(0))
    net.params["W1"] = np.array([[math.log(3), 0.0], [0.0, math.log(3)]])
    net.params["b1"] = np.array([math.log(3), 0.0])
    net.params["W2"] = np.array([[4.0, 0.0, 2.0], [0.0, 4.0, -2.0]])
    net.params["b2"] = np.array([0.5, -0.25, 0.0])
    return net


def _check_scores(network: Function) -> None:
    net = _small(network)
    powers = np.exp(_SCORES)
    telling: dict[Mistake, npt.ArrayLike] = {
        Mistake.PROBABILITIES_NOT_SCORES: powers / powers.sum(axis=1, keepdims=True),
        Mistake.NO_BIAS: _SCORES - np.array([0.5, -0.25, 0.0]),
    }
    call = expect.call(net.predict, _X.copy())
    first = np.abs(call.numbers - net.params["b2"]).max() < 0.05
    pairs: list[tuple[Mistake, npt.ArrayLike]] = [
        *telling.items(),
        (Mistake.ACTIVATED_OUTPUT, 1 / (1 + np.exp(-_SCORES))),
        (Mistake.ANOTHER_ACTIVATION, _BENT_OTHERWISE),
        (Mistake.STALE_PARAMS, call.numbers if first else np.nan),
    ]
    call.gives(_SCORES, pairs).has_form((3, 3))
    mean = sum(_LOSSES) / 3
    wrong: expect.Telling = {
        Mistake.SUM_NOT_MEAN: 3 * mean,
        Mistake.SIGN_OF_LOSS: -mean,
        Mistake.ONE_PER_EXAMPLE: _LOSSES,
        Mistake.PREDICTED_CLASS_NOT_LABEL: 0.2470522484,
    }
    call = expect.call(net.loss, _X.copy(), _T.copy())
    call.gives(mean, wrong, expect.ROUGH).has_form(())
    shares: expect.Telling = [
        (Mistake.COUNT_NOT_SHARE, 2.0),
        (Mistake.PERCENT_NOT_SHARE, 200 / 3),
        (Mistake.OVER_COLUMNS, 1 / 3),
    ]
    call = expect.call(net.accuracy, _X.copy(), _T.copy())
    call.gives(2 / 3, shares).has_form(())
    four = np.concatenate([_X, _X[:1]]), np.array([0, 1, 1, 0])
    columns = expect.call(net.accuracy, *four)
    columns.gives(0.75).has_form(())
    _check_new_params(net)


def _check_new_params(net: Any) -> None:
    net.params["b2"] = net.params["b2"] + 1.0
    stale = {Mistake.STALE_PARAMS: _SCORES}
    expect.call(net.predict, _X.copy()).gives(_SCORES + 1, stale)
    net.params["b2"] += 1.0
    stale = {Mistake.STALE_PARAMS: _SCORES + 1}
    expect.call(net.predict, _X.copy()).gives(_SCORES + 2, stale)
    net.params["W2"] = net.params["W2"] * 1000
    large = {Mistake.NO_MAXIMUM_SUBTRACTED: np.nan}
    call = expect.call(net.loss, _X[:1].copy(), _T[:1].copy())
    call.gives(0, large, expect.ROUGH)
    far = expect.call(net.predict, np.array([[-1000.0, 1000.0]]))
    far.has_shape((1, 3))


def _check_slopes(network: Function, method: str) -> None:
    net = _small(network)
    before = {name: np.array(part.result) for name, part in _params(net).items()}
    call = expect.call(getattr(net, method), _X.copy(), _T.copy())
    slopes = parts.by_name(call, NAMES)
    for name, part in _params(net).items():
        same = np.allclose(part.numbers, before[name], rtol=0, atol=1e-12)
        expect.that(same, Mistake.CHANGED_PARAMS, name)
    for name, right in _SLOPES.items():
        telling: list[tuple[Mistake, npt.ArrayLike]] = [
            (Mistake.GRADIENT_OF_SUM, 3 * right),
            (Mistake.SIGN_OF_GRADIENT, -right),
            *((mistake, wrong) for at, mistake, wrong in _WRONG if at == name),
        ]
        if name.startswith("b"):
            telling.append((Mistake.BIAS_MEAN, right / 3))
        if name in _UNBENT:
            telling.append((Mistake.LOCAL_SLOPE_IGNORED, _UNBENT[name]))
        slopes[name].gives(right, telling, _CLOSE).has_form(right.shape)


def _check_square_and_again(network: Function) -> None:
    """Expect the measured slopes also where W2 is square, and for a second batch.

    A matrix that is turned where it must be, and not where it could be, shows here
    alone; so do values that are kept from the first batch.
    """
    rng = np.random.default_rng(5)
    net: Any = network(2, 3, 3, 1.0, rng)
    for mistake in (Mistake.TRANSPOSE_MISPLACED, Mistake.ARGUMENT_IGNORED):
        X, T = rng.normal(size=(4, 2)), np.array([0, 1, 2, 1])
        measured = parts.by_name(expect.call(net.numerical_gradient, X, T), NAMES)
        found = parts.by_name(expect.call(net.gradient, X, T), NAMES)
        for name in found:
            close = np.allclose(found[name].numbers, measured[name].numbers, atol=1e-4)
            expect.that(close, mistake, found[name].text)


@visible
def gradient_gaps(function: Function) -> None:
    """Check `gradient_gaps(a, b)` on two parameters, and where both are zero."""
    a = {"W": np.array([[3.0, 0.0], [0.0, 4.0]]), "b": np.array([1.0, 0.0])}
    b = {"W": np.array([[0.0, 3.0], [0.0, 4.0]]), "b": np.array([1.0, 0.0])}
    gaps = parts.by_name(expect.call(function, a, b), "W b")
    apart = math.sqrt(18)
    telling: expect.Telling = [
        (Mistake.NOT_RELATIVE, apart),
        (Mistake.ONE_SIZE_ONLY, apart / 5),
        (Mistake.OTHER_OPERATION, 0),
        (Mistake.NO_HALF, apart / 5),
        *((Mistake.LARGEST_NOT_LENGTH, gap) for gap in (1, 3, 1.5, 0.36, apart / 9)),
    ]
    gaps["W"].gives(apart / 10, telling).has_form(())
    gaps["b"].gives(0).has_form(())
    zeros = {"b": np.zeros(3)}
    call = expect.call(function, zeros, {"b": np.zeros(3)})
    undefined = {Mistake.ZERO_BY_ZERO: np.nan}
    parts.by_name(call, "b")["b"].gives(0, undefined)
    close = {"b": np.array([1e-9, 0.0])}, {"b": np.array([0.0, 1e-9])}
    gap = parts.by_name(expect.call(function, *close), "b")["b"]
    gap.gives(math.sqrt(0.5))


@visible
def epoch_batches(function: Function) -> None:
    """Check `epoch_batches(n, batch_size, rng)` for 50 examples in batches of 8."""
    batches = expect.call(function, 50, 8, np.random.default_rng(4)).result
    sizes = [len(np.atleast_1d(batch)) for batch in _listed(batches)]
    expect.that(sum(sizes) == 50, Mistake.NOT_EACH_ONCE, f"sizes {sizes}")
    expect.that(sizes == [8] * 6 + [2], Mistake.BATCH_SIZE, f"sizes {sizes}")
    for batch in _listed(batches):
        call = expect.Call("a batch of epoch_batches(50, 8, rng)", (), batch)
        call.has_form((len(batch),), integers=True)
    order = np.concatenate(_listed(batches))
    expect.that(sorted(order) == list(range(50)), Mistake.NOT_EACH_ONCE)
    expect.that(list(order) != list(range(50)), Mistake.NOT_SHUFFLED)
    even = _listed(expect.call(function, 12, 4, np.random.default_rng(4)).result)
    sizes = [len(batch) for batch in even]
    expect.that(sizes == [4, 4, 4], Mistake.BATCH_SIZE, f"sizes {sizes} for 12 in 4s")
    again = expect.call(function, 50, 8, np.random.default_rng(4)).result
    same = np.array_equal(np.concatenate(_listed(again)), order)
    expect.that(same, Mistake.NOT_REPEATABLE)


def _listed(batches: Any) -> list[Any]:
    expect.that(batches is not None, Mistake.RETURNED_NONE)
    return list(batches)
