"""Answers to `relative_error`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

WRONG = ("values", "types", "properties", "extremes")


def right(a, b):
    sizes = np.linalg.norm(a) + np.linalg.norm(b)
    return np.linalg.norm(a - b) / sizes if sizes else 0.0


# right and unusual


@loses()
def sums_of_squares(a, b):
    sizes = np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(b**2))
    return 0.0 if sizes == 0 else np.sqrt(np.sum((a - b) ** 2)) / sizes


@loses()
def loops_and_math(a, b):
    norm = lambda values: math.sqrt(math.fsum(v * v for v in values))  # noqa: E731
    a, b = np.ravel(a).tolist(), np.ravel(b).tolist()
    sizes = norm(a) + norm(b)
    return norm(u - v for u, v in zip(a, b, strict=True)) / sizes if sizes else 0.0


@loses()
def products_of_flat_arrays(a, b):
    a, b = np.ravel(a).astype(float), np.ravel(b).astype(float)
    d = a - b
    return math.sqrt(d @ d) / max(math.sqrt(a @ a) + math.sqrt(b @ b), 1e-300)


@loses()
def tiny_number_below(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-16)


@loses()
def larger_of_sizes_and_a_small_number(a, b):
    return np.linalg.norm(a - b) / max(np.linalg.norm(a) + np.linalg.norm(b), 1e-8)


@loses()
def equality_first(a, b):
    if np.array_equal(a, b):
        return 0.0
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))


@loses()
def nan_replaced_in_silence(a, b):
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(
            np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))
        )


@loses()
def hypot_reduced(a, b):
    norm = lambda values: np.hypot.reduce(np.ravel(values))  # noqa: E731
    sizes = norm(a) + norm(b)
    return np.divide(norm(a - b), sizes) if sizes > 0 else 0.0


# right, but noisy


@loses("quiet", named=Mistake.WARNED)
def nan_replaced(a, b):
    return np.nan_to_num(
        np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))
    )


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(a, b):
    right(a, b)


@loses("extremes", "quiet", named=Mistake.ZERO_BY_ZERO)
def zero_by_zero(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))


@loses(*WRONG, named=Mistake.NOT_RELATIVE)
def plain_distance(a, b):
    return np.linalg.norm(a - b)


@loses(*WRONG, "quiet", named=(Mistake.ONE_SIZE_ONLY, Mistake.ZERO_BY_ZERO))
def divided_by_the_first(a, b):
    return np.linalg.norm(a - b) / np.linalg.norm(a)


@loses(*WRONG, named=Mistake.ONE_SIZE_ONLY)
def divided_by_the_larger(a, b):
    size = max(np.linalg.norm(a), np.linalg.norm(b))
    return np.linalg.norm(a - b) / size if size else 0.0


@loses("values", "types", "properties", "extremes", named=Mistake.EACH_ENTRY_ALONE)
def each_entry_alone(a, b):
    sizes = np.abs(a) + np.abs(b)
    return np.abs(a - b) / np.where(sizes, sizes, 1)


@loses("values", "types", "extremes", named=Mistake.EACH_ENTRY_ALONE)
def largest_of_the_entries(a, b):
    sizes = np.abs(a) + np.abs(b)
    return np.max(np.abs(a - b) / np.where(sizes, sizes, 1))


@loses("values", "types", "extremes", named=Mistake.ANOTHER_SIZE)
def mean_of_the_entries(a, b):
    return np.mean(np.abs(a - b)) / max(np.mean(np.abs(a)) + np.mean(np.abs(b)), 1e-300)


@loses("values", "types", "properties", "extremes", named=Mistake.NO_HALF)
def divided_by_the_mean_size(a, b):
    return 2 * right(a, b)


@loses("values", "types", "properties", "extremes", named=Mistake.ROOT_TAKEN)
def one_root_too_many(a, b):
    return np.sqrt(right(a, b))


@loses("values", "types", "properties", "extremes", named=Mistake.ANOTHER_SIZE)
def without_roots(a, b):
    sizes = np.sum(a**2) + np.sum(b**2)
    return np.sum((a - b) ** 2) / sizes if sizes else 0.0


@loses("values", "types", "extremes", named=Mistake.OTHER_OPERATION)
def size_of_the_sum(a, b):
    size = np.linalg.norm(a + b)
    return np.linalg.norm(a - b) / size if size else 0.0


@loses("values", "types", "extremes", named=Mistake.OTHER_OPERATION)
def sizes_subtracted_above(a, b):
    a, b = np.linalg.norm(a), np.linalg.norm(b)
    return abs(a - b) / (a + b) if a + b else 0.0


@loses("values", "types", "properties", "extremes", named=Mistake.EACH_ENTRY_ALONE)
def rows_alone(a, b):
    norm = np.linalg.norm
    if np.ndim(a) < 2:
        return right(a, b)
    return norm(a - b, axis=1) / np.maximum(norm(a, axis=1) + norm(b, axis=1), 1e-300)


@loses("values", "types", named=Mistake.ANOTHER_SIZE)
def spectral_norm_of_a_matrix(a, b):
    norm = lambda values: np.linalg.norm(values, 2)  # noqa: E731
    sizes = norm(a) + norm(b)
    return norm(a - b) / sizes if sizes else 0.0


@loses("extremes", named=Mistake.ZERO_BY_ZERO)
def one_where_both_are_zero(a, b):
    return right(a, b) if np.any(a) or np.any(b) else 1.0


@loses("extremes", named=Mistake.BROKEN_PROPERTY)
def rounded(a, b):
    return round(float(right(a, b)), 8)


@loses("values", "types", "properties", "extremes", named=Mistake.NEARLY_RIGHT)
def large_number_below(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-2)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def subtracted_in_place(a, b):
    sizes = np.linalg.norm(a) + np.linalg.norm(b)
    if np.ndim(a) and a.dtype == float:
        a -= b
        return np.linalg.norm(a) / sizes if sizes else 0.0
    return right(a, b)


@loses("values", "types", "properties", "extremes", named=Mistake.NUMBER_IN_ARRAY)
def array_of_one(a, b):
    return np.array([right(a, b)])


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(a, b):
    return np.float32(right(a, b))


@loses("values", "types", "properties", "extremes", named=Mistake.PERCENT_NOT_SHARE)
def percent(a, b):
    return 100 * right(a, b)


@loses("properties", "extremes", named=Mistake.NEARLY_RIGHT)
def a_small_number_in_the_denominator(a, b):
    sizes = np.linalg.norm(a) + np.linalg.norm(b)
    return np.linalg.norm(a - b) / (sizes + 1e-8)


@loses()
def a_tiny_number_in_the_denominator(a, b):
    sizes = np.linalg.norm(a) + np.linalg.norm(b)
    return np.linalg.norm(a - b) / (sizes + 1e-15)
