"""The content of objects that both sides keep alike: written, made, and put in place.

A content is shallow: what a list holds is named by nodes, and an object in it by its
key. So cycles are nothing special, and a change is sent without what lies below.
"""

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import msgspec
import numpy as np

from autograder.errors import GraderLimit, WireError
from autograder.execution.boundary import arrays, holders, tables
from autograder.execution.boundary.decoding import decode_all, decode_keys
from autograder.execution.boundary.encoding import encode_all
from autograder.execution.boundary.randomness import (
    new_generator,
    packed_state,
    set_state,
)
from autograder.execution.boundary.tags import (
    ARRAY,
    BYTEARRAY,
    COUNTER,
    DEFAULTS,
    DEQUE,
    DICT,
    LIST,
    OBJECTS,
    ORDERED,
    RANDOM,
    SET,
    TABLE,
    Node,
    Sharing,
)
from autograder.execution.boundary.wire import (
    MAX_BLOBS,
    MAX_FRAME,
    MAX_ITEMS,
    Blob,
    items,
    packed,
)

_SMALL = 1 << 16  # bytes that are not worth counting
_DICTS = frozenset({dict, Counter, OrderedDict, defaultdict})
_HOLDING = _DICTS | {list, tuple, set, frozenset, deque, np.ndarray}
Content = list[Node] | bytes


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


def check_size(parts: list[Content]) -> None:
    """Raise unless a message of these parts is one that the other side accepts.

    Raises
    ------
    GraderLimit
        If it is too large.
    """
    size = sum(map(weight, parts))
    if size < _SMALL:
        return
    if size > MAX_FRAME - MAX_ITEMS:  # what is left is for all else
        raise GraderLimit(f"{size >> 20} MB at once; at most 60 MB can be handed over")
    if sum(map(_is_large, parts)) > MAX_BLOBS:
        raise GraderLimit(f"more than {MAX_BLOBS} large arrays at once")
    named = [part for part in parts if type(part) is bytes]
    if sum(map(len, named)) > MAX_ITEMS:
        values = sum(map(items, named))
        if values > MAX_ITEMS // 2:
            raise GraderLimit(f"{values} values at once; use an array for so many")


def _is_large(content: Content) -> bool:
    return type(content) is list and isinstance(content[-1], np.ndarray)


def expanded_size(values: list[Any]) -> int:
    """Return how many values there would be if nothing stood in two places.

    Ten lists, each of ten times the next, fit into a small message; a test that prints
    the first of them, or makes an array of it, does not end.
    """
    sizes: dict[int, int] = {}
    stack: list[tuple[Any, bool]] = [(values, False)]
    while stack:
        thing, entered = stack.pop()
        parts = _parts(thing)
        inner = [part for part in parts if type(part) in _HOLDING]
        if entered:
            sizes[id(thing)] = len(parts) + sum(sizes[id(part)] for part in inner)
        elif id(thing) not in sizes:
            sizes[id(thing)] = 0  # what a loop leads back to counts once
            stack.append((thing, True))
            stack += [(part, False) for part in inner]
    return sizes[id(values)]


def _parts(thing: Any) -> list[Any]:
    """Return what a container holds, keys too."""
    if type(thing) in _DICTS:
        return [*thing, *thing.values()]
    if type(thing) is np.ndarray:
        return list(thing.flat) if thing.dtype == object else []
    return list(thing)


def snapshot(thing: object, kind: int, sharing: Sharing) -> Content:
    """Return the content of an object in a form that can be compared and sent."""
    handling = KINDS[kind]
    fields = handling.fields(thing, sharing)
    return packed(fields) if handling.container else fields


def changed(
    thing: Any, kind: int, content: Content | None, sharing: Sharing
) -> Content | None:
    """Return the content of an object if it is another than `content`."""
    if kind == ARRAY and arrays.is_large(thing):
        same = type(content) is list and arrays.lies_as(thing, content)
        return None if same else arrays.fields(thing)
    new = snapshot(thing, kind, sharing)
    return None if new == content else new


def sendable(content: Content, blobs: list[Blob]) -> Node:
    """Return a snapshot as a node; large memory goes to the end of `blobs`."""
    if type(content) is bytes:
        return msgspec.Raw(content)
    memory = content[-1]
    if not isinstance(memory, np.ndarray):
        return content
    blobs.append(memory)
    return [*content[:-1], len(blobs) - 1]


def received(kind: object, fields: list[Node], blobs: list[Blob]) -> list[Node]:
    """Return a content with the memory that `sendable` took out of it."""
    if kind != ARRAY or type(fields[-1]) is not int:
        return fields
    return [*fields[:-1], blobs[fields[-1]]]


def weight(content: Content) -> int:
    """Return about how many bytes a snapshot keeps."""
    data = content if type(content) is bytes else content[-1]  # of the leaf kinds
    return len(data) if isinstance(data, bytes | np.ndarray) else 0


def _fill_list(thing: list[Any], nodes: list[Node], sharing: Sharing) -> None:
    thing[:] = decode_all(nodes, sharing)


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


def _table_fields(thing: Any, sharing: Sharing) -> list[Node]:
    return tables.table_fields(thing, partial(encode_all, sharing=sharing))


def _fill_table(thing: Any, fields: list[Node], sharing: Sharing) -> None:
    tables.fill(thing, fields, partial(decode_all, sharing=sharing))


KINDS: dict[int, Kind] = {
    LIST: Kind(
        lambda thing, sharing: encode_all(list.__iter__(thing), sharing),
        lambda _: [],
        _fill_list,
        True,
    ),
    DICT: Kind(holders.pairs, lambda _: {}, holders.fill_pairs, True),
    COUNTER: Kind(holders.pairs, lambda _: Counter(), holders.fill_pairs, True),
    ORDERED: Kind(holders.pairs, lambda _: OrderedDict(), holders.fill_pairs, True),
    DEFAULTS: Kind(
        holders.defaults, lambda _: defaultdict(), holders.fill_defaults, True
    ),
    DEQUE: Kind(holders.queue, holders.empty_queue, holders.fill_queue, True),
    OBJECTS: Kind(holders.objects, holders.empty_objects, holders.fill_objects, True),
    SET: Kind(
        lambda thing, s: sorted(encode_all(set.__iter__(thing), s), key=packed),
        lambda _: set(),
        _fill_set,
        True,
    ),
    ARRAY: Kind(lambda thing, _: arrays.fields(thing), arrays.made, arrays.fill, False),
    BYTEARRAY: Kind(lambda thing, _: [bytes(thing)], _bytes, _fill_bytes, False),
    RANDOM: Kind(
        lambda thing, _: list(packed_state(thing.bit_generator)),
        lambda fields: new_generator(*fields),
        _fill_random,
        False,
    ),
    TABLE: Kind(_table_fields, tables.empty, _fill_table, True),
}
