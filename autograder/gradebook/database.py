"""Opening nbgrader's gradebook, in SQLite or PostgreSQL."""

import os
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, InvalidEntry
from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from autograder.course.course import Course
from autograder.errors import GradebookError
from autograder.files import is_on_network
from autograder.gradebook.results import make_table
from autograder.gradebook.schema import refuse_other_editions

_LOCK_SECONDS = 30  # until a locked SQLite gradebook is given up
_DAMAGED = ("file is not a database", "malformed")  # what SQLite says of one
_OUTDATED = ("no such column", "UndefinedColumn")  # and PostgreSQL of an old nbgrader's


@contextmanager
def connect(course: Course) -> Iterator[Any]:
    """Give nbgrader's gradebook of a course, its tables made if there are none.

    Raises
    ------
    GradebookError
        If it cannot be opened, or an access within the block fails.
    UsageError
        If what an earlier edition kept in its place is damaged.
    """
    if course.gradebook_url.startswith("sqlite:///"):
        course.grading.mkdir(parents=True, exist_ok=True)
    _find_tools_of_this_python()
    url = _patient(course.gradebook_url)
    with _reported(), _opened(url, is_new=not exists(course)) as gradebook:
        make_table(gradebook, course)
        yield gradebook


@contextmanager
def quick_connection(gradebook: Any) -> Iterator[Connection]:
    """Give a connection on which a commit costs little.

    A write-ahead log makes SQLite wait for the disk once, at the end, and lets others
    read meanwhile; it stays whole whatever happens. What a power cut takes from it is
    not recorded, and so graded again. On a network drive there is none: it lives in
    memory that the machines of a network do not share.
    """
    with gradebook.engine.connect() as connection:
        file = connection.engine.url.database or ""
        here = connection.dialect.name == "sqlite" and not is_on_network(Path(file))
        if here:
            _set(connection, "journal_mode = wal", "synchronous = normal")
        yield connection
        if here:
            with suppress(SQLAlchemyError):  # somebody else still reads
                _set(connection, "journal_mode = delete")


def _set(connection: Connection, *pragmas: str) -> None:
    for pragma in pragmas:
        connection.exec_driver_sql(f"PRAGMA {pragma}")
    connection.rollback()  # SQLAlchemy takes them for a transaction


def exists(course: Course) -> bool:
    """Return whether there is a gradebook to open; of SQLite, opening makes one."""
    address = make_url(course.gradebook_url)
    in_a_file = address.get_backend_name() == "sqlite"
    return not in_a_file or Path(address.database or "").is_file()


def due_date(gradebook: Any, lab: str) -> datetime | None:
    """Return when a lab is due, in UTC as nbgrader keeps it; None if it does not say.

    Parameters
    ----------
    gradebook
        nbgrader's, open.
    """
    asked = gradebook.db.query(Assignment.duedate).filter(Assignment.name == lab)
    due: datetime | None = asked.scalar()
    return due


def _opened(url: str, *, is_new: bool) -> Any:
    """Return nbgrader's gradebook; where it does not open, nothing of it stays open."""
    gradebook = Gradebook.__new__(Gradebook)
    try:
        if not is_new:
            _look_at(url)
        gradebook.__init__(url, "gradlab")
    except ModuleNotFoundError as error:
        raise GradebookError(
            f"{error.name} is not installed: "
            f'run python -m pip install "gradlab[postgres]"'
        ) from error
    except BaseException:
        with suppress(AttributeError):  # of an address that is none it has no engine
            gradebook.close()
        raise
    return gradebook


def _look_at(url: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        refuse_other_editions(connection)


@contextmanager
def _reported() -> Iterator[None]:
    """Turn what SQLAlchemy and nbgrader raise into a `GradebookError`."""
    try:
        yield
    except (SQLAlchemyError, InvalidEntry) as error:
        reason = str(error).partition("\n")[0]
        if any(words in reason for words in _DAMAGED):
            raise GradebookError(
                f"gradebook damaged: {reason}; put a copy back, or move it away and "
                f"grade anew"
            ) from error
        if any(words in reason for words in _OUTDATED):
            raise GradebookError(
                f"gradebook of an earlier nbgrader: {reason}; run nbgrader db upgrade"
            ) from error
        raise GradebookError(
            f"gradebook not written: {reason}; nothing is lost, run the command again"
        ) from error


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
