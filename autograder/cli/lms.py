"""Commands between the LMS and the gradebook: collecting work, exporting marks."""

import shlex
from collections import Counter
from contextlib import ExitStack
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.cli.app import Database, LabName, command, find_course, load_lab
from autograder.cli.options import Unsafe, make_executor
from autograder.errors import UsageError
from autograder.lms.formats import Format

if TYPE_CHECKING:
    from autograder.lms.collect import Collection

_NOT_GRADED = "left out: their work could not be graded"
_LEFT_OUT = (
    "left out: their written answers wait for you, or their work could not be graded "
    "(--incomplete exports the points so far)"
)
_SHOWN = 20  # files that need a look, before the table has to do


class Attempt(StrEnum):
    """Which of several attempts counts."""

    LAST = "last"
    FIRST = "first"
    BEST = "best"


@command
def collect(
    lab: LabName,
    sources: Annotated[
        list[Path] | None,
        typer.Argument(help="Zips or folders; nbgrader's exchange if none."),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(help="Class list: Canvas' or Moodle's export, or a CSV of yours."),
    ] = None,
    attempt: Annotated[
        Attempt, typer.Option(help="Which of several attempts counts.")
    ] = Attempt.LAST,
    due: Annotated[
        str | None, typer.Option(help="When it is due, such as '2026-11-20 23:59'.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take new work in place of old.")
    ] = False,
    db: Database = None,
    unsafe: Unsafe = False,
) -> None:
    """Take submissions from an LMS's zip, a folder or nbgrader's exchange."""
    from autograder.lms import attempts
    from autograder.lms import collect as collecting
    from autograder.lms.best_attempt import Best

    course = find_course(db)
    name = course.lab(lab)
    choosers = {Attempt.LAST: attempts.last, Attempt.FIRST: attempts.first}
    with ExitStack() as stack:
        chooser = choosers.get(attempt) or Best(
            load_lab(course, lab), stack.enter_context(make_executor(course, unsafe))
        )
        done = collecting.collect(
            course,
            name,
            sources or [],
            roster,
            chooser=chooser,
            due=_time(due),
            replaces=replace,
        )
    _print_collection(done)
    if not done.complete:
        raise typer.Exit(1)


@command
def export(
    lab: LabName,
    to_format: Annotated[
        Format, typer.Option("--format", help="What the marks are for.")
    ] = Format.CSV,
    gradebook: Annotated[
        Path | None, typer.Option(help="What Canvas or Moodle exported; is filled in.")
    ] = None,
    column: Annotated[str, typer.Option(help="Canvas' column of the lab.")] = "",
    to: Annotated[
        Path | None, typer.Option(help="File to write; in results/ if not given.")
    ] = None,
    incomplete: Annotated[
        bool, typer.Option("--incomplete", help="Also work with unmarked answers.")
    ] = False,
    scale: Annotated[
        bool, typer.Option("--scale", help="Convert to the LMS's points.")
    ] = False,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Ids that say nothing; csv only.")
    ] = False,
    db: Database = None,
) -> None:
    """Write a lab's marks as a table, or for Canvas or Moodle."""
    from autograder.lms import export as exporting

    course = find_course(db)
    request = exporting.ExportRequest(
        to_format, gradebook, column, incomplete, scale, anonymous
    )
    done = exporting.export(course, course.lab(lab), request, to)
    into = f", column {done.exported.column!r}" if done.exported.column else ""
    typer.echo(f"{done.exported.written} marks in {done.path}{into}")
    if done.so_far:
        typer.echo(
            f"{len(done.so_far)} of them are points so far: written answers wait"
        )
    for words, names in (
        (_NOT_GRADED if incomplete else _LEFT_OUT, done.waiting),
        ("excused at Canvas: EX stays", done.exported.excused),
        ("not in the LMS's table", done.exported.without_row),
    ):
        if names:
            typer.echo(f"{len(names)} {words}: {', '.join(names)}", err=True)
    if done.exported.without_row or not done.exported.written:
        raise typer.Exit(1)


@command
def leave(
    students: Annotated[
        list[str] | None, typer.Argument(help="Ids; none lists who has left.")
    ] = None,
    back: Annotated[
        bool, typer.Option("--back", help="They are in the class again.")
    ] = False,
    db: Database = None,
) -> None:
    """Take students who left out of every list, page and file; nothing is deleted."""
    from autograder.gradebook.members import leave as keep

    gone = keep(find_course(db), students or [], back=back)
    typer.echo(f"left the class: {', '.join(gone) or 'nobody'}")
    if students:
        typer.echo("give report, feedback and export again")


def _time(text: str | None) -> datetime | None:
    from autograder.lms.times import EXPECTED, parse_time

    when = parse_time(text) if text else None
    if text and when is None:
        raise UsageError(f"{text!r} is not a clear time; {EXPECTED}, with its hour")
    return when


def _print_collection(done: "Collection") -> None:
    """Print how many files became what, and those that need a look."""
    from autograder.lms.times import in_words

    for problem in filter(None, [*done.problems, done.guess]):
        typer.echo(f"student list: {problem}", err=True)
    look = [row for row in done.rows if row.needs_a_look]
    for row in look[:_SHOWN]:
        typer.echo(row.line, err=True)
    if look[_SHOWN:]:
        typer.echo(f"and {len(look) - _SHOWN} more, see the table", err=True)
    if done.unlisted:
        typer.echo(
            f"{len(done.unlisted)} of the gradebook are not in this list; if they left "
            f"the class: autograder leave {shlex.join(done.unlisted)}",
            err=True,
        )
    if done.due is not None:
        typer.echo(f"due {in_words(done.due)}")
    for status, number in Counter(row.status for row in done.rows).items():
        typer.echo(f"{number:5} {status}")
    typer.echo(f"table: {done.table}; to change it, fill correct_to and run again")
