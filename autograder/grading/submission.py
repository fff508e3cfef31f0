"""Reading what a student handed in, and putting the instructor's cells back.

A submission is a file that a stranger wrote. `read` refuses what cannot be graded;
`restore` repairs what was edited and notes it: an edited notebook costs nothing.
"""

import errno
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from autograder.course.lab import Lab, grade_id, is_answer, is_locked
from autograder.course.notebook import Cell, Notebook, copied
from autograder.errors import SubmissionRefused, UsageError
from autograder.files import read_short
from autograder.grading import reading

MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Submission:
    """A notebook that can be run, with what had to be mended to get there.

    Attributes
    ----------
    notebook
        The student's cells with every locked cell from the lab's master, no outputs.
    tests
        The ids of the cells that are hidden tests of the lab.
    answered
        The grade_ids of answer cells that the student changed from the stub.
    notes
        What was repaired, in words.
    """

    notebook: Notebook
    tests: frozenset[str]
    answered: frozenset[str]
    notes: tuple[str, ...]


def students(folder: Path, lab: str) -> list[str]:
    """Return the students who handed in something for a lab, in order.

    Parameters
    ----------
    folder
        With STUDENT/LAB in it.

    Raises
    ------
    UsageError
        If there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(
            f"no folder {folder}: put submissions there as STUDENT/{lab}/{lab}.ipynb, "
            f"or name their folder with --submissions"
        )
    names = sorted(path.name for path in folder.iterdir())
    return [name for name in names if _may_be_there(folder / name / lab)]


def _may_be_there(path: Path) -> bool:
    """Return whether something is there, or nobody may look: reading it says why."""
    try:
        path.lstat()
    except OSError as error:
        return error.errno not in (errno.ENOENT, errno.ENOTDIR)
    return True


def read_all(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of those of a lab's several notebooks that were handed in.

    Raises
    ------
    SubmissionRefused
        If none was, or one is no plain, readable file of at most `MAX_BYTES`.
    """
    names = list(names)
    there = [name for name in names if _may_be_there(folder / f"{name}.ipynb")]
    if not there:
        expected = ", ".join(f"{name}.ipynb" for name in names)
        found = ", ".join(sorted(one.name for one in folder.glob("*.ipynb")))
        raise SubmissionRefused(f"expected {expected}, found {found or 'no notebook'}")
    return {name: read(folder / f"{name}.ipynb", name) for name in there}


def read(path: Path, notebook: str) -> bytes:
    """Return the bytes of a submitted notebook.

    Parameters
    ----------
    path
        The file, or the folder in which the student handed in the lab.
    notebook
        The name that it should have there.

    Raises
    ------
    SubmissionRefused
        If there is no plain, readable file of at most `MAX_BYTES`.
    """
    file = path
    try:
        if path.is_dir() and not path.is_symlink():
            file = _find(path, notebook)
        if file.is_symlink() or not file.is_file():
            raise SubmissionRefused(f"{file.name} is not a plain file")
        if file.stat().st_size > MAX_BYTES:
            raise SubmissionRefused(f"{file.name} is larger than {MAX_BYTES:,} bytes")
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__  # the rest names our folders
        raise SubmissionRefused(f"{file.name} cannot be read: {reason}") from error


def _find(folder: Path, name: str) -> Path:
    """Return the notebook in `folder`, which the student may have renamed."""
    expected = folder / f"{name}.ipynb"
    notebooks = sorted(p for p in folder.iterdir() if p.match("*.ipynb"))
    if expected in notebooks or len(notebooks) == 1:
        return expected if expected in notebooks else notebooks[0]
    found = ", ".join(path.name for path in notebooks) or "no notebook"
    raise SubmissionRefused(f"expected {expected.name}, found {found}")


def submitted_at(folder: Path) -> datetime | None:
    """Return when the student handed in, from nbgrader's timestamp.txt, if it says.

    Only of a folder that `collect` or nbgrader filled: elsewhere it is the student's.
    """
    from nbgrader.utils import parse_utc

    text = read_short(folder / "timestamp.txt").strip()
    try:
        return parse_utc(text) if text else None
    except (OverflowError, ValueError):
        return None


def parse(data: bytes) -> Notebook:
    """Return the notebook written in `data`, brought to the current format.

    Raises
    ------
    SubmissionRefused
        As `reading.read` does.
    """
    return reading.read(data).notebook


def mended(data: bytes, lab: Lab) -> Submission:
    """Read a submission's bytes, and put the lab's cells back; see `restore`.

    Raises
    ------
    SubmissionRefused
        If they are not a notebook, or that of another lab.
    """
    read = reading.read(data)
    restored = restore(read.notebook, lab)
    return replace(restored, notes=read.notes + restored.notes)


