"""The table of what was collected: a row for each file, which a person can correct."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from autograder.analysis.summary import Uncollected
from autograder.errors import UsageError
from autograder.lms.archives import Incoming
from autograder.lms.file_names import Claim
from autograder.tables import read_sheet, sheet_of, write_table

UNPACK = "ask for the .ipynb, or unpack it and collect the folder"  # in a note
COLUMNS = ("file", "student", "correct_to", "status", "note")
LEAVE_OUT = "-"


class FileStatus(StrEnum):
    """What became of a file."""

    COLLECTED = "collected"
    NEW = "collected for a new student"
    SAME = "already there"
    BROKEN = "collected, but no notebook"
    EARLIER = "another attempt was taken"
    LEFT_OUT = "left out"
    ELSEWHERE = "corrected before, not here now"
    OTHER = "no notebook"
    ABSENT = "handed in nothing"
    NOT_YET = "nothing known to be theirs"
    UNREADABLE = "handed in no notebook"
    UNKNOWN = "unknown student"
    AMBIGUOUS = "fits more than one student"
    SEVERAL = "several notebooks"
    UNNAMED = "which notebook is not clear"
    KEPT = "not collected: other work is there"
    REFUSED = "refused"


_FINE = (
    FileStatus.COLLECTED,
    FileStatus.SAME,
    FileStatus.EARLIER,
    FileStatus.LEFT_OUT,
    FileStatus.ELSEWHERE,
)


@dataclass(frozen=True)
class TableRow:
    """One file, or one student who handed in none.

    Attributes
    ----------
    student
        Whose it is taken for; empty if nobody's.
    correct_to
        What a person wrote: a student's id, those of a group with commas between, or
        ``-`` to leave the file out.
    """

    file: str
    student: str
    status: FileStatus
    note: str = ""
    correct_to: str = ""

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should decide something."""
        quiet = (FileStatus.OTHER, FileStatus.ABSENT, FileStatus.NOT_YET)
        return self.status not in (*_FINE, *quiet)

    @property
    def is_nobodys(self) -> bool:
        """Whether it may be the work of somebody who seems to have handed in none."""
        looks = self.needs_a_look or (self.status is FileStatus.OTHER and self.note)
        return bool(self.file and not self.student and looks)

    @property
    def line(self) -> str:
        """What became of it, for people: the file, or of whom there is none."""
        return f"{self.file or self.student}: {self.status}; {self.note}".rstrip("; ")

    def noted(self, words: str) -> "TableRow":
        """Return the same with more in its note."""
        return replace(self, note="; ".join(filter(None, [self.note, words])))


@dataclass(frozen=True)
class Found:
    """A file with what its name says, whose it is, and which notebook of the lab."""

    file: Incoming
    claim: Claim
    row: TableRow
    notebook: str = ""

    def become(self, status: FileStatus, note: str = "") -> "Found":
        """Return the same with another status."""
        return replace(self, row=replace(self.row, status=status, note=note))

    def noted(self, words: str) -> "Found":
        """Return the same with more in its note."""
        return replace(self, row=self.row.noted(words))


def corrections(path: Path) -> dict[str, str]:
    """Return what a person wrote into the table of an earlier run, by file.

    Raises
    ------
    UsageError
        If it is not such a table, or two rows of a file say different things.
    """
    said: dict[str, str] = {}
    for row in _rows(path, "file", "correct_to"):
        file, to = row["file"], row["correct_to"]
        if to and said.setdefault(file, to) != to:
            raise UsageError(
                f"{path}: correct_to says {said[file]!r} and {to!r} of {file}: write "
                "the same into both rows"
            )
    return said


def uncollected(path: Path, left: Container[str] = ()) -> list[Uncollected]:
    """Return the rows of a table of which nothing was collected, but for other files.

    Parameters
    ----------
    left
        Students who have left the class.

    Raises
    ------
    UsageError
        If it is not such a table.
    """
    done = (*_FINE, FileStatus.OTHER, FileStatus.NEW, FileStatus.BROKEN)
    return [
        Uncollected(row["student"], row["file"], row["status"], row["note"])
        for row in _rows(path, "student", "file", "status", "note")
        if row["status"] not in done and row["student"] not in left
    ]


def _rows(path: Path, *needed: str) -> list[dict[str, str]]:
    """Return the rows of a table, none where there is no table, with these columns."""
    if not path.is_file():
        return []
    sheet = read_sheet(path)
    if not set(needed) <= set(sheet.columns):
        raise UsageError(
            f"{path} lacks the columns {' and '.join(needed)}: mend it or move it away"
        )
    return sheet.records(ours=True)


def not_here(corrected: Mapping[str, str], rows: Iterable[TableRow]) -> list[TableRow]:
    """Return a row for each correction of a file that another source holds."""
    here = {row.file for row in rows}
    return [
        TableRow(file, "", FileStatus.ELSEWHERE, correct_to=to)
        for file, to in corrected.items()
        if file not in here
    ]


def write_rows(path: Path, rows: Iterable[TableRow]) -> None:
    """Write the table, those first that need a look.

    Raises
    ------
    AutograderError
        If the system refuses.
    """
    ordered = sorted(rows, key=lambda row: (not row.needs_a_look, row.status, row.file))
    records = [
        {
            "file": row.file,
            "student": row.student,
            "correct_to": row.correct_to,
            "status": str(row.status),
            "note": row.note,
        }
        for row in ordered
    ]
    write_table(path, sheet_of(COLUMNS, records))
