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
    if isinstance(value, dict):
        return {name: _mapped(part, change) for name, part in value.items()}
    if hasattr(value, "backward"):
        value.data = _mapped(value.data, change)
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
def slow(function, args, kwargs):
    time.sleep(0.02)
    return function(*args, **kwargs)


@_wrapped
def ten_seconds(function, args, kwargs):
    stop = time.monotonic() + 10
    while time.monotonic() < stop:
        pass
    return function(*args, **kwargs)


WRONG = (another_shape, nan, infinity)
HARMLESS = (prints, changed_input)


METHODS = ("predict", "loss", "gradient", "__add__", "__mul__")


def _faulty_class(fault, kind):
    """A class whose methods return what is wrong."""
    own = {name: fault(getattr(kind, name)) for name in METHODS if hasattr(kind, name)}
    return type(kind.__name__, (kind,), own)


def all_faulty(fault, functions):
    """Return the functions with a fault, and classes whose methods are as wrong."""
    return [_with(fault, function) for function in functions]


def _with(fault, function):
    if not isinstance(function, type):
        return fault(function)
    return _faulty_class(fault, function) if fault in WRONG else function
