"""A student's functions, sampled once over the slider's range.

Everything an explorer shows comes from here, so a move of the slider never runs student
code: nothing can print, raise or take long under the hand.
"""

import time
from dataclasses import dataclass

import numpy as np

from gradlab.explore.core.student import (
    Array,
    StudentFunction,
    as_numbers,
    message,
    too_slow,
)
from gradlab.explore.core.time_limit import TooSlow, Watch, quiet

SECONDS_ONE_BY_ONE = 0.5


@dataclass(frozen=True)
class Curve:
    """What one function returned over the whole range.

    Parameters
    ----------
    name
        The function's own name.
    y : (n,) float64
        Its values; NaN where there is no number to draw.
    problem
        A sentence for the student, empty when all is well.
    written
        False while the function still raises NotImplementedError.
    """

    name: str
    y: Array
    problem: str = ""
    written: bool = True

    @property
    def drawable(self) -> bool:
        """Whether there is at least one finite value."""
        return bool(np.isfinite(self.y).any())


def sample(function: StudentFunction, x: Array, name: str) -> Curve:
    """Call a student's function on a copy of `x` and say in words what went wrong.

    Prints and warnings of the function are swallowed. A function that fails on an array
    is tried again on one number at a time, for at most half a second.

    Parameters
    ----------
    function
        Takes an array, returns an array of the same shape.
    x : (n,) float64
        Where to sample; left unchanged.
    name
        How to call the function in words.

    Returns
    -------
    Curve
        With `y` of shape (n,).
    """
    watch = Watch()
    try:
        value = _quietly(watch, function, x.copy())
    except NotImplementedError:
        unwritten = f"Write {name} above, then run this cell again."
        return Curve(name, _nothing(x), unwritten, written=False)
    except TooSlow:
        return Curve(name, _nothing(x), too_slow(name))
    except (Exception, SystemExit) as error:
        return _one_by_one(watch, function, x, name, error)
    return _as_curve(value, x, name)


def _quietly(watch: Watch, function: StudentFunction, x: object) -> object:
    """Call `function`, dropping what it prints and warns, for a limited time."""
    with quiet(), watch.at_most():
        return function(x)


def _nothing(x: Array) -> Array:
    return np.full(x.shape, np.nan)


def _as_curve(value: object, x: Array, name: str) -> Curve:
    """Turn what came back into a curve: shape first, then type, then values."""
    if value is None:
        sentence = f"{name} returned None; does every path end in return?"
        return Curve(name, _nothing(x), sentence)
    y = as_numbers(value)
    if y is None:
        kind = type(value).__name__
        return Curve(name, _nothing(x), f"{name} returned no numbers but: {kind}.")
    if y.shape != x.shape:
        sentence = f"{name} got shape {x.shape} and returned shape {y.shape}."
        return Curve(name, _nothing(x), sentence)
    if isinstance(value, list | tuple):
        kind = type(value).__name__
        return Curve(name, y, f"{name} returned a {kind}; return an array.")
    return Curve(name, y, _not_finite(y, x, name))


def _not_finite(y: Array, x: Array, name: str) -> str:
    """Say where the first NaN or infinity stands, and how many there are."""
    bad = np.flatnonzero(~np.isfinite(y))
    if bad.size == 0:
        return ""
    first = bad[0]
    rest = f", and at {bad.size - 1} more points" if bad.size > 1 else ""
    return f"{name} returned {y[first]} at x = {x[first]:g}{rest}."


def _one_by_one(
    watch: Watch, function: StudentFunction, x: Array, name: str, error: BaseException
) -> Curve:
    """Sample a function that failed on the array, a number at a time."""
    y = _nothing(x)
    failures: list[tuple[float, BaseException]] = []
    stop = time.monotonic() + SECONDS_ONE_BY_ONE
    for i, point in enumerate(x):
        if time.monotonic() > stop:
            break
        try:
            y[i] = _single(watch, function, point)
        except TooSlow:
            return Curve(name, y, too_slow(name))
        except (Exception, SystemExit) as failure:
            failures.append((point, failure))
    return Curve(name, y, _explain(name, y, error, failures))


def _single(watch: Watch, function: StudentFunction, point: float) -> float:
    """Return the function's value at one number, NaN if that is no number."""
    y = as_numbers(_quietly(watch, function, np.array(point)[()]))
    return float(y) if y is not None and y.ndim == 0 else np.nan


def _explain(
    name: str,
    y: Array,
    error: BaseException,
    failures: list[tuple[float, BaseException]],
) -> str:
    """Say what a function does that failed on the array."""
    if np.isnan(y).all():
        return f"{name} raised {message(error)}"
    if failures:
        place, failure = failures[0]
        return f"At x = {place:g} {name} raised {message(failure)}"
    return f"{name} works on one number, but raised an error on an array."
