"""Nodes as values: plain ones, references to what both sides know, and proxies."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np

from autograder.errors import WireError
from autograder.execution.boundary import exact, raisable, tables, twins
from autograder.execution.boundary.listed import class_named, module_named
from autograder.execution.boundary.tags import (
    BYTESTRING,
    CLASS,
    COMPLEX,
    DTYPE,
    ELLIPSIS,
    EXACT,
    FROZENSET,
    HANDLE,
    INTEGER,
    ITERATOR,
    MEMBER,
    MODULE,
    NAMED,
    OWN,
    PANDAS,
    RAISABLE,
    RAISED,
    RANGE,
    SCALAR,
    SHARED,
    SLICE,
    STRING,
    TEXT,
    TUPLE,
    VIEW,
    Node,
    Sharing,
    dtype_named,
    few_equal,
    numbers,
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
    return few_equal(decode_all(nodes, sharing))


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


def _built_view(sharing: Sharing, which: object, *nodes: Node) -> object:
    if which == 1:
        return dict(enumerate(decode_all(nodes, sharing))).values()
    if which == 0:
        return dict.fromkeys(decode_keys(nodes, sharing)).keys()
    pairs = decode_all(nodes, sharing)
    if which != 2 or any(type(p) is not tuple or len(p) != 2 for p in pairs):
        raise WireError("a view of a dictionary has keys, values or pairs")
    few_equal([key for key, _ in pairs])
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


def _built_pandas(sharing: Sharing, *fields: Node) -> object:
    return tables.built(partial(decode_all, sharing=sharing), *fields)


def _built_raisable(sharing: Sharing, owner: Node, name: Node, *below: Node) -> object:
    kind, named = decode_all((owner, name), sharing)
    return raisable.class_here(kind, named, decode_all(below, sharing))


def _built_raised(sharing: Sharing, *nodes: Node) -> BaseException:
    return raisable.exception_here(*decode_all(nodes, sharing))


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
    MODULE: lambda _, name: module_named(name),
    CLASS: lambda _, name: class_named(name),
    DTYPE: lambda _, name: dtype_named(name),
    SHARED: lambda sharing, key: sharing.shared(key),
    HANDLE: lambda sharing, key, kind, name: sharing.proxy(key, kind, name),
    OWN: lambda sharing, key: sharing.own(key),
    EXACT: lambda _, *parts: exact.built(*parts),
    ITERATOR: lambda sharing, *nodes: iter(decode_all(nodes, sharing)),
    VIEW: _built_view,
    NAMED: _built_named,
    MEMBER: _built_member,
    PANDAS: _built_pandas,
    RAISABLE: _built_raisable,
    RAISED: _built_raised,
}
