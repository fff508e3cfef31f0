"""The form of what crosses: tags, kinds, and arrays as bytes.

A value is a *node*: None, bool, float, text, bytes and integers of 64 bits are their
own nodes, anything else is a list that begins with a tag. `encoding` makes nodes of
values, `decoding` makes values of nodes.
"""

import re
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from autograder.errors import GraderLimit, WireError

Node = Any

# Tags of values that cannot change
TUPLE, FROZENSET, COMPLEX, INTEGER, TEXT, SCALAR, STRING, BYTESTRING = range(8)
RANGE, SLICE, ELLIPSIS, MODULE, CLASS, DTYPE = range(8, 14)
# Tags of what one side owns and the other refers to
SHARED, HANDLE, OWN = range(14, 17)
# Values of the standard library, and what a value of one side alone is made of
EXACT, ITERATOR, VIEW, NAMED, MEMBER, PANDAS = range(17, 23)
# Classes of exceptions, and exceptions
RAISABLE, RAISED = range(23, 25)

# Kinds of objects whose content both sides keep alike
LIST, DICT, SET, ARRAY, BYTEARRAY, RANDOM, TABLE = range(7)
OBJECTS, COUNTER, ORDERED, DEFAULTS, DEQUE = range(7, 12)

_MAX_EQUAL_HASHES = 100  # in one container
SCALARS = "?bBhHiIlLqQefdgFDG"  # characters of the numeric dtypes
_TEXT_TYPE = re.compile(r"[<>|][US][1-9]\d{0,6}")
_TIME = re.compile(r"[<>][mM]8(\[(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\])?")
_MAX_FIELDS, _MAX_RECORD = 100, 1 << 20  # of a record, and bytes of it


class Sharing(Protocol):
    """What the two sides know of each other's objects; see `object_table`."""

    @property
    def gives_classes(self) -> bool:
        """Whether classes of this side may be exported."""

    def share(self, thing: object, kind: int) -> int:
        """Return the key of an object whose content both sides keep alike."""

    def shared(self, key: object) -> object:
        """Return the object with that key."""

    def export(self, thing: object) -> Node:
        """Return a node that stands for a function, class or instance."""

    def proxy(self, key: object, kind: object, name: object) -> object:
        """Return what stands here for a function, class or instance of the other."""

    def own(self, key: object) -> object:
        """Return what this side once exported."""


def few_equal(keys: list[Any]) -> list[Any]:
    """Return keys that may go into one container.

    Raises
    ------
    WireError
        If so many have the same hash that putting them in would take minutes.
    """
    if len(keys) - len({*map(hash, keys)}) > _MAX_EQUAL_HASHES:
        raise WireError(f"more than {_MAX_EQUAL_HASHES} keys have equal hashes")
    return keys


def _dtypes() -> dict[str, np.dtype[Any]]:
    kinds = map(np.dtype, SCALARS)
    orders = (
        order
        for dtype in kinds
        for order in (dtype, dtype.newbyteorder("<"), dtype.newbyteorder(">"))
    )
    return {dtype.byteorder + dtype.char: dtype for dtype in orders}


_DTYPES = _dtypes()


def dtype_name(dtype: np.dtype[Any]) -> Node:
    """Return the name under which a dtype crosses; of records, those of their fields.

    Raises
    ------
    GraderLimit
        If arrays of this dtype cannot cross.
    """
    name = dtype.byteorder + dtype.char
    if name in _DTYPES:
        return name
    if _TEXT_TYPE.fullmatch(dtype.str) or _TIME.fullmatch(dtype.str):
        return dtype.str
    if dtype.names and len(dtype.names) <= _MAX_FIELDS:
        fields = [dtype.fields[name][:2] for name in dtype.names]  # type: ignore[index]
        kinds = [dtype_name(kind) for kind, _ in fields]
        if all(type(kind) is str for kind in kinds):
            places = [place for _, place in fields]
            return [list(dtype.names), kinds, places, dtype.itemsize]
    raise GraderLimit(f"an array of dtype {dtype} cannot be handed over; use numbers")


def dtype_named(name: object) -> np.dtype[Any]:
    """Return the dtype of that name.

    Raises
    ------
    WireError
        If there is none that can cross.
    """
    known = _DTYPES.get(name) if isinstance(name, str) else None
    if known is not None:
        return known
    if isinstance(name, str) and (_TEXT_TYPE.fullmatch(name) or _TIME.fullmatch(name)):
        return np.dtype(name)
    if type(name) is list and len(name) == 4:
        return _of_records(*name)
    raise WireError(f"no dtype is called {name!r:.50}")


def _of_records(names: Node, kinds: Node, places: Node, size: Node) -> np.dtype[Any]:
    """Return the dtype of records with these fields, which hold no further ones."""
    plain = all(type(part) is list and part for part in (names, kinds, places))
    if not plain or len(names) > _MAX_FIELDS or {type(one) for one in kinds} != {str}:
        raise WireError("records have a few fields of plain dtypes")
    if {type(one) for one in names} != {str} or {type(n) for n in places} != {int}:
        raise WireError("a field of a record has a name and a place")
    if type(size) is not int or not 0 < size <= _MAX_RECORD:
        raise WireError("a record has a size")
    formats = [dtype_named(kind) for kind in kinds]
    said = {"names": names, "formats": formats, "offsets": places, "itemsize": size}
    try:
        return np.dtype(said)  # type: ignore[call-overload,no-any-return]
    except (TypeError, ValueError) as problem:
        raise WireError(f"no records: {problem!s:.100}") from None


def numbers(name: object, data: object, count: int) -> npt.NDArray[Any]:
    """Return `count` values of a dtype as a flat array over `data`.

    Raises
    ------
    WireError
        If `data` has another size, or bytes that no value of the dtype has.
    """
    dtype = dtype_named(name)
    if not isinstance(data, bytes | np.ndarray):
        raise WireError("the content of an array is bytes")
    if len(data) != count * dtype.itemsize:
        raise WireError(f"the bytes are not those of {count} values of {dtype}")
    if not count:
        return np.empty(0, dtype)
    array: npt.NDArray[Any] = np.frombuffer(data, dtype)
    for field in dtype.names or ():
        _check(array[field])
    _check(array)
    return array


def _check(array: npt.NDArray[Any]) -> None:
    """Raise if a value is one that no value of the dtype can be."""
    dtype = array.dtype
    if dtype.kind not in ("b", "U"):
        return
    array = np.ascontiguousarray(array)
    if dtype.kind == "b" and array.view(np.uint8).max() > 1:
        raise WireError("a truth value is neither 0 nor 1")
    if dtype.kind == "U":
        points = array.view(np.dtype(np.uint32).newbyteorder(dtype.byteorder))
        if points.max() > 0x10FFFF:
            raise WireError("a text has a character that does not exist")
