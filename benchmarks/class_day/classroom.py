"""A made-up class: what an instructor is sent, with the usual mess, and the marks due.

Most comes in Canvas' zip, the rest in two zips that were mailed: one made on a Mac, one
by an old Windows. The submissions are the example class's, whose marks are known.
"""

import csv
import io
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from autograder import demo
from autograder.course.course import Course
from benchmarks.class_day.handed_in import (
    LAB,
    MAILED,
    PARTNER,
    Member,
    entry,
    files,
    signed,
)

COLUMN = f"{LAB} (4711)"
_FIRST = ("Ada", "Bjørn", "Chloé", "Dmitri", "Eszter", "Fatima", "Grace", "Hồ", "Íñigo")
_LAST = ("Lovelace", "Müller", "O'Neil", "García López", "Nguyễn", "Şahin", "Żółć")
_PERIOD = 30  # every so many students, each kind of mess occurs once


@dataclass(frozen=True)
class Classroom:
    """A class and the files that its instructor has.

    Attributes
    ----------
    archives
        Canvas' zip, and those that were mailed.
    corrections
        Whose the files are that no list explains, by file.
    """

    members: tuple[Member, ...]
    archives: tuple[Path, ...]
    gradebook: Path
    corrections: Mapping[str, str] = field(default_factory=dict)

    def having(self, *mess: str) -> set[str]:
        """Return the students of whom one of these is particular."""
        return {one.student for one in self.members if one.mess in mess}


_MESS = {
    2: "saved as json",
    3: "late",
    4: "a copy",
    5: "two attempts",
    6: "saved as text",
    7: "renamed",
    8: "in somebody's group",
    9: "in a zip",
    10: "for a group",
    11: "not in the list",
    12: "excused",
    13: "nothing",
    14: "left",
    15: "typed into the page",
    16: "a missing module",
    17: "cut short",
    18: "in a zip of Windows",
    19: "with other files",
    20: "with an odd id",
    21: "mailed a folder deeper",
    22: "mailed from a Mac",
    23: "mailed from an old Windows",
    24: "with much output",
    25: "a web page",
    26: "packed as 7z",
}
_IDS = {
    "with an odd id": "sean.o'brien+{}@uni.edu",
    "mailed from a Mac": "Zoë {}",
    "mailed from an old Windows": "김민준{}",
}
_LOST = (
    *("nothing", "typed into the page", "packed as 7z", "cut short", "a web page"),
    "left",
)


def make_class(course: Course, size: int, folder: Path) -> Classroom:
    """Write what a class of `size` students hands in into `folder`."""
    samples = _samples(course)
    members = [_member(number, samples) for number in range(size)]
    corrections = {}
    with ExitStack() as stack:
        archives = {
            kind: stack.enter_context(
                zipfile.ZipFile(folder / f"{kind}.zip", "w", zipfile.ZIP_DEFLATED)
            )
            for kind in ("canvas", "mac", "windows")
        }
        for number, member in enumerate(members):
            archive = archives[MAILED.get(member.mess, "canvas")]
            text = signed(samples[number % len(samples)][0], member)
            for name, content in files(member, text, samples[1][0]):
                archive.writestr(entry(name, member.mess), content)
                if member.mess == "not in the list":
                    corrections[name] = member.student
        for name, data in _strays():
            archives["canvas"].writestr(name, data)
            corrections[name] = "-"
    gradebook = folder / "gradebook.csv"
    gradebook.write_text(_gradebook(members), "utf-8")
    paths = tuple(Path(one.filename or "") for one in archives.values())
    return Classroom(tuple(members), paths, gradebook, corrections)


def correct(table: Path, corrections: Mapping[str, str]) -> None:
    """Write into the table of `collect` what an instructor knows."""
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(row | {"correct_to": corrections.get(row["file"], "")})
    table.write_text(text.getvalue(), "utf-8")


def _samples(course: Course) -> list[tuple[str, float]]:
    """Return the example class's notebooks of the lab with the points they deserve."""
    examples = [e for e in demo.examples() if e.lab == LAB and e.marks is not None]
    with tempfile.TemporaryDirectory() as folder:
        made = Course(course.root, Path(folder))
        demo.hand_in(made, examples)
        return [
            ((made.submitted / e.student / LAB / f"{LAB}.ipynb").read_text(), e.marks)
            for e in examples
            if e.marks is not None
        ]


def _member(number: int, samples: list[tuple[str, float]]) -> Member:
    mess = _MESS.get(number % _PERIOD, "")
    work = number + PARTNER if mess == "in somebody's group" else number
    points = samples[work % len(samples)][1]
    if mess == "a missing module":
        points = 0.0
    return Member(
        number=number,
        student=_IDS.get(mess, "s{}").format(f"{number:04}"),
        canvas=100_000 + number,
        first=_FIRST[number % len(_FIRST)],
        last=_LAST[number // len(_FIRST) % len(_LAST)],
        points=None if mess in _LOST else points,
        mess=mess,
    )


def _strays() -> list[tuple[str, bytes]]:
    return [
        (f"../../evil_1_2_{LAB}.ipynb", b"{}"),
        (f"bomber_1_3_{LAB}.ipynb", b"0" * 15_000_000),
    ]


def _gradebook(members: list[Member]) -> str:
    """Return Canvas' gradebook of the class, before the lab was marked."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    person = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
    rows.writerow((*person, "00_warmup (4710)", COLUMN, "Current Score"))
    rows.writerow(("    Points Possible", "", "", "", "", "20", "22", "(read only)"))
    for one in members:
        name, sis = f"{one.last}, {one.first}", f"SIS{one.canvas}"
        mark = "EX" if one.mess == "excused" else ""
        rows.writerow((name, one.canvas, sis, one.student, "Spring", "18", mark, "90"))
    rows.writerow(("Student, Test", 99, "", "test", "Spring", "", "", ""))
    return text.getvalue()
