"""Arrays as dtype, shape, flags and memory.

The memory of a large one is not made bytes, and is compared where it lies.
"""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.errors import WireError
from autograder.execution.boundary.tags import Node, Sharing, dtype_name, numbers

Array = npt.NDArray[Any]

_LARGE = 1 << 16  # bytes
_FORTRAN, _WRITEABLE = 1, 2
_MAX_AXES = 64


def is_large(array: Array) -> bool:
    """Return whether the memory of an array goes its own way."""
    return array.nbytes >= _LARGE


def lies_as(thing: Array, content: list[Node]) -> bool:
    """Return whether a large array has this content, without a copy of it."""
    array = plain(thing)
    if _form(array) != content[:3]:
        return False
    if not (array.flags.c_contiguous or array.flags.f_contiguous):
        return bool(np.array_equal(_memory(array), content[3]))
    word = np.uint8 if array.nbytes % 8 else np.uint64
    return bool((array.ravel("K").view(word) == content[3].view(word)).all())


def fields(thing: Array) -> list[Node]:
    """Return dtype, shape, flags and memory: bytes, or an array of bytes if large."""
    array = plain(thing)
    data = _memory(array) if is_large(array) else array.tobytes("A")
    return [*_form(array), data]


def _form(array: Array) -> list[Node]:
    return [dtype_name(array.dtype), list(array.shape), _code(array)]


def _memory(array: Array) -> Array:
    order = "F" if _code(array) & _FORTRAN else "C"
    return array.copy(order).ravel("K").view(np.uint8)  # type: ignore[arg-type]


def plain(array: Array) -> Array:
    """Return the array itself, or the data of a matrix, a masked array or the like."""
    return array if type(array) is np.ndarray else np.asarray(array)


def _code(array: Array) -> int:
    """Return whether an array can be written, and in which order it lies."""
    flags = array.flags
    fortran = flags.f_contiguous and not flags.c_contiguous
    return (_WRITEABLE if flags.writeable else 0) | (_FORTRAN if fortran else 0)


def made(fields: list[Node]) -> Array:
    """Return a new array, in memory of its own.

    Raises
    ------
    WireError
        If the content is that of no array.
    """
    name, shape, code, data = fields
    if type(shape) is not list or len(shape) > _MAX_AXES:
        raise WireError("the shape of an array is a list")
    if any(type(size) is not int or size < 0 for size in shape):
        raise WireError("a shape holds a number that is not a size")
    if type(code) is not int or not 0 <= code <= (_FORTRAN | _WRITEABLE):
        raise WireError("an array has flags that do not exist")
    flat = numbers(name, data, math.prod(shape)).copy()
    array = flat.reshape(shape, order="F" if code & _FORTRAN else "C")
    if not code & _WRITEABLE:
        array.flags.writeable = False
    return array


def fill(thing: Array, fields: list[Node], _: Sharing) -> None:
    """Put a content into an array that exists.

    Raises
    ------
    WireError
        If it is not such a content, or one of another dtype or size.
    """
    new, old = made(fields), plain(thing)
    if new.dtype != old.dtype or new.size != old.size:
        raise WireError("an array in place became one of another dtype or size")
    if new.shape != old.shape:
        old.shape = new.shape
    if not old.flags.writeable:
        _fill_locked(old, new)
    else:
        np.copyto(old, new)
    if old.flags.writeable != new.flags.writeable:
        old.flags.writeable = new.flags.writeable


def _fill_locked(old: Array, new: Array) -> None:
    """Write into an array that was read-only, if it owns its memory."""
    old.flags.writeable = True
    np.copyto(old, new)
    old.flags.writeable = False
