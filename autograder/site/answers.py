"""Answers to learn from: a page a lab that shows the course's own, without its tests.

For those who study alone, and to hand out after the due date. Nothing of it is part of
`notebooks/` or of the site.
"""

import re
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

from autograder.course.course import Course
from autograder.course.lab import is_answer, is_graded
from autograder.course.leaks import refuse_leaks
from autograder.course.notebook import Cell, Notebook, outputs_of
from autograder.course.sources import read_source
from autograder.errors import UsageError
from autograder.files import write_whole
from autograder.gradebook.database import connect, due_date, exists
from autograder.pages.render import render
from autograder.site import build, run

INDEX = "index.html"
_TESTS = re.compile(
    r"^[^\n]*BEGIN HIDDEN TESTS.*?END HIDDEN TESTS[^\n]*\n?", re.DOTALL | re.MULTILINE
)
_MARKERS = re.compile(r"^[^\n]*### (?:BEGIN|END) SOLUTION[^\n]*\n?", re.MULTILINE)


def write_page(course: Course, name: str, file: Path, *, early: bool = False) -> Path:
    """Write one lab with its answers as one file that needs no other.

    Parameters
    ----------
    early
        Whether a lab may be written that is still to be handed in.

    Raises
    ------
    UsageError
        If the gradebook says that the lab is due later, unless `early`; if the source
        does not run, or the page would show a hidden test.
    """
    if not early:
        _refuse_before_due(course, name)
    write_whole(file, _page(course, _lab(course, name)))
    return file


def write_all(course: Course, folder: Path) -> list[Path]:
    """Write all labs with their answers, and an index; return the files, it first.

    Raises
    ------
    UsageError
        As `write_page`.
    """
    labs = [_lab(course, name) for name in course.labs()]
    made = {INDEX: render("site_index.html.j2", labs=labs, answers=True, **_inside())}
    made |= {f"{lab.lab}.html": _page(course, lab) for lab in labs}
    for name, text in made.items():
        write_whole(folder / name, text)
    return [folder / name for name in made]


def answered(source: Notebook) -> list[Cell]:
    """Return the cells of a lab with its answers, without any hidden test."""
    cells = [deepcopy(cell) for cell in source.cells]
    for cell in cells:
        cell.source = _MARKERS.sub("", _TESTS.sub("", cell.source)).strip("\n")
    return [c for c in cells if is_answer(c) or not is_graded(c) or _is_check(c)]


def _is_check(cell: Cell) -> bool:
    return not cell.metadata["nbgrader"].get("points")


def _lab(course: Course, name: str) -> build.LabPage:
    source = read_source(course, name)
    stored = {cell.id: outputs_of(cell) for cell in source.cells}
    shown = stored | run.explorers(source, name)
    return build.shown_page(name, answered(source), shown)


def _page(course: Course, lab: build.LabPage) -> str:
    page = render("site_lab.html.j2", lab=lab, answers=True, **_inside())
    files = {f"{lab.lab}.html": page.encode()}
    refuse_leaks(read_source(course, lab.lab), files, answers=True)
    return page


def _inside() -> dict[str, str]:
    """Return style and script, which a page that is handed out has inside."""
    return {"style": build.style(), "script": build.script()}


def _refuse_before_due(course: Course, name: str) -> None:
    if not exists(course):
        return
    with connect(course) as gradebook:
        due = due_date(gradebook, name)
    if due is not None and due.replace(tzinfo=UTC) > datetime.now(UTC):
        raise UsageError(
            f"{name} is due {due:%Y-%m-%d %H:%M} UTC: hand its answers out after that, "
            f"or write them now with --early"
        )
