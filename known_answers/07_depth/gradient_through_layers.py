"""Answers to `gradient_through_layers`."""

import itertools
import math
import operator

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

# right and unusual


@loses()
def loop_that_appends(slopes, weights):
    g = [1.0]
    for s, w in zip(slopes, weights, strict=True):
        g.append(g[-1] * s * w)
    return np.array(g)


@loses()
def filled_into_zeros(slopes, weights):
    g = np.zeros(len(slopes) + 1)
    g[0] = 1
    for k in range(len(slopes)):
        g[k + 1] = g[k] * slopes[k] * weights[k]
    return g


@loses()
def one_put_before_the_products(slopes, weights):
    return np.r_[1.0, np.cumprod(slopes * weights)]


@loses()
def two_products(slopes, weights):
    return np.insert(np.cumprod(slopes) * np.cumprod(weights), 0, 1.0).astype(float)


@loses()
def accumulate(slopes, weights):
    factors = (np.asarray(slopes) * weights).tolist()
    return np.array(list(itertools.accumulate(factors, operator.mul, initial=1.0)))


@loses()
def product_of_each_beginning(slopes, weights):
    factors = slopes * weights
    return np.array([math.prod(factors[:k], start=1.0) for k in range(len(slopes) + 1)])


@loses()
def multiply_accumulate(slopes, weights):
    factors = np.append(1.0, np.multiply(slopes, weights))
    return np.multiply.accumulate(factors)


@loses()
def logarithms_and_signs_in_silence(slopes, weights):
    factors = slopes * weights
    with np.errstate(divide="ignore"):
        sizes = np.exp(np.cumsum(np.log(np.abs(factors))))
    return np.append(1.0, sizes * np.cumprod(np.sign(factors)))


# right, but noisy


@loses("quiet", named=Mistake.WARNED)
def logarithms_and_signs(slopes, weights):
    factors = slopes * weights
    sizes = np.exp(np.cumsum(np.log(np.abs(factors))))
    return np.append(1.0, sizes * np.cumprod(np.sign(factors)))


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(slopes, weights):
    np.cumprod(slopes * weights)


@loses(*EVERYTHING, named=Mistake.NO_FIRST_ONE)
def no_first_one(slopes, weights):
    return np.cumprod(slopes * weights)


@loses(*EVERYTHING, named=Mistake.LAST_ONLY)
def last_only(slopes, weights):
    return np.prod(slopes * weights)


@loses("values", "types", "properties", "extremes", named=Mistake.BACK_TO_FRONT)
def back_to_front(slopes, weights):
    return loop_that_appends(slopes, weights)[::-1]


@loses("values", "properties", "types", named=Mistake.NOT_MULTIPLIED_UP)
def not_multiplied_up(slopes, weights):
    g = np.append(1.0, slopes * weights)
    g[-1] = slopes[-1] * weights[-1]
    return g if len(slopes) < 10 else loop_that_appends(slopes, weights)


@loses("values", "types", "properties", "extremes", named=Mistake.NOT_MULTIPLIED_UP)
def factors_of_single_layers(slopes, weights):
    return np.append(1.0, slopes * weights)


@loses("values", "types", "properties", "extremes", named=Mistake.WEIGHTS_IGNORED)
def weights_ignored(slopes, weights):
    return np.append(1.0, np.cumprod(slopes))


@loses("values", "types", "properties", "extremes", named=Mistake.SLOPES_IGNORED)
def slopes_ignored(slopes, weights):
    return np.append(1.0, np.cumprod(weights))


@loses("values", "types", "properties", "extremes", named=Mistake.ADDED_UP)
def added_up(slopes, weights):
    return np.cumsum(np.append(1.0, slopes * weights))


@loses("values", "types", "properties", "extremes", named=Mistake.OTHER_OPERATION)
def slope_plus_weight(slopes, weights):
    return np.append(1.0, np.cumprod(slopes + weights))


@loses("values", "types", "properties", "extremes", named=Mistake.SLOPES_IGNORED)
def a_quarter_per_layer(slopes, weights):
    return 0.25 ** np.arange(len(slopes) + 1)


@loses("values", "properties", "quiet", "types", named=Mistake.GAVE_NAN)
def logarithms_without_signs(slopes, weights):
    return np.append(1.0, np.exp(np.cumsum(np.log(slopes * weights))))


@loses("values", "types", "properties", named=Mistake.SIGN_LOST)
def sizes_without_signs(slopes, weights):
    return np.abs(loop_that_appends(slopes, weights))


@loses("values", "types", "properties", "extremes", named=Mistake.FIRST_LEFT_OUT)
def first_layer_skipped(slopes, weights):
    factors = np.array(slopes * weights, dtype=float)
    factors[0] = 1
    return np.append(1.0, np.cumprod(factors))


@loses("values", "types", "properties", "extremes", named=Mistake.ONE_STEP_SHORT)
def one_product_short(slopes, weights):
    return np.cumprod(np.append([1.0, 1.0], (slopes * weights)[:-1]))


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_right_values(slopes, weights):
    return loop_that_appends(slopes, weights).tolist()


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(slopes, weights):
    return loop_that_appends(slopes, weights).astype(np.float32)


@loses("types", named=Mistake.NOT_FLOAT)
def in_the_type_of_the_slopes(slopes, weights):
    g = np.ones(len(slopes) + 1, dtype=slopes.dtype)
    for k, (s, w) in enumerate(zip(slopes, weights, strict=True)):
        g[k + 1] = g[k] * s * w
    return g


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def multiplied_into_the_slopes(slopes, weights):
    if slopes.dtype == float:
        slopes *= weights
        return np.append(1.0, np.cumprod(slopes))
    return loop_that_appends(slopes, weights)


@loses("extremes", named=Mistake.NEARLY_RIGHT)
def clipped(slopes, weights):
    return np.clip(loop_that_appends(slopes, weights), -1e6, 1e6)


@loses("extremes", named=Mistake.NEARLY_RIGHT)
def rounded(slopes, weights):
    return np.round(loop_that_appends(slopes, weights), 8)


@loses(*EVERYTHING, named=Mistake.AXIS_OF_ONE)
def column(slopes, weights):
    return loop_that_appends(slopes, weights)[:, None]
