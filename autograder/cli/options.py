"""Options of the commands that run students' code, and what they start."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from autograder.batch.pool import Pool
    from autograder.course.course import Course
    from autograder.execution.interface import Executor
    from autograder.grading.records import SubmissionResult

Unsafe = Annotated[
    bool,
    typer.Option("--unsafe-no-sandbox", help="Grade without isolation, at your risk."),
]
Workers = Annotated[int, typer.Option(min=1)]
DEFAULT_WORKERS = max(1, os.cpu_count() or 1)


@contextmanager
def open_pool(
    course: "Course", unsafe: bool, workers: int, scheduler: str | None
) -> "Iterator[Pool]":
    """Give where submissions are run: here, or on a cluster."""
    from autograder.batch.pool import Threads

    if scheduler is not None:
        from autograder.batch.dask_pool import Cluster

        yield Cluster(scheduler, executor_maker(course, unsafe))
        return
    with make_executor(course, unsafe) as executor:
        yield Threads(executor, workers)


def make_executor(course: "Course", unsafe: bool) -> "Executor":
    """Return what runs notebooks in this process."""
    return executor_maker(course, unsafe)()


def executor_maker(course: "Course", unsafe: bool) -> "Callable[[], Executor]":
    """Return what makes that which runs notebooks: isolated, unless asked otherwise."""
    from autograder.execution.isolated.executor import IsolatedExecutor
    from autograder.execution.isolated.tiers import Tier

    if unsafe:
        typer.echo(
            "not isolated: student code can read and change your files and use the "
            "network; only the tests are kept from it",
            err=True,
        )
    tier = Tier.NONE if unsafe else None
    return partial(IsolatedExecutor, tier, course.limits)


@contextmanager
def progress(label: str, total: int) -> "Iterator[Callable[[SubmissionResult], None]]":
    """Show done, failed, left and time to go on stderr while results come in."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(label),
        BarColumn(),
        TextColumn("{task.completed} done, {task.fields[failed]} failed,"),
        TextColumn("{task.fields[left]} left,"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(label, total=total, failed=0, left=total)

        def advance(result: "SubmissionResult") -> None:
            fields = bar.tasks[task].fields
            failed, left = fields["failed"] + result.refused, fields["left"] - 1
            bar.update(task, advance=1, failed=failed, left=left)

        yield advance
