"""Answers to `numerical_diff`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

ALL = (*EVERYTHING, "step")


def central(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


# right and unusual


@loses()
def five_points(f, x, h=1e-4):
    inner, outer = f(x + h) - f(x - h), f(x + 2 * h) - f(x - 2 * h)
    return (8 * inner - outer) / (12 * h)


@loses()
def richardson(f, x, h=1e-4):
    return (4 * central(f, x, h / 2) - central(f, x, h)) / 3


@loses()
def complex_step(f, x, h=1e-4):
    return np.imag(f(x + 1j * h)) / h


@loses()
def half_the_sum_of_both_sides(f, x, h=1e-4):
    right, left = (f(x + h) - f(x)) / h, (f(x) - f(x - h)) / h
    return (right + left) / 2


@loses()
def distance_as_it_became(f, x, h=1e-4):
    above, below = x + h, x - h
    return (f(above) - f(below)) / (above - below)


@loses()
def python_float(f, x, h=1e-4):
    return float(central(f, float(x), h))


@loses()
def gradient_of_numpy(f, x, h=1e-4):
    return np.gradient([f(x - h), f(x), f(x + h)], h)[1]


@loses()
def zero_dimensional_array(f, x, h=1e-4):
    return np.array(central(f, x, h))


# wrong


@loses(*ALL[:4], "extremes", named=Mistake.RETURNED_NONE)
def returns_nothing(f, x, h=1e-4):
    central(f, x, h)


@loses("values", "types", "properties", "step", named=Mistake.ONE_SIDED)
def forward_difference(f, x, h=1e-4):
    return (f(x + h) - f(x)) / h


@loses("values", "types", "properties", "step", named=Mistake.ONE_SIDED)
def backward_difference(f, x, h=1e-4):
    return (f(x) - f(x - h)) / h


@loses("values", "types", "properties", "extremes", named=Mistake.HALF_THE_DISTANCE)
def divided_by_one_step(f, x, h=1e-4):
    return (f(x + h) - f(x - h)) / h


@loses("values", "types", "properties", "extremes", named=Mistake.BRACKETS)
def no_brackets_below(f, x, h=1e-4):
    return (f(x + h) - f(x - h)) / 2 * h


@loses("values", "types", "properties", "extremes", named=Mistake.BRACKETS)
def no_brackets_above(f, x, h=1e-4):
    return f(x + h) - f(x - h) / (2 * h)


@loses("values", "types", "properties", "extremes", named=Mistake.NOT_DIVIDED)
def not_divided(f, x, h=1e-4):
    return f(x + h) - f(x - h)


@loses("values", "types", "properties", "extremes", named=Mistake.SIGN_TURNED)
def sides_swapped(f, x, h=1e-4):
    return (f(x - h) - f(x + h)) / (2 * h)


@loses(
    "values",
    "types",
    "properties",
    "step",
    named=(Mistake.STEP_LOST, Mistake.STEP_IGNORED),
)
def vanishing_step(f, x, h=1e-4):
    h = 10e-50
    return (f(x + h) - f(x)) / h


@loses("step", named=Mistake.STEP_IGNORED)
def fixed_step(f, x, h=1e-4):
    return central(f, x, 1e-4)


@loses("step", named=Mistake.STEP_IGNORED)
def step_squared(f, x, h=1e-4):
    return central(f, x, h**2) if h < 1e-4 else central(f, x, 1e-4)


@loses("values", "types", "properties", "extremes", named=Mistake.WRONG_VALUE)
def value_instead_of_slope(f, x, h=1e-4):
    return f(x + h) - f(x - h) + f(x)


@loses("extremes", named=Mistake.BROKEN_PROPERTY)
def rounded_to_six_digits(f, x, h=1e-4):
    return round(central(f, x, h), 6)


@loses("values", "extremes", named=Mistake.NEARLY_RIGHT)
def rounded_to_two_digits(f, x, h=1e-4):
    return round(central(f, x, h), 2)


@loses(*ALL[:4], "extremes", named=Mistake.TEXT_RETURNED)
def as_text(f, x, h=1e-4):
    return f"{central(f, x, h):.6f}"


@loses(
    *ALL[:3],
    "step",
    "extremes",
    named=(Mistake.FUNCTION_RETURNED, Mistake.STEP_IGNORED),
)
def the_slope_as_a_function(f, x, h=1e-4):
    return lambda at: central(f, at, h)


@loses("values", "types", "properties", "extremes", named=Mistake.NUMBER_IN_ARRAY)
def array_of_one(f, x, h=1e-4):
    return np.array([central(f, x, h)])


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(f, x, h=1e-4):
    return np.float32(central(f, x, h))


@loses("types", named=Mistake.CUT_TO_INTEGERS)
def in_the_type_of_x(f, x, h=1e-4):
    return type(x)(central(f, x, h)) - isinstance(x, int)


@loses("values", "types", named=Mistake.NEARLY_RIGHT)
def sampled_in_32_bits(f, x, h=1e-4):
    above, below = np.float32(x + h), np.float32(x - h)
    return float(f(above) - f(below)) / (2 * h)


@loses(
    "values",
    "types",
    "properties",
    "step",
    "extremes",
    named=(Mistake.ARGUMENT_IGNORED, Mistake.ONE_SIDED),
)
def analytic_slope_of_a_square(f, x, h=1e-4):
    f(x + h)
    return 2.0 * x


@loses(*ALL, named=Mistake.ARGUMENT_COUNT)
def step_required(f, x, h):
    return list(f)


@loses("step", named=Mistake.ONE_SIDED)
def one_sided_of_second_order(f, x, h=1e-4):
    return (4 * f(x + h) - 3 * f(x) - f(x + 2 * h)) / (2 * h)
