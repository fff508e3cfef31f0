"""Answers to `forward`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses


def sigmoid(x):
    return np.exp(-np.logaddexp(0, -x))


def layers(network):
    return [(network[f"W{k}"], network[f"b{k}"]) for k in "123"]


# right and unusual


@loses()
def line_by_line(network, x):
    W1, W2, W3 = network["W1"], network["W2"], network["W3"]
    b1, b2, b3 = network["b1"], network["b2"], network["b3"]
    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    a2 = np.dot(z1, W2) + b2
    z2 = sigmoid(a2)
    return np.dot(z2, W3) + b3


@loses()
def loop_over_layers(network, x):
    *hidden, (W, b) = layers(network)
    for weights, bias in hidden:
        x = sigmoid(x @ weights + bias)
    return x @ W + b


@loses()
def einsum(network, x):
    (W1, b1), (W2, b2), (W3, b3) = layers(network)
    z = sigmoid(np.einsum("...i,ij->...j", x, W1) + b1)
    z = sigmoid(np.einsum("...i,ij->...j", z, W2) + b2)
    return np.einsum("...i,ij->...j", z, W3) + b3


@loses()
def row_by_row(network, x):
    if x.ndim == 2:
        return np.array([row_by_row(network, row) for row in x])
    return line_by_line(network, x)


@loses()
def loops_of_python(network, x):
    rows = np.atleast_2d(x).tolist()
    for k, (W, b) in enumerate(layers(network)):
        rows = [
            [
                sum(v * w for v, w in zip(row, column, strict=True)) + c
                for column, c in zip(W.T.tolist(), b.tolist(), strict=True)
            ]
            for row in rows
        ]
        if k < 2:
            rows = [
                [math.exp(-max(-a, 0)) / (1 + math.exp(-abs(a))) for a in row]
                for row in rows
            ]
    return np.array(rows) if x.ndim > 1 else np.array(rows[0])


@loses()
def always_two_axes(network, x):
    result = loop_over_layers(network, x.reshape(-1, x.shape[-1]))
    return result.reshape(*x.shape[:-1], -1)


@loses()
def transposed_and_back(network, x):
    (W1, b1), (W2, b2), (W3, b3) = layers(network)
    z = sigmoid(W1.T @ np.atleast_2d(x).T + b1[:, None])
    z = sigmoid(W2.T @ z + b2[:, None])
    y = W3.T @ z + b3[:, None]
    return y.T if x.ndim == 2 else y[:, 0]


@loses()
def half_a_hyperbolic_tangent(network, x):
    (W1, b1), (W2, b2), (W3, b3) = layers(network)
    z = 0.5 + 0.5 * np.tanh((x @ W1 + b1) / 2)
    z = 0.5 + 0.5 * np.tanh((z @ W2 + b2) / 2)
    return z @ W3 + b3


@loses()
def bias_as_one_more_input(network, x):
    z = np.atleast_2d(x)
    for k, (W, b) in enumerate(layers(network)):
        z = np.column_stack([z, np.ones(len(z))]) @ np.vstack([W, b])
        z = sigmoid(z) if k < 2 else z
    return z.reshape(*x.shape[:-1], -1)


@loses("types", named=(Mistake.PRODUCT_SHAPES, Mistake.RESHAPED))
def sizes_of_the_book_only(network, x):
    return loop_over_layers(network, x.reshape(-1, 2)).reshape(x.shape)


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(network, x):
    loop_over_layers(network, x)


@loses("quiet", named=Mistake.WARNED)
def formula_as_it_stands(network, x):
    (W1, b1), (W2, b2), (W3, b3) = layers(network)
    z1 = 1 / (1 + np.exp(-(x @ W1 + b1)))
    z2 = 1 / (1 + np.exp(-(z1 @ W2 + b2)))
    return z2 @ W3 + b3


@loses("values", "properties", "extremes", "quiet", named=Mistake.ACTIVATED_OUTPUT)
def sigmoid_at_the_end(network, x):
    return sigmoid(loop_over_layers(network, x))


@loses(
    "values", "properties", "extremes", "quiet", named=Mistake.PROBABILITIES_NOT_SCORES
)
def softmax_at_the_end(network, x):
    y = loop_over_layers(network, x)
    powers = np.exp(y - y.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


@loses("values", "extremes", "quiet", named=Mistake.NO_ACTIVATION)
def no_sigmoid(network, x):
    for W, b in layers(network):
        x = x @ W + b
    return x


@loses("values", "extremes", "quiet", named=Mistake.NO_ACTIVATION)
def sigmoid_once_only(network, x):
    (W1, b1), (W2, b2), (W3, b3) = layers(network)
    return (sigmoid(x @ W1 + b1) @ W2 + b2) @ W3 + b3


@loses("values", "extremes", "quiet", named=Mistake.ANOTHER_ACTIVATION)
def relu_instead(network, x):
    (W1, b1), (W2, b2), (W3, b3) = layers(network)
    z = np.maximum(x @ W1 + b1, 0)
    return np.maximum(z @ W2 + b2, 0) @ W3 + b3


@loses("values", "extremes", named=Mistake.NO_BIAS)
def no_biases(network, x):
    (W1, _), (W2, _), (W3, _) = layers(network)
    return sigmoid(sigmoid(x @ W1) @ W2) @ W3


@loses("values", "extremes", named=Mistake.NO_BIAS)
def last_bias_forgotten(network, x):
    return loop_over_layers(network, x) - network["b3"]


@loses("values", "types", "properties", "extremes", named=Mistake.NO_BIAS)
def wrong_bias_in_the_second_layer(network, x):
    return loop_over_layers(network | {"b2": network["b3"]}, x)


@loses("values", "types", "extremes", named=Mistake.TRANSPOSE_MISPLACED)
def last_matrix_turned(network, x):
    return loop_over_layers(network | {"W3": network["W3"].T}, x)


@loses(
    "values",
    "types",
    "properties",
    "extremes",
    "unchanged",
    "quiet",
    named=Mistake.TRANSPOSE_MISPLACED,
)
def weights_first(network, x):
    (W1, b1), (W2, b2), (W3, b3) = layers(network)
    return W3 @ sigmoid(W2.T @ sigmoid(W1.T @ x + b1) + b2) + b3


@loses(
    "values",
    "types",
    "properties",
    "extremes",
    "unchanged",
    "quiet",
    named=Mistake.BROADCAST_SHAPES,
)
def entry_by_entry(network, x):
    (W1, b1), (W2, b2), (W3, b3) = layers(network)
    return sigmoid(sigmoid(x * W1 + b1) * W2 + b2) * W3 + b3


@loses(
    "values", "types", "properties", "extremes", "quiet", named=Mistake.ARGUMENT_IGNORED
)
def the_books_numbers_whatever_the_network(network, x):
    book = {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }
    return loop_over_layers(book, x)


@loses(
    "types",
    "properties",
    "extremes",
    "unchanged",
    "quiet",
    named=Mistake.RESHAPED,
)
def one_example_only(network, x):
    return loop_over_layers(network, x.reshape(2))


@loses(
    "values", "types", "properties", "extremes", "unchanged", named=Mistake.AXIS_OF_ONE
)
def batches_only(network, x):
    return loop_over_layers(network, np.atleast_2d(x))


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_scores(network, x):
    return loop_over_layers(network, x).tolist()


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(network, x):
    return loop_over_layers(network, x).astype(np.float32)


@loses("types", named=Mistake.CUT_TO_INTEGERS)
def values_cut_where_x_is_whole(network, x):
    return loop_over_layers(network, x).astype(x.dtype)


@loses("values", "properties", named=Mistake.NEARLY_RIGHT)
def rounded_to_four_digits(network, x):
    return np.round(loop_over_layers(network, x), 4)


@loses("properties", "extremes", named=Mistake.ROWS_MIXED)
def batch_standardised(network, x):
    if x.ndim == 2 and len(x) > 1:
        x = x - x.mean(axis=0)
    return loop_over_layers(network, x)


@loses("properties", named=Mistake.ROWS_MIXED)
def bias_added_down_the_columns(network, x):
    (W1, b1), (W2, b2), (W3, b3) = layers(network)
    a1 = x @ W1
    a1 = a1 + (b1[:, None] if a1.shape == (3, 3) else b1)
    z2 = sigmoid(sigmoid(a1) @ W2 + b2)
    y = z2 @ W3
    return y + (b3[:, None] if y.shape == (2, 2) else b3)


@loses("extremes", named=Mistake.WRONG_VALUE)
def sums_clipped(network, x):
    (W1, b1), (W2, b2), (W3, b3) = layers(network)
    z = sigmoid(np.clip(x, -5, 5) @ W1 + b1)
    return sigmoid(z @ W2 + b2) @ W3 + b3


@loses(*EVERYTHING, named=Mistake.CHANGED_INPUT)
def weights_grow_in_place(network, x):
    network["W3"] += 0.001
    return loop_over_layers(network, x)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def keeps_its_sums_in_the_network(network, x):
    network["y"] = loop_over_layers(network, x)
    return network["y"]


@loses("types", "unchanged", named=Mistake.CHANGED_INPUT)
def writes_into_the_example(network, x):
    y = loop_over_layers(network, x)
    if x.dtype == float:
        x[...] = y
    return y


@loses("values", named=Mistake.NO_BIAS)
def first_bias_forgotten(network, x):
    return loop_over_layers(network | {"b1": 0 * network["b1"]}, x)


@loses("values", "extremes", "quiet", named=Mistake.ANOTHER_ACTIVATION)
def tanh_instead(network, x):
    (W1, b1), (W2, b2), (W3, b3) = layers(network)
    return np.tanh(np.tanh(x @ W1 + b1) @ W2 + b2) @ W3 + b3


@loses("values", "extremes", named=Mistake.SIGN_INSIDE)
def biases_subtracted(network, x):
    turned = {name: -network[name] for name in ("b1", "b2", "b3")}
    return loop_over_layers(network | turned, x)


@loses("extremes", "quiet", named=Mistake.GAVE_NAN)
def exponentials_that_overflow(network, x):
    (W1, b1), (W2, b2), (W3, b3) = layers(network)
    z1 = np.exp(x @ W1 + b1) / (1 + np.exp(x @ W1 + b1))
    z2 = np.exp(z1 @ W2 + b2) / (1 + np.exp(z1 @ W2 + b2))
    return z2 @ W3 + b3
