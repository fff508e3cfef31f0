"""One submission on its way through: read, restore, run, score, clean."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course.course import Course
from autograder.course.lab import Lab, grade_id
from autograder.errors import SubmissionRefused, UsageError
from autograder.execution.interface import Execution, Executor, HiddenTests
from autograder.grading import clean, score, submission
from autograder.grading.records import CellResult, Outcome, SubmissionResult
from autograder.grading.seed import seed_for
from autograder.grading.submission import Submission


@dataclass(frozen=True)
class Task:
    """One submission as it was found: all that grading it needs beside the lab.

    Attributes
    ----------
    data
        Its bytes; empty where they could not be read.
    refusal
        Why they could not; else empty.
    """

    student: str
    data: bytes = b""
    refusal: str = ""

    @classmethod
    def read(cls, path: Path, student: str, lab: Lab) -> "Task":
        """Read a notebook, or the one in a folder; a reason not to is a task too."""
        try:
            return cls(student, submission.read(path, lab.name))
        except SubmissionRefused as refusal:
            return cls(student, refusal=str(refusal))

    def digest(self, lab: Lab) -> str:
        """Return what a result records as its digest; empty if nothing was read."""
        return "" if self.refusal else submission.digest(self.data, lab)


@dataclass(frozen=True)
class Graded:
    """What grading a submission gives.

    Attributes
    ----------
    copy
        The notebook that was run, as the text of a file; None if it was refused.
    """

    result: SubmissionResult
    copy: str | None = None


def grade_notebook(path: Path, student: str, lab: Lab, executor: Executor) -> Graded:
    """Grade one notebook file, or the one in a folder; see `grade`."""
    return grade(Task.read(path, student, lab), lab, executor)


def grade(task: Task, lab: Lab, executor: Executor) -> Graded:
    """Grade one submission; a reason not to is a result too.

    This never raises for what a submission is or does.
    """
    started = time.perf_counter()
    try:
        graded = _grade(task, lab, executor)
    except SubmissionRefused as refusal:
        graded = refuse(task, lab, str(refusal), executor.name)
    except Exception as error:  # the boundary: one submission must not stop the others
        graded = give_up(task, lab, f"{type(error).__name__}: {error}", executor.name)
    seconds = time.perf_counter() - started
    return replace(graded, result=replace(graded.result, seconds=seconds))


def _grade(task: Task, lab: Lab, executor: Executor) -> Graded:
    from nbformat import v4  # the package's own `writes` validates, which takes longer

    if task.refusal:
        raise SubmissionRefused(task.refusal)
    restored = submission.mended(task.data, lab)
    execution, cells = run(restored, task.student, lab, executor)
    result = SubmissionResult(
        task.student,
        lab.name,
        task.digest(lab),
        executor.name,
        cells,
        restored.notes + execution.notes,
        seed_for(task.student, lab.name),
    )
    # A million lines, each in a line of the file, take seconds: texts are left whole.
    return Graded(result, v4.writes(execution.notebook, split_lines=False))


def run(
    restored: Submission, student: str, lab: Lab, executor: Executor
) -> tuple[Execution, tuple[CellResult, ...]]:
    """Run a restored notebook; return it with clean outputs, and its marks."""
    hidden = HiddenTests(restored.tests, seed_for(student, lab.name), lab.classes)
    execution = executor.run(restored.notebook, hidden)
    cells = score.score(restored, execution, lab)
    notes = execution.notes + clean.clean(execution.notebook)
    return replace(execution, notes=notes), cells


def refuse(task: Task, lab: Lab, reason: str, executor: str) -> Graded:
    """Return the result of a submission that could not be graded."""
    cells = score.refuse(lab, Outcome.REFUSED, reason)
    return _without_copy(task, lab, executor, cells, reason)


def give_up(task: Task, lab: Lab, reason: str, executor: str) -> Graded:
    """Return the result of a submission on which the grader itself failed."""
    reason = f"the grader failed: {reason}"
    cells = score.refuse(lab, Outcome.FAULT, reason)
    return _without_copy(task, lab, executor, cells, reason)


def _without_copy(
    task: Task, lab: Lab, executor: str, cells: tuple[CellResult, ...], reason: str
) -> Graded:
    note = (f"could not be graded: {reason}",)
    digest = task.digest(lab)
    result = SubmissionResult(task.student, lab.name, digest, executor, cells, note)
    return Graded(result)


def find_lab(course: Course, path: Path) -> Lab:
    """Return the lab that a notebook file was made from, judged by its cells.

    Raises
    ------
    UsageError
        If no lab shares a cell with it.
    """
    if path.stem in course.labs():
        return Lab.load(course, path.stem)
    try:
        cells = submission.parse(submission.read(path, "")).cells
    except SubmissionRefused as refusal:
        raise UsageError(f"{refusal}; name its lab with --lab") from refusal
    held = {grade_id(cell) for cell in cells}
    labs = [Lab.load(course, name) for name in course.labs()]
    best = max(labs, key=lambda lab: len(held & set(lab.released)), default=None)
    if best is None or not held & set(best.released):
        raise UsageError(f"{path} holds no cell of any lab: {', '.join(course.labs())}")
    return best
