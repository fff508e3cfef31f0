"""Values as nodes; see `tags`.

Sub-classes of built-in types and of ndarray are reduced to the plain base before they
leave; `decoding` can build nothing but plain values, references to objects that both
sides know, and proxies.
"""

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from types import ModuleType
from typing import Any

import numpy as np

from autograder.errors import GraderLimit
from autograder.execution.boundary import exact, exceptions, raisable, tables, twins
from autograder.execution.boundary.iterators import Drained
from autograder.execution.boundary.listed import class_name, module_name
from autograder.execution.boundary.tags import (
    ARRAY,
    BYTEARRAY,
    BYTESTRING,
    CLASS,
    COMPLEX,
    COUNTER,
    DEFAULTS,
    DEQUE,
    DICT,
    DTYPE,
    ELLIPSIS,
    EXACT,
    FROZENSET,
    INTEGER,
    ITERATOR,
    LIST,
    MEMBER,
    MODULE,
    NAMED,
    OBJECTS,
    ORDERED,
    PANDAS,
    RAISABLE,
    RAISED,
    RANDOM,
    RANGE,
    SCALAR,
    SET,
    SHARED,
    SLICE,
    STRING,
    TABLE,
    TEXT,
    TUPLE,
    VIEW,
    Node,
    Sharing,
    dtype_name,
)
from autograder.execution.boundary.wire import packed

_MAX_NESTED = 64  # tuples within tuples
_SMALLEST, _LARGEST = -(1 << 63), (1 << 64) - 1
_NATIVE = frozenset({type(None), bool, float, bytes})


def encode(value: Any, sharing: Sharing, depth: int = 0) -> Node:
    """Return the node of a value.

    Raises
    ------
    GraderLimit
        If the value cannot cross; the message names its type.
    """
    kind: type = type(value)
    if kind in _NATIVE:
        return value
    encoder = _ENCODERS.get(kind) or _encoder_of(kind)
    if depth > _MAX_NESTED:
        raise GraderLimit(f"a {kind.__name__} is nested deeper than {_MAX_NESTED}")
    return encoder(value, sharing, depth + 1)


def encode_all(values: Iterable[Any], sharing: Sharing, depth: int = 0) -> list[Node]:
    """Return the nodes of several values."""
    return [encode(value, sharing, depth) for value in values]


_Encoder = Callable[[Any, Sharing, int], Node]


def _integer(value: int, *_: object) -> Node:
    value = int.__index__(value)
    if _SMALLEST <= value <= _LARGEST:
        return value
    size = value.bit_length() // 8 + 1
    return [INTEGER, value.to_bytes(size, "little", signed=True)]


def _text(value: str, *_: object) -> Node:
    value = str.__str__(value)
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which UTF-8 cannot hold
        return [TEXT, value.encode("utf-8", "surrogatepass")]
    return value


def _tuple(value: tuple[Any, ...], sharing: Sharing, depth: int) -> Node:
    return [TUPLE, *encode_all(tuple.__iter__(value), sharing, depth)]


def _frozenset(value: frozenset[Any], sharing: Sharing, depth: int) -> Node:
    nodes = encode_all(frozenset.__iter__(value), sharing, depth)
    return [FROZENSET, *sorted(nodes, key=packed)]


def _scalar(value: np.generic, *_: object) -> Node:
    if isinstance(value, np.str_):
        return [STRING, _text(value)]
    if isinstance(value, np.bytes_):
        return [BYTESTRING, bytes(memoryview(value))]
    return [SCALAR, dtype_name(value.dtype), value.tobytes()]


def _range(value: range, *_: object) -> Node:
    return [RANGE, *map(_integer, (value.start, value.stop, value.step))]


def _slice(value: slice, sharing: Sharing, depth: int) -> Node:
    parts = (value.start, value.stop, value.step)
    return [SLICE, *encode_all(parts, sharing, depth)]


def _module(value: ModuleType, *_: object) -> Node:
    return [MODULE, module_name(value)]


def _class(value: type, sharing: Sharing, depth: int) -> Node:
    name = class_name(value)
    if name:
        return [CLASS, name]
    theirs = raisable.original_of(value)
    if theirs is not None:
        return encode(theirs, sharing, depth)
    owner = sharing.export(value)
    if not raisable.is_raisable(value):
        return owner
    named = _text(str(value.__name__))
    return [RAISABLE, owner, named, *encode_all(raisable.bases(value), sharing, depth)]


