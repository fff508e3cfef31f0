"""One submission on its way through: read, restore, run, score."""

from dataclasses import dataclass
from pathlib import Path

from autograder import score, submission
from autograder.course import Course
from autograder.errors import SubmissionRefused, UsageError
from autograder.execute import Executor
from autograder.lab import Lab, Notebook, grade_id
from autograder.records import SubmissionResult


@dataclass(frozen=True)
class Graded:
    """A result, and the notebook that was run for it (None if it was refused)."""

    result: SubmissionResult
    notebook: Notebook | None


def grade_notebook(path: Path, student: str, lab: Lab, executor: Executor) -> Graded:
    """Grade one notebook file; a reason not to is a result too.

    `path` is a notebook, or a folder that should hold one. This never raises for what a
    submission is or does.
    """
    digest = ""
    try:
        data = submission.read(path, lab.name)
        digest = submission.digest(data, lab)
        restored = submission.restore(submission.parse(data), lab)
        execution = executor.run(restored.notebook)
        cells = score.score(restored, execution, lab)
    except SubmissionRefused as refusal:
        return _refused(str(refusal), student, lab, digest, executor)
    except Exception as error:  # the boundary: one submission must not stop the others
        reason = f"the grader failed: {type(error).__name__}: {error}"
        return _refused(reason, student, lab, digest, executor)
    result = SubmissionResult(
        student, lab.name, digest, executor.name, cells, restored.notes
    )
    return Graded(result, execution.notebook)


def _refused(
    reason: str, student: str, lab: Lab, digest: str, executor: Executor
) -> Graded:
    cells = score.refuse(lab, reason)
    note = (f"could not be graded: {reason}",)
    result = SubmissionResult(student, lab.name, digest, executor.name, cells, note)
    return Graded(result, None)


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
