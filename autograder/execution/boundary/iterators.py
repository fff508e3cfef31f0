"""Iterators: those of this side are read to their end before they are handed over."""

from itertools import islice
from typing import Any

from autograder.errors import GraderLimit

_MAX_DRAINED = 100_000  # values of an iterator of this side


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
