"""Visible check of lab 08 for a test of a student: gradients, right and wrong."""

import numpy as np

from gradlab.check import bench
from gradlab.check.expect import Array, Function
from gradlab.check.visible import visible

H = 1e-4


@visible
def test_numerical_gradient(function: Function) -> None:
    """Try a test of `numerical_gradient` on answers, and show what it said."""
    right = [on_copies, moved_and_put_back_on_a_float_copy]
    wrong = [one_sided, sign_turned, in_place_on_the_callers_array]
    wrong += [slopes_cut_to_integers, all_entries_moved_at_once]
    wrong += [point_left_moved, slopes_in_one_row]
    print(bench.judged(function, right, wrong))


def on_copies(f: Function, x: Array) -> Array:
    """Return central differences, with a new array for each sample."""
    slopes = [(f(x + e) - f(x - e)) / (2 * H) for e in _steps(x)]
    return np.array(slopes).reshape(x.shape)


def moved_and_put_back_on_a_float_copy(f: Function, x: Array) -> Array:
    """Return central differences, measured on one copy."""
    return _in_place(f, x.astype(float))


def one_sided(f: Function, x: Array) -> Array:
    """Return forward differences."""
    slopes = [(f(x + e) - f(x)) / H for e in _steps(x)]
    return np.array(slopes).reshape(x.shape)


def sign_turned(f: Function, x: Array) -> Array:
    """Return the direction downhill."""
    return -on_copies(f, x)


def in_place_on_the_callers_array(f: Function, x: Array) -> Array:
    """Move the array that was given; integers lose the step."""
    return _in_place(f, x)


def slopes_cut_to_integers(f: Function, x: Array) -> Array:
    """Return slopes in the type of the point."""
    return on_copies(f, x).astype(x.dtype)


def all_entries_moved_at_once(f: Function, x: Array) -> Array:
    """Return one slope, along all entries together, for each entry."""
    return np.full(x.shape, (f(x + H) - f(x - H)) / (2 * H))


def point_left_moved(f: Function, x: Array) -> Array:
    """Return right slopes, and leave a point of floats elsewhere."""
    gradient = on_copies(f, x)
    if x.dtype.kind == "f":
        x += H
    return gradient


def slopes_in_one_row(f: Function, x: Array) -> Array:
    """Return right slopes without the shape of the point."""
    return on_copies(f, x).ravel()


def _steps(x: Array) -> Array:
    return H * np.eye(x.size).reshape(-1, *x.shape)


def _in_place(f: Function, x: Array) -> Array:
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        old = x[place]
        x[place] = old + H
        above = f(x.copy())
        x[place] = old - H
        gradient[place] = (above - f(x.copy())) / (2 * H)
        x[place] = old
    return gradient
