"""Recording results in the gradebook of nbgrader: Formgrader and exports show them."""

import os
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.errors import GradebookError
from autograder.generate import generate
from autograder.lab import Lab, grade_id, is_answer, is_graded, is_locked
from autograder.records import Outcome, SubmissionResult


class LabGradebook:
    """The part of an open gradebook that belongs to one lab.

    Made by `open_gradebook`.
    """

    def __init__(self, gradebook: Any, lab: Lab) -> None:
        self._gradebook = gradebook
        self._lab = lab

    def students(self) -> frozenset[str]:
        """Return the students whose submission of this lab is recorded."""
        submissions = self._gradebook.assignment_submissions(self._lab.name)
        return frozenset(submission.student.id for submission in submissions)

    def record(self, result: SubmissionResult, submitted: datetime | None) -> None:
        """Record one result; a refused one clears the scores of an earlier run.

        A score that a person entered stays, marked for another look where the automatic
        score is new, as nbgrader does.

        Raises
        ------
        GradebookError
            If the gradebook cannot be written; nothing of the result is then recorded.
        """
        with _reported(self._gradebook.db):
            cells = {cell.grade_id: cell for cell in result.cells}
            for notebook in self._submission(result.student, submitted).notebooks:
                for grade in notebook.grades:
                    grade.auto_score = cells[grade.name].score
                    waits = grade.auto_score is None or grade.manual_score is not None
                    grade.needs_manual_grade = waits
                for comment in notebook.comments:
                    cell = cells.get(comment.name)
                    unanswered = cell and cell.outcome is Outcome.MISSING
                    comment.auto_comment = "No response." if unanswered else None
            self._gradebook.db.commit()

    def _submission(self, student: str, submitted: datetime | None) -> Any:
        """Return the gradebook's submission of `student`, made if it is not there."""
        when = {"timestamp": submitted} if submitted else {}
        self._gradebook.update_or_create_student(student)
        with self._gradebook.db.no_autoflush:
            return self._gradebook.update_or_create_submission(
                self._lab.name, student, **when
            )


@contextmanager
def open_gradebook(course: Course, lab: Lab) -> Iterator[LabGradebook]:
    """Open the course's gradebook, with the rows that `lab` needs in place.

    Raises
    ------
    GradebookError
        If it cannot be opened, or holds submissions of a lab with other graded cells.
    BrokenLab
        If nbgrader cannot enter the lab.
    """
    with connect(course) as gradebook:
        with _reported():
            current = _is_current(gradebook, lab)
            if not current:
                _refuse_other_cells(gradebook, lab)
                _generate_rows(course, lab)
                gradebook.db.expire_all()
        yield LabGradebook(gradebook, lab)


def connect(course: Course) -> Any:
    """Return nbgrader's gradebook of a course, its tables made if there are none.

    Raises
    ------
    GradebookError
        If it cannot be opened.
    """
    from nbgrader.api import Gradebook

    if course.gradebook_url.startswith("sqlite:///"):
        course.grading.mkdir(parents=True, exist_ok=True)
    _find_tools_of_this_python()
    with _reported():
        return Gradebook(course.gradebook_url, "gradlab")


def _find_tools_of_this_python() -> None:
    """Let nbgrader start `alembic` where the environment is not activated."""
    scripts = sysconfig.get_path("scripts")
    path = os.environ.get("PATH", "")
    if scripts not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([path, scripts])


@contextmanager
def _reported(session: Any = None) -> Iterator[None]:
    """Turn what SQLAlchemy and nbgrader raise into a `GradebookError`."""
    from nbgrader.api import InvalidEntry
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, InvalidEntry) as error:
        if session is not None:
            session.rollback()
        reason = str(error).partition("\n")[0]
        raise GradebookError(
            f"gradebook not written: {reason}; nothing is lost, run the command again"
        ) from error


def _is_current(gradebook: Any, lab: Lab) -> bool:
    """Return whether the gradebook knows the lab as it now stands."""
    from nbgrader.api import MissingEntry

    try:
        notebook = gradebook.find_notebook(lab.name, lab.name)
    except MissingEntry:
        return False
    rows = {cell.name: cell.source for cell in notebook.source_cells}
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    return rows == {
        grade_id(cell): cell.source
        for cell in lab.master.cells
        if is_graded(cell) or is_answer(cell) or is_locked(cell)
    } and points == {cell.grade_id: cell.max_score for cell in lab.graded}


def _refuse_other_cells(gradebook: Any, lab: Lab) -> None:
    """Raise if students have marks for graded cells that the lab no longer has."""
    from nbgrader.api import MissingEntry

    try:
        notebook = gradebook.find_notebook(lab.name, lab.name)
    except MissingEntry:
        return
    known = {cell.name for cell in notebook.source_cells}
    if notebook.submissions and known != set(lab.released):
        changed = ", ".join(sorted(known.symmetric_difference(lab.released)))
        raise GradebookError(
            f"cells of {lab.name} came or went after grading ({changed}): "
            f"move the gradebook away and grade anew"
        )


def _generate_rows(course: Course, lab: Lab) -> None:
    """Let nbgrader write the lab's rows; the release that it also writes is dropped."""
    with tempfile.TemporaryDirectory(prefix="gradlab-") as folder:
        generate(course, lab.name, Path(folder), database=True)
