"""The command that grades while students hand in."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.cli.app import Database, LabName, command, find_course, load_lab
from autograder.cli.options import DEFAULT_WORKERS, Unsafe, Workers, make_executor

if TYPE_CHECKING:
    from autograder.course.course import Course
    from autograder.course.lab import Lab
    from autograder.grading.records import SubmissionResult

_RELOAD_SECONDS = 5


@command
def watch(
    lab: LabName,
    arrivals: Annotated[
        Path | None,
        typer.Argument(help="Folder to collect from; none: grading/submitted itself."),
    ] = None,
    db: Database = None,
    workers: Workers = DEFAULT_WORKERS,
    unsafe: Unsafe = False,
) -> None:
    """Grade files as they arrive and keep the report current, until Ctrl-C."""
    from autograder.batch.batch import Batch
    from autograder.batch.pool import threads
    from autograder.batch.watch import Watch

    course = find_course(db)
    loaded = load_lab(course, lab)
    with make_executor(course, unsafe) as executor:
        batch = Batch(course, loaded, course.submitted, threads(executor, workers))
        page = _Page(course, loaded)
        looking = Watch(batch, page.update, page.trouble)
        if arrivals:
            looking.arrivals = (arrivals,)
            looking.gather = _collector(course, loaded.name, arrivals)
        try:
            looking.run()
        except KeyboardInterrupt:
            typer.echo("stopped; what was graded is kept")
        page.write(batch.known(), reload_seconds=0)


class _Page:
    """The report page while it is kept current, and a line for each news."""

    def __init__(self, course: "Course", lab: "Lab") -> None:
        self._course, self._lab = course, lab
        self._told: dict[str, str] = {}
        self._trouble = ""
        self._is_new = True

    def update(self, results: "Sequence[SubmissionResult]") -> None:
        """Write the page and say who is new."""
        page = self.write(results, _RELOAD_SECONDS)
        if self._is_new:
            self._is_new = False
            typer.echo(f"watching; Ctrl-C ends it; open {page}")
        for result in results:
            said = result.notes[0] if result.refused else f"{result.score:g} points"
            if self._told.get(result.student) != said:
                typer.echo(f"{result.student}: {said}")
                self._told[result.student] = said
        self._trouble = ""

    def trouble(self, reason: str) -> None:
        """Say once why nothing goes on."""
        if reason != self._trouble:
            typer.echo(f"autograder: {reason}", err=True)
            self._trouble = reason

    def write(self, results: "Sequence[SubmissionResult]", reload_seconds: int) -> Path:
        """Write the report and return its page."""
        from autograder.gradebook.manual_marks import read_marks
        from autograder.pages import write_report

        marks = read_marks(self._course, self._lab.name)
        return write_report(self._course, self._lab, results, marks, reload_seconds)


def _collector(course: "Course", lab: str, arrivals: Path) -> Callable[[], None]:
    """Return what brings new files into `submitted`, and names troubles once."""
    from autograder.lms.collect import collect
    from autograder.lms.collected_table import FileStatus

    told: set[str] = set()

    def gather() -> None:
        for row in collect(course, lab, [arrivals], replaces=True).rows:
            may_still_come = row.status is FileStatus.BROKEN  # grading waits, and says
            if row.needs_a_look and not may_still_come and row.line not in told:
                told.add(row.line)
                typer.echo(row.line, err=True)

    return gather
