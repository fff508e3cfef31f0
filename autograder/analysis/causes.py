"""Causes that explain many losses at once, and where each student lost points."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.course.outline import Outline
from autograder.grading.records import CellResult, SubmissionResult


@dataclass(frozen=True)
class Missing:
    """A module that notebooks import and that is not there where they were graded.

    Attributes
    ----------
    tests
        How many tests then met a name that is not defined.
    """

    module: str
    students: tuple[str, ...]
    tests: int


@dataclass(frozen=True)
class LostIn:
    """An exercise in which a student lost points: in how many of its cells.

    Attributes
    ----------
    empty
        Whether nothing was written in any of those.
    """

    exercise: str
    cells: int
    of: int
    empty: bool

    def __str__(self) -> str:
        """Return it in words: ``sigmoid: 2 of 5``, ``sigmoid: nothing written``."""
        if self.empty:
            return f"{self.exercise}: nothing written"
        share = "all" if self.cells == self.of else f"{self.cells} of {self.of}"
        return self.exercise if self.of == 1 else f"{self.exercise}: {share}"


def missing_modules(results: Iterable[SubmissionResult]) -> tuple[Missing, ...]:
    """Return the modules that were not there, the one that cost most first."""
    met: dict[str, list[SubmissionResult]] = defaultdict(list)
    for result in results:
        if result.stopped is not None and result.stopped.missing:
            met[result.stopped.missing].append(result)
    found = (
        Missing(
            module,
            tuple(one.student for one in theirs),
            sum(one.unexplained for one in theirs),
        )
        for module, theirs in met.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.tests, one.module)))


def stopped_early(result: SubmissionResult) -> str:
    """Return which cell stopped first where that explains losses; else nothing."""
    stop = result.stopped
    if stop is None or not (result.unexplained or stop.missing):
        return ""
    reason = f"no module {stop.missing}" if stop.missing else stop.reason
    then = f"; {result.unexplained} tests then met a name that is not defined"
    return (
        f"code cell {stop.number}, “{stop.line}”: {reason}"
        f"{then if result.unexplained else ''}"
    )


def lost_in(result: SubmissionResult, outline: Outline) -> tuple[LostIn, ...]:
    """Return where a student lost points, in the order of the lesson."""
    scored = {cell.grade_id: cell for cell in result.cells if cell.max_score}
    groups: dict[str, list[CellResult]] = defaultdict(list)
    for graded in outline.graded:
        if graded.grade_id in scored:
            heading = outline.heading(graded.grade_id)
            groups[heading].append(scored[graded.grade_id])
    lost = {cell.grade_id for cell in result.lost}
    return tuple(
        _lost(heading, [cell for cell in cells if cell.grade_id in lost], len(cells))
        for heading, cells in groups.items()
        if any(cell.grade_id in lost for cell in cells)
    )


def _lost(exercise: str, lost: Sequence[CellResult], of: int) -> LostIn:
    empty = all(cell.outcome == "missing" for cell in lost)
    return LostIn(exercise, len(lost), of, empty)
