"""Marks as a table of ours, and filled into what Canvas and Moodle export.

Both systems import the file that they exported with another mark in its column, so
that is what is made: their columns, their order, their spelling. Who has no mark keeps
what stands there.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.errors import UsageError
from autograder.gradebook.totals import Finder, Total
from autograder.lms.file_names import letters
from autograder.lms.moodle_words import in_english
from autograder.tables import Sheet, sheet_of

_CANVAS_PERSON = (
    *("Student", "LastName", "FirstName", "ID", "SIS User ID", "SIS Login ID"),
    *("Integration ID", "Root Account", "Section"),
)
_CANVAS_IDS = ("ID", "SIS User ID", "SIS Login ID")
_EXCUSED = "EX"  # what Canvas writes in place of a mark
_POINTS = re.compile(r"\d+([.,]\d+)?")
_NUMBERED = re.compile(r"(.+?) \(\d+\)")
OURS = (
    *("student", "last_name", "first_name", "email", "lab", "points", "late_penalty"),
    *("total", "max_points", "unmarked_cells", "submitted"),
)


@dataclass(frozen=True)
class LabTotals:
    """One lab's marks, ready to be written anywhere.

    Attributes
    ----------
    column
        What an LMS calls the lab; empty looks for the lab's own name.
    incomplete
        Whether work of which cells are unmarked is exported too.
    scale
        Whether marks are converted where an LMS gives other points.
    """

    lab: str
    max_points: float
    totals: Sequence[Total]
    column: str = ""
    incomplete: bool = False
    scale: bool = False

    @property
    def ready(self) -> list[Total]:
        """Those whose marks can go out; what could not be graded never has one."""
        graded = (one for one in self.totals if one.graded)
        return [one for one in graded if self.incomplete or not one.unmarked]

    @property
    def waiting(self) -> list[str]:
        """Students left out, since a person has to look first."""
        out = {one.student for one in self.ready}
        handed_in = (one.student for one in self.totals if one.handed_in)
        return [student for student in handed_in if student not in out]


@dataclass(frozen=True)
class Exported:
    """A table with marks.

    Attributes
    ----------
    written
        How many marks are in it.
    without_row
        Students with a mark for whom the LMS's table has no row.
    excused
        Students with a mark whom Canvas excuses: it says EX there, which stays.
    column
        Where the marks stand, as Canvas calls it; else empty.
    """

    sheet: Sheet
    written: int
    without_row: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    column: str = ""


def as_table(marks: LabTotals, named: Callable[[str], str] | None = None) -> Exported:
    """Return every student with all numbers.

    Parameters
    ----------
    named
        Gives anonymous ids; names and addresses are then left out.
    """
    records = [_record(one, marks, named) for one in marks.totals]
    if named:
        records.sort(key=lambda record: record["student"])  # not in the class's order
    return Exported(sheet_of(OURS, records), sum(one.handed_in for one in marks.totals))


def _record(
    one: Total, marks: LabTotals, named: Callable[[str], str] | None
) -> Mapping[str, str]:
    numbers = {"points": one.points, "late_penalty": one.penalty, "total": one.total}
    when = f"{one.submitted:%Y-%m-%d %H:%M:%S} UTC" if one.submitted else ""
    return {
        "student": named(one.student) if named else one.student,
        "last_name": "" if named else one.last,
        "first_name": "" if named else one.first,
        "email": "" if named else one.email,
        "lab": marks.lab,
        **{key: _number(x) if one.handed_in else "" for key, x in numbers.items()},
        "max_points": _number(marks.max_points),
        "unmarked_cells": str(one.unmarked) if one.handed_in else "",
        "submitted": when,
    }


def for_canvas(marks: LabTotals, gradebook: Sheet | None) -> Exported:
    """Return what Canvas imports; see `for_moodle`.

    Parameters
    ----------
    gradebook
        As Canvas exports it; without one, Canvas finds students by their login and
        makes the assignment.

    Raises
    ------
    UsageError
        If it is not such a table, or the lab's column is not found.
    """
    if gradebook is None:
        return _new_for_canvas(marks)
    if not {"ID", "Section"} <= set(gradebook.columns):
        raise UsageError(
            f"expected Canvas' gradebook with the columns Student, ID, Section; "
            f"found {', '.join(gradebook.columns)}"
        )
    column = _column(gradebook.columns, marks)
    kept = [c for c in (*_CANVAS_PERSON, column) if c in gradebook.columns]
    kept.sort(key=gradebook.columns.index)
    at = [gradebook.columns.index(name) for name in kept]
    narrow = Sheet(
        tuple(kept),
        tuple(tuple(row[n] for n in at) for row in gradebook.rows),
        gradebook.delimiter,
    )
    above = (row[kept.index(column)] for row in narrow.rows if _is_nobodys(narrow, row))
    most = next((cell for cell in above if _POINTS.fullmatch(cell.strip())), "")
    factor = _factor(most, marks, "Canvas")
    done = _filled(narrow, column, marks, factor, _canvas_owner)
    return replace(done, column=column)


def _is_nobodys(gradebook: Sheet, row: Sequence[str]) -> bool:
    """Return whether a row is no student's: that of the points, in any language."""
    named = zip(gradebook.columns, row, strict=True)
    return not any(cell for name, cell in named if name in _CANVAS_IDS)


