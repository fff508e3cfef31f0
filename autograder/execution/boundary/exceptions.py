"""Exceptions and warnings as the name of a known type, and the message.

Of those that the student's code defines `raisable` has the rest.
"""

import builtins
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from autograder.errors import WireError
from autograder.execution.boundary.listed import LIBRARY_EXCEPTIONS, UNFIT_EXCEPTIONS
from autograder.execution.boundary.raisable import is_raisable

Told = tuple[str, str]
Heard = tuple[str, str, Any]  # with the category if the student's code defines it

_MAX_MESSAGE = 2_000  # characters
_MAX_WARNINGS = 50  # in one message


def _builtin(base: type[BaseException]) -> dict[str, type[BaseException]]:
    """Return the known exceptions that a message alone can make, by name."""
    kinds = (kind for kind in vars(builtins).values() if isinstance(kind, type))
    return {
        kind.__name__: kind
        for kind in (*kinds, *LIBRARY_EXCEPTIONS)
        if issubclass(kind, base) and not issubclass(kind, UNFIT_EXCEPTIONS)
    }


_EXCEPTIONS = _builtin(BaseException)
_WARNINGS = _builtin(Warning)


def _name(kind: type, known: dict[str, type[BaseException]], default: str) -> str:
    """Return the name of the first known class in the order of `kind`'s bases."""
    bases = (base for base in kind.__mro__ if known.get(base.__name__) is base)
    return next((base.__name__ for base in bases), default)


def told(problem: BaseException) -> Told:
    """Return an exception as the name of a known type and its message."""
    keyed = isinstance(problem, KeyError) and len(problem.args) == 1
    return told_name(problem), message_of(problem.args[0] if keyed else problem)


def told_name(problem: BaseException) -> str:
    """Return the name of a known type of an exception."""
    return _name(type(problem), _EXCEPTIONS, "Exception")


def message_of(problem: object) -> str:
    """Return the beginning of what an exception says; a student's may fail to."""
    try:
        return str(problem)[:_MAX_MESSAGE]
    except Exception:
        return ""


def rebuilt(name: object, message: object) -> BaseException:
    """Return a new exception of that built-in type with that message.

    Raises
    ------
    WireError
        If there is no such type.
    """
    kind = _EXCEPTIONS.get(name) if isinstance(name, str) else None
    if kind is None or not isinstance(message, str):
        raise WireError(f"no exception is called {name!r:.50}")
    return kind(message) if message else kind()


def checked_message(name: object, message: object, *_: object) -> str:
    """Return the message of what `told` gave, whatever the type.

    Raises
    ------
    WireError
        If it is no text.
    """
    if type(name) is not str or type(message) is not str:
        raise WireError("an exception is two words")
    return message[:_MAX_MESSAGE]


@contextmanager
def recorded() -> Iterator[Callable[[], list[Heard]]]:
    """Record every warning inside, each time, and show none.

    What is given returns the warnings since it was last called, the first of many.
    """
    heard: list[Heard] = []

    def note(message: Warning | str, category: type[Warning], *_: object) -> None:
        if len(heard) < _MAX_WARNINGS:
            name = _name(category, _WARNINGS, "UserWarning")
            own = category if is_raisable(category) else None
            heard.append((name, str(message)[:_MAX_MESSAGE], own))

    def take() -> list[Heard]:
        taken = heard.copy()
        heard.clear()
        return taken

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = note  # type: ignore[assignment]
        yield take


def warn_again(heard: list[Heard]) -> None:
    """Give the warnings of the other side, as if they had been given here.

    Raises
    ------
    Warning
        If the filters in force here make one of them an exception.
    """
    for name, message, own in heard:
        kind = own or _WARNINGS[name]
        given = kind.__new__(kind, message)  # a call would ask the other side
        warnings.warn(given, stacklevel=4)


def checked_warnings(heard: object, decode: Callable[[Any], Any]) -> list[Heard]:
    """Return what came from the other side, if it is a list of warnings.

    Parameters
    ----------
    decode
        Returns the value of a node.

    Raises
    ------
    WireError
        If it is not.
    """
    if type(heard) is not list or len(heard) > _MAX_WARNINGS:
        raise WireError("warnings are a short list")
    return [
        _checked_warning(name, message, decode(own)) for name, message, own in heard
    ]


def _checked_warning(name: object, message: object, own: object) -> Heard:
    if name not in _WARNINGS or type(message) is not str:
        raise WireError(f"no warning is called {name!r:.50}")
    if own is not None and not (isinstance(own, type) and issubclass(own, Warning)):
        raise WireError("the category of a warning is none")
    return str(name), message, own
