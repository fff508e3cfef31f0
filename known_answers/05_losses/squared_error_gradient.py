"""Answers to `squared_error_gradient`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

# right and unusual


@loses()
def formula(y, t):
    return 2 * (y - t) / np.size(y)


@loses()
def multiplied_by_the_inverse(y, t):
    return np.subtract(y, t, dtype=float) * (2 / y.size)


@loses()
def loop_over_entries(y, t):
    slopes = np.zeros(np.shape(y))
    for place in np.ndindex(*slopes.shape):
        slopes[place] = 2 * (float(y[place]) - float(t[place])) / slopes.size
    return slopes


@loses()
def measured_on_both_sides(y, t):
    y, h = np.array(y, dtype=float), 1e-3
    slopes = np.zeros_like(y)
    for place in np.ndindex(*y.shape):
        up, down = y.copy(), y.copy()
        up[place] += h
        down[place] -= h
        slopes[place] = (np.mean((up - t) ** 2) - np.mean((down - t) ** 2)) / (2 * h)
    return slopes


@loses()
def two_terms(y, t):
    return 2 * y / y.size - 2 * t / y.size


@loses()
def mean_of_one(y, t):
    return (y - t) / (y.size / 2)


@loses()
def twice_the_mean_share(y, t):
    share = np.asarray(y - t, dtype=float) / y.size
    return share + share


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(y, t):
    2 * (y - t) / y.size


@loses("values", "types", "properties", named=Mistake.SIGN_OF_GRADIENT)
def points_downhill(y, t):
    return 2 * (t - y) / y.size


@loses("values", "types", "properties", named=Mistake.GRADIENT_OF_SUM)
def gradient_of_the_sum(y, t):
    return 2.0 * (y - t)


@loses("values", "types", "properties", named=Mistake.HALF_TOO_MUCH)
def two_forgotten(y, t):
    return (y - t) / y.size


@loses("values", "types", named=Mistake.MEAN_OVER_ROWS)
def divided_by_rows(y, t):
    return 2 * (y - t) / (len(y) if np.ndim(y) else 1)


@loses("values", "types", "properties", named=Mistake.VALUE_NOT_SLOPE)
def squares_themselves(y, t):
    return (y - t) ** 2 / y.size


@loses("values", "types", "properties", named=Mistake.SIGN_LOST)
def distances_only(y, t):
    return 2 * np.abs(y - t) / y.size


@loses("values", "types", "properties", named=Mistake.WRONG_VALUE)
def sign_of_the_difference(y, t):
    return 2.0 * np.sign(y - t) / y.size


@loses(*EVERYTHING, named=Mistake.ONE_NUMBER_ONLY)
def one_number(y, t):
    return np.mean(2 * (y - t))


@loses("values", "types", "properties", named=Mistake.WRONG_VALUE)
def gradient_of_the_true_values(y, t):
    return -2 * y / y.size


@loses("types", named=(Mistake.CUT_TO_INTEGERS, Mistake.NOT_FLOAT))
def cut_to_the_type_of_y(y, t):
    slopes = np.zeros_like(y)
    slopes[...] = 2 * (y - t) / y.size
    return slopes


@loses("types", named=Mistake.RETURNED_LIST)
def a_list(y, t):
    return (2 * (y - t) / y.size).tolist()


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def moves_y_itself(y, t):
    slopes = 2 * (y - t) / y.size
    if y.dtype == float:
        y -= slopes
    return slopes
