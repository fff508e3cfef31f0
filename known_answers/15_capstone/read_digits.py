"""Answers to `read_digits`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "extremes", "unchanged")


def sigmoid(x):
    return np.exp(-np.logaddexp(0, -x))


def softmax_rows(Z):
    powers = np.exp(Z - Z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def scores(params, x):
    return sigmoid(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]


# right and unusual


@loses()
def in_one_line(params, x):
    return softmax_rows(scores(params, x))


@loses()
def row_by_row(params, x):
    return np.vstack([softmax_rows(scores(params, row[None])) for row in x])


@loses()
def by_differences(params, x):
    y = scores(params, x)
    return np.exp(y - np.logaddexp.reduce(y, axis=1, keepdims=True))


@loses()
def hyperbolic_tangent(params, x):
    z = (1 + np.tanh((x @ params["W1"] + params["b1"]) / 2)) / 2
    return softmax_rows(z @ params["W2"] + params["b2"])


@loses()
def einsum(params, x):
    z = sigmoid(np.einsum("ni,ih->nh", x, params["W1"]) + params["b1"])
    return softmax_rows(np.einsum("nh,hc->nc", z, params["W2"]) + params["b2"])


@loses()
def with_a_column_of_ones(params, x):
    ones = np.ones((len(x), 1))
    z = sigmoid(np.hstack([x, ones]) @ np.vstack([params["W1"], params["b1"]]))
    return softmax_rows(np.hstack([z, ones]) @ np.vstack([params["W2"], params["b2"]]))


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(params, x):
    print(softmax_rows(scores(params, x)))


@loses(
    "values", "extremes", named=(Mistake.SCORES_NOT_PROBABILITIES, Mistake.WRONG_VALUE)
)
def raw_scores(params, x):
    return scores(params, x)


@loses(
    "values",
    "extremes",
    named=(Mistake.NOT_NORMALISED, Mistake.SAME_FACTOR, Mistake.WRONG_VALUE),
)
def not_divided(params, x):
    return np.exp(scores(params, x) - scores(params, x).max(axis=1, keepdims=True))


@loses("extremes", named=Mistake.NO_MAXIMUM_SUBTRACTED)
def overflowing_softmax(params, x):
    powers = np.exp(scores(params, x))
    return powers / powers.sum(axis=1, keepdims=True)


@loses("values", named=Mistake.NO_BIAS)
def last_bias_forgotten(params, x):
    z = sigmoid(x @ params["W1"] + params["b1"])
    return softmax_rows(z @ params["W2"])


@loses(
    "values",
    "extremes",
    named=(Mistake.NO_ACTIVATION, Mistake.WRONG_VALUE, Mistake.ALL_ALIKE),
)
def no_activation(params, x):
    return softmax_rows((x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"])


@loses("values", "extremes", named=(Mistake.SIGMOID_ON_SCORES, Mistake.WRONG_VALUE))
def sigmoid_on_the_scores(params, x):
    return softmax_rows(sigmoid(scores(params, x)))


@loses("values", "extremes", named=(Mistake.APPLIED_TWICE, Mistake.WRONG_VALUE))
def softmax_twice(params, x):
    return softmax_rows(softmax_rows(scores(params, x)))


@loses("values", "extremes", named=(Mistake.OVER_COLUMNS, Mistake.ALL_ALIKE))
def over_the_columns(params, x):
    return softmax_rows(scores(params, x).T).T


@loses("types", named=Mistake.RETURNED_LIST)
def as_a_list(params, x):
    return softmax_rows(scores(params, x)).tolist()


@loses(*ALL, named=Mistake.WRONG_SHAPE)
def the_class_alone(params, x):
    return scores(params, x).argmax(axis=1)


@loses("unchanged", named=(Mistake.CHANGED_INPUT, Mistake.CHANGED_PARAMS))
def adds_in_place(params, x):
    result = softmax_rows(scores(params, x))
    params["b2"] += 1
    return result
