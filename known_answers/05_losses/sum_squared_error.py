"""Answers to `sum_squared_error`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import loses
from .mean_squared_error import refused

ALL = ("values", "types", "unchanged")


# right and unusual


@loses()
def half_the_sum(y, t):
    refused(y, t)
    return 0.5 * np.sum((y - t) ** 2)


@loses()
def mean_times_size(y, t):
    refused(y, t)
    return np.mean(np.square(np.asarray(y, float) - t)) * np.size(y) / 2


@loses()
def loop_over_entries(y, t):
    refused(y, t)
    pairs = zip(np.ravel(y), np.ravel(t), strict=True)
    return math.fsum((float(a) - float(b)) ** 2 for a, b in pairs) / 2


@loses()
def dot_product(y, t):
    refused(y, t)
    d = np.subtract(y, t, dtype=float).ravel()
    return d.dot(d) / 2


@loses()
def norm_squared(y, t):
    refused(y, t)
    return np.linalg.norm(np.ravel(np.asarray(y, dtype=float) - t)) ** 2 / 2


@loses()
def vdot(y, t):
    refused(y, t)
    d = np.subtract(y, t, dtype=float)
    return np.vdot(d, d) / 2


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(y, t):
    print(half_the_sum(y, t))


@loses("values", "types", named=(Mistake.NO_HALF, Mistake.WRAPPED_INTEGERS))
def whole_sum(y, t):
    refused(y, t)
    return np.sum((y - t) ** 2.0)


@loses("values", named=Mistake.MEAN_NOT_SUM)
def mean(y, t):
    refused(y, t)
    return np.mean((y - t) ** 2)


@loses("values", named=Mistake.MEAN_NOT_SUM)
def half_of_the_mean(y, t):
    refused(y, t)
    return np.mean((y - t) ** 2) / 2


@loses("values", named=Mistake.ROWS_COUNTED)
def mean_times_the_rows(y, t):
    refused(y, t)
    gaps = np.atleast_1d(np.subtract(y, t, dtype=float))
    return np.mean(gaps**2) * len(gaps) / 2


@loses("values", "types", named=Mistake.ONE_PER_EXAMPLE)
def built_in_sum(y, t):
    refused(y, t)
    return sum(np.atleast_1d((y - t) ** 2)) / 2


@loses("values", "types", named=Mistake.ONE_PER_EXAMPLE)
def one_sum_per_row(y, t):
    refused(y, t)
    return np.sum(np.atleast_1d(y - t) ** 2, axis=-1) / 2


@loses("values", "types", named=(Mistake.NOT_SQUARED, Mistake.WRAPPED_INTEGERS))
def differences_without_square(y, t):
    refused(y, t)
    return np.abs(y - t).sum() / 2


@loses("values", "types", named=(Mistake.SUM_SQUARED, Mistake.WRAPPED_INTEGERS))
def square_of_the_sum(y, t):
    refused(y, t)
    return np.sum(y - t) ** 2 / 2


@loses("values", "types", named=Mistake.NOT_FLOAT)
def integer_division(y, t):
    refused(y, t)
    return np.sum((y - t) ** 2) // 2


@loses("properties", named=Mistake.BROADCAST)
def broadcasts(y, t):
    return 0.5 * np.sum((y - t) ** 2)


@loses("properties", named=Mistake.BROADCAST)
def flattens_both(y, t):
    if np.size(y) != np.size(t):
        raise ValueError
    return 0.5 * np.sum((np.ravel(y) - np.ravel(t)) ** 2)


@loses("properties", named=Mistake.RAISED_NOTHING)
def prints_instead_of_raising(y, t):
    if np.shape(y) != np.shape(t):
        print("ValueError: unequal shapes")
        return None
    return half_the_sum(y, t)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def halved_in_place(y, t):
    refused(y, t)
    y -= t
    y *= y
    return np.sum(y) / 2


@loses("values", "types", named=Mistake.NUMBER_IN_ARRAY)
def list_of_one(y, t):
    return [half_the_sum(y, t)]


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(y, t):
    return np.float32(half_the_sum(y, t))


@loses("types", named=Mistake.WRAPPED_INTEGERS)
def small_integers_wrap(y, t):
    refused(y, t)
    return np.sum(np.asarray(y - t, dtype=float) ** 2) / 2
