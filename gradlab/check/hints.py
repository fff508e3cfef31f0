"""Counting a check's failures in a row, and pointing to the next hint.

A hint is a folded part of the notebook whose summary begins with ``Hint 1 of sigmoid``,
where ``sigmoid`` is the function that the check is given.
"""

from dataclasses import replace
from pathlib import Path

from gradlab import history
from gradlab.check.failure import CheckFailed
from gradlab.words.mistakes import Mistake

LABS = "gradlab.check.labs."  # below it a module or a package for each lab
HINTS = 3
PATIENCE = 2  # failures in a row before the first hint is named
NOTHING_TRIED = (
    Mistake.NOT_WRITTEN,
    Mistake.NOT_READ,
    Mistake.STOPPED,
    Mistake.OWN_NOT_RIGHT,
)
_ONE = "change one thing, and run your cell and the check again."
_AFTER_ALL = (
    "You have been shown all hints.\n"
    "Call your function with the example of its docstring, print what each of its\n"
    "lines makes, and look for the first that is not what you worked out by hand."
)


def passed(check: str, module: str) -> None:
    """Remember that a check passed."""
    if history.attended():
        history.current().change(lambda record: _passed(record, check, module))


def failed(check: str, module: str, exercise: str, error: Exception) -> str:
    """Remember that a check failed.

    Returns
    -------
    str
        A sentence that points to a hint; empty where nobody works, at the first
        failure, where nothing was tried, and where the notebook has no such hint.
    """
    mistake = error.mistake if isinstance(error, CheckFailed) else None
    if not history.attended() or mistake in NOTHING_TRIED:
        return ""
    log = history.current()
    name = mistake.name if mistake else ""
    log.change(lambda record: _failed(record, check, module, name))
    times = log.read().checks[check].in_a_row
    number = times - PATIENCE + 1
    title = f"Hint {min(number, HINTS)} of {exercise}"
    if number < 1 or not _is_there(title):
        return log.take_trouble()
    next_step = _AFTER_ALL if number > HINTS else f"Open “{title}” below it,\n{_ONE}"
    words = f"This check has failed {times} times in a row. {next_step}"
    return f"{words} {log.take_trouble()}".strip()


def _passed(record: history.Record, check: str, module: str) -> None:
    before = _entry(record, check, module)
    record.checks[check] = replace(before, passed=True, in_a_row=0)


def _failed(record: history.Record, check: str, module: str, mistake: str) -> None:
    before = _entry(record, check, module)
    mistakes = dict(before.mistakes)
    if mistake:
        mistakes[mistake] = mistakes.get(mistake, 0) + 1
    record.checks[check] = replace(
        before,
        passed=False,
        in_a_row=before.in_a_row + 1,
        failures=before.failures + 1,
        mistakes=mistakes,
    )


def _entry(record: history.Record, check: str, module: str) -> history.Check:
    about = history.topic(module.removeprefix(LABS).partition(".")[0])
    return record.checks.get(check, history.Check(history.lab(), about))


def _is_there(title: str) -> bool:
    """Return whether a notebook of this folder holds a hint of this title."""
    texts = (path.read_text("utf-8", "replace") for path in Path().glob("*.ipynb"))
    return any(title in text for text in texts)