def _canvas_owner(record: Mapping[str, str], finder: Finder) -> Total | None:
    names = (record.get("sis login id", ""), record.get("sis user id", ""))
    return finder.find(record["id"], names)


def _new_for_canvas(marks: LabTotals) -> Exported:
    columns = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
    title = marks.column or marks.lab
    points = ("    Points Possible", "", "", "", "", _number(marks.max_points))
    rows = [
        (f"{one.last}, {one.first}", one.lms, "", one.student, "", _number(one.total))
        for one in marks.ready
    ]
    return Exported(Sheet((*columns, title), (points, *rows)), len(rows))


def for_moodle(marks: LabTotals, worksheet: Sheet | None) -> Exported:
    """Return Moodle's offline grading worksheet with the marks in it.

    Raises
    ------
    UsageError
        If it is not such a table, or was not given.
    """
    if worksheet is None:
        raise UsageError(
            "Moodle imports its own worksheet: download it (View all submissions, "
            "Download grading worksheet) and name it with --gradebook"
        )
    needed = {"Identifier", "Grade", "Last modified (grade)"}
    english = replace(worksheet, columns=in_english(worksheet.columns))
    if not needed <= set(english.columns):
        raise UsageError(
            f"expected Moodle's worksheet with {', '.join(sorted(needed))}; "
            f"found {', '.join(worksheet.columns)}; if that is another language, set "
            "Moodle to English, and download and import it so"
        )
    most = next((r.get("maximum grade", "") for r in english.records()), "")
    factor = _factor(most, marks, "Moodle")
    done = _filled(english, "Grade", marks, factor, _moodle_owner)
    return replace(done, sheet=replace(done.sheet, columns=worksheet.columns))


def _moodle_owner(record: Mapping[str, str], finder: Finder) -> Total | None:
    number = "".join(c for c in record["identifier"] if c.isdigit())
    names = ("id number", "username", "email address")
    return finder.find(number, (record.get(name, "") for name in names))


def _column(columns: Sequence[str], marks: LabTotals) -> str:
    """Return the column of the lab's assignment, as it is spelt."""
    wanted = marks.column or marks.lab
    others = [c for c in columns if c not in _CANVAS_PERSON]
    titles = {c: (_NUMBERED.fullmatch(c) or {1: c})[1] for c in others}
    found = [c for c in others if c == wanted] or [
        c for c in others if letters(titles[c]) == letters(wanted)
    ]
    if not found and not marks.column:
        found = _only_assignment(others, titles, marks.lab)
    if len(found) != 1:
        known = "; ".join(c for c in others if _NUMBERED.fullmatch(c)) or "none"
        raise UsageError(
            f"no single column {wanted!r}: name it with --column; there are: {known}"
        )
    return found[0]


def _only_assignment(
    columns: Sequence[str], titles: Mapping[str, str], lab: str
) -> list[str]:
    """Return the one assignment, unless its title has the number of another lab."""
    numbered = [c for c in columns if _NUMBERED.fullmatch(c)]
    own = {int(number) for number in re.findall(r"^\d+", lab)}
    named = {int(number) for c in numbered for number in re.findall(r"\d+", titles[c])}
    return numbered if len(numbered) == 1 and named <= own else []


def _factor(said: str, marks: LabTotals, system: str) -> float:
    """Return what a point of ours is there, from the points that a table states."""
    try:
        most = float(said.replace(",", "."))
    except ValueError:
        return 1.0  # it does not say
    if most == marks.max_points or not marks.max_points:
        return 1.0
    if not marks.scale:
        raise UsageError(
            f"{system} gives {most:g} points, the lab {marks.max_points:g}: make them "
            "equal there, or convert with --scale"
        )
    return most / marks.max_points


def _filled(
    sheet: Sheet,
    column: str,
    marks: LabTotals,
    factor: float,
    owner: Callable[[Mapping[str, str], Finder], Total | None],
) -> Exported:
    """Return the sheet with each owner's total in a column; who is excused keeps EX."""
    finder, at = Finder(marks.ready), sheet.columns.index(column)
    rows, placed, excused = [], set(), set()
    for row, record in zip(sheet.rows, sheet.records(), strict=True):
        one = owner(record, finder)
        if one is not None and row[at].strip().upper() == _EXCUSED:
            excused.add(one.student)
        elif one is not None:
            placed.add(one.student)
            row = (*row[:at], _number(one.total * factor), *row[at + 1 :])
        rows.append(row)
    found = placed | excused
    without_row = tuple(o.student for o in marks.ready if o.student not in found)
    filled = Sheet(sheet.columns, tuple(rows), sheet.delimiter)
    return Exported(filled, len(placed), without_row, tuple(sorted(excused)))


def _number(points: float) -> str:
    return f"{round(points, 2):.10g}"
