"""Visible check of lab 13 for a test of a student, tried on variants of an answer."""

import numpy as np

from gradlab.check import bench
from gradlab.check.expect import Array, Function
from gradlab.check.labs.lab13_xor import Params, gradients
from gradlab.check.visible import visible


@visible
def test_gradients(test: Function, own: Function) -> None:
    """Try a test of `gradients` on that function and on variants of it."""
    right = [examples_in_another_order]
    wrong = [gradient_of_the_sum, biases_averaged, only_the_last_layer]
    wrong += [nan_where_it_is_sure]
    print(bench.judged_on_own(test, own, gradients, right, wrong))


def examples_in_another_order(
    own: Function, params: Params, x: Array, target: Array
) -> Params:
    """Return the same: a mean does not ask for an order."""
    slopes: Params = own(params, x[::-1], target[::-1])
    return slopes


def gradient_of_the_sum(
    own: Function, params: Params, x: Array, target: Array
) -> Params:
    """Return slopes that grow with the number of examples."""
    return {name: len(x) * slope for name, slope in own(params, x, target).items()}


def biases_averaged(own: Function, params: Params, x: Array, target: Array) -> Params:
    """Return slopes of the biases that are divided twice."""
    slopes: Params = own(params, x, target)
    return slopes | {n: slopes[n] / len(x) for n in slopes if n.startswith("b")}


def only_the_last_layer(
    own: Function, params: Params, x: Array, target: Array
) -> Params:
    """Return slopes that did not pass the last layer."""
    slopes, last = own(params, x, target), str(len(params) // 2)
    return {n: g if n.endswith(last) else np.zeros(g.shape) for n, g in slopes.items()}


def nan_where_it_is_sure(
    own: Function, params: Params, x: Array, target: Array
) -> Params:
    """Return nan where an output rounds to 0 or 1, as 0 / 0 does."""
    slopes, name = own(params, x, target), f"b{len(params) // 2}"
    no = np.zeros((1, 1))  # for the target 0 the last bias has the output as its slope
    outputs = np.array([own(params, row[None], no)[name] for row in x])
    if (outputs * (1 - outputs) > 1e-15).all():
        return dict(slopes)
    return {name: np.full(slope.shape, np.nan) for name, slope in slopes.items()}
