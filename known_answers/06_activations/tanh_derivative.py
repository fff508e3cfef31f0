"""Answers to `tanh_derivative`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

# right and unusual


@loses()
def product_of_two_brackets(x):
    t = np.tanh(x)
    return (1 - t) * (1 + t)


@loses()
def four_slopes_of_sigmoid(x):
    s = np.exp(-np.logaddexp(0, -2 * np.asarray(x, dtype=float)))
    return 4 * s * (1 - s)


@loses()
def vectorized_math(x):
    return np.vectorize(lambda value: 1 - math.tanh(value) ** 2, otypes=[float])(x)


@loses()
def power_function(x):
    return 1 - np.power(np.tanh(x), 2)


@loses()
def cosh_with_silenced_overflow(x):
    with np.errstate(over="ignore"):
        return 1 / np.cosh(x) ** 2


@loses()
def exponentials_of_the_size(x):
    e = np.exp(-2 * np.abs(np.asarray(x, dtype=float)))
    return 4 * e / (1 + e) ** 2


@loses()
def complex_step(x):
    x = np.clip(np.asarray(x, dtype=float), -40, 40)
    return np.tanh(x + 1e-20j).imag / 1e-20


@loses()
def loop_over_every_entry(x):
    x = np.asarray(x, dtype=float)
    values = [1 - math.tanh(value) ** 2 for value in x.ravel()]
    return np.array(values, dtype=float).reshape(x.shape)


@loses()
def one_number_comes_back_as_a_python_float(x):
    y = 1 - np.tanh(x) ** 2
    return y if np.ndim(y) else float(y)


# right, but noisy


@loses("quiet", named=Mistake.WARNED)
def one_over_cosh_squared(x):
    return 1 / np.cosh(x) ** 2


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(x):
    np.tanh(x)


@loses(*EVERYTHING, named=Mistake.MATH_ON_ARRAY)
def scalar_only_math(x):
    return 1 - math.tanh(x) ** 2


@loses("values", "properties", "extremes", "quiet", named=Mistake.VALUE_NOT_SLOPE)
def tanh_itself(x):
    return np.tanh(x)


@loses(*EVERYTHING[:4], "quiet", named=Mistake.INPUT_FOR_OUTPUT)
def input_taken_for_output(x):
    return 1 - np.asarray(x) ** 2


@loses("values", "properties", "extremes", "quiet", named=Mistake.SLOPE_OF_SIGMOID)
def formula_of_sigmoid(x):
    t = np.tanh(x)
    return t * (1 - t)


@loses("values", "properties", "extremes", "quiet", named=Mistake.NO_SQUARE)
def no_square(x):
    return 1 - np.tanh(x)


@loses("values", "properties", "quiet", named=Mistake.SLOPE_OF_SIGMOID)
def slope_of_sigmoid(x):
    s = np.exp(-np.logaddexp(0, -np.asarray(x, dtype=float)))
    return s * (1 - s)


@loses("values", "properties", named=Mistake.OF_SQUARES)
def root_of_the_slope(x):
    return np.sqrt(1 - np.tanh(x) ** 2)


@loses("values", "properties", "extremes", "quiet", named=Mistake.SIGN_INSIDE)
def plus_the_square(x):
    return 1 + np.tanh(x) ** 2


@loses("values", "properties", "extremes", "quiet", named=Mistake.ANOTHER_FUNCTION)
def tangent_for_tanh(x):
    return 1 - np.tan(x) ** 2


@loses("values", "properties", named=Mistake.BRACKETS)
def square_of_the_argument(x):
    return 1 - np.tanh(np.asarray(x, dtype=float) ** 2)


@loses("values", "properties", "extremes", "quiet", named=Mistake.BRACKETS)
def bracket_squared(x):
    return (1 - np.tanh(x)) ** 2


@loses("extremes", "quiet", named=Mistake.GAVE_NAN)
def exponentials_as_they_stand(x):
    s, c = np.exp(x) - np.exp(-x), np.exp(x) + np.exp(-x)
    return 1 - (s / c) ** 2


@loses("extremes", "quiet", named=Mistake.GAVE_NAN)
def four_over_the_squared_sum_times_exponential(x):
    return 4 * np.exp(2 * x) / (np.exp(2 * x) + 1) ** 2


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_right_values(x):
    return (1 - np.tanh(x) ** 2).tolist()


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(x):
    return (1 - np.tanh(x) ** 2).astype(np.float32)


@loses("types", named=Mistake.NOT_FLOAT)
def as_the_input_type(x):
    return np.asarray(1 - np.tanh(x) ** 2).astype(np.asarray(x).dtype)


@loses("types", "unchanged", named=Mistake.WRONG_TYPE)
def tanh_written_into_the_input(x):
    np.tanh(x, out=x)
    return 1 - x**2


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def halved_in_place(x):
    y = 1 - np.tanh(x) ** 2
    if np.ndim(x) and x.dtype == float:
        x /= 2
    return y


@loses("values", "properties", named=Mistake.NEARLY_RIGHT)
def rounded(x):
    return np.round(1 - np.tanh(x) ** 2, 3)


@loses("values", named=Mistake.OTHER_PLACES)
def matrices_in_column_order(x):
    y = 1 - np.tanh(x) ** 2
    return y.ravel(order="F").reshape(y.shape) if y.ndim == 2 else y
