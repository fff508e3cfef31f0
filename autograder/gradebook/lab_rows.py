"""One lab's part of nbgrader's gradebook, read and written row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Text, bindparam, insert, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from autograder.course.lab import Lab
from autograder.errors import GradebookError
from autograder.grading.records import Outcome, SubmissionResult

if TYPE_CHECKING:
    from sqlalchemy import Connection, Update

_DAMAGED = ("file is not a database", "malformed")  # what SQLite says of one


class LabGradebook:
    """The part of an open gradebook that belongs to one lab.

    Made by `gradebook.open_gradebook`. It speaks to nbgrader's tables itself, since
    nbgrader's own calls look up every name again for each score.

    Parameters
    ----------
    connection
        An open connection, used by nobody else.
    """

    def __init__(self, connection: "Connection", lab: Lab) -> None:
        from nbgrader import api

        self._connection = connection
        self._tables = api.Base.metadata.tables
        with reported(), connection.begin():
            self._assignment, self._notebook = self._find_lab(lab)
            cells = self._tables["base_cell"]
            here = select(cells).where(cells.c.notebook_id == self._notebook)
            rows = connection.execute(here).all()
        self._graded = {
            r.name: r.id for r in rows if r.type in ("GradeCell", "TaskCell")
        }
        self._commented = {r.name: r.id for r in rows if r.type != "GradeCell"}

    def students(self) -> frozenset[str]:
        """Return the students whose submission of this lab is recorded."""
        submitted = self._tables["submitted_assignment"]
        names = select(submitted.c.student_id).where(
            submitted.c.assignment_id == self._assignment
        )
        with reported(), self._connection.begin():
            return frozenset(self._connection.scalars(names))

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
        GradebookError
            If the gradebook cannot be written; nothing of the result is then recorded.
        """
        with reported(), self._connection.begin():
            notebook = self._submission(result.student, submitted)
            self._connection.execute(
                self._new_scores(notebook),
                [
                    {
                        "cell": self._graded[c.grade_id],
                        "points": c.score,
                        "unscored": c.score is None,
                    }
                    for c in result.cells
                ],
            )
            missing = {c.grade_id for c in result.cells if c.outcome is Outcome.MISSING}
            self._connection.execute(
                self._new_comments(notebook),
                [
                    {"cell": cell, "text": "No response." if name in missing else None}
                    for name, cell in self._commented.items()
                ],
            )

    def _find_lab(self, lab: Lab) -> tuple[str, str]:
        """Return the ids of the lab's assignment and of its notebook."""
        assignments, notebooks = self._tables["assignment"], self._tables["notebook"]
        both = select(assignments.c.id, notebooks.c.id).join_from(
            assignments, notebooks
        )
        named = both.where(assignments.c.name == lab.name, notebooks.c.name == lab.name)
        assignment, notebook = self._connection.execute(named).one()
        return assignment, notebook

    def _submission(self, student: str, submitted: datetime | None) -> str:
        """Return the id of the student's notebook, entered if it is not there."""
        table = self._tables["submitted_assignment"]
        theirs = (
            table.c.assignment_id == self._assignment,
            table.c.student_id == student,
        )
        notebooks = self._tables["submitted_notebook"]
        both = select(notebooks.c.id).join_from(table, notebooks)
        known = both.where(*theirs, notebooks.c.notebook_id == self._notebook)
        notebook: str | None = self._connection.scalar(known)
        if notebook is None:
            return self._add(student, submitted)
        if submitted is not None:
            self._connection.execute(
                update(table).where(*theirs).values(timestamp=submitted)
            )
        return notebook

    def _add(self, student: str, submitted: datetime | None) -> str:
        """Enter a submission without scores, and the student if they are new."""
        if not self._has("student", student):
            self._insert("student", id=student)
        assignment = self._insert(
            "submitted_assignment",
            assignment_id=self._assignment,
            student_id=student,
            timestamp=submitted,
        )
        notebook = self._insert(
            "submitted_notebook", assignment_id=assignment, notebook_id=self._notebook
        )
        for table, cells in (("grade", self._graded), ("comment", self._commented)):
            self._connection.execute(
                insert(self._tables[table]),
                [{"cell_id": cell, "notebook_id": notebook} for cell in cells.values()],
            )
        return notebook

    def _has(self, table: str, key: str) -> bool:
        column = self._tables[table].c.id
        return self._connection.scalar(select(column).where(column == key)) is not None

    def _insert(self, table: str, **values: Any) -> str:
        """Insert a row and return its id."""
        done = self._connection.execute(insert(self._tables[table]).values(values))
        (key,) = done.inserted_primary_key or ("",)
        return str(key)

    def _new_scores(self, notebook: str) -> "Update":
        """Return the statement that sets the score of one cell to `points`."""
        marked = self._tables["grade"].c.manual_score.is_not(None)
        waits = or_(bindparam("unscored", type_=Boolean()), marked)
        scores = {"auto_score": bindparam("points"), "needs_manual_grade": waits}
        return self._update("grade", notebook).values(scores)

    def _new_comments(self, notebook: str) -> "Update":
        """Return the statement that sets nbgrader's comment on one cell to `text`."""
        said = bindparam("text", type_=Text())
        return self._update("comment", notebook).values(auto_comment=said)

    def _update(self, name: str, notebook: str) -> "Update":
        table = self._tables[name]
        own = table.c.notebook_id == notebook
        return update(table).where(own, table.c.cell_id == bindparam("cell"))


@contextmanager
def reported() -> Iterator[None]:
    """Turn what SQLAlchemy and nbgrader raise into a `GradebookError`."""
    from nbgrader.api import InvalidEntry

    try:
        yield
    except ModuleNotFoundError as error:
        raise GradebookError(
            f"{error.name} is not installed: "
            f'run python -m pip install "gradlab[postgres]"'
        ) from error
    except (SQLAlchemyError, InvalidEntry) as error:
        reason = str(error).partition("\n")[0]
        if any(words in reason for words in _DAMAGED):
            raise GradebookError(
                f"gradebook damaged: {reason}; put a copy back, or move it away and "
                f"grade anew"
            ) from error
        raise GradebookError(
            f"gradebook not written: {reason}; nothing is lost, run the command again"
        ) from error
