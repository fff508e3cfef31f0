"""The command line: reads what was asked, calls one module, prints, sets the exit code.

Exit codes: 0 done, 1 something could not be graded, 2 usage.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from autograder.errors import AutograderError, UsageError

if TYPE_CHECKING:
    from autograder.course import Course
    from autograder.execute import Executor
    from autograder.lab import Lab
    from autograder.pool import Pool
    from autograder.records import SubmissionResult

app = typer.Typer(
    name="autograder",
    help="Release, grade and report on the labs of a gradlab course.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

LabName = Annotated[str, typer.Argument(help="Lab, by name or its number: 01.")]
Force = Annotated[bool, typer.Option("--force", help="Also what has not changed.")]
Unsafe = Annotated[
    bool,
    typer.Option("--unsafe-no-sandbox", help="Grade without isolation, at your risk."),
]
_DEFAULT_WORKERS = max(1, os.cpu_count() or 1)


def _command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Register a command whose own errors become one line and an exit code."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            function(*args, **kwargs)
        except AutograderError as error:
            typer.echo(f"autograder: {error}", err=True)
            raise typer.Exit(2 if isinstance(error, UsageError) else 1) from error

    return app.command()(run)


def _course(db: str | None = None) -> "Course":
    from autograder.course import Course

    return Course.find(Path.cwd(), db)


@_command
def demo(
    into: Annotated[
        Path | None, typer.Option(help="Folder for it; grading/demo if not given.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1)] = _DEFAULT_WORKERS,
    unsafe: Unsafe = False,
) -> None:
    """Make an example class, grade it, and compare with the marks it deserves."""
    from autograder import demo as example
    from autograder.show import print_demo

    course = example.course_for(_course(), into)
    classroom = example.examples()
    example.hand_in(course, classroom)
    with _progress("grading", len(classroom)) as advance, _executor(unsafe) as executor:
        verdicts = example.grade(course, classroom, executor, workers, advance)
    if not print_demo(course, verdicts):
        raise typer.Exit(1)


@_command
def release(
    labs: Annotated[list[str] | None, typer.Argument(help="Labs; all if none.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if files would change.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files edited by hand.")
    ] = False,
) -> None:
    """Make notebooks/ from solutions/, unless something would leak."""
    from autograder import release as releasing

    course = _course()
    names = [course.lab(name) for name in labs or course.labs()]
    made = [releasing.make(course, name) for name in names]
    stale = [new.lab for new in made if releasing.differs(course, new)]
    if check and stale:
        raise UsageError(
            f"not as solutions/ gives them: {', '.join(stale)}; run autograder release"
        )
    for new in made if not check else []:
        releasing.write(course, new, force=force)
    done = "as released" if check else "released"
    typer.echo(f"{', '.join(names)}: {done}")


@_command
def grade(
    lab: LabName,
    student: Annotated[
        list[str] | None, typer.Option(help="Only this student; may be repeated.")
    ] = None,
    submissions: Annotated[
        Path | None, typer.Option(help="Folder with STUDENT/LAB/LAB.ipynb.")
    ] = None,
    db: Annotated[str | None, typer.Option(help="Gradebook as SQLAlchemy URL.")] = None,
    workers: Annotated[int, typer.Option(min=1)] = _DEFAULT_WORKERS,
    scheduler: Annotated[
        str | None, typer.Option(help="Dask scheduler that grades: tcp://HOST:8786.")
    ] = None,
    force: Force = False,
    unsafe: Unsafe = False,
) -> None:
    """Grade what is new or changed; continue a run that was killed."""
    from autograder.batch import Batch
    from autograder.show import print_class

    course = _course(db)
    loaded = _load(course, lab)
    folder = submissions or course.submitted
    batch = Batch(course, loaded, folder, _pool(unsafe, workers, scheduler))
    due = batch.due(student or (), force=force)
    with _progress(f"grading {loaded.name}", len(due)) as advance:
        finished = batch.run(due, on_progress=advance)
    print_class(course, loaded, finished)
    if any(result.refused for result in finished):
        raise typer.Exit(1)


@_command
def check(
    notebook: Annotated[Path, typer.Argument(help="A notebook file.")],
    lab: Annotated[
        str | None, typer.Option(help="Its lab; found from its cells if not given.")
    ] = None,
    student: Annotated[
        str | None, typer.Option(help="Whose hidden inputs; the file's name if none.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the record.")] = False,
    unsafe: Unsafe = False,
) -> None:
    """Grade one notebook file against its lab; nothing is recorded."""
    from autograder.grade import find_lab, grade_notebook
    from autograder.show import print_result

    if not notebook.is_file():
        raise UsageError(f"no file {notebook}: expected a notebook")
    course = _course()
    loaded = _load(course, lab) if lab else find_lab(course, notebook)
    with _executor(unsafe) as executor:
        name = student or notebook.stem
        result = grade_notebook(notebook, name, loaded, executor).result
    print_result(result, as_json=json)
    if result.refused:
        raise typer.Exit(1)


@_command
def feedback(lab: LabName) -> None:
    """Write a page for each student: marks and what failed, in words."""
    from autograder.pages import write_feedback

    typer.echo(f"pages in {write_feedback(*_graded(lab))}")


@_command
def report(lab: LabName) -> None:
    """Write the instructor's page on a lab: marks, tests, mistakes."""
    from autograder.pages import write_report

    typer.echo(f"report: {write_report(*_graded(lab))}")


@_command
def audit(
    lab: LabName,
    json: Annotated[bool, typer.Option("--json", help="Print the record.")] = False,
) -> None:
    """Try a lab's hidden tests on answers known to be wrong or right."""
    from autograder import audit as auditing
    from autograder.show import print_audit

    course = _course()
    audited = auditing.audit(course, _load(course, lab))
    print_audit(audited, as_json=json)
    if not audited.clean:
        raise typer.Exit(1)


@_command
def doctor() -> None:
    """Try what this machine offers and say how to get the rest."""
    from autograder.doctor import examine
    from autograder.show import print_findings

    if not print_findings(examine(Path.cwd())):
        raise typer.Exit(1)


def _load(course: "Course", name: str) -> "Lab":
    from autograder.lab import Lab

    return Lab.load(course, course.lab(name))


def _graded(name: str) -> "tuple[Course, Lab, list[SubmissionResult]]":
    from autograder.results import Results

    course = _course()
    lab = _load(course, name)
    return course, lab, Results(course.results, lab.name).require()


def _pool(unsafe: bool, workers: int, scheduler: str | None) -> "Pool":
    """Return where submissions are run: here, or on a cluster."""
    from autograder.pool import Threads

    maker = _executor_maker(unsafe)
    if scheduler is None:
        return Threads(maker(), workers)
    from autograder.pool_dask import Cluster

    return Cluster(scheduler, maker)


def _executor(unsafe: bool) -> "Executor":
    return _executor_maker(unsafe)()


def _executor_maker(unsafe: bool) -> "Callable[[], Executor]":
    """Return what makes that which runs notebooks: isolated, unless asked otherwise."""
    from autograder.engine.executor import IsolatedExecutor
    from autograder.engine.sandbox import Tier

    if unsafe:
        typer.echo(
            "not isolated: student code can read and change your files and use the "
            "network; only the tests are kept from it",
            err=True,
        )
    return partial(IsolatedExecutor, Tier.NONE if unsafe else None)


@contextmanager
def _progress(label: str, total: int) -> "Iterator[Callable[[SubmissionResult], None]]":
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
