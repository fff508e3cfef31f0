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
    named=(Mistake.NOT_NORMALISED, Mistake.SAME_FACTOR),
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
    named=(Mistake.NO_ACTIVATION, Mistake.ALL_ALIKE),
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


def through(params, x, bend, ends=softmax_rows):
    z = bend(x @ params["W1"] + params["b1"])
    return ends(z @ params["W2"] + params["b2"])


@loses("values", "extremes", named=(Mistake.ANOTHER_ACTIVATION, Mistake.ALL_ALIKE))
def relu_between_the_layers(params, x):
    return through(params, x, lambda z: np.maximum(z, 0))


@loses("values", "extremes", named=(Mistake.ANOTHER_ACTIVATION, Mistake.ALL_ALIKE))
def tanh_between_the_layers(params, x):
    return through(params, x, np.tanh)


@loses("values", "extremes", named=Mistake.APPLIED_TWICE)
def sigmoid_twice(params, x):
    return through(params, x, lambda z: sigmoid(sigmoid(z)))


@loses("values", "extremes", named=Mistake.SIGMOID_NOT_SOFTMAX)
def sigmoid_at_the_end(params, x):
    return through(params, x, sigmoid, sigmoid)


@loses("values", "extremes", named=Mistake.SIGN_OF_EXPONENT)
def falling_sigmoid(params, x):
    return through(params, x, lambda z: sigmoid(-z))


@loses("values", named=Mistake.NO_BIAS)
def first_bias_forgotten(params, x):
    return in_one_line(params | {"b1": 0 * params["b1"]}, x)


@loses("values", named=Mistake.NO_BIAS)
def no_bias_at_all(params, x):
    return in_one_line(params | {"b1": 0 * params["b1"], "b2": 0 * params["b2"]}, x)


@loses("extremes", named=Mistake.SHARED_MAXIMUM)
def one_maximum_for_all_rows(params, x):
    y = scores(params, x)
    powers = np.exp(y - y.max())
    with np.errstate(invalid="ignore"):
        return powers / powers.sum(axis=1, keepdims=True)


@loses("values", "extremes", named=Mistake.SHARED_SUM)
def one_sum_for_all_rows(params, x):
    powers = np.exp(scores(params, x) - scores(params, x).max())
    return powers / powers.sum()


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(params, x):
    return in_one_line(params, x).astype(np.float32)
