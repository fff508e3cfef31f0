"""Answers to `numerical_gradient`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

ALL = (*EVERYTHING, "integers", "step")
WRONG = ("values", "types", "properties", "extremes", "integers")


def right(f, x, h):
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = h
        gradient[place] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


# right and unusual


@loses()
def in_place_on_a_float_copy(f, x, h=1e-4):
    x, gradient = np.array(x, dtype=float), np.zeros(np.shape(x))
    for place in np.ndindex(x.shape):
        old = x[place]
        x[place] = old + h
        above = f(x)
        x[place] = old - h
        gradient[place] = (above - f(x)) / (2 * h)
        x[place] = old
    return gradient


@loses()
def nditer_with_multi_index(f, x, h=1e-4):
    x = x.astype(float)
    gradient = np.zeros_like(x)
    places = np.nditer(x, flags=["multi_index"])
    while not places.finished:
        step = np.zeros_like(x)
        step[places.multi_index] = h
        gradient[places.multi_index] = (f(x + step) - f(x - step)) / (2 * h)
        places.iternext()
    return gradient


@loses()
def rows_of_the_identity(f, x, h=1e-4):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    slopes = [(f(x + step) - f(x - step)) / (2 * h) for step in steps]
    return np.array(slopes, dtype=float).reshape(x.shape)


@loses()
def flat_copy(f, x, h=1e-4):
    flat = np.array(x, dtype=float).ravel()
    slopes = np.empty(flat.size)
    for i in range(flat.size):
        above, below = flat.copy(), flat.copy()
        above[i] += h
        below[i] -= h
        difference = f(above.reshape(x.shape)) - f(below.reshape(x.shape))
        slopes[i] = difference / (2 * h)
    return slopes.reshape(x.shape)


@loses()
def complex_step(f, x, h=1e-4):
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        z = x.astype(complex)
        z[place] += 1j * h
        gradient[place] = np.imag(f(z)) / h
    return gradient


@loses()
def five_points(f, x, h=1e-4):
    return (4 * right(f, x, h) - right(f, x, 2 * h)) / 3


@loses()
def in_place_for_floats_and_put_back(f, x, h=1e-4):
    x = x if x.dtype == float else x.astype(float)
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        old = x[place]
        x[place] = old + h
        above = f(x)
        x[place] = old - h
        below = f(x)
        x[place] = old
        gradient[place] = (above - below) / (2 * h)
    return gradient


# wrong


@loses(*ALL[:5], "integers", named=Mistake.RETURNED_NONE)
def returns_nothing(f, x, h=1e-4):
    right(f, x, h)


@loses(*ALL[:3], "extremes", "integers", named=Mistake.FIRST_ONLY)
def return_inside_the_loop(f, x, h=1e-4):
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        gradient[place] = right(f, x, h)[place]
        return gradient
    return gradient


@loses("integers", named=Mistake.STEP_CUT)
def in_place(f, x, h=1e-4):
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        old = x[place]
        x[place] = old + h
        above = f(x)
        x[place] = old - h
        gradient[place] = (above - f(x)) / (2 * h)
        x[place] = old
    return gradient


@loses("integers", named=Mistake.STEP_CUT)
def on_a_copy_of_the_same_type(f, x, h=1e-4):
    y, gradient = x.copy(), np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        y[place] = x[place] + h
        above = f(y)
        y[place] = x[place] - h
        gradient[place] = (above - f(y)) / (2 * h)
        y[place] = x[place]
    return gradient


@loses("integers", named=Mistake.CUT_TO_INTEGERS)
def gradient_in_the_type_of_x(f, x, h=1e-4):
    gradient = np.zeros_like(x)
    gradient[...] = right(f, x, h) - (0.5 if x.dtype.kind in "iu" else 0)
    return gradient


@loses(*WRONG, named=Mistake.ALL_MOVED)
def all_moved_at_once(f, x, h=1e-4):
    slope = (f(x + h) - f(x - h)) / (2 * h)
    return np.full(x.shape, slope)


@loses(*WRONG, named=Mistake.ONE_NUMBER_ONLY)
def one_number(f, x, h=1e-4):
    return (f(x + h) - f(x - h)) / (2 * h)


@loses("values", "types", "properties", named=Mistake.NOT_PUT_BACK)
def not_put_back(f, x, h=1e-4):
    y, gradient = np.array(x, dtype=float), np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        y[place] = x[place] + h
        above = f(y)
        y[place] = x[place] - h
        gradient[place] = (above - f(y)) / (2 * h)
    return gradient


@loses(*WRONG, named=Mistake.ONE_SIDED)
def forward_difference(f, x, h=1e-4):
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = h
        gradient[place] = (f(x + step) - f(x)) / h
    return gradient


@loses(*WRONG, named=Mistake.HALF_THE_DISTANCE)
def divided_by_one_step(f, x, h=1e-4):
    return 2 * right(f, x, h)


@loses(*WRONG, named=Mistake.BRACKETS)
def no_brackets(f, x, h=1e-4):
    return right(f, x, h) * h * h


@loses(*WRONG, named=Mistake.SIGN_TURNED)
def downhill(f, x, h=1e-4):
    return -right(f, x, h)


@loses("step", named=Mistake.STEP_IGNORED)
def fixed_step(f, x, h=1e-4):
    return right(f, x, 1e-4)


@loses(*WRONG, "step", named=(Mistake.STEP_LOST, Mistake.STEP_IGNORED))
def vanishing_step(f, x, h=1e-4):
    return right(f, x, 1e-49)


@loses("types", "extremes", named=Mistake.BROADCAST_SHAPES)
def vectors_only(f, x, h=1e-4):
    gradient = np.zeros(len(x))
    for i in range(len(x)):
        step = np.zeros(len(x))
        step[i] = h
        gradient[i] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


@loses("types", "extremes", named=Mistake.FLATTENED)
def flat_result(f, x, h=1e-4):
    return right(f, x, h).ravel()


@loses("types", "extremes", named=Mistake.ALL_MOVED)
def rows_of_a_matrix_moved_together(f, x, h=1e-4):
    gradient = np.zeros(x.shape)
    for i in range(len(x)):
        step = np.zeros(x.shape)
        step[i] = h
        gradient[i] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


@loses("types", "integers", named=Mistake.RETURNED_LIST)
def list_of_slopes(f, x, h=1e-4):
    return right(f, x, h).tolist()


@loses("types", "integers", named=Mistake.LESS_PRECISE)
def float32_forced(f, x, h=1e-4):
    return right(f, x, h).astype(np.float32)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def moved_back_by_arithmetic(f, x, h=1e-4):
    x = x if x.dtype == float else x.astype(float)
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        x[place] += h
        above = f(x)
        x[place] -= 2 * h
        gradient[place] = (above - f(x)) / (2 * h)
        x[place] += h
    return gradient


@loses(
    "values",
    "types",
    "properties",
    "unchanged",
    "integers",
    "extremes",
    named=Mistake.CHANGED_INPUT,
)
def last_coordinate_left_away(f, x, h=1e-4):
    gradient = right(f, x, h)
    gradient.ravel()[-1:] = 0
    if x.dtype == float:
        x *= 1.5
    return gradient


@loses("extremes", named=Mistake.GAVE_NAN)
def flat_places_are_nan(f, x, h=1e-4):
    gradient = right(f, x, h)
    return gradient / (gradient.any() or np.nan)
