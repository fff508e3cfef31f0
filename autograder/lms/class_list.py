"""Reading the class list of an instructor: Canvas', Moodle's, or one of their own.

Who cannot be read without a guess is named among the roster's problems.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.errors import UsageError
from autograder.lms.moodle_words import in_english
from autograder.lms.roster import Roster, Student, make_roster
from autograder.lms.times import EXPECTED, parse_time
from autograder.tables import Sheet, column_name, read_sheet

_ID = ("student_id", "sis login id", "sis user id", "id number", "idnumber", "username")
_EMAIL = ("email", "email address", "e-mail")
_NAME = ("name", "full name", "student name")
_FIRST = ("first_name", "first name", "firstname")
_LAST = ("last_name", "last name", "lastname", "surname")
_TIME = ("submitted", "timestamp", "last modified (submission)")
_LMS = ("lms_user_id", "canvas_id", "participant")
_OWN_ID = (*_ID, "id", "student")
# What a spreadsheet makes of long numbers, and of some with a blank beside.
_CHANGED = re.compile(r"\d+\.0+|\d([.,]\d+)?E\+\d+")
_Record = Mapping[str, str]


def read_roster(path: Path) -> Roster:
    """Read a student list: Canvas' gradebook, Moodle's worksheet, or columns of yours.

    Raises
    ------
    UsageError
        If it is not a table, no column holds ids, one is there twice, or it holds
        nobody.
    """
    sheet = read_sheet(path)
    sheet = replace(sheet, columns=in_english(sheet.columns))
    records = sheet.records()
    columns = set(map(column_name, sheet.columns))
    _refuse_twins(sheet, path)
    if "identifier" in columns:
        roster = _read(records, _from_moodle)
    elif {"id", "section"} <= columns and columns & {"student", *_LAST}:
        roster = _read(list(_people(records)), _from_canvas)
    elif columns & set(_OWN_ID):
        roster = _read(sheet.records(ours=True), _from_plain)
    else:
        raise UsageError(
            f"{path} has columns {', '.join(sheet.columns)}: expected student_id, and "
            "name, or first_name and last_name; of an LMS in another language, set "
            "that to English and download it again"
        )
    if not roster.students:
        why = f": {roster.problems[0]}" if roster.problems else " below its first line"
        raise UsageError(f"{path} holds no student{why}")
    return replace(roster, guess=_guess(sheet, roster))


def _guess(sheet: Sheet, roster: Roster) -> str:
    """Return what was guessed of the letters, with an example; empty if nothing was."""
    names = (f"{one.first} {one.last}".strip() for one in roster.students.values())
    odd = next((name for name in names if not name.isascii()), "")
    if not sheet.page or not odd:
        return ""
    shown = f"letters were taken for {sheet.page}, as in {odd}"
    return f"{shown}; if that is wrong, save the list as UTF-8"


def _refuse_twins(sheet: Sheet, path: Path) -> None:
    ours = {*_OWN_ID, *_EMAIL, *_NAME, *_FIRST, *_LAST, *_TIME, *_LMS, "identifier"}
    names = Counter(map(column_name, sheet.columns))
    twice = [name for name in names if names[name] > 1 and name in ours]
    if twice:
        raise UsageError(f"{path} has the column {twice[0]} twice: take one out")


def _read(records: Sequence[_Record], read: Callable[[_Record], Student]) -> Roster:
    """Return the class; a value of which nobody can tell what it was is named."""
    students, found = [], []
    for record in records:
        student = read(record)
        who = _first(record, (*_NAME, "student", *_LAST, *_ID, *_EMAIL)) or "somebody"
        found += [f"{who}: {words}" for words in _unclear(student, record)]
        changed = [one for one in (student.id, student.lms) if _CHANGED.fullmatch(one)]
        if changed:
            found.append(
                f"{who}: {changed[0]} is what a spreadsheet makes of a number; take "
                "the list as it was, or format that column as text"
            )
        else:
            students.append(student)
    return make_roster(students, found=found)


def _unclear(student: Student, record: _Record) -> Iterator[str]:
    text = _first(record, _TIME)
    if text.strip("-– ") and student.submitted is None:
        yield f"the time {text!r} is not clear and is left out; {EXPECTED}"


def _first(record: _Record, names: Iterable[str]) -> str:
    return next((record[name] for name in names if record.get(name)), "")


def _called(record: _Record, whole: Sequence[str] = _NAME) -> tuple[str, str]:
    """Return first and last name, of ``Doe, Jane`` or ``Jane Doe`` if in one."""
    first, last = _first(record, _FIRST), _first(record, _LAST)
    name = "" if first or last else " ".join(_first(record, whole).split())
    before, comma, after = name.partition(",")
    if comma:
        first, last = after, before
    elif name:
        first, _, last = name.rpartition(" ")
    return " ".join(first.split()), " ".join(last.split())


def _people(records: Iterable[_Record]) -> Iterator[_Record]:
    """Yield who is in Canvas' gradebook, without the rows of points, and its test."""
    for record in records:
        marks = (record["id"], _first(record, ("sis login id", "sis user id")))
        if any(marks) and _called(record, ["student"]) != ("Test", "Student"):
            yield record


def _from_canvas(record: _Record) -> Student:
    first, last = _called(record, ["student"])
    name = _first(record, ("sis login id", "sis user id", "id"))
    return Student(name, first, last, lms=record["id"])


def _from_moodle(record: _Record) -> Student:
    first, last = _called(record)
    number = "".join(c for c in record["identifier"] if c.isdigit())
    email = _first(record, _EMAIL)
    name = _first(record, _ID) or email or f"participant-{number}"
    when = parse_time(_first(record, _TIME))
    return Student(name, first, last, email, number, when)


def _from_plain(record: _Record) -> Student:
    first, last = _called(record)
    when = parse_time(_first(record, _TIME))
    email, lms = _first(record, _EMAIL), _first(record, _LMS)
    return Student(_first(record, _OWN_ID), first, last, email, lms, when)
