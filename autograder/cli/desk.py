"""Commands between the LMS and the gradebook: collecting work, exporting marks."""

from collections import Counter
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.cli.app import Database, LabName, command, find_course, load_lab
from autograder.cli.running import Unsafe, make_executor
from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.collect.desk import Collection


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
        Path | None, typer.Option(help="Student list as CSV; else the gradebook's.")
    ] = None,
    attempt: Annotated[
        Attempt, typer.Option(help="Which of several attempts counts.")
    ] = Attempt.LAST,
    due: Annotated[
        str | None, typer.Option(help="When it is due: '2026-11-20 23:59'.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take new work in place of old.")
    ] = False,
    db: Database = None,
    unsafe: Unsafe = False,
) -> None:
    """Take submissions from an LMS's zip, a folder or nbgrader's exchange."""
    from contextlib import ExitStack

    from autograder.collect import choose, desk
    from autograder.collect.best import Best

    course = find_course(db)
    name = course.lab(lab)
    choosers = {Attempt.LAST: choose.last, Attempt.FIRST: choose.first}
    with ExitStack() as stack:
        chooser = choosers.get(attempt) or Best(
            load_lab(course, lab), stack.enter_context(make_executor(unsafe))
        )
        done = desk.collect(
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


def _time(text: str | None) -> datetime | None:
    from autograder.collect.files import parse_time

    when = parse_time(text) if text else None
    if text and when is None:
        raise UsageError(f"no time: {text!r}; expected such as '2026-11-20 23:59'")
    return when


def _print_collection(done: "Collection") -> None:
    """Print how many files became what, and those that need a look."""
    for problem in done.problems:
        typer.echo(f"student list: {problem}", err=True)
    for row in done.rows:
        if row.needs_a_look:
            typer.echo(f"{row.file}: {row.status}; {row.note}".rstrip("; "), err=True)
    for status, number in Counter(row.status for row in done.rows).items():
        typer.echo(f"{number:5} {status}")
    typer.echo(f"table: {done.table}; to change it, fill correct_to and run again")
