"""The engine inside nbgrader: `nbgrader autograde` and Formgrader's button use it.

Named in `nbgrader_config.py` in place of nbgrader's own steps: `Restore` before all
other repairs, `ExecuteIsolated` instead of the kernel. nbgrader then reads the marks
from the outputs as it always does, so a test's outputs are written as it reads them.
"""

import atexit
from functools import cache
from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.course.course import Course
from autograder.course.lab import Lab, grade_id, is_test
from autograder.course.notebook import Cell, Notebook
from autograder.execution.isolated.executor import IsolatedExecutor
from autograder.grading import grade, submission
from autograder.grading.extra_files import extra_files
from autograder.grading.records import CellResult, Outcome


class Restore(NbGraderPreprocessor):  # type: ignore[misc]
    """Put the lab's own cells back, as `autograder grade` does."""

    def preprocess(self, nb: Notebook, resources: Any) -> tuple[Notebook, Any]:
        """Return the notebook with every locked cell from the lab.

        Raises
        ------
        SubmissionRefused
            If it is a notebook of another lab.
        """
        restored = submission.restore(nb, _lab(resources))
        for note in restored.notes:
            self.log.warning("%s", note)
        return restored.notebook, resources


class ExecuteIsolated(NbGraderPreprocessor):  # type: ignore[misc]
    """Run the notebook in the isolated engine instead of a kernel."""

    def preprocess(self, nb: Notebook, resources: Any) -> tuple[Notebook, Any]:
        """Return the notebook with outputs from which nbgrader reads the right marks.

        Raises
        ------
        NoIsolation
            If this machine offers no isolation.
        """
        lab, student = _lab(resources), resources["nbgrader"]["student"]
        restored = submission.restore(nb, lab)
        beside, cut = _handed_in_beside(lab, student)
        engine = _engine(Path.cwd())
        execution, cells = grade.run(restored, student, lab, engine, beside)
        results = {cell.grade_id: cell for cell in cells}
        for note in (*execution.notes, *filter(None, [cut])):
            self.log.warning("%s", note)
        for cell in execution.notebook.cells:
            if is_test(cell):
                _show_mark(cell, results[str(grade_id(cell))])
        return execution.notebook, resources


def _show_mark(cell: Cell, result: CellResult) -> None:
    """Write a test's outputs so that nbgrader reads this result from them."""
    kept = [o for o in cell.outputs if o.output_type == "stream" and o.name == "stdout"]
    if result.outcome is Outcome.PASSED:
        cell.outputs = kept
    elif result.score:
        value = {"data": {"text/plain": repr(result.score)}, "metadata": {}}
        output = {"output_type": "execute_result", "execution_count": None, **value}
        cell.outputs = [*kept, from_dict(output)]
    else:
        words = result.message or str(result.outcome)
        output = {"output_type": "error", "ename": str(result.outcome), "evalue": words}
        cell.outputs = [*kept, from_dict({**output, "traceback": [words]})]


def _handed_in_beside(lab: Lab, student: str) -> tuple[dict[str, bytes], str]:
    """Return a student's own files and a note if some lack, as `autograder grade`."""
    folder = Course.find(Path.cwd()).submitted / student / lab.name
    return extra_files(folder) if folder.is_dir() else ({}, "")


def _lab(resources: Any) -> Lab:
    """Return the notebook that nbgrader is grading, in the course folder, as a lab."""
    about = resources["nbgrader"]
    lab = _load(Path.cwd(), about["assignment"])
    named = (part for part in lab.notebooks if part.notebook == about.get("notebook"))
    return next(named, lab)


@cache
def _load(folder: Path, name: str) -> Lab:
    return Lab.load(Course.find(folder), name)


@cache
def _engine(folder: Path) -> IsolatedExecutor:
    """Return a course's engine, stopped when the process ends."""
    executor = IsolatedExecutor(limits=Course.find(folder).limits)
    executor.__enter__()
    atexit.register(executor.__exit__)
    return executor
