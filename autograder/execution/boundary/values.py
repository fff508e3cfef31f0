"""Values as nodes, and back; see `nodes`.

Sub-classes of built-in types and of ndarray are
reduced to the plain base before they leave; `decode` can build nothing but plain
values, references to objects that both sides know, and proxies.
"""

import builtins
import importlib
from collections.abc import Callable, Iterable
from itertools import islice
from types import ModuleType
from typing import Any

import numpy as np

from autograder.errors import GraderLimit, WireError
from autograder.execution.boundary import exact, twins
from autograder.execution.boundary.tags import (
    ARRAY,
    BYTEARRAY,
    BYTESTRING,
    CLASS,
    COMPLEX,
    DICT,
    DTYPE,
    ELLIPSIS,
    EXACT,
    FROZENSET,
    HANDLE,
    INTEGER,
    ITERATOR,
    LIST,
    MEMBER,
    MODULE,
    NAMED,
    OWN,
    RANDOM,
    RANGE,
    SCALAR,
    SCALARS,
    SET,
    SHARED,
    SLICE,
    STRING,
    TEXT,
    TUPLE,
    VIEW,
    Node,
    Sharing,
    dtype_name,
    dtype_named,
    numbers,
)
from autograder.execution.boundary.wire import packed

_MAX_EQUAL_HASHES = 100  # in one container
_MAX_DRAINED = 100_000  # values of an iterator of this side
_MAX_NESTED = 64  # tuples within tuples
_SMALLEST, _LARGEST = -(1 << 63), (1 << 64) - 1
_NATIVE = frozenset({type(None), bool, float, bytes})
_MODULE_NAMES = """
    cmath collections functools gradlab gradlab.check gradlab.check.expect
    gradlab.check.parts gradlab.explore itertools math matplotlib matplotlib.pyplot
    numpy numpy.linalg numpy.random operator random statistics time
"""
_MODULES = frozenset(_MODULE_NAMES.split())
_PLAIN = (bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, set)
_EXCEPTIONS = (
    kind
    for kind in vars(builtins).values()
    if isinstance(kind, type) and issubclass(kind, BaseException)
)
_CLASSES: dict[str, type] = {
    kind.__name__: kind
    for kind in (*_PLAIN, frozenset, range, slice, object, np.ndarray, *_EXCEPTIONS)
} | {f"numpy.{np.dtype(c).type.__name__}": np.dtype(c).type for c in SCALARS + "US"}
_CLASS_NAMES = {kind: name for name, kind in _CLASSES.items()}


def encode(value: Any, sharing: Sharing, depth: int = 0) -> Node:
    """Return the node of a value.

    Raises
    ------
    GraderLimit
        If the value cannot cross; the message names its type.
    """
    kind = type(value)
    if kind in _NATIVE:
        return value
    encoder = _ENCODERS.get(kind)
    if encoder is None:
        encoder = next((e for base, e in _BASES if issubclass(kind, base)), _exported)
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
    name = value.__name__
    if name not in _MODULES:
        raise GraderLimit(f"the module {name!s:.50} cannot be handed over")
    return [MODULE, name]


def _class(value: type, sharing: Sharing, _: int) -> Node:
    name = _CLASS_NAMES.get(value)
    return [CLASS, name] if name else sharing.export(value)


class Drained(list[Any]):
    """What an iterator of this side gave, to be one again on the other."""


def is_iterator(value: object) -> bool:
    """Return whether a value is an iterator of Python's own, or a generator."""
    kind = type(value)
    return kind.__module__ in ("builtins", "itertools") and hasattr(kind, "__next__")


def drained(value: Any) -> Any:
    """Return what an iterator of this side gives; anything else as it is.

    Raises
    ------
    GraderLimit
        If it goes on and on.
    """
    if not is_iterator(value):
        return value
    items = Drained(islice(value, _MAX_DRAINED + 1))
    if len(items) > _MAX_DRAINED:
        raise GraderLimit(f"an iterator gave more than {_MAX_DRAINED} values")
    return items


def _drained(value: Drained, sharing: Sharing, depth: int) -> Node:
    return [ITERATOR, *encode_all(list.__iter__(value), sharing, depth)]


def _exported(value: object, sharing: Sharing, depth: int) -> Node:
    parts = exact.fields(value)
    if parts is not None:
        return [EXACT, *parts]
    if twins.is_member(value):
        return _member(value, sharing, depth)
    return sharing.export(value)


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


