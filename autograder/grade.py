"""One submission on its way through: read, restore, run, score."""

from dataclasses import dataclass
from pathlib import Path

from autograder import score, submission
from autograder.errors import SubmissionRefused
from autograder.execute import Executor
from autograder.lab import Lab, Notebook
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
    except SubmissionRefused as refusal:
        return _refused(str(refusal), student, lab, digest, executor)
    try:
        execution = executor.run(restored.notebook)
        cells = score.score(restored, execution, lab)
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
