"""Exceptions of classes that the student's code defines.

Here stands a class of the same name, below the same built-in classes, so that `except`
finds it. Calling it makes an exception over there; what that has to say is asked of it.
Nothing of the student's runs here: the class has no code but this module's.
"""

import gc
from collections.abc import Sequence
from typing import Any
from weakref import WeakValueDictionary

from autograder.errors import GraderLimit, StudentLost, WireError
from autograder.execution.boundary.listed import UNFIT_EXCEPTIONS, class_name
from autograder.execution.boundary.twins import ORIGIN

_ORIGINAL = "_gradlab_original"  # of an exception: the proxy of the one over there
_MESSAGE = "_gradlab_message"
_GRADER = "autograder."  # its own cross as the built-in ones that they are
_MAX_NAME = 200  # characters
_MAX_CLASSES = 1_000  # at once
_OWN = ("__", "_gradlab")


class RaisableClass(type):
    """The class of such classes."""

    def __call__(cls, *arguments: Any, **options: Any) -> Any:
        """Make an exception there; of a sub-class that a test defines, here."""
        owner = vars(cls).get(ORIGIN)
        make = super().__call__ if owner is None else owner
        return make(*arguments, **options)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith(_OWN):
            raise AttributeError(f"{cls.__name__} has no attribute {name}")
        owners = (vars(kind).get(ORIGIN) for kind in cls.__mro__)
        return getattr(next(filter(None, owners)), name)


class _Raisable:
    """What an exception of such a class has to say."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        original = None if name.startswith(_OWN) else vars(self).get(_ORIGINAL)
        if original is None:
            raise AttributeError(f"{type(self).__name__} has no attribute {name}")
        return getattr(original, name)

    @property
    def args(self) -> Any:
        original = vars(self).get(_ORIGINAL)
        plain: Any = BaseException.__dict__["args"]
        return plain.__get__(self) if original is None else original.args

    def __str__(self) -> str:
        return str(vars(self).get(_MESSAGE, super().__str__()))

    def __repr__(self) -> str:
        original = vars(self).get(_ORIGINAL)
        if original is not None:
            try:
                return repr(original)
            except (
                StudentLost,
                GraderLimit,
            ):  # a message about it must still be written
                pass
        return super().__repr__()


def is_raisable(kind: type) -> bool:
    """Return whether exceptions of a class cross as those of a class of its own."""
    known = class_name(kind) is not None or kind.__module__.startswith(_GRADER)
    return issubclass(kind, BaseException) and not known


def bases(kind: type[BaseException]) -> list[type[BaseException]]:
    """Return the classes that the one here is to be below."""
    found = [_fit(base) for base in kind.__bases__ if issubclass(base, BaseException)]
    return [
        base
        for base in dict.fromkeys(found)
        if not any(other is not base and issubclass(other, base) for other in found)
    ]


def _fit(kind: type[BaseException]) -> type[BaseException]:
    if class_name(kind) is None or not issubclass(kind, UNFIT_EXCEPTIONS):
        return kind
    fits = (base for base in kind.__mro__ if not issubclass(base, UNFIT_EXCEPTIONS))
    found: type[BaseException] = next(fits)  # type: ignore[assignment]
    return found


_classes: WeakValueDictionary[tuple[int, int], RaisableClass] = WeakValueDictionary()


def class_here(owner: Any, name: object, below: Sequence[object]) -> RaisableClass:
    """Return the class that stands here for one of the other side: one for each.

    Raises
    ------
    WireError
        If there can be none.
    """
    if not hasattr(owner, "_gradlab") or type(name) is not str:
        raise WireError("the class of an exception is none")
    remote, key, _ = owner._gradlab
    known = _classes.get((id(remote), key))
    if known is not None and vars(known)[ORIGIN] == owner:
        return known
    if not below or not all(map(_is_class_of_exceptions, below)):
        raise WireError("the class of an exception is below none")
    if len(_classes) >= _MAX_CLASSES:
        gc.collect()  # a class is in a circle, so those of earlier lines may be left
    if len(_classes) >= _MAX_CLASSES:
        raise WireError(f"more than {_MAX_CLASSES} classes of exceptions")
    names = {ORIGIN: owner, "__module__": "student"}
    own = [] if any(isinstance(kind, RaisableClass) for kind in below) else [_Raisable]
    made = RaisableClass(name[:_MAX_NAME], (*own, *below), names)  # type: ignore[arg-type]
    _classes[id(remote), key] = made
    return made


def _is_class_of_exceptions(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseException)


def exception_here(kind: object, original: object, message: object) -> BaseException:
    """Return the exception that stands here for one of the other side.

    Raises
    ------
    WireError
        If there can be none.
    """
    if not isinstance(kind, RaisableClass) or type(message) is not str:
        raise WireError("an exception of a class that is none")
    if not hasattr(original, "_gradlab"):
        raise WireError("an exception that is of neither side")
    made: BaseException = kind.__new__(kind, message)  # type: ignore[call-overload]
    setattr(made, _MESSAGE, message)
    setattr(made, _ORIGINAL, original)
    return made


def original_of(value: object) -> object:
    """Return the proxy of the exception or class that one here stands for, or None."""
    kind = type(value)
    if isinstance(kind, RaisableClass):
        return vars(value).get(_ORIGINAL)
    return vars(value).get(ORIGIN) if kind is RaisableClass else None


def own_name(kind: type) -> str:
    """Return the name of an exception's class; of a student's that of a known one."""
    known = (
        base
        for base in kind.__mro__
        if issubclass(base, BaseException) and not isinstance(base, RaisableClass)
    )
    return next(known, kind).__name__
