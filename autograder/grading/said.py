"""How results are said before people, in the terminal and on pages alike."""

from collections.abc import Mapping

from autograder.grading.records import CellResult, Outcome

_LABELS = {
    Outcome.PASSED: "✓ passed",
    Outcome.FAILED: "✗ not right",
    Outcome.ERRORED: "✗ stopped",
    Outcome.TIMEOUT: "✗ too slow",
    Outcome.CRASHED: "✗ ended",
    Outcome.REFUSED: "not graded",
    Outcome.FAULT: "not graded",
    Outcome.LIMIT: "… not looked at",
    Outcome.MISSING: "✗ empty",
    Outcome.MANUAL: "… to be read",
}


def label(cell: CellResult) -> str:
    """Return in a word or two how a cell ended."""
    if cell.outcome is Outcome.FAILED and cell.score:
        return "✗ partly right"
    return _LABELS[cell.outcome]


def points(number: float | None) -> str:
    """Return points as people write them: ``3``, ``2.5``, ``–`` for none."""
    return "–" if number is None else f"{round(number, 2):g}"


def named(student: str, names: Mapping[str, str]) -> str:
    """Return a student's name with the id; the id alone if there is none."""
    name = names.get(student)
    return f"{name} ({student})" if name else student
