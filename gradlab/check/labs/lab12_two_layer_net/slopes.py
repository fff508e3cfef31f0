"""What the visible checks of lab 12 expect of measured and of computed slopes."""

from typing import Any

import numpy as np
import numpy.typing as npt

from gradlab.check import expect, parts
from gradlab.check.expect import Function
from gradlab.check.labs.lab12_two_layer_net.small_network import (
    NAMES,
    T,
    X,
    params,
    small_network,
)
from gradlab.words.mistakes import Mistake

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
_WRONG: list[tuple[Mistake, npt.ArrayLike]] = [  # what W1 gets
    (
        Mistake.OUTPUT_TAKEN_FOR_INPUT,
        [[-0.40498704, 0.44430352], [-0.18082951, 0.23021694]],
    ),
    (
        Mistake.LABELS_NOT_PAIRED,
        [[0.44763818, 0.35255215], [-0.13160311, 0.16832932]],
    ),
    (
        Mistake.SOFTMAX_TWICE,
        [[-0.11590843, 0.10792919], [-0.0123914, -0.00308594]],
    ),
    (
        Mistake.ACTIVATED_OUTPUT,
        [[-0.05877527, 0.0731224], [-0.00173565, 0.03271251]],
    ),
    (
        Mistake.ANOTHER_ACTIVATION,
        [[-0.41795629, 0.07465814], [-0.41795629, -0.03732907]],
    ),
    (
        Mistake.PREDICTED_CLASS_NOT_LABEL,
        [[-0.05236182, 0.10255215], [0.11839689, -0.08167068]],
    ),
    (
        Mistake.SIGN_OF_SLOPE,
        [[-1.00529993, 1.24260142], [-0.72070209, -0.04695839]],
    ),
    (
        Mistake.FACTOR_MISSING,
        [[-0.69549754, 0.79757679], [-0.46781927, 0.06068546]],
    ),
    (
        Mistake.FACTOR_MISSING,
        [[-0.99906857, 1.08270134], [-0.31603375, 0.8370709]],
    ),
    (
        Mistake.SLOPE_OF_ANOTHER,
        [[-1.38476372, 1.43525348], [-0.5309702, 1.00540021]],
    ),
    (
        Mistake.LABEL_OF_ONE_ROW,
        [[-0.38569515, -0.39744785], [-0.21493644, 0.16832932]],
    ),
    (Mistake.TRANSPOSE_MISPLACED, _SLOPES["W1"].T),
    (
        Mistake.ONE_SIDED,
        [[-0.38555326, 0.35264498], [-0.21488535, 0.1683201]],
    ),
]
_CLOSE = expect.Tolerance(rtol=1e-5, atol=1e-6)  # lets pass what slopes are measured to


def check_slopes(network: Function, method: str) -> None:
    """Expect the slopes of the small network of one method, and untouched params."""
    net = small_network(network)
    before = {name: np.array(part.result) for name, part in params(net).items()}
    call = expect.call(getattr(net, method), X.copy(), T.copy())
    slopes = parts.by_name(call, NAMES)
    for name, part in params(net).items():
        same = np.allclose(part.numbers, before[name], rtol=0, atol=1e-12)
        expect.that(same, Mistake.CHANGED_PARAMS, name)
    total = slopes["b2"].numbers.sum()  # of shares that add up to one, minus labels
    expect.that(not np.isclose(total, 1), Mistake.LABEL_NOT_SUBTRACTED, call.text)
    for name, right in _SLOPES.items():
        telling: list[tuple[Mistake, npt.ArrayLike]] = [
            (Mistake.GRADIENT_OF_SUM, 3 * right),
            (Mistake.SIGN_OF_GRADIENT, -right),
            *(_WRONG if name == "W1" else []),
        ]
        if name.startswith("b"):
            telling.append((Mistake.BIAS_MEAN, right / 3))
        if name in _UNBENT:
            telling.append((Mistake.LOCAL_SLOPE_IGNORED, _UNBENT[name]))
        slopes[name].gives(right, telling, _CLOSE).has_form(right.shape)


def check_square_and_again(network: Function) -> None:
    """Expect the measured slopes also where W2 is square, and for a second batch.

    A matrix that is turned where it must be, and not where it could be, shows here
    alone; so do values that are kept from the first batch.
    """
    rng = np.random.default_rng(5)
    net: Any = network(2, 3, 3, 1.0, rng)
    for mistake, side in (
        (Mistake.TRANSPOSE_MISPLACED, 1),
        (Mistake.KEPT_FROM_BEFORE, -1),
    ):
        x, t = rng.normal(size=(4, 2)), np.array([0, 1, 2, 1])
        measured = parts.by_name(expect.call(net.numerical_gradient, x, t), NAMES)
        expect.call(net.predict, side * x)
        found = parts.by_name(expect.call(net.gradient, x, t), NAMES)
        for name in found:
            close = np.allclose(found[name].numbers, measured[name].numbers, atol=1e-4)
            expect.that(close, mistake, found[name].text)


def check_far(network: Function) -> None:
    """Expect gradients of scores in the thousands: of one row, then of two."""
    net = small_network(network)
    net.params["W2"] = net.params["W2"] * 1000
    one = parts.by_name(expect.call(net.gradient, X[:1].copy(), np.array([1])), NAMES)
    overflow = {Mistake.NO_MAXIMUM_SUBTRACTED: [np.nan, np.nan, 0]}
    one["b2"].gives([1, -1, 0], overflow, expect.ROUGH)
    two = parts.by_name(
        expect.call(net.gradient, X[:2].copy(), np.array([0, 1])), NAMES
    )
    underflow = {Mistake.SHARED_MAXIMUM: [np.nan] * 3}
    two["b2"].gives([0.5, -0.5, 0], underflow, expect.ROUGH)


def check_measured(network: Function) -> None:
    """Expect slopes that were measured: here the curve bends before any step ends."""
    net = small_network(network)
    net.params["W1"], net.params["b1"] = np.zeros((2, 2)), np.zeros(2)
    steep = np.array([[1e6, -1e6]])
    call = expect.call(net.numerical_gradient, steep, np.array([0]))
    found = parts.by_name(call, NAMES)["W1"].numbers
    along = 1e6 * np.outer([1, -1], [-0.3302830831, 0.2774766849])
    alike = np.allclose(found, along, rtol=0.1)
    expect.that(not alike, Mistake.NOT_MEASURED, call.text)
