"""Where in a lab a graded cell stands: exercise, section, live picture."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from autograder.course.lab import GradedCell, Lab, grade_id, is_answer
from autograder.course.notebook import Cell

_MADE_UP = re.compile(r"cell-[0-9a-f]{8,}")  # by nbgrader's toolbar
_HEADING = re.compile(r"^#{1,6} +(.+?)[ #]*$", re.MULTILINE)


@dataclass(frozen=True)
class ExplorerCall:
    """A live picture in a lab.

    Attributes
    ----------
    call
        As it stands in the lab: ``explore.slope(sigmoid, sigmoid_derivative)``.
    section
        The heading that it stands under.
    shows
        The names in its cell, those of a student's functions among them.
    """

    call: str
    section: str
    shows: frozenset[str]


@dataclass(frozen=True)
class Outline:
    """The headings, exercises and live pictures of a lab."""

    lab: Lab

    @cached_property
    def graded(self) -> tuple[GradedCell, ...]:
        """The graded cells in the order of the lesson, tests beside what they test."""
        place = {grade_id(cell): i for i, cell in enumerate(self.lab.master.cells)}
        tested = {cell: place[self._tested(cell.grade_id)] for cell in self.lab.graded}
        return tuple(sorted(self.lab.graded, key=tested.__getitem__))

    def exercise(self, name: str) -> str:
        """Return the exercise of a graded cell: the function that it tests.

        That is the longest name of a code answer with which `name` begins; a graded
        cell without one belongs to the section that it stands in.
        """
        return _longest(self._functions, name) or self.section(name)

    @cached_property
    def title(self) -> str:
        """The lab's title, as its first heading says; else its name."""
        return next((section for section, _ in self._walk() if section), self.lab.name)

    def heading(self, name: str) -> str:
        """Return what to call the exercise of a graded cell, before people.

        A name that nbgrader made up is nobody's word.
        """
        exercise = self.exercise(name)
        if exercise and not _MADE_UP.fullmatch(exercise):
            return exercise
        return self.section(name) or self.title

    def asked(self, graded: GradedCell) -> str:
        """Return what to call a graded cell before people."""
        if graded.written:
            return self.by_hand(graded)
        bare = not graded.max_score and graded.title == graded.grade_id
        return "visible check" if bare else self.test(graded)

    def test(self, graded: GradedCell) -> str:
        """Return what to call a test before people: its words, or its place."""
        if not _MADE_UP.fullmatch(graded.title):
            return graded.title
        return f"Test {self.graded.index(graded) + 1} of the lab"

    def by_hand(self, graded: GradedCell) -> str:
        """Return what to call what a person marks: its kind, and where it stands."""
        kind = "work on the task" if graded.task else "written answer"
        section = self.section(graded.grade_id)
        return f"{kind} under “{section}”" if section else kind

    def answers(self, name: str) -> list[str]:
        """Return the code answers of the exercise of a graded cell, in order."""
        exercise, section = self.exercise(name), self.section(name)
        if exercise in self._functions:
            return [exercise]
        return [one for one in self._functions if self._sections[one] == section]

    def section(self, name: str) -> str:
        """Return the heading of the exercise that a cell belongs to, or an empty text.

        A hidden test belongs to where the cell is that it tests, since tests may stand
        together at the end; any other cell to where it stands.
        """
        return self._sections.get(self._tested(name), "")

    def explorer(self, name: str) -> ExplorerCall | None:
        """Return the live picture that shows the function of a graded cell.

        One in the cell's own section is taken before one further on.
        """
        section, function = self.section(name), self.exercise(name)
        near = [e for e in self._explorers if e.section == section]
        shown = [e for e in self._explorers if function in e.shows]
        both = [e for e in near if e in shown]
        return next(iter(both or shown or near), None)

    def _tested(self, name: str) -> str:
        """Return the cell that a hidden test tests; of any other cell, its own name."""
        others = [other for other in self._sections if other not in self.lab.tests]
        return _longest(others, name) or name

    @cached_property
    def _functions(self) -> list[str]:
        return [
            str(grade_id(cell))
            for cell in self.lab.master.cells
            if is_answer(cell) and cell.cell_type == "code"
        ]

    @cached_property
    def _sections(self) -> dict[str, str]:
        return {
            name: section
            for section, cell in self._walk()
            if (name := grade_id(cell)) is not None
        }

    @cached_property
    def _explorers(self) -> list[ExplorerCall]:
        return [
            ExplorerCall(call, section, names)
            for section, cell in self._walk()
            if cell.cell_type == "code" and "explore." in cell.source
            for call, names in _explorer_calls(cell.source)
        ]

    def _walk(self) -> Iterator[tuple[str, Cell]]:
        """Yield each cell with the heading that it stands under."""
        section = ""
        for cell in self.lab.master.cells:
            if cell.cell_type == "markdown" and not is_answer(cell):
                section = next(iter(_HEADING.findall(cell.source)[-1:]), section)
            yield section, cell


def _longest(names: Iterable[str], name: str) -> str:
    """Return the longest of `names` that `name` is or continues after a `_`."""
    fitting = (one for one in names if name == one or name.startswith(f"{one}_"))
    return max(fitting, key=len, default="")


def _explorer_calls(source: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each call of an explorer, with all names of its cell."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic, or code that is broken on purpose
        return
    nodes = list(ast.walk(tree))
    names = frozenset(node.id for node in nodes if isinstance(node, ast.Name))
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "explore":
                yield ast.unparse(node), names