def _drained(value: Drained, sharing: Sharing, depth: int) -> Node:
    return [ITERATOR, *encode_all(list.__iter__(value), sharing, depth)]


def _exported(value: object, sharing: Sharing, depth: int) -> Node:
    if tables.is_shared(value):
        return [SHARED, sharing.share(value, TABLE)]
    parts = tables.fields(value, partial(encode_all, sharing=sharing, depth=depth))
    if parts is not None:
        return [PANDAS, *parts]
    parts = exact.fields(value)
    if parts is not None:
        return [EXACT, *parts]
    if twins.is_member(value):
        return _member(value, sharing, depth)
    theirs = raisable.original_of(value)
    if theirs is not None:
        return encode(theirs, sharing, depth)
    owner = sharing.export(value)
    if not isinstance(value, BaseException) or not raisable.is_raisable(type(value)):
        return owner
    said = _text(exceptions.message_of(value))
    return [RAISED, encode(type(value), sharing, depth), owner, said]


def _member(value: Any, sharing: Sharing, depth: int) -> Node:
    kind = twins.origin(value) or type(value)
    inner = encode(value.value, sharing, depth)
    return [MEMBER, encode(kind, sharing, depth), value.name, inner]


def _any_tuple(value: tuple[Any, ...], sharing: Sharing, depth: int) -> Node:
    if not twins.is_named(value):
        return _tuple(value, sharing, depth)
    kind = type(value)
    known = vars(kind).get(twins.ORIGIN) or (kind if sharing.gives_classes else None)
    fields = [str(name) for name in vars(kind).get("_fields", kind._fields)]  # type: ignore[attr-defined]
    values = encode_all(tuple.__iter__(value), sharing, depth)
    owner = None if known is None else encode(known, sharing, depth)
    return [NAMED, owner, kind.__name__, fields, *values]


def _view(which: int) -> "_Encoder":
    return lambda value, sharing, depth: [
        VIEW,
        which,
        *encode_all(list(value), sharing, depth),
    ]


def _shared(kind: int) -> _Encoder:
    return lambda value, sharing, _: [SHARED, sharing.share(value, kind)]


def _array(value: np.ndarray[Any, Any], sharing: Sharing, _: int) -> Node:
    kind = OBJECTS if value.dtype == object else ARRAY
    return [SHARED, sharing.share(value, kind)]


_ENCODERS: dict[type, _Encoder] = {
    int: _integer,
    str: _text,
    tuple: _tuple,
    Drained: _drained,
    list: _shared(LIST),
    dict: _shared(DICT),
    np.ndarray: _array,
}
# In this order: a NumPy scalar is a float, a proxy of numbers is neither.
_BASES: tuple[tuple[type, _Encoder], ...] = (
    (np.generic, _scalar),
    (np.ndarray, _array),
    (int, _integer),
    (float, lambda value, *_: float.__float__(value)),
    (complex, lambda value, *_: [COMPLEX, value.real, value.imag]),
    (str, _text),
    (bytes, lambda value, *_: bytes(memoryview(value))),
    (bytearray, _shared(BYTEARRAY)),
    (tuple, _any_tuple),
    (list, _shared(LIST)),
    (Counter, _shared(COUNTER)),
    (OrderedDict, _shared(ORDERED)),
    (defaultdict, _shared(DEFAULTS)),
    (dict, _shared(DICT)),
    (deque, _shared(DEQUE)),
    (set, _shared(SET)),
    (frozenset, _frozenset),
    (range, _range),
    (slice, _slice),
    (type(...), lambda *_: [ELLIPSIS]),
    (ModuleType, _module),
    (type, _class),
    (np.dtype, lambda value, *_: [DTYPE, dtype_name(value)]),
    (np.random.Generator, _shared(RANDOM)),
    (type({}.keys()), _view(0)),
    (type({}.values()), _view(1)),
    (type({}.items()), _view(2)),
)


@lru_cache(maxsize=256)  # the same few kinds cross all the time
def _encoder_of(kind: type) -> _Encoder:
    return next((e for base, e in _BASES if issubclass(kind, base)), _exported)
