"""Visible checks: `check.sigmoid(sigmoid)` says in words what is not right yet."""

from gradlab.check import expect
from gradlab.check.failure import CheckFailed
from gradlab.check.logistic import sigmoid, sigmoid_derivative, sigmoid_quiet
from gradlab.check.mistakes import Mistake
from gradlab.check.probabilities import predict_class, softmax, softmax_rows

__all__ = [
    "CheckFailed",
    "Mistake",
    "expect",
    "predict_class",
    "sigmoid",
    "sigmoid_derivative",
    "sigmoid_quiet",
    "softmax",
    "softmax_rows",
]
