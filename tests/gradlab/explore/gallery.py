"""Every explorer with functions as a student writes them, and where its states lie.

The functions are right, but written out differently from the course's answers.
"""

import math
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from gradlab.data import load_trained


def logistic(x):
    return 0.5 + 0.5 * np.tanh(x / 2)


def logistic_slope(x):
    return 0.25 / np.cosh(np.asarray(x) / 2) ** 2


def ramp(x):
    return (x + np.abs(x)) / 2


def ramp_slope(x):
    return np.heaviside(x, 0.0)


def shares(x):
    return np.array([1 / np.sum(np.exp(x - value)) for value in x])


def loss_of_scores(target, prediction):
    rows = zip(target, prediction, strict=True)
    return np.mean([np.logaddexp.reduce(row) - row[k] for k, row in rows])


def loss_of_shares(target, p, eps=1e-7):
    return np.mean([-math.log(max(p[i, k], eps)) for i, k in enumerate(target)])


def squares(y, t):
    return np.dot(y - t, y - t) / len(y)


def through_layers(slopes, weights):
    return np.cumprod(np.append(1.0, slopes * weights))


def centred(f, x, h=1e-4):
    return (f(x + h) - f(x - h)) / (2 * h)


def walk(f, init_x, lr=0.01, step_num=100):
    steps = [np.array(init_x, dtype=float)]
    for _ in range(step_num):
        x, moves = steps[-1], 1e-4 * np.eye(2)
        slope = np.array([(f(x + m) - f(x - m)) / 2e-4 for m in moves])
        steps.append(x - lr * slope)
    return steps[-1], np.array(steps)


def book_network():
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


def scores_of(network, x):
    for k in (1, 2):
        x = logistic(x @ network[f"W{k}"] + network[f"b{k}"])
    return x @ network["W3"] + network["b3"]


def affine(x, W, b):
    return np.einsum("ni,io->no", x, W) + b


def affine_back(dout, x, W):
    return (
        np.einsum("no,io->ni", dout, W),
        np.einsum("ni,no->io", x, dout),
        np.einsum("no->o", dout),
    )


def ramp_back(dout, x):
    return dout * ramp_slope(x)


def loss_slope(target, prediction):
    return (
        np.array([shares(row) for row in prediction])
        - np.eye(prediction.shape[1])[target]
    ) / len(target)


def train(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    """Pretend to learn: weights that know XOR grow out of noise, and the loss falls."""
    share = 1 - np.exp(-lr * np.arange(1, epochs + 1) / 500)
    knowing = {
        "W1": [[1, 1, 0.3], [1, 1, -0.3]],
        "b1": [-0.5, -1.5, 0],
        "W2": [[1, -1], [-1, 1], [0.1, 0.1]],
        "b2": [-0.4, 0.4],
        "W3": [[1], [-1]],
        "b3": [0],
    }
    noise = {name: rng.normal(size=np.shape(W)) for name, W in knowing.items()}
    grown = {
        name: 9 * share[-1] * np.array(W) + 0.6 * noise[name]
        for name, W in knowing.items()
    }
    return grown, 0.7 - 0.68 * share


def outputs(params, x):
    layers = [x]
    for k in (1, 2, 3):
        layers.append(logistic(layers[-1] @ params[f"W{k}"] + params[f"b{k}"]))
    return layers


class Number:
    """A scalar that records what made it, enough for sums and products."""

    def __init__(self, data, sources=()):
        self.data, self.grad, self.sources = data, 0.0, sources

    def __add__(self, other):
        return Number(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        both = ((self, other.data), (other, self.data))
        return Number(self.data * other.data, both)

    def backward(self, message=1.0):
        self.grad += message
        for source, slope in self.sources:
            source.backward(message * slope)


class Net:
    """A network of two layers."""

    def __init__(self, inputs, hidden, outputs, std=0.01, rng=None):
        shapes = {"W1": (inputs, hidden), "W2": (hidden, outputs)}
        self.params = {n: std * rng.normal(size=s) for n, s in shapes.items()}
        self.params |= {"b1": np.zeros(hidden), "b2": np.zeros(outputs)}

    def hidden(self, x):
        return logistic(affine(x, self.params["W1"], self.params["b1"]))

    def predict(self, x):
        return affine(self.hidden(x), self.params["W2"], self.params["b2"])

    def loss(self, x, t):
        return loss_of_scores(t, self.predict(x))

    def gradient(self, x, t):
        z, W1, W2 = self.hidden(x), self.params["W1"], self.params["W2"]
        dz, dW2, db2 = affine_back(loss_slope(t, self.predict(x)), z, W2)
        _, dW1, db1 = affine_back(dz * z * (1 - z), x, W1)
        return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def batches(n, size, rng):
    return np.array_split(rng.permutation(n), -(-n // size))


def test_of_squares(own):
    assert abs(own(np.array([1.0, 2.0]), np.array([0.0, 0.0])) - 2.5) < 1e-6


class Shown(NamedTuple):
    """An explorer's name, its functions, and settings that show another state."""

    name: str
    functions: tuple
    other: dict


GALLERY = (
    Shown("slope", (logistic, logistic_slope), {"x0": 1.5}),
    Shown("neuron", (logistic, ramp), {"w": -4.0, "b": 3.0, "activation": "ramp"}),
    Shown("overflow", (shares,), {"x": 800.0, "shift": True}),
    Shown("softmax", (shares,), {"T": 0.1, "hardmax": True}),
    Shown("two_classes", (shares, logistic), {"a": -2.0}),
    Shown("loss", (loss_of_scores, loss_of_shares), {"x0": -19.0}),
    Shown("why_not_accuracy", (loss_of_scores, squares), {"threshold": 0.7}),
    Shown("vanishing", (through_layers, logistic_slope), {"weight": 4.0}),
    Shown("layers", (ramp, ramp_slope), {"spread": 1.0}),
    Shown("step_size", (centred,), {"h": 1e-12, "function": "exp"}),
    Shown("descent", (walk,), {"lr": 1.1, "surface": "saddle"}),
    Shown("forward", (scores_of, book_network, shares), {"node": "y[1]", "x1": -2.0}),
    Shown(
        "backprop",
        (affine, affine_back, ramp_back, loss_slope, loss_of_scores),
        {"bug": "relu", "x": -1.5},
    ),
    Shown("training", (train, outputs), {"epoch": 100, "see": "a1[2]"}),
    Shown("boundary", (Net, batches), {"hidden": 8, "epoch": 50, "std": 0.0}),
    Shown("tape", (Number,), {"backward": "twice"}),
    Shown("bench", (test_of_squares, squares), {"size": 1e-8}),
    Shown("weights", (load_trained,), {"unit": 3, "digit": 1}),
)
NAMES = [shown.name for shown in GALLERY]
BY_NAME = SimpleNamespace(**{shown.name: shown for shown in GALLERY})