_ENCODERS: dict[type, _Encoder] = {
    int: _integer,
    str: _text,
    tuple: _tuple,
    Drained: _drained,
    list: _shared(LIST),
    dict: _shared(DICT),
    np.ndarray: _shared(ARRAY),
}
# In this order: a NumPy scalar is a float, a proxy of numbers is neither.
_BASES: tuple[tuple[type, _Encoder], ...] = (
    (np.generic, _scalar),
    (np.ndarray, _shared(ARRAY)),
    (int, _integer),
    (float, lambda value, *_: float.__float__(value)),
    (complex, lambda value, *_: [COMPLEX, value.real, value.imag]),
    (str, _text),
    (bytes, lambda value, *_: bytes(memoryview(value))),
    (bytearray, _shared(BYTEARRAY)),
    (tuple, _any_tuple),
    (list, _shared(LIST)),
    (dict, _shared(DICT)),
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


def decode(node: Node, sharing: Sharing) -> Any:
    """Return the value of a node.

    Raises
    ------
    Exception
        Of any type, if `encode` gives no such node.
    """
    if type(node) is not list:
        return node
    builder, fields = _BUILDERS[node[0]], node[1:]
    return builder(sharing, *fields)


def decode_all(nodes: Iterable[Node], sharing: Sharing) -> list[Any]:
    """Return the values of several nodes."""
    return [decode(node, sharing) for node in nodes]


def decode_keys(nodes: Iterable[Node], sharing: Sharing) -> list[Any]:
    """Return the values of nodes that are to be keys of one container.

    Raises
    ------
    WireError
        If so many have the same hash that putting them in would take minutes.
    """
    return _few_equal(decode_all(nodes, sharing))


def _few_equal(keys: list[Any]) -> list[Any]:
    if len(keys) - len({*map(hash, keys)}) > _MAX_EQUAL_HASHES:
        raise WireError(f"more than {_MAX_EQUAL_HASHES} keys have equal hashes")
    return keys


def _built_complex(_: Sharing, real: object, imag: object) -> complex:
    if type(real) is float and type(imag) is float:
        return complex(real, imag)
    raise WireError("the parts of a complex number are floats")


def _built_integer(_: Sharing, data: object) -> int:
    if type(data) is bytes:
        return int.from_bytes(data, "little", signed=True)
    raise WireError("an integer is bytes")


def _built_text(_: Sharing, data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _built_scalar(_: Sharing, name: object, data: object) -> object:
    return numbers(name, data, 1)[0]


def _built_range(sharing: Sharing, start: Node, stop: Node, step: Node) -> range:
    return range(*decode_all((start, stop, step), sharing))


def _built_slice(sharing: Sharing, start: Node, stop: Node, step: Node) -> slice:
    return slice(*decode_all((start, stop, step), sharing))


def _built_module(_: Sharing, name: object) -> ModuleType:
    if isinstance(name, str) and name in _MODULES:
        return importlib.import_module(name)
    raise WireError(f"no module is called {name!r:.50}")


def _built_view(sharing: Sharing, which: object, *nodes: Node) -> object:
    if which == 1:
        return dict(enumerate(decode_all(nodes, sharing))).values()
    if which == 0:
        return dict.fromkeys(decode_keys(nodes, sharing)).keys()
    pairs = decode_all(nodes, sharing)
    if which != 2 or any(type(p) is not tuple or len(p) != 2 for p in pairs):
        raise WireError("a view of a dictionary has keys, values or pairs")
    _few_equal([key for key, _ in pairs])
    return dict(pairs).items()


def _built_named(
    sharing: Sharing, kind: Node, name: object, fields: object, *nodes: Node
) -> object:
    owner = None if kind is None else decode(kind, sharing)
    return twins.named(owner, name, fields, decode_all(nodes, sharing))


def _built_member(sharing: Sharing, kind: Node, name: object, value: Node) -> object:
    return twins.member(decode(kind, sharing), name, decode(value, sharing))


def _built_string(sharing: Sharing, node: Node) -> np.str_:
    return np.str_(str.__str__(decode(node, sharing)))


_BUILDERS: dict[int, Callable[..., Any]] = {
    TUPLE: lambda sharing, *nodes: tuple(decode_all(nodes, sharing)),
    FROZENSET: lambda s, *nodes: frozenset(decode_keys(nodes, s)),
    COMPLEX: _built_complex,
    INTEGER: _built_integer,
    TEXT: _built_text,
    SCALAR: _built_scalar,
    STRING: _built_string,
    BYTESTRING: lambda _, data: np.bytes_(bytes(memoryview(data))),
    RANGE: _built_range,
    SLICE: _built_slice,
    ELLIPSIS: lambda _: ...,
    MODULE: _built_module,
    CLASS: lambda _, name: _CLASSES[name],
    DTYPE: lambda _, name: dtype_named(name),
    SHARED: lambda sharing, key: sharing.shared(key),
    HANDLE: lambda sharing, key, kind, name: sharing.proxy(key, kind, name),
    OWN: lambda sharing, key: sharing.own(key),
    EXACT: lambda _, *parts: exact.built(*parts),
    ITERATOR: lambda sharing, *nodes: iter(decode_all(nodes, sharing)),
    VIEW: _built_view,
    NAMED: _built_named,
    MEMBER: _built_member,
}
