"""What a student may be told of a result at once, as a record: points and words.

The words are those of a feedback page: no input and no value of a hidden test is among
them. The record's fields are those that GitHub Classroom's reporter reads.
"""

from dataclasses import asdict, dataclass
from typing import Any

from autograder.course.lab import GradedCell, Lab
from autograder.course.outline import Outline
from autograder.grading.records import CellResult, Outcome, SubmissionResult
from autograder.pages import words

_FAULT = "The grader itself failed here. It is not your fault; tell your instructor."


@dataclass(frozen=True)
class ToldTest:
    """One hidden test, in the words of its first line.

    Attributes
    ----------
    status
        ``"pass"``, ``"fail"``, or ``"error"`` where there is no verdict.
    message
        Why points were lost; empty if none were.
    """

    name: str
    status: str
    score: float
    max_score: float
    message: str


@dataclass(frozen=True)
class ToldResult:
    """A result without anything that is hidden.

    Attributes
    ----------
    status
        As of a test, for all of them.
    score, max_score
        Of the tests; what a person marks is not among them.
    written
        Points of the answers in words, which a person marks.
    message
        Why nothing could be graded; else empty.
    """

    lab: str
    status: str
    score: float
    max_score: float
    written: float
    message: str
    tests: tuple[ToldTest, ...]
    version: int = 1

    def as_json(self) -> dict[str, Any]:
        """Return it as data of JSON."""
        return asdict(self)


def for_student(result: SubmissionResult, lab: Lab) -> ToldResult:
    """Return what may be told of a result."""
    found = {cell.grade_id: cell for cell in result.cells}
    graded = [cell for cell in Outline(lab).graded if cell.max_score]
    asked = [cell for cell in graded if not cell.written]
    tests = tuple(_told(cell, found[cell.grade_id]) for cell in asked)
    refused = [words.reason(c) for c in result.cells if c.outcome is Outcome.REFUSED]
    message = _FAULT if result.grader_failed else next(iter(refused), "")
    states = {test.status for test in tests}
    status = next((one for one in ("error", "fail") if one in states), "pass")
    return ToldResult(
        lab.name,
        status,
        sum(test.score for test in tests),
        sum(test.max_score for test in tests),
        sum(cell.max_score for cell in graded if cell.written),
        message,
        tests,
    )


def _told(graded: GradedCell, cell: CellResult) -> ToldTest:
    score = cell.score or 0.0
    if cell.score is None:
        status = "error"
    else:
        status = "pass" if score >= cell.max_score else "fail"
    message = "" if status == "pass" else _why(cell)
    return ToldTest(graded.title, status, score, cell.max_score, message)


def _why(cell: CellResult) -> str:
    if cell.outcome is Outcome.FAULT:
        return _FAULT
    given = words.given(cell)
    said = f"The function was given {given}." if given else ""
    return " ".join(filter(None, (words.reason(cell), said)))
