"""What the calls of a check did beside returning: changed arguments, warnings."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import numpy as np

from gradlab.calls import Answer
from gradlab.check.reading import CallText, shown, typed


@dataclass
class Seen:
    """What was seen while a check ran, each in words."""

    changed: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)


_NOW: ContextVar[Seen | None] = ContextVar("_NOW", default=None)


@contextmanager
def watched() -> Iterator[Seen]:
    """Note what the calls inside do beside returning."""
    token = _NOW.set(Seen())
    try:
        yield _NOW.get() or Seen()
    finally:
        _NOW.reset(token)


def note(text: CallText, arguments: Sequence[object], answer: Answer) -> None:
    """Note what one call did, if somebody watches."""
    seen = _NOW.get()
    if seen is None:
        return
    change = changed(text, arguments)
    seen.changed += [change] if change else []
    warning = numeric_warning(answer)
    seen.warned += [warning] if warning else []


def changed(text: CallText, arguments: Sequence[object]) -> str:
    """Return which argument a call left changed, in words; empty if none."""
    for before, after in zip(text.given, arguments, strict=True):
        if not _alike(before, after):
            words = typed(after) if isinstance(after, dict) else shown(after)
            same = ", in its last digits" * (words == shown(before))
            return f"{text}\n  left its argument as {words}{same}"
    return ""


def numeric_warning(answer: Answer) -> str:
    """Return the first `RuntimeWarning` of a call, NumPy's word on overflow."""
    numeric = [w for w in answer.warnings if issubclass(w.category, RuntimeWarning)]
    return str(numeric[0].message) if numeric else ""


def _alike(before: object, after: object) -> bool:
    if isinstance(before, dict) and isinstance(after, dict):
        names = before.keys() == after.keys()
        return names and all(_alike(before[name], after[name]) for name in before)
    if isinstance(before, np.ndarray):
        return np.array_equal(
            before, np.array(after), equal_nan=before.dtype.kind == "f"
        )
    return before == after if isinstance(before, list) else True
