"""A lab as the grader knows it: its graded cells with their tests, without answers."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property

from autograder.course.course import Course
from autograder.course.notebook import Cell, Notebook, parsed
from autograder.errors import UsageError


@dataclass(frozen=True)
class GradedCell:
    """One cell that carries points, or a visible check, which carries none.

    Attributes
    ----------
    written
        Whether a person marks it.
    title
        What it checks, in the words of its first line; else its grade_id.
    """

    grade_id: str
    max_score: float
    written: bool
    title: str


@dataclass(frozen=True)
class Lab:
    """A lab's name and its master notebook.

    Attributes
    ----------
    master
        The source with its tests but with stubs in place of answers, as nbgrader
        makes it on the way to a release. Cells are put back from here; never changed.
    released
        The source of each nbgrader cell as students get it, hidden tests left out.
    digest
        SHA-256 of the graded cells: another digest means other tests.
    """

    name: str
    master: Notebook
    released: Mapping[str, str]
    graded: tuple[GradedCell, ...]
    digest: str

    @classmethod
    def load(cls, course: Course, name: str) -> "Lab":
        """Read lab `name` from the course's sources.

        Raises
        ------
        UsageError
            If the source is missing or not a notebook, has unmarked cells, or has
            two cells with one grade_id.
        """
        source = read_source(course, name)
        ids = [known for cell in source.cells if (known := grade_id(cell))]
        duplicates = sorted({name for name in ids if ids.count(name) > 1})
        if duplicates:
            raise UsageError(
                f"lab {name} has duplicate grade_ids: {', '.join(duplicates)}"
            )
        master = make_master(course, source)
        graded = tuple(_graded(cell) for cell in master.cells if is_graded(cell))
        tests = "\0".join(c.source for c in master.cells if is_locked(c))
        digest = hashlib.sha256(f"{graded}\0{tests}".encode()).hexdigest()
        return cls(name, master, _released_sources(course, master), graded, digest)

    @cached_property
    def classes(self) -> frozenset[str]:
        """The names of the classes that its notebook defines."""
        texts = [c.source for c in self.master.cells if c.cell_type == "code"]
        found = (re.findall(r"^class (\w+)", text, re.MULTILINE) for text in texts)
        return frozenset().union(*found)

    @cached_property
    def tests(self) -> frozenset[str]:
        """The names of the tests that run apart from the student's code.

        They have points, or a part that students do not see. Any other check is the
        student's own to run, as in the student's own notebook.
        """
        return frozenset(
            name
            for name, cell in self._cells.items()
            if cell.cell_type == "code" and is_locked(cell) and self._is_hidden(cell)
        )

    def _is_hidden(self, cell: Cell) -> bool:
        data = cell.metadata["nbgrader"]
        scored = is_graded(cell) and float(data["points"]) > 0
        return scored or self.released[data["grade_id"]] != cell.source

    def cell(self, name: str) -> Cell | None:
        """Return the master's cell with that grade_id, or None."""
        return self._cells.get(name)

    @cached_property
    def _cells(self) -> dict[str, Cell]:
        return {name: cell for cell in self.master.cells if (name := grade_id(cell))}


def grade_id(cell: Cell) -> str | None:
    """Return the name that nbgrader knows the cell by, or None for a plain cell."""
    data = cell.metadata.get("nbgrader")
    name = data.get("grade_id") if isinstance(data, dict) else None
    return name if isinstance(name, str) else None


def _flag(cell: Cell, name: str) -> bool:
    return grade_id(cell) is not None and bool(cell.metadata["nbgrader"].get(name))


def is_graded(cell: Cell) -> bool:
    """Return whether the cell carries marks: a test, or a written answer."""
    return _flag(cell, "grade")


def is_answer(cell: Cell) -> bool:
    """Return whether the student writes in the cell."""
    return _flag(cell, "solution")


def is_locked(cell: Cell) -> bool:
    """Return whether the cell is the instructor's and is put back before grading."""
    return not is_answer(cell) and (is_graded(cell) or _flag(cell, "locked"))


def read_source(course: Course, name: str) -> Notebook:
    """Return the source notebook of a lab as it stands, answers included.

    Raises
    ------
    UsageError
        If it is missing or not a notebook.
    """
    path = course.source(name)
    try:
        return parsed(path.read_text("utf-8"))
    except Exception as error:  # nbformat raises many kinds
        raise UsageError(f"{path} is not a notebook: {error}") from error


def make_master(course: Course, source: Notebook) -> Notebook:
    """Take the answers and outputs out of a source, as nbgrader's release does.

    Hidden tests stay: this is the notebook that nbgrader stores in its gradebook.

    Raises
    ------
    UsageError
        If the markers of an answer do not pair up.
    """
    steps = ("LockCells", "ClearSolutions", "ClearOutput", "CheckCellMetadata")
    return _preprocess(course, source, (*steps, "ComputeChecksums"))


def _released_sources(course: Course, master: Notebook) -> dict[str, str]:
    release = _preprocess(course, master, ("ClearHiddenTests", "ClearMarkScheme"))
    return {name: cell.source for cell in release.cells if (name := grade_id(cell))}


def _preprocess(course: Course, notebook: Notebook, steps: Iterable[str]) -> Notebook:
    """Return a copy of `notebook` after some of nbgrader's preprocessors."""
    from nbgrader import preprocessors

    notebook = deepcopy(notebook)
    try:
        for step in steps:
            preprocessor = getattr(preprocessors, step)(config=course.config)
            notebook, _ = preprocessor.preprocess(notebook, {})
    except Exception as error:  # nbgrader and traitlets share no root
        raise UsageError(f"nbgrader cannot use the source: {error}") from error
    return notebook


def _graded(cell: Cell) -> GradedCell:
    name = cell.metadata["nbgrader"]["grade_id"]
    return GradedCell(
        grade_id=name,
        max_score=float(cell.metadata["nbgrader"]["points"]),
        written=is_answer(cell),
        title=_title(cell.source) or name,
    )


def _title(source: str) -> str:
    """Return the comment that a cell begins with; code is never a title."""
    comment = re.match(r"#+ *(?!BEGIN )(\S.*)", source)
    return comment[1] if comment else ""
