"""Visible checks: `check.sigmoid(sigmoid)` says in words what is not right yet."""

from gradlab.check import expect, parts
from gradlab.check.failure import CheckFailed
from gradlab.check.logistic import sigmoid, sigmoid_derivative, sigmoid_quiet
from gradlab.check.losses import (
    binary_cross_entropy,
    cross_entropy_from_probabilities,
    cross_entropy_loss,
    cross_entropy_loss_certain,
    mean_squared_error,
    one_hot,
    sum_squared_error,
)
from gradlab.check.mistakes import Mistake
from gradlab.check.probabilities import predict_class, softmax, softmax_rows

__all__ = [
    "CheckFailed",
    "Mistake",
    "binary_cross_entropy",
    "cross_entropy_from_probabilities",
    "cross_entropy_loss",
    "cross_entropy_loss_certain",
    "expect",
    "mean_squared_error",
    "one_hot",
    "parts",
    "predict_class",
    "sigmoid",
    "sigmoid_derivative",
    "sigmoid_quiet",
    "softmax",
    "softmax_rows",
    "sum_squared_error",
]
