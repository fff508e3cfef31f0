"""From how a lab's test cells ended to marks."""

import math
import re
from dataclasses import replace

from autograder.course.lab import GradedCell, Lab, grade_id
from autograder.execution.interface import CellRun, Execution, Status
from autograder.grading.records import CellResult, Outcome
from autograder.grading.submission import Submission

_NUMPY_SCALAR = re.compile(r"np\.\w+\((.*)\)")
_UNWRITTEN = ("NotImplementedError", "NotWritten")
_UNFINISHED = {
    Status.TIMEOUT: (Outcome.TIMEOUT, "the time limit ran out"),
    Status.CRASHED: (Outcome.CRASHED, "the process that ran the notebook died"),
}


def score(
    submission: Submission, execution: Execution, lab: Lab
) -> tuple[CellResult, ...]:
    """Return the marks for each graded cell of `lab`, in the lab's order.

    Only what a test raised and its last value count; what was printed, or written to
    stderr as warnings are, never does.
    """
    run_of = {
        grade_id(cell): execution.runs[cell.id]
        for cell in execution.notebook.cells
        if cell.id in execution.runs
    }
    return tuple(
        _score_written(cell, answered=cell.task or cell.grade_id in submission.answered)
        if cell.written
        else replace(
            _score_test(cell, run_of[cell.grade_id]), way=lab.way(cell.grade_id)
        )
        for cell in lab.graded
    )


def refuse(lab: Lab, outcome: Outcome, reason: str) -> tuple[CellResult, ...]:
    """Return a result without a score for each graded cell of `lab`."""
    return tuple(
        CellResult(cell.grade_id, None, cell.max_score, outcome, 0.0, reason)
        for cell in lab.graded
    )


def absent(lab: Lab) -> tuple[CellResult, ...]:
    """Return no points for each graded cell of a notebook that was not handed in."""
    reason = f"{lab.notebook}.ipynb was not handed in"
    return tuple(
        CellResult(cell.grade_id, 0.0, cell.max_score, Outcome.MISSING, 0.0, reason)
        for cell in lab.graded
    )


def _score_written(cell: GradedCell, *, answered: bool) -> CellResult:
    if answered:
        return CellResult(cell.grade_id, None, cell.max_score, Outcome.MANUAL)
    return CellResult(
        cell.grade_id, 0.0, cell.max_score, Outcome.MISSING, 0.0, "left unanswered"
    )


def _score_test(cell: GradedCell, run: CellRun) -> CellResult:
    lost = CellResult(cell.grade_id, 0.0, cell.max_score, Outcome.FAILED, run.seconds)
    if run.status in _UNFINISHED:
        outcome, message = _UNFINISHED[run.status]
        return replace(lost, outcome=outcome, message=message)
    if run.status is Status.LIMIT:
        return replace(lost, outcome=Outcome.LIMIT, message=run.message)
    if run.status is Status.RAISED:
        return replace(lost, outcome=_raised(run), message=_said(run))
    points = cell.max_score if run.value is None else _partial(run.value, cell)
    if points < cell.max_score:
        return replace(lost, score=points, message=f"the test gave {points} points")
    return replace(lost, score=points, outcome=Outcome.PASSED)


def _raised(run: CellRun) -> Outcome:
    if run.exception in _UNWRITTEN:
        return Outcome.MISSING
    failed = run.exception in ("AssertionError", "CheckFailed")
    return Outcome.FAILED if failed else Outcome.ERRORED


def _said(run: CellRun) -> str:
    if run.exception in ("CheckFailed", "AnswerRaised"):
        return run.message
    if run.exception in _UNWRITTEN:
        return "not written yet"
    return f"{run.exception}: {run.message}".rstrip(": ")


def _partial(value: str, cell: GradedCell) -> float:
    """Return a last value as points if it is a finite number in [0, max_score].

    Anything else says nothing about points, and the test ended well: full marks.
    """
    match = _NUMPY_SCALAR.fullmatch(value)
    try:
        points = float(match[1] if match else value)
    except ValueError:
        return cell.max_score
    counts = math.isfinite(points) and 0 <= points <= cell.max_score
    return points if counts else cell.max_score
