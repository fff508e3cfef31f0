"""Answers to `spread_that_keeps`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "properties", "extremes", "unchanged")
SIZES = ("values", "types", "properties", "extremes")


# right and unusual


@loses()
def root_of_the_mean_square(slopes, n):
    return 1 / (np.sqrt(np.mean(slopes**2.0)) * np.sqrt(n))


@loses()
def norm_of_the_slopes(slopes, n):
    return math.sqrt(len(slopes) / n) / float(np.linalg.norm(slopes))


@loses()
def loop_over_the_slopes(slopes, n):
    total = 0.0
    for slope in slopes:
        total += float(slope) ** 2
    return (n * total / len(slopes)) ** -0.5


@loses()
def mean_and_variance(slopes, n):
    return 1 / np.sqrt(n * (slopes.mean() ** 2 + slopes.var()))


@loses()
def measured_with_random_layers(slopes, n):
    rng = np.random.default_rng(0)
    message = rng.normal(size=(2000, 50))
    after = message @ rng.normal(size=(50, 50)) * rng.choice(slopes, message.shape)
    factor = np.linalg.norm(after) / np.linalg.norm(message)  # of 50 neurons, spread 1
    return float(math.sqrt(50 / n) / factor)


@loses()
def zero_dimensional_array(slopes, n):
    return np.array((np.dot(slopes, slopes) * n / slopes.size) ** -0.5)


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(slopes, n):
    np.mean(slopes**2)


@loses(*SIZES, named=Mistake.ANOTHER_AVERAGE)
def plain_mean(slopes, n):
    return 1 / (abs(slopes.mean()) * np.sqrt(n)) if slopes.mean() else 0.0


@loses(*SIZES, named=Mistake.VARIANCE_NOT_SPREAD)
def variance(slopes, n):
    return 1 / (n * np.mean(slopes**2.0))


@loses(*SIZES, named=Mistake.WIDTH_NOT_ROOT)
def no_root_of_the_width(slopes, n):
    return 1 / (n * np.sqrt(np.mean(slopes**2.0)))


@loses(*SIZES, named=Mistake.WIDTH_IGNORED)
def width_ignored(slopes, n):
    return 1 / np.sqrt(np.mean(slopes**2.0))


@loses(*SIZES, named=Mistake.SLOPES_IGNORED)
def slopes_ignored(slopes, n):
    return 1 / np.sqrt(n)


@loses(*SIZES, named=Mistake.GROWS_INSTEAD)
def factor_of_a_layer(slopes, n):
    return np.sqrt(n * np.mean(slopes**2.0))


@loses("values", "properties", "extremes", named=Mistake.SLOPES_IGNORED)
def relu_rule_for_all(slopes, n):
    return np.sqrt(2 / n)


@loses("values", "types", "properties", named=Mistake.ANOTHER_AVERAGE)
def largest_slope(slopes, n):
    return 1 / (np.abs(slopes).max() * np.sqrt(n))


@loses(*SIZES, named=Mistake.ANOTHER_AVERAGE)
def sum_instead_of_mean(slopes, n):
    return 1 / np.sqrt(n * np.sum(slopes**2.0))


@loses(*SIZES, named=Mistake.ANOTHER_AVERAGE)
def median_of_the_slopes(slopes, n):
    return 1 / (max(np.median(np.abs(slopes)), 0.05) * np.sqrt(n))


@loses(*ALL, named=Mistake.NUMBER_IN_ARRAY)
def one_entry_array(slopes, n):
    return np.full(1, 1 / np.sqrt(n * np.mean(slopes**2.0)))


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def squares_in_place(slopes, n):
    if slopes.dtype.kind == "i":
        slopes = slopes.astype(float)
    slopes *= slopes
    return 1 / np.sqrt(n * slopes.mean())
