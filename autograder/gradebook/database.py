"""Recording results in the gradebook of nbgrader: Formgrader and exports show them."""

import os
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from autograder.course.course import Course
from autograder.course.lab import Lab, grade_id, is_answer, is_graded, is_locked
from autograder.course.nbgrader_release import generate
from autograder.errors import GradebookError
from autograder.gradebook.lab_rows import LabGradebook, reported

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LOCK_SECONDS = 30  # until a locked SQLite gradebook is given up


@contextmanager
def open_gradebook(course: Course, lab: Lab) -> Iterator[LabGradebook]:
    """Open the course's gradebook, with the rows that `lab` needs in place.

    Raises
    ------
    GradebookError
        If it cannot be opened, or holds submissions of a lab with other graded cells.
    UsageError
        If nbgrader cannot enter the lab.
    """
    with connect(course) as gradebook:
        with reported():
            current = _is_current(gradebook, lab)
            if not current:
                _refuse_other_cells(gradebook, lab)
                _generate_rows(course, lab)
                gradebook.db.expire_all()
            gradebook.db.remove()  # ends its transaction: ours is another
        with _connected(gradebook.engine) as connection:
            yield LabGradebook(connection, lab)


@contextmanager
def _connected(engine: Any) -> "Iterator[Connection]":
    """Give a connection on which a commit costs little.

    A write-ahead log makes SQLite wait for the disk once, at the end, and lets others
    read meanwhile; it stays whole whatever happens. Scores that a power cut takes from
    it are entered again from the journal.
    """
    with reported():
        connection = engine.connect()
    with connection:
        if engine.dialect.name == "sqlite":
            with reported():
                _set(connection, "journal_mode = wal", "synchronous = normal")
        yield connection
        if engine.dialect.name == "sqlite":
            with suppress(SQLAlchemyError):  # somebody else still reads
                _set(connection, "journal_mode = delete")


def _set(connection: "Connection", *pragmas: str) -> None:
    for pragma in pragmas:
        connection.exec_driver_sql(f"PRAGMA {pragma}")
    connection.rollback()  # SQLAlchemy takes them for a transaction


def connect(course: Course) -> Any:
    """Return nbgrader's gradebook of a course, its tables made if there are none.

    Raises
    ------
    GradebookError
        If it cannot be opened.
    """
    if course.gradebook_url.startswith("sqlite:///"):
        course.grading.mkdir(parents=True, exist_ok=True)
    _find_tools_of_this_python()
    with reported():
        return _opened(_patient(course.gradebook_url))


def _opened(url: str) -> Any:
    """Return nbgrader's gradebook; where it does not open, nothing of it stays open."""
    from nbgrader.api import Gradebook

    gradebook = Gradebook.__new__(Gradebook)
    try:
        gradebook.__init__(url, "gradlab")
    except BaseException:
        with suppress(AttributeError):  # without its driver it has no engine to close
            gradebook.close()
        raise
    return gradebook


def graded_in(lab: str, query: Any) -> Any:
    """Restrict a query to a lab's submitted notebooks, their grades joined to them."""
    from nbgrader.api import Assignment, Grade, SubmittedAssignment, SubmittedNotebook

    return (
        query.select_from(SubmittedNotebook)
        .join(
            SubmittedAssignment,
            SubmittedNotebook.assignment_id == SubmittedAssignment.id,
        )
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .filter(Assignment.name == lab)
    )


def _patient(url: str) -> str:
    """Return an address under which SQLite waits while somebody else writes."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and "timeout" not in parsed.query:
        parsed = parsed.update_query_dict({"timeout": str(_LOCK_SECONDS)})
    return parsed.render_as_string(hide_password=False)


def _find_tools_of_this_python() -> None:
    """Let nbgrader start `alembic` where the environment is not activated."""
    scripts = sysconfig.get_path("scripts")
    path = os.environ.get("PATH", "")
    if scripts not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([path, scripts])


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
