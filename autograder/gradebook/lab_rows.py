"""One lab's part of nbgrader's gradebook, read and written row by row."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from nbgrader import api

from autograder.course.course import Course
from autograder.course.lab import Lab, grade_id, is_answer, is_graded, is_locked
from autograder.course.nbgrader_release import generate
from autograder.errors import GradebookError
from autograder.gradebook.database import connect, quick_connection
from autograder.gradebook.queries import submissions
from autograder.gradebook.results import forget_removed, keep
from autograder.grading.records import Outcome, SubmissionResult


def _of_cell(of: Any) -> sa.Update:
    """Return what changes the row of one cell, Grade or Comment, of one notebook."""
    table = of.__table__
    own = table.c.notebook_id == sa.bindparam("notebook")
    return sa.update(table).where(own, table.c.cell_id == sa.bindparam("cell"))


# Made once: SQLAlchemy takes longer to put a statement together than to execute it.
_NEW_SCORE = _of_cell(api.Grade).values(
    auto_score=sa.bindparam("points"),
    needs_manual_grade=sa.or_(
        sa.bindparam("unscored", type_=sa.Boolean()),
        api.Grade.__table__.c.manual_score.is_not(None),
    ),
)
_NEW_COMMENT = _of_cell(api.Comment).values(
    auto_comment=sa.bindparam("text", type_=sa.Text())
)


@contextmanager
def open_gradebook(course: Course, lab: Lab) -> Iterator["LabGradebook"]:
    """Open the course's gradebook, with the rows that `lab` needs in place.

    Raises
    ------
    GradebookError
        If it cannot be opened, or holds submissions of a lab with other graded cells.
    UsageError
        If nbgrader cannot enter the lab.
    """
    with connect(course) as gradebook:
        if not _is_current(gradebook, lab):
            _refuse_other_cells(gradebook, lab)
            _generate_rows(course, lab)
        gradebook.db.remove()  # ends its transaction: ours is another
        with quick_connection(gradebook) as connection:
            yield LabGradebook(connection, lab)


class LabGradebook:
    """The part of an open gradebook that belongs to one lab.

    Made by `open_gradebook`. It writes nbgrader's tables itself, since nbgrader's own
    calls look up every name again for each score.

    Parameters
    ----------
    connection
        An open connection, used by nobody else.
    """

    def __init__(self, connection: sa.Connection, lab: Lab) -> None:
        self._connection = connection
        self._known = submissions(
            lab.name,
            api.SubmittedNotebook.id,
            api.SubmittedAssignment.id,
            student=sa.bindparam("student"),
        )
        both = sa.select(api.Assignment.id, api.Notebook.id).join(
            api.Notebook, api.Notebook.assignment_id == api.Assignment.id
        )
        named = both.where(
            api.Assignment.name == lab.name, api.Notebook.name == lab.name
        )
        cells = sa.select(api.BaseCell.id, api.BaseCell.name, api.BaseCell.type)
        with connection.begin():
            self._assignment, self._notebook = connection.execute(named).one()
            here = cells.where(api.BaseCell.notebook_id == self._notebook)
            rows = connection.execute(here).all()
            forget_removed(connection)
        self._graded = {
            r.name: r.id for r in rows if r.type in ("GradeCell", "TaskCell")
        }
        self._commented = {r.name: r.id for r in rows if r.type != "GradeCell"}

    def record(self, result: SubmissionResult, submitted: datetime | None) -> None:
        """Record one result, whole; a refused one clears the scores of an earlier run.

        A score that a person entered stays, marked for another look where the automatic
        score is new, as nbgrader does.

        Parameters
        ----------
        submitted
            When it was handed in, in UTC; None leaves what is recorded.

        Raises
        ------
        SQLAlchemyError
            If the gradebook cannot be written; nothing of the result is then recorded.
        """
        missing = {c.grade_id for c in result.cells if c.outcome is Outcome.MISSING}
        with self._connection.begin():
            notebook = self._submission(result.student, submitted)
            keep(self._connection, notebook, result)
            self._connection.execute(
                _NEW_SCORE,
                [
                    {
                        "notebook": notebook,
                        "cell": self._graded[c.grade_id],
                        "points": c.score,
                        "unscored": c.score is None,
                    }
                    for c in result.cells
                ],
            )
            self._connection.execute(
                _NEW_COMMENT,
                [
                    {
                        "notebook": notebook,
                        "cell": cell,
                        "text": "No response." if name in missing else None,
                    }
                    for name, cell in self._commented.items()
                ],
            )

    def _submission(self, student: str, submitted: datetime | None) -> str:
        """Return the id of the student's notebook, entered if it is not there."""
        row = self._connection.execute(self._known, {"student": student}).one_or_none()
        if row is None:
            return self._add(student, submitted)
        notebook, assignment = row
        if submitted is not None:
            table = api.SubmittedAssignment.__table__
            theirs = sa.update(table).where(table.c.id == assignment)
            self._connection.execute(theirs.values(timestamp=submitted))
        return str(notebook)

    def _add(self, student: str, submitted: datetime | None) -> str:
        """Enter a submission without scores, and the student if they are new."""
        is_known = sa.select(api.Student.id).where(api.Student.id == student)
        if self._connection.scalar(is_known) is None:
            self._insert(api.Student, id=student)
        assignment = self._insert(
            api.SubmittedAssignment,
            assignment_id=self._assignment,
            student_id=student,
            timestamp=submitted,
        )
        notebook = self._insert(
            api.SubmittedNotebook, assignment_id=assignment, notebook_id=self._notebook
        )
        for of, cells in ((api.Grade, self._graded), (api.Comment, self._commented)):
            self._connection.execute(
                sa.insert(of.__table__),
                [{"cell_id": cell, "notebook_id": notebook} for cell in cells.values()],
            )
        return notebook

    def _insert(self, of: Any, **values: Any) -> str:
        """Insert a row and return its id."""
        done = self._connection.execute(sa.insert(of.__table__).values(values))
        (key,) = done.inserted_primary_key or ("",)
        return str(key)


def _is_current(gradebook: Any, lab: Lab) -> bool:
    """Return whether the gradebook knows the lab as it now stands."""
    try:
        notebook = gradebook.find_notebook(lab.name, lab.name)
    except api.MissingEntry:
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
    try:
        notebook = gradebook.find_notebook(lab.name, lab.name)
    except api.MissingEntry:
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
