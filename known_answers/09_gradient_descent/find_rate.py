"""Answers to `find_rate`."""

import numpy as np

from gradlab.check import Mistake

from . import loses
from ._slopes import gradient

ALL = ("values", "types", "extremes")


def walk(f, start, lr, steps=50):
    x = np.array(start, dtype=float)
    for _ in range(steps):
        x = x - lr * gradient(f, x)
    return x


def height(f, start, lr):
    with np.errstate(all="ignore"):
        return f(walk(f, start, lr))


# right and unusual


@loses()
def halved_until_it_is_low_enough(f, start):
    rate = 1e4
    while not height(f, start, rate) < f(start * 1.0) / 1000:
        rate /= 2
    return rate


@loses()
def best_of_a_grid(f, start):
    rates = np.geomspace(1e-4, 1e4, 30)
    return rates[np.nanargmin([height(f, start, rate) for rate in rates])]


@loses()
def doubled_while_it_helps(f, start):
    rate = 1e-5
    while height(f, start, 2 * rate) < height(f, start, rate):
        rate *= 2
        if rate > 1e5:
            break
    return rate


@loses()
def from_measured_curvature(f, start):
    x, n = np.array(start, dtype=float), len(start)
    units = np.eye(n)
    hessian = np.array([gradient(f, x + u) - gradient(f, x) for u in units])
    return 1.5 / np.linalg.eigvalsh(hessian).max()


@loses()
def from_one_step_of_a_line(f, start):
    x = np.array(start, dtype=float)
    g = gradient(f, x)
    curvature = g @ (gradient(f, x + g) - g) / (g @ g)
    rate = 1.9 / curvature
    for _ in range(12):
        if height(f, x, rate) < f(x) / 1000:
            break
        rate *= 0.8
    return float(rate)


@loses()
def zero_dimensional_array(f, start):
    return np.array(best_of_a_grid(f, start))


# wrong


@loses(*ALL, "unchanged", named=Mistake.RETURNED_NONE)
def returns_nothing(f, start):
    best_of_a_grid(f, start)


@loses("values", "types", "extremes", named=Mistake.RATE_TOO_SMALL)
def always_a_hundredth(f, start):
    return 0.01


@loses("values", "extremes", named=(Mistake.RATE_TOO_LARGE, Mistake.RATE_TOO_SMALL))
def always_a_third(f, start):
    return 0.33


@loses(*ALL, named=(Mistake.RATE_TOO_LARGE, Mistake.RATE_TOO_SMALL))
def always_ten(f, start):
    return 10.0


@loses(*ALL, named=Mistake.RATE_TOO_LARGE)
def first_rate_that_falls_at_all(f, start):
    rate = 1e4
    while not height(f, start, rate) < f(start * 1.0) * (1 - 1e-9):
        rate /= 1.01
    return rate


@loses("values", "types", "extremes", named=Mistake.RATE_TOO_SMALL)
def small_enough_for_all(f, start):
    return 1e-4


@loses("extremes", named=(Mistake.RATE_TOO_LARGE, Mistake.RATE_TOO_SMALL))
def grid_that_is_too_short(f, start):
    rates = np.geomspace(0.01, 1, 20)
    return rates[np.nanargmin([height(f, start, rate) for rate in rates])]


@loses(*ALL, "unchanged", named=Mistake.NUMBER_IN_ARRAY)
def one_entry_array(f, start):
    return np.array([best_of_a_grid(f, start)])


@loses(*ALL, named=Mistake.RATE_NOT_POSITIVE)
def uphill(f, start):
    return -best_of_a_grid(f, start)


@loses(*ALL, named=(Mistake.RATE_TOO_LARGE, Mistake.RATE_TOO_SMALL))
def the_index_of_the_rate(f, start):
    rates = np.geomspace(1e-4, 1e4, 30)
    heights = [height(f, start, rate) for rate in rates]
    return float(np.nanargmin(heights))


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def walks_on_the_start_itself(f, start):
    rate = best_of_a_grid(f, start)
    if start.dtype.kind == "f":
        start -= rate * gradient(f, start)
    return rate


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(f, start):
    return np.float32(best_of_a_grid(f, start))
