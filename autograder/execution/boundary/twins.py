"""Named tuples and members of enumerations: values with a class that stays where it is.

Here stands a twin of the class, with its name and its fields and none of its code. A
value that goes back becomes one of the original class again.
"""

import enum
import keyword
from collections import namedtuple
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from weakref import WeakValueDictionary

from autograder.errors import WireError

ORIGIN = "_gradlab_origin"  # of a twin: the proxy of the class on the other side
_MAX_FIELDS = 100
_MAX_NAME = 200  # characters


class EnumTwin:
    """Stands for a member of an enumeration on the other side: its name and value."""

    __slots__ = ("__weakref__", "_gradlab_origin", "name", "value")

    def __init__(self, origin: object, name: str, value: object) -> None:
        self._gradlab_origin, self.name, self.value = origin, name, value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, EnumTwin):
            return False
        same = self._gradlab_origin == other._gradlab_origin
        return same and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"<{self.name}: {self.value!r}>"


def is_named(value: object) -> bool:
    """Return whether a value is a named tuple."""
    fields = getattr(type(value), "_fields", None)
    return isinstance(value, tuple) and type(fields) is tuple and bool(fields)


def is_member(value: object) -> bool:
    """Return whether a value is a member of an enumeration, or stands for one."""
    return isinstance(value, enum.Enum | EnumTwin)


def origin(value: object) -> object:
    """Return the proxy of the class that a twin's original has; None for others."""
    if isinstance(value, EnumTwin):
        return value._gradlab_origin
    return vars(type(value)).get(ORIGIN)


_members: WeakValueDictionary[tuple[int, int, str], EnumTwin] = WeakValueDictionary()


@lru_cache(maxsize=1_000)
def _plain_class(name: str, fields: tuple[str, ...]) -> type[Any]:
    """Return a named tuple's class; its names are checked before any are used."""
    for one in (name, *fields):
        if not one.isidentifier() or keyword.iskeyword(one) or len(one) > _MAX_NAME:
            raise WireError("the names of a named tuple are identifiers")
    if any(one.startswith("_") for one in fields) or len(set(fields)) < len(fields):
        raise WireError("a named tuple has fields that it cannot have")
    made: type[Any] = namedtuple(name, fields)  # type: ignore[misc]  # names of the student's
    return made


def named(kind: Any, name: object, fields: object, values: Sequence[Any]) -> Any:
    """Return a named tuple: of a class of this side, or of a twin.

    Parameters
    ----------
    kind
        The class if it is of this side, its proxy if of the other, None if of neither.

    Raises
    ------
    WireError
        If there can be none.
    """
    if isinstance(kind, type):
        if not issubclass(kind, tuple):
            raise WireError("the class of a named tuple is none")
        return tuple.__new__(kind, values)
    if type(name) is not str or type(fields) is not list or len(fields) > _MAX_FIELDS:
        raise WireError("a named tuple has a name and a list of fields")
    if any(type(one) is not str for one in fields) or len(fields) != len(values):
        raise WireError("a named tuple has a value for each of its fields")
    plain = _plain_class(name, tuple(fields))
    if kind is None:
        return plain(*values)
    if not hasattr(kind, "_gradlab"):
        raise WireError("the class of a named tuple is none")
    twin = type(
        name, (plain,), {"__slots__": (), ORIGIN: kind, "__module__": "student"}
    )
    return tuple.__new__(twin, values)


def member(kind: Any, name: object, value: object) -> object:
    """Return a member of an enumeration: of this side's own, or what stands for one.

    Raises
    ------
    WireError
        If there is none of that name.
    """
    if type(name) is not str or len(name) > _MAX_NAME:
        raise WireError("a member of an enumeration has a name")
    if isinstance(kind, enum.EnumMeta):
        return kind[name]
    if not hasattr(kind, "_gradlab"):
        raise WireError("the class of a member is none")
    remote, key, _ = kind._gradlab
    place = (id(remote), key, name)
    found = _members.get(place)
    if found is None or found._gradlab_origin != kind:
        found = _members[place] = EnumTwin(kind, name, value)
    return found
