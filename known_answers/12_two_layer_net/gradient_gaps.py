"""Answers to `gradient_gaps`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses


def gap(a, b):
    sizes = np.linalg.norm(a) + np.linalg.norm(b)
    return np.linalg.norm(a - b) / sizes if sizes else 0.0


# right and unusual


@loses()
def dictionary_comprehension(a, b):
    return {name: gap(a[name], b[name]) for name in a}


@loses()
def square_roots_of_sums(a, b):
    gaps = {}
    for name, value in a.items():
        apart = np.sqrt(((value - b[name]) ** 2).sum())
        sizes = np.sqrt((value**2).sum()) + np.sqrt((b[name] ** 2).sum())
        gaps[name] = 0.0 if sizes == 0 else apart / sizes
    return gaps


@loses()
def python_numbers(a, b):
    gaps = {}
    for name in b:
        v, w = a[name].ravel().tolist(), b[name].ravel().tolist()
        sizes = math.hypot(*v) + math.hypot(*w)
        gaps[name] = math.dist(v, w) / sizes if sizes > 0 else 0.0
    return gaps


@loses()
def raveled_norms(a, b):
    result = {}
    for name in a:
        v, w = np.ravel(a[name]), np.ravel(b[name])
        sizes = np.linalg.norm(v, 2) + np.linalg.norm(w, 2)
        result[name] = np.linalg.norm(v - w, 2) / max(sizes, 1e-300)
    return result


@loses()
def zeros_first(a, b):
    gaps = dict.fromkeys(a, 0.0)
    for name in gaps:
        if not np.array_equal(a[name], b[name]):
            gaps[name] = gap(a[name], b[name])
    return gaps


@loses()
def vdot(a, b):
    def length(v):
        return math.sqrt(np.vdot(v, v))

    pairs = {name: (a[name], b[name]) for name in a}
    return {
        name: length(v - w) / ((length(v) + length(w)) or 1.0)
        for name, (v, w) in pairs.items()
    }


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(a, b):
    dictionary_comprehension(a, b)


@loses("values", "types", "extremes", "unchanged", named=Mistake.NOT_BY_NAME)
def one_number_for_all(a, b):
    v = np.concatenate([value.ravel() for value in a.values()])
    w = np.concatenate([value.ravel() for value in b.values()])
    return gap(v, w)


@loses("values", "types", "extremes", named=Mistake.NOT_RELATIVE)
def plain_distance(a, b):
    return {name: np.linalg.norm(a[name] - b[name]) for name in a}


@loses("values", "types", "extremes", named=Mistake.ANOTHER_SIZE)
def largest_difference(a, b):
    return {name: np.abs(a[name] - b[name]).max() for name in a}


@loses("values", "types", "extremes", named=Mistake.ANOTHER_SIZE)
def mean_difference(a, b):
    return {name: np.abs(a[name] - b[name]).mean() for name in a}


@loses("extremes", named=Mistake.ZERO_BY_ZERO)
def no_zero_case(a, b):
    return {
        name: np.linalg.norm(a[name] - b[name])
        / (np.linalg.norm(a[name]) + np.linalg.norm(b[name]))
        for name in a
    }


@loses("extremes", named=Mistake.SMALL_NUMBER_BELOW)
def small_number_below(a, b):
    return {
        name: np.linalg.norm(a[name] - b[name])
        / (np.linalg.norm(a[name]) + np.linalg.norm(b[name]) + 1e-8)
        for name in a
    }


@loses("values", "types", "extremes", named=Mistake.ONE_SIZE_ONLY)
def divided_by_the_first(a, b):
    gaps = {}
    for name in a:
        size = np.linalg.norm(a[name])
        gaps[name] = np.linalg.norm(a[name] - b[name]) / size if size else 0.0
    return gaps


@loses("values", "types", "extremes", named=Mistake.ONE_PER_EXAMPLE)
def entry_by_entry(a, b):
    gaps = {}
    for name in a:
        sizes = np.abs(a[name]) + np.abs(b[name])
        gaps[name] = np.abs(a[name] - b[name]) / np.where(sizes > 0, sizes, 1)
    return gaps


@loses("values", "extremes", named=Mistake.OTHER_OPERATION)
def difference_of_lengths(a, b):
    gaps = {}
    for name in a:
        v, w = np.linalg.norm(a[name]), np.linalg.norm(b[name])
        gaps[name] = abs(v - w) / (v + w) if v + w else 0.0
    return gaps


@loses("values", "types", "extremes", named=Mistake.ANOTHER_SIZE)
def squares_without_roots(a, b):
    gaps = {}
    for name in a:
        sizes = (a[name] ** 2).sum() + (b[name] ** 2).sum()
        gaps[name] = ((a[name] - b[name]) ** 2).sum() / sizes if sizes else 0.0
    return gaps


@loses(
    "values",
    "types",
    "extremes",
    named=(Mistake.ANOTHER_SIZE, Mistake.WRONG_ARGUMENT_VALUE),
)
def largest_sum_of_a_column(a, b):
    gaps = {}
    for name in a:
        v, w = np.linalg.norm(a[name], 1), np.linalg.norm(b[name], 1)
        gaps[name] = np.linalg.norm(a[name] - b[name], 1) / (v + w) if v + w else 0.0
    return gaps


@loses("types", "extremes", named=Mistake.NOT_BY_NAME)
def four_names_only(a, b):
    return {name: gap(a[name], b[name]) for name in ["W", "b"] if name in a}


@loses("values", "types", "extremes", named=Mistake.NUMBER_IN_ARRAY)
def arrays_of_one(a, b):
    return {name: np.array([gap(a[name], b[name])]) for name in a}


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def subtracted_in_place(a, b):
    gaps = {name: gap(a[name], b[name]) for name in a}
    for name in a:
        a[name] -= b[name]
    return gaps


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def taken_out_one_by_one(a, b):
    gaps = {}
    while a:
        name, value = a.popitem()
        gaps[name] = gap(value, b[name])
    return gaps


@loses("types", named=Mistake.PAIRED_BY_POSITION)
def pairs_by_position(a, b):
    return {n: gap(v, w) for (n, v), w in zip(a.items(), b.values(), strict=True)}


@loses("values", "extremes", named=Mistake.ANOTHER_SIZE)
def absolute_values_added_up(a, b):
    gaps = {}
    for name in a:
        sizes = np.abs(a[name]).sum() + np.abs(b[name]).sum()
        gaps[name] = np.abs(a[name] - b[name]).sum() / sizes if sizes else 0.0
    return gaps


@loses("values", "extremes", named=Mistake.EACH_ENTRY_ALONE)
def mean_of_the_gaps_of_entries(a, b):
    gaps = {}
    for name in a:
        sizes = np.abs(a[name]) + np.abs(b[name])
        apart = np.abs(a[name] - b[name])
        gaps[name] = np.mean(apart / np.where(sizes > 0, sizes, 1))
    return gaps


@loses("values", "types", "extremes", named=Mistake.DENOMINATOR)
def divided_by_the_mean_size(a, b):
    return {name: 2 * gap(a[name], b[name]) for name in a}


@loses("extremes", named=Mistake.SMALL_NUMBER_BELOW)
def at_least_a_small_number(a, b):
    gaps = {}
    for name in a:
        sizes = np.linalg.norm(a[name]) + np.linalg.norm(b[name])
        gaps[name] = np.linalg.norm(a[name] - b[name]) / max(sizes, 1e-8)
    return gaps


@loses("extremes", named=Mistake.SMALL_NUMBER_BELOW)
def close_is_zero(a, b):
    return {
        name: 0.0 if np.allclose(a[name], b[name]) else gap(a[name], b[name])
        for name in a
    }


@loses("values", "types", "extremes", named=Mistake.PERCENT_NOT_SHARE)
def percent(a, b):
    return {name: 100 * gap(a[name], b[name]) for name in a}


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(a, b):
    return {name: np.float32(gap(a[name], b[name])) for name in a}
