"""Reading what a student's function returned: as numbers, as a form, as text."""

import functools
from collections.abc import Callable

import numpy as np

from gradlab.calls import Array, StudentFunction, as_numbers
from gradlab.check.failure import CheckFailed
from gradlab.check.mistakes import Mistake


def read(result: object) -> Array:
    """Return the result as a float64 array of its own shape.

    Raises
    ------
    CheckFailed
        If it is None, or holds text, complex numbers or anything else.
    """
    if result is None:
        raise CheckFailed(Mistake.RETURNED_NONE)
    numbers = as_numbers(result)
    if numbers is None:
        raise CheckFailed(Mistake.NOT_NUMBERS)
    return numbers


def form_mistake(
    result: object,
    shape: tuple[int, ...],
    integers: bool | None,
    arguments: tuple[object, ...],
) -> Mistake | None:
    """Return what is wrong with the container, the shape or the dtype, if anything."""
    numbers = read(result)
    if isinstance(result, list | tuple):
        return Mistake.RETURNED_LIST
    if numbers.shape != shape:
        return Mistake.WRONG_SHAPE
    dtype = np.asarray(result).dtype
    if integers is None:
        return None if dtype.kind in "iuf" else Mistake.BOOLEANS
    if integers:
        return None if dtype.kind in "iu" else Mistake.NOT_INTEGER
    if dtype.kind != "f":
        return Mistake.NOT_FLOAT
    single = (a for a in arguments if isinstance(a, float | np.ndarray | np.generic))
    doubles = any(np.asarray(a).dtype == np.float64 for a in single)
    return Mistake.LESS_PRECISE if doubles and dtype.itemsize < 8 else None


def likely_cause(got: Array, right: Array) -> Mistake:
    """Return the best guess why these values are not the right ones."""
    if got.shape != right.shape:
        return Mistake.WRONG_SHAPE
    if np.isnan(right).any() and (np.isnan(got) != np.isnan(right)).any():
        return Mistake.MOVED_NAN
    if np.isnan(got[~np.isnan(right)]).any():
        return Mistake.GAVE_NAN
    if np.isinf(got[np.isfinite(right)]).any():
        return Mistake.GAVE_INFINITY
    if np.array_equal(got, np.trunc(right)):
        return Mistake.CUT_TO_INTEGERS
    return Mistake.WRONG_VALUE


def described(result: object) -> str:
    """Return the container or dtype of a result, and its shape, in words."""
    kind = type(result).__name__ if isinstance(result, list | tuple) else None
    array = np.asarray(result)
    return f"{kind or array.dtype} of shape {array.shape}"


def shown(value: object) -> str:
    """Return a value as a student would type it, on one line, shortened."""
    if isinstance(value, np.ndarray | np.generic):
        text = np.array2string(np.asarray(value), separator=", ", threshold=20)
        words = " ".join(text.split())
        return words.replace(" ,", ",").replace(" ]", "]").replace("[ ", "[")
    if isinstance(value, dict):
        sizes = (f"{name}: {np.shape(entry)}" for name, entry in value.items())
        return f"{{{', '.join(sizes)}}}"
    if callable(value):
        return str(getattr(value, "__name__", "a function"))
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]} …"


class CallText:
    """A call in words, put together only where they are read: most calls pass."""

    def __init__(
        self,
        function: StudentFunction,
        arguments: tuple[object, ...],
        options: dict[str, object],
    ) -> None:
        self._name = getattr(function, "__name__", "your function")
        self._arguments = [_kept(argument) for argument in arguments]
        self._options = {key: _kept(value) for key, value in options.items()}

    def __str__(self) -> str:
        words = [say() for say in self._arguments]
        words += [f"{key}={say()}" for key, say in self._options.items()]
        return f"{self._name}({', '.join(words)})"


def _kept(value: object) -> Callable[[], str]:
    """Return what shows a value as it is now; an array, which takes long, on demand."""
    if isinstance(value, np.ndarray):
        return functools.partial(shown, value.copy())
    return functools.partial(str, shown(value))
