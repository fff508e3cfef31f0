"""A made-up class: Canvas' zip with the usual mess, its gradebook, the deserved marks.

The submissions are the example class's, whose marks are known.
"""

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder import demo
from autograder.course.course import Course

LAB = "01_sigmoid"
COLUMN = f"{LAB} (4711)"
_FIRST = ("Ada", "Bjørn", "Chloé", "Dmitri", "Eszter", "Fatima", "Grace", "Hồ", "Íñigo")
_LAST = ("Lovelace", "Müller", "O'Neil", "García López", "Nguyễn", "Şahin", "Żółć")
_PERIOD = 20  # every so many students, each kind of mess occurs once


@dataclass(frozen=True)
class Member:
    """One made-up student.

    Attributes
    ----------
    canvas
        Canvas' number.
    points
        From tests; None where Canvas gets no mark.
    mess
        What is particular about the way the work was handed in.
    """

    number: int
    student: str
    canvas: int
    first: str
    last: str
    points: float | None
    mess: str

    @property
    def at_canvas(self) -> str:
        """What the file for Canvas should hold."""
        if self.mess == "excused":
            return "EX"
        return "" if self.points is None else f"{self.points:g}"


@dataclass(frozen=True)
class Classroom:
    """A class and the two files that its instructor downloads.

    Attributes
    ----------
    corrections
        Whose the files are that no list explains, by file.
    """

    members: tuple[Member, ...]
    archive: Path
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
}
_CALLED = {
    "renamed": "Homework 1 final.ipynb",
    "saved as json": f"{LAB}.json",
    "a copy": f"{LAB} - Copy.ipynb",
    "saved as text": f"{LAB}.ipynb.txt",
}
_LOST = ("nothing", "typed into the page", "cut short", "left")
_PARTNER = 2  # places from who is in a group to who hands in for it
_IMPORT = "import numpy as np"


def make_class(course: Course, size: int, folder: Path) -> Classroom:
    """Write what Canvas gives for a class of `size` students into `folder`."""
    samples = _samples(course)
    members = [_member(number, samples) for number in range(size)]
    corrections = {}
    archive = folder / "submissions.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, member in enumerate(members):
            text = _signed(samples[number % len(samples)][0], member)
            for name, content in _files(member, text, samples[1][0]):
                packed.writestr(name, content)
                if member.mess == "not in the list":
                    corrections[name] = member.student
        for name, data in _strays():
            packed.writestr(name, data)
            corrections[name] = "-"
    gradebook = folder / "gradebook.csv"
    gradebook.write_text(_gradebook(members), "utf-8")
    return Classroom(tuple(members), archive, gradebook, corrections)


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
    work = number + _PARTNER if mess == "in somebody's group" else number
    points = samples[work % len(samples)][1]
    if mess == "a missing module":
        points = 0.0
    return Member(
        number=number,
        student=f"s{number:04}",
        canvas=100_000 + number,
        first=_FIRST[number % len(_FIRST)],
        last=_LAST[number // len(_FIRST) % len(_LAST)],
        points=None if mess in _LOST else points,
        mess=mess,
    )


def _signed(text: str, member: Member) -> str:
    """Return a notebook with its student's own first cell."""
    notebook = json.loads(text)
    words = f"Work of {member.student}"
    if member.mess == "for a group":
        words += f"\n\nGroup: {member.student}, s{member.number - _PARTNER:04}"
    if member.mess == "a missing module":
        _break(notebook["cells"])
    cell = {"cell_type": "markdown", "metadata": {}, "source": words, "id": "mine"}
    notebook["cells"].insert(0, cell)
    return json.dumps(notebook)


def _break(cells: list[dict[str, Any]]) -> None:
    """Let the cell of imports ask first for a module that nobody has."""
    cell = next(c for c in cells if _IMPORT in "".join(c["source"]))
    cell["source"] = "import no_such_module\n" + "".join(cell["source"])


def _files(member: Member, text: str, blank: str) -> Iterator[tuple[str, str | bytes]]:
    """Yield the files that Canvas packs for one student."""
    person = re.sub(r"\W", "", f"{member.last}, {member.first}".lower())
    late = "LATE_" if member.mess == "late" else ""
    canvas = member.canvas
    if member.mess == "not in the list":
        person, canvas = "visitor", canvas + 800_000
    start = f"{person}_{late}{canvas}"
    file = 1_000_000 + 10 * member.canvas
    match member.mess:
        case "nothing" | "in somebody's group":
            return
        case "typed into the page":
            yield f"{start}_text.html", "<p>My notebook does not load</p>"
        case "two attempts":
            yield f"{start}_{file}_{LAB}.ipynb", blank
            yield f"{start}_{file + 1}_{LAB}-1.ipynb", text
        case "in a zip" | "in a zip of Windows" as kind:
            between = "\\" if kind.endswith("Windows") else "/"
            yield f"{start}_{file}_work.zip", _packed(text, between)
        case "cut short":
            yield f"{start}_{file}_{LAB}.ipynb", text[: len(text) // 2]
        case other:
            yield f"{start}_{file}_{_CALLED.get(other, f'{LAB}.ipynb')}", text
            if other == "with other files":
                yield f"{start}_{file + 1}_answers.pdf", b"%PDF-1.7"
                yield f"{start}_{file + 2}_scratch.ipynb", text


def _packed(text: str, between: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"work{between}{LAB}.ipynb", text)
        packed.writestr("__MACOSX/work/._x.ipynb", "junk")
    return data.getvalue()


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
    rows.writerow(("    Points Possible", "", "", "", "", "20", "20", "(read only)"))
    for one in members:
        name, sis = f"{one.last}, {one.first}", f"SIS{one.canvas}"
        mark = "EX" if one.mess == "excused" else ""
        rows.writerow((name, one.canvas, sis, one.student, "Spring", "18", mark, "90"))
    rows.writerow(("Student, Test", 99, "", "test", "Spring", "", "", ""))
    return text.getvalue()
