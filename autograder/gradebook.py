"""Recording results in the gradebook of nbgrader: Formgrader and exports show them."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import datetime
from typing import Any

from autograder.course import Course
from autograder.errors import GradebookError
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
    """
    from nbgrader.api import Gradebook

    if course.gradebook_url.startswith("sqlite:///"):
        course.grading.mkdir(parents=True, exist_ok=True)
    with _reported():
        gradebook = Gradebook(course.gradebook_url, "gradlab")
    with gradebook:
        with _reported():
            current = _is_current(gradebook, lab)
        if not current:
            _generate_rows(course, lab)
            gradebook.db.expire_all()
        yield LabGradebook(gradebook, lab)


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


def _generate_rows(course: Course, lab: Lab) -> None:
    """Let nbgrader write the lab's rows, its release going to a folder of no use."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    with tempfile.TemporaryDirectory(prefix="gradlab-") as folder:
        config = deepcopy(course.config)
        config.CourseDirectory.release_directory = folder
        logging.getLogger("traitlets").setLevel(logging.CRITICAL)
        api = NbGraderAPI(CourseDirectory(config=config), config=config)
        answer = api.generate_assignment(lab.name, force=True, create=True)
    if not answer["success"]:
        reason = (answer["error"] or answer["log"] or "").strip().splitlines()[-1:]
        raise GradebookError(
            f"nbgrader cannot enter {lab.name}: {' '.join(reason)}; "
            f"if its graded cells changed after grading, move the gradebook away"
        )
