"""Exceptions and warnings as two words: the built-in type's name, and the message."""

import builtins
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from autograder.errors import WireError

Told = tuple[str, str]

_MAX_MESSAGE = 2_000  # characters
_MAX_WARNINGS = 50  # in one message


def _builtin(base: type[BaseException]) -> dict[str, type[BaseException]]:
    """Return the built-in exceptions that a message alone can make, by name."""
    odd = (UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError)
    kinds = (kind for kind in vars(builtins).values() if isinstance(kind, type))
    unfit = (*odd, BaseExceptionGroup)
    return {
        kind.__name__: kind
        for kind in kinds
        if issubclass(kind, base) and not issubclass(kind, unfit)
    }


_EXCEPTIONS = _builtin(BaseException)
_WARNINGS = _builtin(Warning)


def _name(kind: type, known: dict[str, type[BaseException]], default: str) -> str:
    """Return the name of the first known class in the order of `kind`'s bases."""
    bases = (base for base in kind.__mro__ if known.get(base.__name__) is base)
    return next((base.__name__ for base in bases), default)


def told(problem: BaseException) -> Told:
    """Return an exception as the name of a built-in type and its message."""
    name = _name(type(problem), _EXCEPTIONS, "Exception")
    try:
        keyed = isinstance(problem, KeyError) and len(problem.args) == 1
        message = str(problem.args[0] if keyed else problem)[:_MAX_MESSAGE]
    except Exception:  # a student's exception may fail to print
        message = ""
    return name, message


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
def recorded() -> Iterator[Callable[[], list[Told]]]:
    """Record every warning inside, each time, and show none.

    What is given returns the warnings since it was last called, the first of many.
    """
    heard: list[Told] = []

    def note(message: Warning | str, category: type[Warning], *_: object) -> None:
        if len(heard) < _MAX_WARNINGS:
            name = _name(category, _WARNINGS, "UserWarning")
            heard.append((name, str(message)[:_MAX_MESSAGE]))

    def take() -> list[Told]:
        taken = heard.copy()
        heard.clear()
        return taken

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = note  # type: ignore[assignment]
        yield take


def warn_again(heard: list[Told]) -> None:
    """Give the warnings of the other side, as if they had been given here.

    Raises
    ------
    Warning
        If the filters in force here make one of them an exception.
    """
    for name, message in heard:
        kind = _WARNINGS[name]
        assert issubclass(kind, Warning)
        warnings.warn(message, kind, stacklevel=4)


def checked_warnings(heard: object) -> list[Told]:
    """Return what came from the other side, if it is a list of warnings.

    Raises
    ------
    WireError
        If it is not.
    """
    if type(heard) is not list or len(heard) > _MAX_WARNINGS:
        raise WireError("warnings are a short list")
    for name, message in heard:
        if name not in _WARNINGS or type(message) is not str:
            raise WireError(f"no warning is called {name!r:.50}")
    return [(name, message) for name, message in heard]