def digest(data: bytes, lab: Lab, files: str = "") -> str:
    """Return the SHA-256 of a submission's bytes together with the lab's tests.

    Parameters
    ----------
    files
        The digest of what lies beside the notebook; empty if nothing does.
    """
    return hashlib.sha256((lab.digest + files).encode() + data).hexdigest()


def restore(notebook: Notebook, lab: Lab) -> Submission:
    """Put the lab's locked cells back into a student's notebook, in the lab's order.

    A test stands after everything that precedes it in the lab, wherever the student
    moved that. Cells that the student added stay and run where they are. `notebook`
    and the lab's master are left unchanged.

    Raises
    ------
    SubmissionRefused
        If more of its cells belong to another lab than to this one.
    """
    first_at = _first_claims(notebook, lab)
    named = {grade_id(cell) for cell in notebook.cells} - {None}
    if not first_at or 2 * len(first_at) < len(named):
        raise SubmissionRefused(
            f"expected a notebook of {lab.name}, found another: "
            f"{len(first_at)} of its {len(named)} nbgrader cells belong here"
        )
    put_back = _places(lab, first_at)
    notes = [
        f"{name} was missing; the lab's own cell was put back"
        for name in lab.released
        if name not in first_at
    ]
    cells: list[Cell] = list(put_back[-1])
    for index, cell in enumerate(notebook.cells):
        kept, note = _keep(cell, lab, first=first_at.get(grade_id(cell)) == index)
        cells += [kept] if kept else []
        cells += put_back[index]
        notes += [note] if note else []
    restored = copied(lab.master)
    restored.metadata, restored.cells = deepcopy(lab.master.metadata), cells
    reading.give_own_ids(restored.cells)
    ours = {id(cell) for some in put_back.values() for cell in some}
    tests = (c for c in cells if id(c) in ours and grade_id(c) in lab.tests)
    ids = frozenset(cell.id for cell in tests)
    return Submission(restored, ids, _answered(cells, lab), tuple(notes))


def _first_claims(notebook: Notebook, lab: Lab) -> dict[str | None, int]:
    """Return where each of the lab's grade_ids stands first in the notebook."""
    claims: dict[str | None, int] = {}
    for index, cell in enumerate(notebook.cells):
        if grade_id(cell) in lab.released:
            claims.setdefault(grade_id(cell), index)
    return claims


def _places(lab: Lab, first_at: Mapping[str | None, int]) -> dict[int, list[Cell]]:
    """Return the lab's cells that go in after each cell of the student; -1: at the top.

    A missing answer cell comes back empty rather than as its stub: the stub would
    undo an answer that the student wrote in a cell of their own.
    """
    places: dict[int, list[Cell]] = defaultdict(list)
    anchor = -1
    for cell in lab.master.cells:
        name = grade_id(cell)
        if name is None:
            continue
        anchor = max(anchor, first_at.get(name, -1))
        if is_locked(cell):
            places[anchor].append(copied(cell))
        elif name not in first_at:
            source = "" if cell.cell_type == "code" else cell.source
            places[anchor].append(_with_source(cell, source))
    return places


def _keep(cell: Cell, lab: Lab, *, first: bool) -> tuple[Cell | None, str]:
    """Return a copy of what stays of a student's cell, and a note where it is odd."""
    name = grade_id(cell)
    ours = lab.cell(name) if name else None
    if name is None:
        return _as_plain(cell), ""
    known = (lab.released.get(name, ""), ours.source if ours else "")
    untouched = cell.source.splitlines() in [text.splitlines() for text in known]
    if ours is not None and first and is_answer(ours):
        note = "" if cell.cell_type == ours.cell_type else f"{name} had changed type"
        kept = _with_source(ours, cell.source)
        if ours.cell_type == "markdown" and "attachments" in cell:
            kept.attachments = cell.attachments  # pictures pasted into the answer
        return kept, note
    if ours is not None and is_locked(ours) and (first or untouched):
        note = f"{name} was edited" if first else f"{name} was there twice"
        return None, "" if first and untouched else f"{note}; the lab's own was graded"
    return _as_plain(cell), f"a cell that calls itself {name} ran as a plain cell"


def _as_plain(cell: Cell) -> Cell:
    cell = copied(cell)
    cell.metadata = {}
    return cell


def _with_source(cell: Cell, source: str) -> Cell:
    cell = copied(cell)
    cell.source = source
    return cell


def _answered(cells: Iterable[Cell], lab: Lab) -> frozenset[str]:
    """Return the answer cells that hold more than their stub."""
    return frozenset(
        name
        for cell in cells
        if (name := grade_id(cell))
        and is_answer(cell)
        and cell.source.split() not in ([], lab.released[name].split())
    )
