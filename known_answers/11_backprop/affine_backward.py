"""Answers to `affine_backward`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

NUMBERS = ("values", "square", "types", "properties", "extremes")
ALL = (*NUMBERS, "unchanged")


def right(dout, x, W):
    return dout @ W.T, x.T @ dout, dout.sum(axis=0)


# right and unusual


@loses()
def three_products(dout, x, W):
    return np.dot(dout, W.T), np.dot(x.T, dout), np.sum(dout, axis=0)


@loses()
def einsum(dout, x, W):
    dx = np.einsum("no,io->ni", dout, W)
    return dx, np.einsum("ni,no->io", x, dout), np.einsum("no->o", dout)


@loses()
def loops(dout, x, W):
    dx, dW, db = np.zeros(x.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for n, i in np.ndindex(x.shape):
        for o in range(W.shape[1]):
            dx[n, i] += dout[n, o] * W[i, o]
            dW[i, o] += dout[n, o] * x[n, i]
    for row in dout:
        db += row
    return dx, dW, db


@loses()
def sum_of_outer_products(dout, x, W):
    dW = sum(np.outer(a, d) for a, d in zip(x, dout, strict=True))
    return np.inner(dout, W), dW, np.ones(len(dout)) @ dout


@loses()
def transposed_twice(dout, x, W):
    return (W @ dout.T).T, (dout.T @ x).T, dout.T.sum(axis=1)


@loses()
def tensordot(dout, x, W):
    dx = np.tensordot(dout, W, axes=(1, 1))
    return dx, np.tensordot(x, dout, axes=(0, 0)), dout.sum(0)


@loses()
def list_of_three(dout, x, W):
    return list(right(dout, x, W))


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(dout, x, W):
    right(dout, x, W)


@loses(*ALL, named=Mistake.NOT_SEVERAL)
def weights_only(dout, x, W):
    return x.T @ dout


@loses(*ALL, named=Mistake.NOT_SEVERAL)
def two_of_three(dout, x, W):
    return right(dout, x, W)[1:]


@loses(*NUMBERS, named=Mistake.PARTS_SWAPPED)
def another_order(dout, x, W):
    dx, dW, db = right(dout, x, W)
    return dW, db, dx


@loses(
    *NUMBERS,
    named=Mistake.TRANSPOSE_MISPLACED,
)
def weights_not_turned(dout, x, W):
    return dout @ W, x.T @ dout, dout.sum(axis=0)


@loses("square", named=Mistake.TRANSPOSE_MISPLACED)
def weights_turned_only_where_they_must(dout, x, W):
    dx = dout @ (W if W.shape[0] == W.shape[1] else W.T)
    return dx, x.T @ dout, dout.sum(axis=0)


@loses("square", named=Mistake.TRANSPOSE_MISPLACED)
def inputs_turned_only_where_they_must(dout, x, W):
    dW = (x if x.shape == dout.shape == W.shape else x.T) @ dout
    return dout @ W.T, dW, dout.sum(axis=0)


@loses(
    *NUMBERS,
    named=Mistake.TRANSPOSE_MISPLACED,
)
def gradient_of_weights_turned(dout, x, W):
    return dout @ W.T, dout.T @ x, dout.sum(axis=0)


@loses("values", "square", "properties", "extremes", named=Mistake.BIAS_MEAN)
def mean_of_the_biases(dout, x, W):
    return dout @ W.T, x.T @ dout, dout.mean(axis=0)


@loses("values", "square", "properties", named=Mistake.DIVIDED_ONCE_MORE)
def mean_of_the_weights(dout, x, W):
    return dout @ W.T, x.T @ dout / len(x), dout.sum(axis=0)


@loses(*NUMBERS, named=Mistake.BIAS_ROWS)
def a_gradient_of_biases_per_row(dout, x, W):
    return dout @ W.T, x.T @ dout, dout


@loses("values", "square", "types", "properties", named=Mistake.BIAS_ACROSS)
def biases_summed_over_outputs(dout, x, W):
    return dout @ W.T, x.T @ dout, dout.sum(axis=1)


@loses(*NUMBERS, named=Mistake.ONE_NUMBER_ONLY)
def biases_summed_over_everything(dout, x, W):
    return dout @ W.T, x.T @ dout, dout.sum()


@loses(*NUMBERS, named=Mistake.AXIS_OF_ONE)
def biases_as_a_row(dout, x, W):
    return dout @ W.T, x.T @ dout, dout.sum(axis=0, keepdims=True)


@loses("values", "square", "properties", "extremes", named=Mistake.UPSTREAM_IGNORED)
def upstream_ignored(dout, x, W):
    ones = np.ones(dout.shape)
    return right(ones, x, W)


@loses("values", "square", "properties", "extremes", named=Mistake.SIGN_TURNED)
def sign_turned(dout, x, W):
    return tuple(-part for part in right(dout, x, W))


@loses(
    *NUMBERS,
    named=Mistake.BROADCAST_SHAPES,
)
def entry_by_entry(dout, x, W):
    return dout * W.T, x.T * dout, dout.sum(axis=0)


@loses("types", named=Mistake.RETURNED_LIST)
def lists(dout, x, W):
    return tuple(part.tolist() for part in right(dout, x, W))


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(dout, x, W):
    return tuple(part.astype(np.float32) for part in right(dout, x, W))


@loses("extremes", named=Mistake.SAME_FACTOR)
def clipped_gradients(dout, x, W):
    return tuple(np.clip(part, -1e3, 1e3) for part in right(dout, x, W))


@loses("types", "extremes", named=Mistake.ONE_NUMBER_ONLY)
def squeezed(dout, x, W):
    return tuple(np.squeeze(part) for part in right(dout, x, W))


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def adds_up_in_place(dout, x, W):
    result = right(dout, x, W)
    np.cumsum(dout, axis=0, out=dout)
    return result


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def learns_in_place(dout, x, W):
    result = right(dout, x, W)
    W -= 0.1 * result[1]
    return result
