"""Answers to `affine_forward`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

# right and unusual


@loses()
def product_and_sum(x, W, b):
    return np.dot(x, W) + b


@loses()
def einsum(x, W, b):
    return np.einsum("ni,io->no", x, W) + b[None, :]


@loses()
def three_loops(x, W, b):
    result = np.zeros((x.shape[0], W.shape[1]))
    for n in range(x.shape[0]):
        for o in range(W.shape[1]):
            for i in range(x.shape[1]):
                result[n, o] += x[n, i] * W[i, o]
            result[n, o] += b[o]
    return result


@loses()
def broadcast_and_summed(x, W, b):
    return (x[:, :, None] * W).sum(axis=1) + b


@loses()
def transposed_twice(x, W, b):
    return (W.T @ x.T + b.reshape(-1, 1)).T


@loses()
def column_of_ones(x, W, b):
    return np.hstack([x, np.ones((len(x), 1))]) @ np.vstack([W, b])


@loses()
def row_by_row(x, W, b):
    return np.array([row @ W + b for row in x])


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(x, W, b):
    x @ W + b


@loses("values", named=Mistake.NO_BIAS)
def no_bias(x, W, b):
    return x @ W


@loses("values", named=Mistake.SIGN_INSIDE)
def bias_subtracted(x, W, b):
    return x @ W - b


@loses("values", "types", named=Mistake.PRODUCT_SHAPES)
def weights_first(x, W, b):
    return W @ x + b


@loses("values", "types", named=Mistake.PRODUCT_SHAPES)
def weights_turned(x, W, b):
    return x @ W.T + b


@loses("values", "types", named=Mistake.BROADCAST_SHAPES)
def entry_by_entry(x, W, b):
    return x * W + b


@loses("values", "types", named=Mistake.BROADCAST_SHAPES)
def bias_as_a_column(x, W, b):
    return x @ W + b[:, None]


@loses("values", named=Mistake.NO_BIAS)
def bias_once_for_the_batch(x, W, b):
    result = np.asarray(x @ W, dtype=float)
    result[0] += b
    return result


@loses("values", named=Mistake.NO_BIAS)
def sum_of_the_biases(x, W, b):
    return x @ W + b.sum()


@loses("values", named=Mistake.ACTIVATED_OUTPUT)
def sigmoid_as_well(x, W, b):
    return 1 / (1 + np.exp(-(x @ W + b)))


@loses("values", named=Mistake.ACTIVATED_OUTPUT)
def relu_as_well(x, W, b):
    return np.maximum(x @ W + b, 0)


@loses(*EVERYTHING, named=Mistake.WRONG_SHAPE)
def mean_of_the_rows(x, W, b):
    return (x @ W + b).mean(axis=0)


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_lists(x, W, b):
    return (x @ W + b).tolist()


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(x, W, b):
    return (x @ W + b).astype(np.float32)


@loses("types", named=Mistake.CUT_TO_INTEGERS)
def cut_where_x_is_whole(x, W, b):
    return (x @ W + b).astype(x.dtype)


@loses("values", "types", named=Mistake.TRANSPOSED)
def transposed(x, W, b):
    return (x @ W + b).T


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def written_over_the_bias(x, W, b):
    result = x @ W + b
    b[...] = result[0]
    return result


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def scaled_in_place(x, W, b):
    result = x @ W + b
    W *= 0.5
    return result
