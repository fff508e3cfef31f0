"""One lab's marks, settled, from the gradebook to a file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from autograder.course.course import Course
from autograder.errors import UsageError
from autograder.gradebook.database import connect
from autograder.gradebook.late import settle
from autograder.gradebook.totals import read_totals
from autograder.lms.formats import Format
from autograder.lms.lms_tables import (
    Exported,
    LabTotals,
    as_table,
    for_canvas,
    for_moodle,
)
from autograder.lms.pseudonyms import pseudonym
from autograder.tables import read_sheet, write_sheet, write_table

_NAMES = {Format.CSV: "marks", Format.CANVAS: "canvas", Format.MOODLE: "moodle"}


@dataclass(frozen=True)
class ExportRequest:
    """What is wanted; see `lms_tables.LabTotals`.

    Attributes
    ----------
    gradebook
        The file that the LMS exported; it is only read.
    """

    format: Format = Format.CSV
    gradebook: Path | None = None
    column: str = ""
    incomplete: bool = False
    scale: bool = False
    anonymous: bool = False


@dataclass(frozen=True)
class ExportDone:
    """A file that was written, and who is not in it.

    Attributes
    ----------
    so_far
        Students of whose work a part is not marked yet, and whose points so far stand.
    """

    path: Path
    exported: Exported
    waiting: list[str]
    so_far: tuple[str, ...] = ()


def export(
    course: Course, lab: str, request: ExportRequest, to: Path | None = None
) -> ExportDone:
    """Write a lab's marks to a file and return which.

    Raises
    ------
    UsageError
        If the request cannot be met, or nothing of the lab is in the gradebook.
    AutograderError
        If the gradebook or the file cannot be used.
    """
    name = "anonymous" if request.anonymous else _NAMES[request.format]
    path = to or course.results / f"{lab}.{name}.csv"
    named = partial(pseudonym, course) if request.anonymous else None
    with connect(course) as gradebook:
        return write(gradebook, lab, course.config, request, path, named)


def write(
    gradebook: Any,
    lab: str,
    config: Any,
    request: ExportRequest,
    path: Path,
    named: Callable[[str], str] | None = None,
) -> ExportDone:
    """Write a lab's marks from nbgrader's open gradebook; see `export`.

    Raises
    ------
    AutograderError
        As `export`.
    """
    _refuse(request, path)
    template = read_sheet(request.gradebook) if request.gradebook else None
    settle(gradebook, lab, config)
    marks = _marks(gradebook, lab, request)
    if request.format is Format.CSV:
        done = as_table(marks, named)
        write_table(path, done.sheet)
        return ExportDone(path, done, [])
    fill = for_canvas if request.format is Format.CANVAS else for_moodle
    done = fill(marks, template)
    write_sheet(path, done.sheet)
    so_far = tuple(one.student for one in marks.ready if one.unmarked)
    return ExportDone(path, done, marks.waiting, so_far)


def _refuse(request: ExportRequest, path: Path) -> None:
    if request.anonymous and request.format is not Format.CSV:
        raise UsageError(f"{request.format} needs to know whose marks they are")
    if request.gradebook and request.gradebook.resolve() == path.resolve():
        raise UsageError(f"{path} is what the LMS exported: write to another file")


def _marks(gradebook: Any, lab: str, request: ExportRequest) -> LabTotals:
    from nbgrader.api import MissingEntry

    totals = read_totals(gradebook, lab)
    if not any(one.handed_in for one in totals):
        raise UsageError(f"no marks of {lab}: run autograder grade {lab} first")
    try:
        most = float(gradebook.find_assignment(lab).max_score)
    except MissingEntry:
        most = 0.0
    return LabTotals(
        lab, most, totals, request.column, request.incomplete, request.scale
    )
