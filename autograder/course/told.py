"""What a student is told of a wrong answer, and whether it is the mistake made.

The visible checks tell a student something, and each lost hidden cell does. A sentence
either observes (the result is a list, every value is zero): such a one is true
whatever the mistake was. Or it names a cause, which can be the wrong one.

A verdict is *right* if a mistake of the answer's tag is named, *wrong* if a cause is
that the tag does not hold, *generic* if nothing is said but that something is wrong,
and *exception* if a test met an exception that has no sentence.
"""

import contextlib
import io
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gradlab.check import CheckFailed, likely
from gradlab.words import lines, raised
from gradlab.words.mistakes import Mistake

GENERIC = {
    Mistake.WRONG_VALUE,
    Mistake.BROKEN_PROPERTY,
    Mistake.GRADIENT_GAP,
    Mistake.OTHER_EXCEPTION,
    Mistake.NOT_USABLE,
}
OBSERVED = {*likely.OBSERVED, *raised.SENTENCES, *GENERIC} | {
    Mistake.RETURNED_LIST,
    Mistake.RETURNED_TUPLE,
    Mistake.RETURNED_NONE,
    Mistake.FUNCTION_RETURNED,
    Mistake.TEXT_RETURNED,
    Mistake.NOT_NUMBERS,
    Mistake.NOT_FLOAT,
    Mistake.LESS_PRECISE,
    Mistake.NOT_INTEGER,
    Mistake.NOT_SEVERAL,
    Mistake.NOT_BY_NAME,
    Mistake.BOOLEANS,
    Mistake.CHANGED_INPUT,
    Mistake.INK_LEFT,
    Mistake.WARNED,
    Mistake.RAISED_NOTHING,
    Mistake.RAISED_ANOTHER,
    Mistake.EXCEPTION_RETURNED,
}


class Naming(StrEnum):
    """How what is told fits the mistake that was made."""

    RIGHT = "right"
    WRONG = "wrong"
    GENERIC = "generic"
    EXCEPTION = "exception"


@dataclass(frozen=True)
class TestOutcome:
    """How a test cell ended: whether it gives its points, and what it raised."""

    passed: bool
    error: BaseException | None = None


@dataclass(frozen=True)
class Said:
    """What one cell tells: a mistake of the closed list, or an exception's name."""

    where: str
    mistake: Mistake | None
    exception: str = ""

    @property
    def name(self) -> str:
        """The name of the mistake, or of the exception."""
        return self.mistake.name if self.mistake else self.exception


def run(source: str, names: Mapping[str, Any]) -> TestOutcome:
    """Run a test cell: it passes without an error, a warning and text on stderr.

    It runs in this process: known answers are the instructor's own code.

    Parameters
    ----------
    source
        The cell, hidden tests included.
    names
        What the notebook has defined before it.
    """
    stderr = io.StringIO()
    with (
        contextlib.redirect_stderr(stderr),
        contextlib.redirect_stdout(io.StringIO()),
        warnings.catch_warnings(record=True) as heard,
    ):
        warnings.simplefilter("always")
        try:
            exec(compile(source, "<test>", "exec"), dict(names))  # noqa: S102
        except (Exception, SystemExit) as error:
            return TestOutcome(passed=False, error=error)
    return TestOutcome(passed=not heard and not stderr.getvalue())


def told(ended: Mapping[str, TestOutcome]) -> tuple[Said, ...]:
    """Return what the cells that ended with an error tell a student."""
    return tuple(
        _said(where, end.error) for where, end in ended.items() if end.error is not None
    )


def _said(where: str, error: BaseException) -> Said:
    if isinstance(error, CheckFailed):
        return Said(where, error.mistake)
    if lines.place(error):  # in a line of the answer
        return Said(where, raised.cause(error))
    return Said(where, None, type(error).__name__)


def verdict(said: Sequence[Said], named: Sequence[Mistake]) -> Naming:
    """Return how what is told fits the mistakes that an answer's tag names."""
    mistakes = {one.mistake for one in said if one.mistake}
    if mistakes - OBSERVED - set(named):
        return Naming.WRONG
    if (mistakes & set(named)) - GENERIC:
        return Naming.RIGHT
    unknown = [one for one in said if one.mistake in (None, Mistake.OTHER_EXCEPTION)]
    return Naming.EXCEPTION if unknown else Naming.GENERIC


def fits(said: Sequence[Said], named: Sequence[Mistake]) -> bool:
    """Say whether all mistakes that a tag names are told, and no other cause is."""
    mistakes = {one.mistake for one in said if one.mistake}
    wrong = verdict(said, named) is Naming.WRONG
    return bool(named) and set(named) <= mistakes and not wrong
