"""Kinds of containers beside lists and sets: of `collections`, and arrays of objects.

What they hold is named by nodes, as what a list holds is. Beside it stands what the
container itself has: a shape, a greatest length, what makes a missing value.
"""

import math
from collections import defaultdict, deque
from itertools import chain
from typing import Any

import numpy as np

from autograder.errors import WireError
from autograder.execution.boundary.decoding import decode, decode_all, decode_keys
from autograder.execution.boundary.encoding import encode, encode_all
from autograder.execution.boundary.tags import Node, Sharing

_MAX_AXES = 64

Objects = np.ndarray[Any, np.dtype[np.object_]]


def pairs(thing: dict[Any, Any], sharing: Sharing) -> list[Node]:
    """Return the nodes of a dictionary's keys and values, in turn."""
    return encode_all(chain.from_iterable(dict.items(thing)), sharing)


def fill_pairs(thing: dict[Any, Any], nodes: list[Node], sharing: Sharing) -> None:
    """Put keys and values into a dictionary; their order is kept."""
    keys = decode_keys(nodes[::2], sharing)
    new = dict(zip(keys, decode_all(nodes[1::2], sharing), strict=True))
    thing.clear()
    thing.update(new)  # an empty Counter takes numbers over, and adds none


def defaults(thing: defaultdict[Any, Any], sharing: Sharing) -> list[Node]:
    """Return the node of what makes missing values, then those of keys and values."""
    return [encode(thing.default_factory, sharing), *pairs(thing, sharing)]


def fill_defaults(
    thing: defaultdict[Any, Any], nodes: list[Node], sharing: Sharing
) -> None:
    """Put both into a dictionary with defaults.

    Raises
    ------
    WireError
        If what is to make missing values cannot be called.
    """
    factory = decode(nodes[0], sharing)
    if factory is not None and not callable(factory):
        raise WireError("what makes missing values can be called")
    fill_pairs(thing, nodes[1:], sharing)
    thing.default_factory = factory


def queue(thing: deque[Any], sharing: Sharing) -> list[Node]:
    """Return the greatest length of a queue, or None, and the nodes of its values."""
    return [thing.maxlen, *encode_all(thing, sharing)]


def empty_queue(fields: list[Node]) -> deque[Any]:
    """Return an empty queue of that greatest length.

    Raises
    ------
    WireError
        If it is no length.
    """
    longest = fields[0]
    if longest is not None and (type(longest) is not int or longest < 0):
        raise WireError("the greatest length of a queue is a length")
    return deque(maxlen=longest)


def fill_queue(thing: deque[Any], fields: list[Node], sharing: Sharing) -> None:
    """Put values into a queue."""
    new = decode_all(fields[1:], sharing)
    thing.clear()
    thing.extend(new)


def objects(thing: Objects, sharing: Sharing) -> list[Node]:
    """Return the shape of an array of objects, and the nodes of these."""
    array = np.asarray(thing)
    return [list(array.shape), *encode_all(array.flat, sharing)]


def empty_objects(fields: list[Node]) -> Objects:
    """Return an array of that shape, with nothing in it.

    Raises
    ------
    WireError
        If there can be none with as many objects as come.
    """
    shape = fields[0]
    if type(shape) is not list or len(shape) > _MAX_AXES:
        raise WireError("the shape of an array is a list")
    if any(type(size) is not int or size < 0 for size in shape):
        raise WireError("a shape holds a number that is not a size")
    if math.prod(shape) != len(fields) - 1:
        raise WireError("an array of another number of objects")
    return np.empty(shape, object)


def fill_objects(thing: Objects, fields: list[Node], sharing: Sharing) -> None:
    """Put objects into an array.

    Raises
    ------
    WireError
        If the array has another size.
    """
    empty, old = empty_objects(fields), np.asarray(thing)
    if empty.size != old.size:
        raise WireError("an array in place became one of another size")
    if empty.shape != old.shape:
        old.shape = empty.shape
    for place, value in enumerate(decode_all(fields[1:], sharing)):
        old.flat[place] = value
