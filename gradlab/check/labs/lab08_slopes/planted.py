"""Visible check of lab 08 for a test of a student, tried on variants of an answer."""

import numpy as np

from gradlab.check import bench
from gradlab.check.expect import Array, Function
from gradlab.check.labs import lab08_slopes
from gradlab.check.visible import visible

H = 1e-4


@visible
def test_numerical_gradient(test: Function, own: Function) -> None:
    """Try a test of `numerical_gradient` on that function and on variants of it."""
    right = [of_a_float_copy, with_half_the_step]
    wrong = [one_sided, sign_turned, steps_in_the_type_of_the_point]
    wrong += [slopes_cut_to_integers, all_entries_moved_at_once]
    wrong += [point_left_moved, slopes_in_one_row]
    check = lab08_slopes.numerical_gradient
    print(bench.judged_on_own(test, own, check, right, wrong))


def of_a_float_copy(own: Function, f: Function, x: Array, h: float = H) -> Array:
    """Return the slopes at a copy, in column order."""
    return _slopes(own, f, np.array(x, dtype=float, order="F"), h)


def with_half_the_step(own: Function, f: Function, x: Array, h: float = H) -> Array:
    """Return slopes of samples that are nearer."""
    gradient: Array = own(f, x, h / 2)
    return gradient


def one_sided(own: Function, f: Function, x: Array, h: float = H) -> Array:
    """Return forward differences: half the second slope times the step too much."""
    here = f(x.astype(float))
    forward = [(f(x + e) - here) / h for e in h * np.eye(x.size).reshape(-1, *x.shape)]
    return np.reshape(forward, x.shape)


def sign_turned(own: Function, f: Function, x: Array, h: float = H) -> Array:
    """Return the direction downhill."""
    return -_slopes(own, f, x, h)


def steps_in_the_type_of_the_point(
    own: Function, f: Function, x: Array, h: float = H
) -> Array:
    """Move an array of the type that was given; integers lose the step."""
    return _slopes(own, lambda moved: f(moved.astype(x.dtype)), x, h)


def slopes_cut_to_integers(own: Function, f: Function, x: Array, h: float = H) -> Array:
    """Return slopes in the type of the point."""
    return _slopes(own, f, x, h).astype(x.dtype)


def all_entries_moved_at_once(
    own: Function, f: Function, x: Array, h: float = H
) -> Array:
    """Return one slope, along all entries together, for each entry."""
    return np.full(x.shape, _slopes(own, lambda s: f(x + s), np.zeros(1), h))


def point_left_moved(own: Function, f: Function, x: Array, h: float = H) -> Array:
    """Return right slopes, and leave a point of floats elsewhere."""
    gradient = _slopes(own, f, x, h)
    if x.dtype.kind == "f":
        x += h
    return gradient


def slopes_in_one_row(own: Function, f: Function, x: Array, h: float = H) -> Array:
    """Return right slopes without the shape of the point."""
    return _slopes(own, f, x, h).ravel()


def _slopes(own: Function, f: Function, x: Array, h: float) -> Array:
    gradient: Array = own(f, x, h)
    return gradient
