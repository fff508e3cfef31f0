"""One lab's marks, settled, from the gradebook to a file."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from autograder.course.course import Course
from autograder.errors import NotGraded, UsageError
from autograder.gradebook.database import connect
from autograder.gradebook.late import settle
from autograder.gradebook.totals import read_totals
from autograder.lms.lms_tables import Exported, Marks, as_table, for_canvas, for_moodle
from autograder.lms.pseudonyms import pseudonym
from autograder.tables import read_sheet, write_sheet, write_table


class Format(StrEnum):
    """Where marks go."""

    CSV = "csv"
    CANVAS = "canvas"
    MOODLE = "moodle"


_NAMES = {Format.CSV: "marks", Format.CANVAS: "canvas", Format.MOODLE: "moodle"}


@dataclass(frozen=True)
class Wish:
    """What is wanted; see `formats.Marks`.

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
class Done:
    """A file that was written, and who is not in it."""

    path: Path
    exported: Exported
    waiting: list[str]


def export(course: Course, lab: str, wish: Wish, to: Path | None = None) -> Done:
    """Write a lab's marks to a file and return which.

    Raises
    ------
    UsageError
        If the wish cannot be fulfilled.
    NotGraded
        If nothing of the lab is in the gradebook.
    GradebookError, NotWritten
        If the gradebook or the file cannot be used.
    """
    name = "anonymous" if wish.anonymous else _NAMES[wish.format]
    path = to or course.results / f"{lab}.{name}.csv"
    named = partial(pseudonym, course) if wish.anonymous else None
    with connect(course) as gradebook:
        return write(gradebook, lab, course.config, wish, path, named)


def write(
    gradebook: Any,
    lab: str,
    config: Any,
    wish: Wish,
    path: Path,
    named: Callable[[str], str] | None = None,
) -> Done:
    """Write a lab's marks from nbgrader's open gradebook; see `export`.

    Raises
    ------
    UsageError, NotGraded, NotWritten
        As `export`.
    """
    _refuse(wish, path)
    template = read_sheet(wish.gradebook) if wish.gradebook else None
    settle(gradebook, lab, config)
    marks = _marks(gradebook, lab, wish)
    if wish.format is Format.CSV:
        done = as_table(marks, named)
        write_table(path, done.sheet)
        return Done(path, done, [])
    fill = for_canvas if wish.format is Format.CANVAS else for_moodle
    done = fill(marks, template)
    write_sheet(path, done.sheet)
    return Done(path, done, marks.waiting)


def _refuse(wish: Wish, path: Path) -> None:
    if wish.anonymous and wish.format is not Format.CSV:
        raise UsageError(f"{wish.format} needs to know whose marks they are")
    if wish.gradebook and wish.gradebook.resolve() == path.resolve():
        raise UsageError(f"{path} is what the LMS exported: write to another file")


def _marks(gradebook: Any, lab: str, wish: Wish) -> Marks:
    from nbgrader.api import MissingEntry

    totals = read_totals(gradebook, lab)
    if not any(one.handed_in for one in totals):
        raise NotGraded(f"no marks of {lab}: run autograder grade {lab} first")
    try:
        most = float(gradebook.find_assignment(lab).max_score)
    except MissingEntry:
        most = 0.0
    return Marks(lab, most, totals, wish.column, wish.incomplete, wish.scale)
