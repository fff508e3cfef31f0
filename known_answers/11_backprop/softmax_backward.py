"""Answers to `softmax_backward`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "properties", "unchanged")


def right(dout, p):
    return p * (dout - (dout * p).sum(axis=1, keepdims=True))


# right and unusual


@loses()
def shared_sum(dout, p):
    return right(dout, p)


@loses()
def two_terms(dout, p):
    return dout * p - p * np.sum(dout * p, axis=1)[:, None]


@loses()
def jacobian_of_each_row(dout, p):
    rows = [(np.diag(q) - np.outer(q, q)) @ d for d, q in zip(dout, p, strict=True)]
    return np.array(rows)


@loses()
def einsum(dout, p):
    return p * dout - p * np.einsum("nc,nc->n", dout, p)[:, None]


@loses()
def loops(dout, p):
    found = np.zeros(p.shape)
    for i, k in np.ndindex(p.shape):
        for j in range(p.shape[1]):
            found[i, k] += dout[i, j] * p[i, j] * ((j == k) - p[i, k])
    return found


@loses()
def differences(dout, p):
    apart = dout[:, :, None] - dout[:, None, :]
    return p * (apart * p[:, None, :]).sum(axis=2)


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(dout, p):
    print(right(dout, p))


@loses("values", "properties", named=Mistake.SLOPE_OF_SIGMOID)
def own_score_only(dout, p):
    return dout * p * (1 - p)


@loses("values", "properties", named=Mistake.LOCAL_SLOPE_IGNORED)
def passed_through(dout, p):
    return dout * 1.0


@loses("values", "types", named=Mistake.SIGN_OF_GRADIENT)
def turned(dout, p):
    return -right(dout, p)


@loses("values", "properties", named=Mistake.OVER_COLUMNS)
def down_the_columns(dout, p):
    return p * (dout - (dout * p).sum(axis=0))


@loses("values", "properties", named=Mistake.ONE_SUM_FOR_ALL)
def one_sum_for_all(dout, p):
    return p * (dout - (dout * p).sum())


@loses("values", "properties", named=Mistake.WRONG_VALUE)
def mean_for_sum(dout, p):
    return p * (dout - (dout * p).mean(axis=1, keepdims=True))


@loses("values", named=Mistake.SAME_FACTOR)
def divided_by_the_rows(dout, p):
    return right(dout, p) / len(p)


@loses("types", named=Mistake.RETURNED_LIST)
def as_a_list(dout, p):
    return right(dout, p).tolist()


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def in_place(dout, p):
    found = right(dout, p)
    dout -= 1
    return found


@loses("values", "properties", named=Mistake.WRONG_VALUE)
def probabilities_forgotten(dout, p):
    return dout - (dout * p).sum(axis=1, keepdims=True)
