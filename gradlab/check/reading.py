"""Reading what a student's function returned: as numbers, as a form, as text."""

import re
from types import MethodType

import numpy as np

from gradlab.calls import Array, StudentFunction, as_numbers
from gradlab.check.failure import CheckFailed
from gradlab.check.likely import shape_cause
from gradlab.words.mistakes import Mistake

_FEW = 24  # numbers of a dictionary that are shown one by one
_MANY = 30  # numbers of an array of which all are shown
_SPECIAL = re.compile(r"\b(nan|inf)\b")


def read(result: object) -> Array:
    """Return the result as a float64 array of its own shape.

    Raises
    ------
    CheckFailed
        If it is None, a function or text, or holds complex numbers or anything else.
    """
    if result is None:
        raise CheckFailed(Mistake.RETURNED_NONE)
    numbers = as_numbers(result)
    if numbers is None and callable(result):
        raise CheckFailed(Mistake.FUNCTION_RETURNED)
    if numbers is None and isinstance(result, str):
        raise CheckFailed(Mistake.TEXT_RETURNED)
    if numbers is None:
        several = isinstance(result, tuple)
        raise CheckFailed(Mistake.RETURNED_TUPLE if several else Mistake.NOT_NUMBERS)
    return numbers


def form_mistake(
    result: object,
    shape: tuple[int, ...],
    integers: bool | None,
    arguments: tuple[object, ...],
) -> Mistake | None:
    """Return what is wrong with the container, the shape or the dtype, if anything."""
    numbers = read(result)
    if isinstance(result, list):
        return Mistake.RETURNED_LIST
    if isinstance(result, tuple):
        return Mistake.RETURNED_TUPLE
    if numbers.shape != shape:
        return shape_cause(numbers.shape, shape)
    kind = np.asarray(result).dtype.kind
    if integers is None and kind not in "iuf":
        return Mistake.BOOLEANS
    if integers and kind not in "iu":
        return Mistake.NOT_INTEGER
    if integers is False and kind != "f":
        return Mistake.NOT_FLOAT
    shortened = _short(result) and not _short(arguments)
    return Mistake.LESS_PRECISE if shortened else None


def _short(value: object) -> bool:
    """Say whether there are floats of less than 64 bits in a value."""
    if isinstance(value, dict):
        return any(map(_short, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_short, value))
    if not isinstance(value, np.ndarray | np.generic):
        return False
    return value.dtype.kind == "f" and value.dtype.itemsize < 8


def expected(result: object, right: Array) -> list[str]:
    """Return lines that say what was expected, and how the result differs from it.

    Of arrays that are too long to be shown whole, they name the first place.
    """
    got, line = read(result), f"expected  {shown(right)}"
    if got.shape != right.shape:
        return [f"that is   {described(result)}", f"{line}, of shape {right.shape}"]
    apart = np.argwhere(~np.isclose(got, right, rtol=1e-6, atol=1e-9, equal_nan=True))
    if right.size <= _MANY or not len(apart):
        return [line]
    at = tuple(apart[0].tolist())
    return [line, f"first at  {list(at)}: {shown(got[at])}, not {shown(right[at])}"]


def described(result: object) -> str:
    """Return the container or dtype of a result, and its shape, in words."""
    kind = type(result).__name__ if isinstance(result, list | tuple) else None
    array = np.asarray(result)
    return f"{kind or array.dtype} of shape {array.shape}"


def shown(value: object) -> str:
    """Return a value on one line, shortened, so that it can be pasted into a cell.

    An array is shown by its values alone; `typed` adds what makes it an array.
    """
    if isinstance(value, np.ndarray | np.generic):
        text = np.array2string(np.asarray(value), separator=", ", threshold=_MANY)
        words = " ".join(text.split())
        words = words.replace(" ,", ",").replace(" ]", "]").replace("[ ", "[")
        return _SPECIAL.sub(r"np.\g<0>", words)
    if isinstance(value, dict):
        sizes = (f"{name}: {np.shape(entry)}" for name, entry in value.items())
        return f"{{{', '.join(sizes)}}}"
    if isinstance(value, np.random.Generator):
        return "rng"  # its state has no short name
    if callable(value):
        return str(getattr(value, "__name__", "a function"))
    data = getattr(value, "data", None)
    if isinstance(value, list):
        text = f"[{', '.join(map(shown, value))}]"
    elif isinstance(data, int | float):  # of an object as those of lab 14
        text = f"{type(value).__name__}({data!r})"
    else:
        text = _SPECIAL.sub(r"np.\g<0>", repr(value))
    return text if len(text) <= 200 else f"{text[:200]} …"


def typed(value: object) -> str:
    """Return an argument as a student would type it."""
    if isinstance(value, dict) and sum(map(np.size, value.values())) <= _FEW:
        entries = (f'"{name}": {typed(entry)}' for name, entry in value.items())
        return f"{{{', '.join(entries)}}}"
    if not isinstance(value, np.ndarray) or not value.ndim:
        return shown(value)
    usual = value.dtype in (np.dtype(float), np.dtype(int)) and value.size
    dtype = "" if usual or not value.size else f", dtype=np.{value.dtype.name}"
    return f"np.array({shown(value)}{dtype})"


class CallText:
    """A call in words, put together only where they are read: most calls pass.

    Attributes
    ----------
    given
        The arguments as they were before the call.
    """

    def __init__(
        self,
        function: StudentFunction,
        arguments: tuple[object, ...],
        options: dict[str, object],
    ) -> None:
        self.name = str(getattr(function, "__name__", "your function"))
        owner = function.__self__ if isinstance(function, MethodType) else None
        self._owner = f"{type(owner).__name__}(…)." if owner is not None else ""
        self.given = tuple(map(_kept, arguments))
        self._options = {key: _kept(value) for key, value in options.items()}

    def __str__(self) -> str:
        words = [typed(value) for value in self.given]
        words += [f"{key}={typed(value)}" for key, value in self._options.items()]
        return f"{self._owner}{self.name}({', '.join(words)})"


def _kept(value: object) -> object:
    """Return a value as it is now, which for arrays and dictionaries is a copy."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, dict):
        return {name: _kept(entry) for name, entry in value.items()}
    return list(value) if isinstance(value, list) else value
