"""What only all files of a class show: duplicates, who is new, who is absent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from autograder.lms.collected_table import UNPACK, FileStatus, TableRow
from autograder.lms.roster import Roster

_NAMED = 5  # students or files in a note


def mark_duplicates(rows: Iterable[tuple[TableRow, bytes]]) -> list[TableRow]:
    """Note where students handed in one and the same file."""
    rows = list(rows)
    owners: dict[bytes, set[tuple[str, str]]] = defaultdict(set)
    for row, data in rows:
        if data:
            owners[sha256(data).digest()].add((row.student, row.file))
    return [_with_duplicates(row, owners[sha256(data).digest()]) for row, data in rows]


def _with_duplicates(row: TableRow, owners: set[tuple[str, str]]) -> TableRow:
    together = {who for who, file in owners if file == row.file}
    group = sorted(together - {row.student})
    if group and row.student in together:
        return row.noted(f"handed in together with {', '.join(group)}")
    shared = sorted({who for who, _ in owners} - {row.student})
    others = ", ".join(shared) if len(shared) <= _NAMED else f"{len(shared)} others"
    if not shared or row.student not in {who for who, _ in owners}:
        return row
    return row.noted(f"the same file as {others}")


def with_new(row: TableRow, people: Roster) -> TableRow:
    """Ask about a student who was not known: a folder's name may be misspelt."""
    known = not people.students or row.student in people.students
    if known or not row.student or row.correct_to:
        return row
    fine = row.status in (FileStatus.COLLECTED, FileStatus.SAME)
    status = FileStatus.NEW if fine else row.status
    words = "not in the student list: if that is a slip, write the id into correct_to"
    return replace(row.noted(words), status=status)


def absent(
    people: Roster, rows: Iterable[TableRow], junk: Mapping[str, Sequence[str]]
) -> list[TableRow]:
    """Return a row for each student of the class of whom there is no notebook.

    Parameters
    ----------
    junk
        What a student's machine put beside the work, or in place of it.
    """
    rows = list(rows)
    seen = {row.student for row in rows if row.status is not FileStatus.OTHER}
    others: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        others[row.student].append(row.file.rpartition("/")[2])
    open_files = sum(row.is_nobodys for row in rows)
    return [
        _without_notebook(one, others[one] or junk.get(one, ()), open_files)
        for one in sorted(set(people.students) - people.left - seen)
    ]


def _without_notebook(student: str, files: Sequence[str], open_files: int) -> TableRow:
    if not files and open_files:
        note = f"unless it is among the files that are nobody's yet: {open_files}"
        return TableRow("", student, FileStatus.NOT_YET, note)
    if not files:
        return TableRow("", student, FileStatus.ABSENT)
    named = ", ".join([*files[:_NAMED], *(["…"] if len(files) > _NAMED else [])])
    return TableRow(
        "",
        student,
        FileStatus.UNREADABLE,
        f"there is {named}: {UNPACK}",
    )
