"""Functions as students write them, right and wrong, on closed forms of x squared."""

import numpy as np


def parabola(x):
    return 0.02 * x**2


def parabola_derivative(x):
    return 0.04 * x


def doubled_derivative(x):
    return 0.08 * x


def unwritten(*args, **kwargs):
    raise NotImplementedError


def raising(x):
    raise ValueError("no $luck$ with 数")


def nan_near_zero(x):
    return np.where(np.abs(x) < 0.12, np.nan, 0.02 * x**2)


def infinite_at_zero(x):
    return np.where(x == 0, np.inf, 0.5)


def listed(x):
    return [0.02 * v**2 for v in x]


def summed(x):
    return np.sum(x)


def one_number_only(x):
    return 0.02 * float(x) ** 2


def fails_beyond_three(x):
    if x > 3:
        raise ValueError("too far")
    return 0.02 * float(x) ** 2
