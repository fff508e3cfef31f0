"""The network of the visible checks of lab 12, its examples, and its parameters."""

import math
from typing import Any

import numpy as np

from gradlab.check import expect, parts
from gradlab.check.expect import Function

NAMES = "W1 b1 W2 b2"
X = np.array([[0.0, 0.0], [-1.0, -1.0], [-2.0, 1.0]])
T = np.array([0, 1, 1])


def params(net: Any) -> dict[str, expect.Call]:
    """Return the parameters of a network, one `Call` each."""
    return parts.by_name(expect.Call("net.params", (), net.params), NAMES)


def small_network(network: Function) -> Any:
    """Return a network whose hidden values on `X` are quarters."""
    net = network(2, 2, 3, rng=np.random.default_rng(0))
    net.params["W1"] = np.array([[math.log(3), 0.0], [0.0, math.log(3)]])
    net.params["b1"] = np.array([math.log(3), 0.0])
    net.params["W2"] = np.array([[4.0, 0.0, 2.0], [0.0, 4.0, -2.0]])
    net.params["b2"] = np.array([0.5, -0.25, 0.0])
    return net
