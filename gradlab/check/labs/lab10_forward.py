"""Visible checks of lab 10: a network of three layers, forward."""

from typing import Any

import numpy as np

from gradlab.check import expect, parts
from gradlab.check.expect import Function
from gradlab.check.visible import visible
from gradlab.words.mistakes import Mistake

_SHAPES = {"W1": (2, 3), "b1": (3,), "W2": (3, 2), "b2": (2,), "W3": (2, 2), "b3": (2,)}


@visible
def init_network(function: Function) -> None:
    """Check the names, shapes and sums of `init_network()`, and that it shares none."""
    network = parts.by_name(expect.call(function), "W1 b1 W2 b2 W3 b3")
    for name, shape in _SHAPES.items():
        network[name].has_form(shape)
    network["W1"].gives([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    network["b1"].gives([0.1, 0.2, 0.3])
    network["W2"].gives([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    turned = {Mistake.TRANSPOSE_MISPLACED: [[0.1, 0.2], [0.3, 0.4]]}
    network["W3"].gives([[0.1, 0.3], [0.2, 0.4]], turned)
    for name in ("b2", "b3"):
        network[name].gives([0.1, 0.2])
    _check_new_arrays(function)


def _check_new_arrays(function: Function) -> None:
    first: Any = expect.call(function).result
    first["b1"][0] = 9.0
    second = parts.by_name(expect.call(function), "b1")["b1"]
    shared = {Mistake.SHARED_ARRAYS: [9.0, 0.2, 0.3]}
    second.gives([0.1, 0.2, 0.3], shared)


@visible
def forward(function: Function) -> None:
    """Check `forward(network, x)` with the book's network: one example and batches."""
    telling: expect.Telling = {
        Mistake.NO_ACTIVATION: [0.426, 0.912],
        Mistake.ACTIVATED_OUTPUT: [0.5785507923, 0.6673622828],
        Mistake.PROBABILITIES_NOT_SCORES: [0.4062590716, 0.5937409284],
        Mistake.NO_BIAS: [0.2035708752, 0.4666849564],
        Mistake.TRANSPOSE_MISPLACED: [0.3939281461, 0.6336541528],
    }
    network = _book()
    call = expect.call(function, network, np.array([1.0, 0.5]))
    call.gives([0.3168270764, 0.6962790899], telling).has_form((2,))
    X = np.array([[1.0, 0.5], [0.0, 0.0], [-2.0, 4.0]])
    alone = [expect.call(function, network, row.copy()).numbers for row in X]
    expect.call(function, network, X).gives(alone).has_form((3, 2))
    expect.call(function, network, X[:1]).gives(alone[:1]).has_form((1, 2))
    whole = expect.call(function, network, np.array([-2, 4]))
    whole.gives(alone[2]).has_form((2,))
    other = expect.call(function, _another(), np.array([-1.0, 0.5]))
    other.gives([1.5972823729, 0.7028936219])


def _book() -> dict[str, expect.Array]:
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


def _another() -> dict[str, expect.Array]:
    return {
        "W1": np.array([[1.0, -1.0, 0.5], [0.5, 2.0, -1.0]]),
        "b1": np.array([0.1, -0.2, 0.3]),
        "W2": np.array([[1.0, -2.0], [0.5, 1.0], [-1.0, 0.5]]),
        "b2": np.array([-0.4, 0.3]),
        "W3": np.array([[2.0, -1.0], [0.5, 3.0]]),
        "b3": np.array([0.25, -0.75]),
    }


@visible
def accuracy(function: Function) -> None:
    """Check `accuracy(scores, labels)` on five rows, on a tie and on small integers."""
    scores = np.array([[2.0, 1, 0], [0, 3, 1], [1, 0, 4], [5, 1, 0], [0, 1, 2]])
    labels = np.array([0, 1, 1, 2, 2])
    telling: expect.Telling = {
        Mistake.COUNT_NOT_SHARE: 3,
        Mistake.PERCENT_NOT_SHARE: 60,
        Mistake.WRONG_NOT_RIGHT: 0.4,
        Mistake.MEAN_OVER_ENTRIES: 0.2,
        Mistake.ONE_PER_EXAMPLE: [1, 1, 0, 0, 1],
    }
    expect.call(function, scores, labels).gives(0.6, telling).has_form(())
    tie = np.array([[0.5, 0.5], [0.1, 0.4], [0.2, 0.0]])
    last = {Mistake.LAST_OF_TIES: 1 / 3}
    small = np.array([0, 1, 1], dtype=np.uint8)
    expect.call(function, tie, small).gives(2 / 3, last).has_form(())
