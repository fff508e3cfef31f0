"""Answers to `mean_squared_error`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "extremes", "unchanged")


def refused(y, t):
    if np.shape(y) != np.shape(t):
        raise ValueError(f"shapes {np.shape(y)} and {np.shape(t)}")


# right and unusual


@loses()
def subtracted_as_floats(y, t):
    refused(y, t)
    return np.mean((np.asarray(y, dtype=float) - t) ** 2)


@loses()
def loop_over_entries(y, t):
    refused(y, t)
    total = 0.0
    for a, b in zip(np.ravel(y), np.ravel(t), strict=True):
        total += (float(a) - float(b)) ** 2
    return total / np.size(y)


@loses()
def dot_product(y, t):
    refused(y, t)
    d = (np.array(y, float) - np.array(t, float)).ravel()
    return d @ d / d.size


@loses()
def einsum(y, t):
    refused(y, t)
    d = np.subtract(y, t, dtype=np.float64).ravel()
    return np.einsum("i,i->", d, d) / d.size


@loses()
def norm_squared(y, t):
    refused(y, t)
    d = np.ravel(np.asarray(y, float) - np.asarray(t, float))
    return np.linalg.norm(d) ** 2 / d.size


@loses()
def expanded_square(y, t):
    refused(y, t)
    y, t = np.asarray(y, dtype=float), np.asarray(t, dtype=float)
    return np.mean(y * y - 2 * y * t + t * t)


@loses()
def mean_and_variance(y, t):
    refused(y, t)
    d = np.asarray(y, dtype=float) - np.asarray(t, dtype=float)
    return d.mean() ** 2 + d.var()


@loses()
def shapes_left_to_zip(y, t):
    if y.shape != t.shape:
        raise ValueError
    pairs = zip(y.flat, t.flat, strict=True)
    return math.fsum((float(a) - float(b)) ** 2 for a, b in pairs) / y.size


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(y, t):
    print(subtracted_as_floats(y, t))


@loses("values", named=Mistake.SUM_NOT_MEAN)
def sum_of_squares(y, t):
    return subtracted_as_floats(y, t) * np.size(y)


@loses("values", "extremes", named=Mistake.HALF_TOO_MUCH)
def half_of_the_mean(y, t):
    return subtracted_as_floats(y, t) / 2


@loses("values", "extremes", named=Mistake.HALF_TOO_MUCH)
def the_books_half_sum(y, t):
    refused(y, t)
    return 0.5 * np.sum((np.asarray(y, dtype=float) - t) ** 2)


@loses("values", named=Mistake.MEAN_OVER_ROWS)
def divided_by_the_rows(y, t):
    refused(y, t)
    return np.sum((np.asarray(y, dtype=float) - t) ** 2) / len(np.atleast_1d(y))


@loses("values", "types", named=Mistake.ONE_PER_EXAMPLE)
def one_mean_per_row(y, t):
    refused(y, t)
    return np.mean(np.atleast_1d(np.asarray(y, dtype=float) - t) ** 2, axis=-1)


@loses("values", "extremes", named=Mistake.ROOT_TAKEN)
def root_of_the_mean(y, t):
    return np.sqrt(subtracted_as_floats(y, t))


@loses("values", "extremes", named=Mistake.NOT_SQUARED)
def differences_without_square(y, t):
    refused(y, t)
    return np.abs(np.asarray(y, dtype=float) - t).mean()


@loses("values", "extremes", named=Mistake.NOT_SQUARED)
def doubled_instead_of_squared(y, t):
    refused(y, t)
    return np.mean((np.asarray(y, dtype=float) - t) * 2)


@loses("properties", named=Mistake.BROADCAST)
def broadcasts(y, t):
    return np.mean((np.asarray(y, dtype=float) - t) ** 2)


@loses("properties", named=Mistake.BROADCAST)
def compares_sizes_only(y, t):
    if np.size(y) != np.size(t):
        raise ValueError
    return np.mean((np.ravel(y).astype(float) - np.ravel(t)) ** 2)


@loses("properties", named=Mistake.BROADCAST)
def compares_lengths_only(y, t):
    if np.ndim(y) and len(y) != len(t):
        raise ValueError
    return np.mean((np.asarray(y, dtype=float) - t) ** 2)


@loses("properties", named=Mistake.RAISED_ANOTHER)
def asserts_the_shapes(y, t):
    assert y.shape == t.shape
    return subtracted_as_floats(y, t)


@loses("extremes", named=Mistake.WRAPPED_INTEGERS)
def subtracted_as_they_are(y, t):
    refused(y, t)
    return np.mean((y - t) ** 2)


@loses("extremes", named=Mistake.WRAPPED_INTEGERS)
def converted_after_the_subtraction(y, t):
    refused(y, t)
    return np.mean((y - t).astype(float) ** 2)


@loses("extremes", named=Mistake.WRAPPED_INTEGERS)
def converted_after_the_square(y, t):
    refused(y, t)
    return np.mean(np.square(y - t).astype(float))


@loses("types", "extremes", named=Mistake.WRAPPED_INTEGERS)
def cut_to_the_integers_given(y, t):
    refused(y, t)
    return np.mean((y - t) ** 2).astype(y.dtype)


@loses("extremes", "unchanged", named=Mistake.WRAPPED_INTEGERS)
def subtracted_in_place(y, t):
    refused(y, t)
    y -= t
    return np.mean(y**2)


@loses("values", "types", "extremes", named=Mistake.NUMBER_IN_ARRAY)
def list_of_one(y, t):
    return [subtracted_as_floats(y, t)]


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(y, t):
    return np.float32(subtracted_as_floats(y, t))


@loses("values", named=Mistake.ONE_EXAMPLE_ONLY)
def first_row_alone(y, t):
    if np.shape(y) != np.shape(t):
        raise ValueError("y and t differ in shape")
    return np.mean((1.0 * np.atleast_1d(y)[0] - np.atleast_1d(t)[0]) ** 2)
