"""What the commands share: the application, common options, finding course and lab."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from autograder.errors import AutograderError

if TYPE_CHECKING:
    from autograder.course.course import Course
    from autograder.course.lab import Lab
    from autograder.grading.records import SubmissionResult

app = typer.Typer(
    name="autograder",
    help="Release, grade and report on the labs of a gradlab course.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Force = Annotated[bool, typer.Option("--force", help="Also what has not changed.")]
LabName = Annotated[str, typer.Argument(help="Lab, by name or its number: 01.")]
Json = Annotated[bool, typer.Option("--json", help="Print the record.")]
Database = Annotated[
    str | None,
    typer.Option("--db", help="Another gradebook: sqlite:///FILE, or of PostgreSQL."),
]


def command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Register a command whose own errors become one line and an exit code."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            function(*args, **kwargs)
        except AutograderError as error:
            typer.echo(f"autograder: {error}", err=True)
            raise typer.Exit(error.exit_code) from error

    return app.command()(run)


def find_course(db: str | None = None) -> "Course":
    """Return the course of the folder in which the command was given.

    Raises
    ------
    UsageError
        If there is none.
    """
    from autograder.course.course import Course

    return Course.find(Path.cwd(), db)


def load_lab(course: "Course", name: str) -> "Lab":
    """Return a lab by its name or number.

    Raises
    ------
    UsageError
        If the course has no such lab, or its source cannot serve as one.
    """
    from autograder.course.lab import Lab

    return Lab.load(course, course.lab(name))


def results_of(
    name: str, db: str | None = None
) -> "tuple[Course, Lab, list[SubmissionResult]]":
    """Return the course, a lab and its results.

    Raises
    ------
    UsageError
        If nothing of it has been graded.
    """
    from autograder.gradebook.database import connect
    from autograder.gradebook.results import require_results

    course = find_course(db)
    lab = load_lab(course, name)
    with connect(course) as gradebook:
        return course, lab, require_results(gradebook, lab.name)
