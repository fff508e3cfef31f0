"""A lab as the grader knows it: its graded cells with their tests, without answers."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property

from autograder.course import sources
from autograder.course.bindings import imports, rebound
from autograder.course.course import Course
from autograder.course.lab_files import LabFiles, read_lab_files
from autograder.course.notebook import Cell, Notebook
from autograder.course.ways import Way, run_together
from autograder.errors import UsageError


@dataclass(frozen=True)
class GradedCell:
    """One cell that carries points, or a visible check, which carries none.

    Attributes
    ----------
    written
        Whether a person marks it.
    task
        Whether it sets a task, of which no cell is the answer.
    title
        What it checks, in the words of its first line; else its grade_id.
    """

    grade_id: str
    max_score: float
    written: bool
    title: str
    task: bool = field(default=False, repr=False)  # digests hold what is printed


@dataclass(frozen=True)
class Lab:
    """An assignment: its name, and the master of its notebook or notebooks.

    Attributes
    ----------
    master
        The source with its tests but with stubs in place of answers, as nbgrader
        makes it on the way to a release. Cells are put back from here; never changed.
        Of several notebooks it holds the cells of all, one notebook after the other.
    released
        The source of each nbgrader cell as students get it, hidden tests left out.
    digest
        SHA-256 of the graded cells and the files: another digest means other tests.
    notebook
        The notebook's name, without ``.ipynb``; empty if there are several.
    parts
        Where there are several notebooks, each as a lab of its own.
    classes
        The names of the classes that it defines, in its answers too.
    rebinds
        The names that the notebook binds anew before a test, by the test's grade_id.
    files
        What lies beside the notebook.
    together
        The names of the tests that run in the student's process; see `ways`.
    """

    name: str
    master: Notebook
    released: Mapping[str, str]
    graded: tuple[GradedCell, ...]
    digest: str
    notebook: str = ""
    parts: tuple["Lab", ...] = ()
    classes: frozenset[str] = frozenset()
    rebinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    files: LabFiles = field(default_factory=LabFiles)
    together: frozenset[str] = frozenset()

    @classmethod
    def load(cls, course: Course, name: str) -> "Lab":
        """Read lab `name` from the course's sources.

        Raises
        ------
        UsageError
            If a source is missing or not a notebook, has unmarked cells, or cannot be
            graded here; if two cells have one grade_id.
        """
        made = (
            cls._of_notebook(course, name, notebook, source)
            for notebook, source in sources.read_sources(course, name).items()
        )
        parts = tuple(made)
        _refuse_shared_ids(name, [cell for part in parts for cell in part.master.cells])
        files = read_lab_files(course.solutions / name, course.ignored)
        parts = tuple(part._with_files(files) for part in parts)
        lab = parts[0] if len(parts) == 1 else cls._joined(name, parts)
        together = run_together(
            course.config,
            name,
            {part.notebook: part.master for part in parts},
            lab.tests,
        )
        return lab.run_together(together) if together else lab

    @classmethod
    def _of_notebook(
        cls, course: Course, name: str, notebook: str, source: Notebook
    ) -> "Lab":
        _refuse_shared_ids(name, source.cells)
        master, release = sources.make_master(course, name, source)
        released = {n: cell.source for cell in release.cells if (n := grade_id(cell))}
        graded = tuple(_graded(cell) for cell in master.cells if is_graded(cell))
        tests = "\0".join(c.source for c in master.cells if is_locked(c))
        digest = hashlib.sha256(f"{graded}\0{tests}".encode()).hexdigest()
        lab = cls(name, master, released, graded, digest, notebook)
        texts = [c.source for c in source.cells if c.cell_type == "code"]
        classes = (re.findall(r"^class (\w+)", text, re.MULTILINE) for text in texts)
        return replace(
            lab,
            classes=frozenset().union(*classes),
            rebinds=rebound(source, lab.tests),
        )

    @classmethod
    def _joined(cls, name: str, parts: tuple["Lab", ...]) -> "Lab":
        master = copy(parts[0].master)
        master.cells = [cell for part in parts for cell in part.master.cells]
        released = {k: v for part in parts for k, v in part.released.items()}
        graded = tuple(cell for part in parts for cell in part.graded)
        digests = "".join(f"{part.notebook}\0{part.digest}\0" for part in parts)
        digest = hashlib.sha256(digests.encode()).hexdigest()
        return replace(
            cls(name, master, released, graded, digest, "", parts),
            classes=frozenset().union(*(part.classes for part in parts)),
            files=parts[0].files,
        )

    def _with_files(self, files: LabFiles) -> "Lab":
        if not files.contents:
            return self
        digest = hashlib.sha256(f"{self.digest}\0{files.digest}".encode()).hexdigest()
        return replace(self, files=files, digest=digest)

    def run_together(self, tests: frozenset[str]) -> "Lab":
        """Return the lab with those of its tests, and no others, run together."""
        ours = tests & self.tests
        digest = hashlib.sha256(f"{self.digest}\0{sorted(ours)}".encode()).hexdigest()
        parts = tuple(part.run_together(tests) for part in self.parts)
        return replace(self, together=ours, digest=digest, parts=parts)

    def way(self, name: str) -> Way | None:
        """Return how the test of that grade_id runs; None if it is no test."""
        if name not in self.tests:
            return None
        return Way.TOGETHER if name in self.together else Way.APART

    @property
    def notebooks(self) -> tuple["Lab", ...]:
        """Each notebook as a lab; of one notebook this lab itself."""
        return self.parts or (self,)

    def closest(self, held: Set[str | None]) -> "Lab":
        """Return the notebook that most of these grade_ids belong to."""
        return max(self.notebooks, key=lambda part: len(held & set(part.released)))

    @cached_property
    def imports(self) -> Mapping[str, str]:
        """What students are given imported, by name; see `bindings.imports`."""
        given = (c for c in self.master.cells if grade_id(c) not in self.tests)
        return imports(given)

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
            if not is_task(cell)
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
    data = cell["metadata"].get("nbgrader")
    name = data.get("grade_id") if isinstance(data, dict) else None
    return name if isinstance(name, str) else None


def _flag(cell: Cell, name: str) -> bool:
    return grade_id(cell) is not None and bool(cell["metadata"]["nbgrader"].get(name))


def is_graded(cell: Cell) -> bool:
    """Return whether the cell carries marks: a test, a written answer or a task."""
    return _flag(cell, "grade") or is_task(cell)


def is_task(cell: Cell) -> bool:
    """Return whether the cell sets a task: students answer in cells of their own."""
    return _flag(cell, "task")


def is_test(cell: Cell) -> bool:
    """Return whether running the cell gives marks; a person gives those of others."""
    code = cell.cell_type == "code"
    return code and is_graded(cell) and not is_answer(cell) and not is_task(cell)


def is_answer(cell: Cell) -> bool:
    """Return whether the student writes in the cell."""
    return _flag(cell, "solution")


def is_locked(cell: Cell) -> bool:
    """Return whether the cell is the instructor's and is put back before grading."""
    return not is_answer(cell) and (is_graded(cell) or _flag(cell, "locked"))


def _refuse_shared_ids(lab: str, cells: Iterable[Cell]) -> None:
    ids = [known for cell in cells if (known := grade_id(cell))]
    shared = sorted(name for name, count in Counter(ids).items() if count > 1)
    if shared:
        raise UsageError(
            f"lab {lab} has duplicate grade_ids: {', '.join(shared)}; expected each "
            f"once in all its notebooks: rename one in nbgrader's cell toolbar"
        )


def _graded(cell: Cell) -> GradedCell:
    name = cell.metadata["nbgrader"]["grade_id"]
    return GradedCell(
        grade_id=name,
        max_score=float(cell.metadata["nbgrader"]["points"]),
        written=not is_test(cell),
        title=_title(cell.source) or name,
        task=not is_test(cell) and not is_answer(cell),
    )


def _title(source: str) -> str:
    """Return the comment that a cell begins with; code is never a title."""
    comment = re.match(r"#+ *(?!BEGIN )(\S.*)", source)
    return comment[1] if comment else ""
