"""One made-up student's files, as they leave that student's machine."""

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LAB = "01_sigmoid"
PARTNER = 2  # places from who is in a group to who hands in for it
_IMPORT = "import numpy as np"
_CALLED = {
    "renamed": "Homework 1 final.ipynb",
    "saved as json": f"{LAB}.json",
    "a copy": f"{LAB} - Copy.ipynb",
    "saved as text": f"{LAB}.ipynb.txt",
    "packed as 7z": "work.7z",
}
_CONTENT = {
    "packed as 7z": b"7z\xbc\xaf\x27\x1c",
    "a web page": b"<!DOCTYPE html><title>Log in</title>",
}
MAILED = {
    "mailed a folder deeper": "mac",
    "mailed from a Mac": "mac",
    "mailed from an old Windows": "windows",
}


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


def signed(text: str, member: Member) -> str:
    """Return a notebook with its student's own first cell."""
    notebook = json.loads(text)
    words = f"Work of {member.student}"
    if member.mess == "for a group":
        words += f"\n\nGroup: {member.student}, s{member.number - PARTNER:04}"
    if member.mess == "a missing module":
        _break(notebook["cells"])
    if member.mess == "with much output":
        _fill(notebook["cells"])
    cell = {"cell_type": "markdown", "metadata": {}, "source": words, "id": "mine"}
    notebook["cells"].insert(0, cell)
    whole = json.dumps(notebook)
    return whole[: len(whole) // 2] if member.mess == "cut short" else whole


def _break(cells: list[dict[str, Any]]) -> None:
    """Let the cell of imports ask first for a module that nobody has."""
    cell = next(c for c in cells if _IMPORT in "".join(c["source"]))
    cell["source"] = "import no_such_module\n" + "".join(cell["source"])


def _fill(cells: list[dict[str, Any]]) -> None:
    """Give a cell honest output that packs a thousand times smaller than it is."""
    cell = next(c for c in cells if c["cell_type"] == "code")
    text = "step 1000: loss 0.25\n" * 100_000
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]


def files(member: Member, text: str, blank: str) -> Iterator[tuple[str, str | bytes]]:
    """Yield one student's files, with the paths that they have in their zip."""
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
        case mailed if mailed in MAILED:
            yield from _mailed(member, text)
        case other:
            called = _CALLED.get(other, f"{LAB}.ipynb")
            yield f"{start}_{file}_{called}", _CONTENT.get(other, text)
            if other == "with other files":
                yield f"{start}_{file + 1}_answers.pdf", b"%PDF-1.7"
                yield f"{start}_{file + 2}_scratch.ipynb", text


def _mailed(member: Member, text: str) -> Iterator[tuple[str, str | bytes]]:
    """Yield what did not come through Canvas: a folder for each student."""
    if member.mess == "mailed from an old Windows":
        yield f"{member.student}\\{LAB}.ipynb", text
    elif member.mess == "mailed a folder deeper":
        yield f"class/{member.student}/submission/{LAB}.ipynb", text
    else:
        name = unicodedata.normalize("NFD", member.student)
        yield f"class/{name}/{LAB}.ipynb", text
        yield f"__MACOSX/class/{name}/._{LAB}.ipynb", b"junk"


def _packed(text: str, between: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"work{between}{LAB}.ipynb", text)
        packed.writestr("__MACOSX/work/._x.ipynb", "junk")
    return data.getvalue()


class _InKorean(zipfile.ZipInfo):
    """An entry whose name is written in a code page of Windows, as before Unicode."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 (zipfile's name)
        return self.filename.encode("cp949"), self.flag_bits


def entry(name: str, mess: str) -> zipfile.ZipInfo:
    """Return the entry of a file, its name written as on that student's machine."""
    kind = _InKorean if mess == "mailed from an old Windows" else zipfile.ZipInfo
    made = kind(name)
    made.compress_type = zipfile.ZIP_DEFLATED
    return made
