"""The content of objects that both sides keep alike: written, made, and put in place.

A content is shallow: what a list holds is named by nodes, and an object in it by its
key. So cycles are nothing special, and a change is sent without what lies below.
"""

import math
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from autograder.engine.nodes import (
    ARRAY,
    BYTEARRAY,
    DICT,
    LIST,
    RANDOM,
    SET,
    Node,
    Sharing,
    dtype_name,
    numbers,
)
from autograder.engine.randomness import new_generator, packed_state, set_state
from autograder.engine.values import decode_all, decode_keys, encode_all
from autograder.engine.wire import packed
from autograder.errors import WireError

_FORTRAN, _WRITEABLE = 1, 2
_HOLDING = frozenset({list, tuple, dict, set, frozenset})
_MAX_AXES = 64


class Kind(NamedTuple):
    """What can be done with one kind of object.

    Attributes
    ----------
    fields
        Return the content of an object. Equal contents are equal to the last bit.
    make
        Return a new object with that content; an empty one if it is a container.
    fill
        Put a content into an object that exists.
    container
        Whether the content names other objects.
    """

    fields: Callable[[Any, Sharing], list[Node]]
    make: Callable[[list[Node]], Any]
    fill: Callable[[Any, list[Node], Sharing], None]
    container: bool


def spread(values: list[Any]) -> int:
    """Return how many values there would be if nothing stood in two places.

    Ten lists, each of ten times the next, fit into a small message; a test that prints
    the first of them, or makes an array of it, does not end.
    """
    sizes: dict[int, int] = {}
    stack: list[tuple[Any, bool]] = [(values, False)]
    while stack:
        thing, entered = stack.pop()
        parts = [*thing, *thing.values()] if type(thing) is dict else list(thing)
        inner = [part for part in parts if type(part) in _HOLDING]
        if entered:
            sizes[id(thing)] = len(parts) + sum(sizes[id(part)] for part in inner)
        elif id(thing) not in sizes:
            sizes[id(thing)] = 0  # what a loop leads back to counts once
            stack.append((thing, True))
            stack += [(part, False) for part in inner]
    return sizes[id(values)]


_LARGE = 1 << 16  # bytes from which an array is compared where it lies


def unchanged(entry_kind: int, thing: Any, content: list[Node] | bytes | None) -> bool:
    """Return True if an array is large and as it was, without a copy of it."""
    if entry_kind != ARRAY or content is None or thing.nbytes < _LARGE:
        return False
    assert type(content) is list
    array, (name, shape, code, data) = plain(thing), content
    if [dtype_name(array.dtype), list(array.shape), _code(array)] != [
        name,
        shape,
        code,
    ]:
        return False
    if not (array.flags.c_contiguous or array.flags.f_contiguous):
        return False
    word = np.uint8 if array.nbytes % 8 else np.uint64
    return bool((array.ravel("K").view(word) == np.frombuffer(data, word)).all())


def snapshot(thing: object, kind: int, sharing: Sharing) -> list[Node] | bytes:
    """Return the content of an object in a form that can be compared and sent."""
    handling = KINDS[kind]
    fields = handling.fields(thing, sharing)
    return packed(fields) if handling.container else fields


def sendable(content: list[Node] | bytes) -> Node:
    """Return a snapshot as a node."""
    return msgspec.Raw(content) if type(content) is bytes else content


def weight(content: list[Node] | bytes) -> int:
    """Return about how many bytes a snapshot keeps."""
    data = content if type(content) is bytes else content[-1]  # of the leaf kinds
    return len(data) if type(data) is bytes else 0


def plain(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the array itself, or the data of a matrix, a masked array or the like."""
    return array if type(array) is np.ndarray else np.asarray(array)


def _array_fields(thing: npt.NDArray[Any], _: Sharing) -> list[Node]:
    array = plain(thing)
    name, shape = dtype_name(array.dtype), list(array.shape)
    return [name, shape, _code(array), array.tobytes("A")]


def _code(array: npt.NDArray[Any]) -> int:
    """Return whether an array can be written, and in which order it lies."""
    flags = array.flags
    fortran = flags.f_contiguous and not flags.c_contiguous
    return (_WRITEABLE if flags.writeable else 0) | (_FORTRAN if fortran else 0)


def _array(fields: list[Node]) -> npt.NDArray[Any]:
    """Return a new array of its own memory."""
    name, shape, code, data = fields
    if type(shape) is not list or len(shape) > _MAX_AXES:
        raise WireError("the shape of an array is a list")
    if any(type(size) is not int or size < 0 for size in shape):
        raise WireError("a shape holds a number that is no size")
    if type(code) is not int or not 0 <= code <= (_FORTRAN | _WRITEABLE):
        raise WireError("an array has flags that do not exist")
    flat = numbers(name, data, math.prod(shape)).copy()
    array = flat.reshape(shape, order="F" if code & _FORTRAN else "C")
    if not code & _WRITEABLE:
        array.flags.writeable = False
    return array


def _fill_array(thing: npt.NDArray[Any], fields: list[Node], _: Sharing) -> None:
    new, old = _array(fields), plain(thing)
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


def _fill_locked(old: npt.NDArray[Any], new: npt.NDArray[Any]) -> None:
    """Write into an array that was read-only, if it owns its memory."""
    old.flags.writeable = True
    np.copyto(old, new)
    old.flags.writeable = False


def _items(pairs: Iterable[Any]) -> Iterable[Any]:
    return chain.from_iterable(pairs)


def _fill_list(thing: list[Any], nodes: list[Node], sharing: Sharing) -> None:
    thing[:] = decode_all(nodes, sharing)


def _fill_dict(thing: dict[Any, Any], nodes: list[Node], sharing: Sharing) -> None:
    keys = decode_keys(nodes[::2], sharing)
    new = dict(zip(keys, decode_all(nodes[1::2], sharing), strict=True))
    thing.clear()
    thing.update(new)


def _fill_set(thing: set[Any], nodes: list[Node], sharing: Sharing) -> None:
    new = set(decode_keys(nodes, sharing))
    thing.clear()
    thing.update(new)


def _fill_bytes(thing: bytearray, fields: list[Node], _: Sharing) -> None:
    thing[:] = _bytes(fields)


def _bytes(fields: list[Node]) -> bytearray:
    (data,) = fields
    if type(data) is not bytes:
        raise WireError("a bytearray holds bytes")
    return bytearray(data)


def _fill_random(thing: np.random.Generator, fields: list[Node], _: Sharing) -> None:
    set_state(thing.bit_generator, *fields)


KINDS: dict[int, Kind] = {
    LIST: Kind(
        lambda thing, sharing: encode_all(list.__iter__(thing), sharing),
        lambda _: [],
        _fill_list,
        True,
    ),
    DICT: Kind(
        lambda thing, sharing: encode_all(_items(dict.items(thing)), sharing),
        lambda _: {},
        _fill_dict,
        True,
    ),
    SET: Kind(
        lambda thing, s: sorted(encode_all(set.__iter__(thing), s), key=packed),
        lambda _: set(),
        _fill_set,
        True,
    ),
    ARRAY: Kind(_array_fields, _array, _fill_array, False),
    BYTEARRAY: Kind(lambda thing, _: [bytes(thing)], _bytes, _fill_bytes, False),
    RANDOM: Kind(
        lambda thing, _: list(packed_state(thing.bit_generator)),
        lambda fields: new_generator(*fields),
        _fill_random,
        False,
    ),
}
