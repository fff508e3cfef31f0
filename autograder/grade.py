"""One submission on its way through: read, restore, run, score, clean."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from autograder import clean, planted, score, submission
from autograder.course import Course
from autograder.errors import SubmissionRefused, UsageError
from autograder.execute import Executor
from autograder.lab import Lab, Notebook, grade_id
from autograder.records import GRADER_FAILED, SubmissionResult


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
    """A result, and the notebook that was run for it (None if it was refused)."""

    result: SubmissionResult
    notebook: Notebook | None


@dataclass(frozen=True)
class Finished:
    """What a task gives back: its result, and the graded copy as the file's text.

    Attributes
    ----------
    copy
        The notebook that was run, or None if the submission was refused.
    """

    result: SubmissionResult
    copy: str | None


def grade_notebook(path: Path, student: str, lab: Lab, executor: Executor) -> Graded:
    """Grade one notebook file, or the one in a folder; see `grade`."""
    return grade(Task.read(path, student, lab), lab, executor)


def finish(task: Task, lab: Lab, executor: Executor) -> Finished:
    """Grade one submission and write out its copy; see `grade`."""
    started = time.perf_counter()
    graded = grade(task, lab, executor)
    copy = None if graded.notebook is None else written(graded.notebook)
    seconds = time.perf_counter() - started
    return Finished(replace(graded.result, seconds=seconds), copy)


def written(notebook: Notebook) -> str:
    """Return a graded copy as the file's text.

    Texts are left whole: a million lines, each in a line of the file, take seconds. The
    package's own `writes` validates, which takes longer still.
    """
    from nbformat import v4

    return str(v4.writes(notebook, split_lines=False))


def grade(task: Task, lab: Lab, executor: Executor) -> Graded:
    """Grade one submission; a reason not to is a result too.

    This never raises for what a submission is or does.
    """
    seed = planted.seed_for(task.student, lab.name)
    try:
        if task.refusal:
            raise SubmissionRefused(task.refusal)
        restored = submission.mended(task.data, lab)
        planted.plant(restored.notebook, seed, lab.classes)
        execution = executor.run(restored.notebook)
        cells = score.score(restored, execution, lab)
        notes = restored.notes + clean.clean(execution.notebook)
    except SubmissionRefused as refusal:
        return Graded(refuse(task, lab, str(refusal), executor.name), None)
    except Exception as error:  # the boundary: one submission must not stop the others
        reason = f"{GRADER_FAILED}: {type(error).__name__}: {error}"
        return Graded(refuse(task, lab, reason, executor.name), None)
    digest = task.digest(lab)
    result = SubmissionResult(
        task.student, lab.name, digest, executor.name, cells, notes, seed
    )
    return Graded(result, execution.notebook)


def refuse(task: Task, lab: Lab, reason: str, executor: str) -> SubmissionResult:
    """Return the result of a submission that could not be graded."""
    cells = score.refuse(lab, reason)
    note = (f"could not be graded: {reason}",)
    digest = task.digest(lab)
    return SubmissionResult(task.student, lab.name, digest, executor, cells, note)


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
