"""Ways in which students' functions go wrong: each is put around a right one."""

import functools
import sys
import time

import numpy as np


def _wrapped(change):
    @functools.wraps(change)
    def decorate(function):
        @functools.wraps(function)
        def wrong(*args, **kwargs):
            return change(function, args, kwargs)

        return wrong

    return decorate


def _mapped(value, change):
    """Change every array or float among what a function returned."""
    if isinstance(value, tuple):
        return tuple(_mapped(part, change) for part in value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return change(value)
    return change(np.array(value)) if isinstance(value, float) else value


@_wrapped
def lists(function, args, kwargs):
    return _mapped(function(*args, **kwargs), np.ndarray.tolist)


@_wrapped
def another_shape(function, args, kwargs):
    return _mapped(function(*args, **kwargs), lambda y: np.zeros((*y.shape, 2)))


@_wrapped
def nan(function, args, kwargs):
    return _mapped(function(*args, **kwargs), lambda y: y * np.nan)


@_wrapped
def infinity(function, args, kwargs):
    return _mapped(function(*args, **kwargs), lambda y: np.full(y.shape, np.inf))


@_wrapped
def prints(function, args, kwargs):
    print("here")
    print("there", file=sys.stderr)
    return function(*args, **kwargs)


@_wrapped
def changed_input(function, args, kwargs):
    answer = function(*args, **kwargs)
    for given in args:
        if isinstance(given, np.ndarray):
            given[...] = 7
    return answer


@_wrapped
def ten_seconds(function, args, kwargs):
    stop = time.monotonic() + 10
    while time.monotonic() < stop:
        pass
    return function(*args, **kwargs)


WRONG = (another_shape, nan, infinity)
HARMLESS = (prints, changed_input)


def all_faulty(fault, functions):
    """Return the functions with a fault; classes stay as they are."""
    return [f if isinstance(f, type) else fault(f) for f in functions]
