"""Answers to `sigmoid_derivative`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses


def sigmoid(x):
    return np.exp(-np.logaddexp(0, -np.asarray(x)))


# right and unusual


@loses()
def product(x):
    return sigmoid(x) * (1 - sigmoid(x))


@loses()
def y_minus_y_squared(x):
    y = sigmoid(x)
    return y - y**2


@loses()
def sigmoid_times_its_mirror(x):
    return sigmoid(x) * sigmoid(-np.asarray(x))


@loses()
def a_quarter_of_one_minus_tanh_squared(x):
    return 0.25 * (1 - np.tanh(np.asarray(x) / 2) ** 2)


@loses()
def one_exponential_of_minus_the_size(x):
    power = np.exp(-np.abs(x))
    return power / (1 + power) ** 2


@loses()
def logaddexp_of_both_sides(x):
    x = np.asarray(x)
    return np.exp(-np.logaddexp(0, x) - np.logaddexp(0, -x))


@loses()
def central_difference(x):
    x = np.asarray(x, dtype=float)
    return (sigmoid(x + 1e-5) - sigmoid(x - 1e-5)) / 2e-5


@loses()
def loop_over_every_entry(x):
    x = np.asarray(x)
    y = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        y[place] = 0.25 * (1 - math.tanh(x[place] / 2) ** 2)
    return y


# right, but noisy


@loses("quiet", named=Mistake.WARNED)
def noisy_sigmoid(x):
    y = 1 / (1 + np.exp(-x))
    return y * (1 - y)


@loses("quiet", named=Mistake.WARNED)
def a_quarter_over_cosh_squared(x):
    return 0.25 / np.cosh(np.asarray(x) / 2) ** 2


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(x):
    product(x)


@loses(
    "values",
    "types",
    "properties",
    "extremes",
    "quiet",
    named=Mistake.INPUT_TAKEN_FOR_OUTPUT,
)
def input_taken_for_output(x):
    return x * (1 - x)


@loses("values", "properties", "extremes", "quiet", named=Mistake.SIGMOID_FOR_SLOPE)
def sigmoid_itself(x):
    return sigmoid(x)


@loses("values", "properties", "extremes", "quiet", named=Mistake.FACTOR_MISSING)
def one_minus_sigmoid(x):
    return 1 - sigmoid(x)


@loses("values", "properties", "extremes", "quiet", named=Mistake.SIGN_INSIDE)
def plus_instead_of_minus(x):
    return sigmoid(x) * (1 + sigmoid(x))


@loses("values", "properties", "extremes", "quiet", named=Mistake.SIGN_TURNED)
def sign_of_the_slope(x):
    return sigmoid(x) * (sigmoid(x) - 1) - 0.0


@loses("values", "properties", "extremes", "quiet", named=Mistake.APPLIED_TWICE)
def sigmoid_applied_twice(x):
    y = sigmoid(sigmoid(x))
    return y * (1 - y)


@loses("extremes", "quiet", named=Mistake.GAVE_NAN)
def quotient_as_it_stands(x):
    return np.exp(-x) / (1 + np.exp(-x)) ** 2


@loses("values", "properties", "extremes", "quiet", named=Mistake.FACTOR_MISSING)
def square_forgotten(x):
    return np.exp(-x) / (1 + np.exp(-x))


@loses("values", "properties", "extremes", "quiet", named=Mistake.ALL_ALIKE)
def always_a_quarter(x):
    return np.full(np.shape(x), 0.25)


@loses("values", "properties", named=Mistake.NEARLY_RIGHT)
def one_sided_difference_with_a_large_step(x):
    x = np.asarray(x, dtype=float)
    return (sigmoid(x + 1e-3) - sigmoid(x)) / 1e-3


@loses("extremes", named=Mistake.MOVED_NAN)
def nan_repaired_to_a_number(x):
    return np.nan_to_num(product(x))


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_right_values(x):
    return product(x).tolist()


@loses("values", "types", named=Mistake.LESS_PRECISE)
def float32_forced(x):
    return product(np.asarray(x, dtype=np.float32))


@loses("types", named=Mistake.NOT_FLOAT)
def integers_in_integers_out(x):
    return product(x).astype(np.asarray(x).dtype)


@loses("types", named=Mistake.WRONG_SHAPE)
def column(x):
    return np.reshape(product(x), (-1, 1)) if np.ndim(x) > 1 else product(x)


@loses("types", "extremes", "quiet", named=Mistake.RETURNED_LIST)
def list_loop_with_math_exp(x):
    values = [1 / (1 + math.exp(-value)) for value in x]
    return [value * (1 - value) for value in values]


@loses("types", "unchanged", named=Mistake.INDEXED_NUMBER)
def sigmoid_written_into_the_input(x):
    x[...] = sigmoid(x)
    return x * (1 - x)


@loses(
    "values",
    "types",
    "extremes",
    "quiet",
    "properties",
    "unchanged",
    named=Mistake.AMBIGUOUS_TRUTH,
)
def scalar_only_if(x):
    return 0.0 if x > 37 or x < -700 else math.exp(-x) / (1 + math.exp(-x)) ** 2


@loses("properties", named=Mistake.INPUT_TAKEN_FOR_OUTPUT)
def takes_numbers_from_0_to_1_for_outputs(x):
    y = np.asarray(x)
    if not np.all((y > 0) & (y < 1)):
        y = 1 / (1 + np.exp(-np.clip(y, -700, 700)))
    return y * (1 - y)


@loses()
def hyperbolic_cosine_with_silenced_overflow(x):
    with np.errstate(over="ignore"):
        return 1 / (2 + 2 * np.cosh(x))


@loses()
def one_exponential_and_a_square(x):
    z = np.exp(-np.abs(np.asarray(x, dtype=float)))
    return z / np.square(1 + z)


@loses("types", "quiet", named=(Mistake.OTHER_PLACES, Mistake.WARNED))
def matrix_in_column_order(x):
    y = 1 / (2 + np.exp(x) + np.exp(-x))
    return np.ravel(y, order="F").reshape(np.shape(y))
