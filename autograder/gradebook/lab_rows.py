"""One lab's part of nbgrader's gradebook, read and written row by row."""

import tempfile
from collections.abc import Iterator, Mapping
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
from autograder.grading.records import CellResult, Outcome, SubmissionResult


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
            api.SubmittedNotebook.notebook_id,
            api.SubmittedNotebook.id,
            api.SubmittedAssignment.id,
            student=sa.bindparam("student"),
        )
        named = (
            sa.select(api.Notebook.name, api.Notebook.id, api.Assignment.id)
            .join(api.Notebook, api.Notebook.assignment_id == api.Assignment.id)
            .where(api.Assignment.name == lab.name)
        )
        columns = (api.BaseCell.name, api.BaseCell.id, api.BaseCell.type)
        cells = sa.select(*columns, api.BaseCell.notebook_id)
        with connection.begin():
            found = connection.execute(named).all()
            self._assignment = found[0][2]
            ids = {name: notebook for name, notebook, _ in found}
            self._notebooks = [ids[part.notebook] for part in lab.notebooks]
            here = cells.where(api.BaseCell.notebook_id.in_(self._notebooks))
            self._cells = connection.execute(here).all()
            forget_removed(connection)
        self._graded = {r.name: r for r in self._cells if _has_grade(r)}
        self._commented = [r for r in self._cells if r.type != "GradeCell"]

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
            rows = self._submission(result.student, submitted)
            keep(self._connection, rows[self._notebooks[0]], result)
            scores = [self._score(rows, cell) for cell in result.cells]
            comments = [
                {
                    "notebook": rows[cell.notebook_id],
                    "cell": cell.id,
                    "text": "No response." if cell.name in missing else None,
                }
                for cell in self._commented
            ]
            for statement, values in ((_NEW_SCORE, scores), (_NEW_COMMENT, comments)):
                if values:  # a lab may have nothing to answer in a cell
                    self._connection.execute(statement, values)

    def _score(self, rows: Mapping[str, str], result: CellResult) -> dict[str, Any]:
        cell = self._graded[result.grade_id]
        return {
            "notebook": rows[cell.notebook_id],
            "cell": cell.id,
            "points": result.score,
            "unscored": result.score is None,
        }

    def _submission(self, student: str, submitted: datetime | None) -> dict[str, str]:
        """Return the row of each of a student's notebooks, entered if not there."""
        found = self._connection.execute(self._known, {"student": student}).all()
        if not found:
            return self._add(student, submitted)
        if submitted is not None:
            table = api.SubmittedAssignment.__table__
            theirs = sa.update(table).where(table.c.id == found[0][2])
            self._connection.execute(theirs.values(timestamp=submitted))
        return {notebook: row for notebook, row, _ in found}

    def _add(self, student: str, submitted: datetime | None) -> dict[str, str]:
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
        rows = {
            notebook: self._insert(
                api.SubmittedNotebook, assignment_id=assignment, notebook_id=notebook
            )
            for notebook in self._notebooks
        }
        graded = list(self._graded.values())
        for of, cells in ((api.Grade, graded), (api.Comment, self._commented)):
            values = [
                {"cell_id": cell.id, "notebook_id": rows[cell.notebook_id]}
                for cell in cells
            ]
            if values:
                self._connection.execute(sa.insert(of.__table__), values)
        return rows

    def _insert(self, of: Any, **values: Any) -> str:
        """Insert a row and return its id."""
        done = self._connection.execute(sa.insert(of.__table__), values)
        (key,) = done.inserted_primary_key or ("",)
        return str(key)


def _has_grade(row: Any) -> bool:
    return row.type in ("GradeCell", "TaskCell")


def _is_current(gradebook: Any, lab: Lab) -> bool:
    """Return whether the gradebook knows the lab as it now stands."""
    known = _known_notebooks(gradebook, lab)
    return known.keys() == {part.notebook for part in lab.notebooks} and all(
        _holds(known[part.notebook], part) for part in lab.notebooks
    )


def _holds(notebook: Any, part: Lab) -> bool:
    """Return whether nbgrader's rows of a notebook are the cells that it has."""
    rows = {cell.name: cell.source for cell in notebook.source_cells}
    marked = (*notebook.grade_cells, *notebook.task_cells)
    points = {cell.name: cell.max_score for cell in marked}
    return rows == {
        grade_id(cell): cell.source
        for cell in part.master.cells
        if is_graded(cell) or is_answer(cell) or is_locked(cell)
    } and points == {cell.grade_id: cell.max_score for cell in part.graded}


def _refuse_other_cells(gradebook: Any, lab: Lab) -> None:
    """Raise if students have marks for graded cells that the lab no longer has."""
    notebooks = _known_notebooks(gradebook, lab).values()
    known = {cell.name for one in notebooks for cell in one.source_cells}
    handed_in = any(one.submissions for one in notebooks)
    if handed_in and known != set(lab.released):
        changed = ", ".join(sorted(known.symmetric_difference(lab.released)))
        raise GradebookError(
            f"cells of {lab.name} came or went after grading ({changed}): "
            f"move the gradebook away and grade anew"
        )


def _known_notebooks(gradebook: Any, lab: Lab) -> dict[str, Any]:
    """Return what nbgrader knows of the lab's notebooks, by name."""
    try:
        return {one.name: one for one in gradebook.find_assignment(lab.name).notebooks}
    except api.MissingEntry:
        return {}


def _generate_rows(course: Course, lab: Lab) -> None:
    """Let nbgrader write the lab's rows; the release that it also writes is dropped."""
    with tempfile.TemporaryDirectory(prefix="gradlab-") as folder:
        generate(course, lab.name, Path(folder), database=True)
