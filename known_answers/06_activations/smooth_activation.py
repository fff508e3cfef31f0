"""Answers to `smooth_activation`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "properties", "extremes")


def mixed(x):
    return 0.05 * np.asarray(x) + 0.95 * (np.logaddexp(0, x) - np.log(2))


# right and unusual


@loses()
def softplus_with_a_leak(x):
    return 0.1 * np.asarray(x) + 0.9 * np.logaddexp(0, x) - 0.9 * np.log(2)


@loses()
def root_of_a_square(x):
    x = np.asarray(x, dtype=float)
    return 0.55 * x + 0.45 * (np.sqrt(x**2 + 1) - 1)


@loses()
def elu_with_a_leak(x):
    x = np.asarray(x, dtype=float)
    return 0.05 * x + 0.95 * np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


@loses()
def log_cosh(x):
    x = np.asarray(x, dtype=float)
    return 0.525 * x + 0.475 * (np.logaddexp(x, -x) - np.log(2))


@loses()
def slope_of_arctan(x):
    x = np.asarray(x, dtype=float)
    return 0.5 * x + 0.3 * (x * np.arctan(x) - np.log1p(x**2) / 2)


@loses()
def parabola_between_two_lines(x):
    x = np.asarray(x, dtype=float)
    middle = 0.55 * x + 0.225 * x**2  # slopes 0.1 at -1 and 1 at 1
    left, right = 0.1 * x - 0.225, x - 0.225
    return np.where(x < -1, left, np.where(x > 1, right, middle))


@loses()
def loop_over_every_entry(x):
    x = np.asarray(x, dtype=float)
    values = [float(mixed(value)) for value in x.ravel()]
    return np.array(values).reshape(x.shape)


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(x):
    mixed(x)


@loses(
    "values",
    "properties",
    "extremes",
    named=(Mistake.FLAT_SOMEWHERE, Mistake.SLOPE_JUMPS),
)
def relu(x):
    return np.maximum(x, 0.0)


@loses("properties", named=Mistake.SLOPE_JUMPS)
def leaky_relu(x):
    return np.maximum(x, 0.02 * np.asarray(x))


@loses("values", named=Mistake.HARDLY_BENT)
def identity(x):
    return np.array(x, dtype=float)


@loses("values", "extremes", named=Mistake.FLAT_SOMEWHERE)
def tanh(x):
    return np.tanh(x)


@loses("values", "extremes", named=(Mistake.NOT_ZERO_AT_ZERO, Mistake.FLAT_SOMEWHERE))
def softplus(x):
    return np.logaddexp(0, x)


@loses("values", "extremes", named=Mistake.FLAT_SOMEWHERE)
def elu(x):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


@loses("values", "extremes", named=Mistake.FLAT_SOMEWHERE)
def swish(x):
    x = np.asarray(x, dtype=float)
    return x * np.exp(-np.logaddexp(0, -x))


@loses("values", named=Mistake.RIGHT_NOT_ONE)
def twice_as_steep(x):
    return 2 * mixed(x)


@loses("values", named=Mistake.NOT_ZERO_AT_ZERO)
def softplus_with_a_leak_not_moved_down(x):
    return 0.05 * np.asarray(x) + 0.95 * np.logaddexp(0, x)


@loses("extremes", named=Mistake.GAVE_INFINITY)
def overflows(x):
    x = np.asarray(x, dtype=float)
    return 0.05 * x + 0.95 * (np.log1p(np.exp(x)) - np.log(2))


@loses("types", named=Mistake.NOT_FLOAT)
def in_the_type_of_x(x):
    return mixed(x).astype(np.asarray(x).dtype)


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_values(x):
    return mixed(x).tolist()


@loses("extremes", named=Mistake.CHANGED_INPUT)
def moves_its_argument(x):
    y = mixed(x)
    if isinstance(x, np.ndarray) and x.dtype.kind == "f":
        x *= 0.95
    return y
