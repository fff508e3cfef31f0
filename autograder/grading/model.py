"""A lab's model solution, graded as a student's work is, and its stub.

What the model solution loses, a student who is right loses too; what the stub gets,
everybody gets. An instructor should hear of either before students hand anything in.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course.bindings import rest_on
from autograder.course.course import Course
from autograder.course.lab import Lab, grade_id, is_graded
from autograder.course.notebook import Notebook
from autograder.course.sources import read_sources
from autograder.course.ways import LESS, Way
from autograder.errors import UsageError
from autograder.execution.interface import CellRun, Execution, Executor, Status
from autograder.grading import grade, submission
from autograder.grading.records import CellResult, Outcome
from autograder.grading.submission import Submission

_NAME = "model-solution"  # whose hidden inputs it gets
_NO_FILE = re.compile(r"No such file or directory: '([^']+)'")


@dataclass(frozen=True)
class ModelGraded:
    """What a lab's tests gave its model solution.

    Attributes
    ----------
    cells
        The marks of each graded cell, in the lab's order.
    broken
        What the solution's own cells raised, a line for each.
    together
        The tests that it passes only if they run together with it.
    """

    lab: str
    cells: tuple[CellResult, ...]
    broken: tuple[str, ...] = ()
    together: tuple[str, ...] = ()

    @property
    def lost(self) -> tuple[CellResult, ...]:
        """The test cells without full marks, visible checks among them."""
        return tuple(cell for cell in self.cells if _lost(cell))

    @property
    def points(self) -> tuple[float, float]:
        """Points that tests gave, and could give; a person gives the others."""
        tested = [cell for cell in self.cells if cell.outcome is not Outcome.MANUAL]
        got = sum(cell.score or 0.0 for cell in tested)
        return got, sum(cell.max_score for cell in tested)


def grade_model(course: Course, lab: Lab, executor: Executor) -> ModelGraded:
    """Grade the answers that stand in a lab's source as if a student had written them.

    Raises
    ------
    UsageError
        If a source is missing or not a notebook.
    """
    sources = read_sources(course, lab.name)
    beside = course.solutions / lab.name
    cells: list[CellResult] = []
    broken: list[str] = []
    together: list[str] = []
    for part in lab.notebooks:
        restored, execution, found = _graded(sources[part.notebook], part, executor)
        cells += [replace(c, message=_with_file(c.message, beside)) for c in found]
        if any(map(_lost, found)):
            broken += _broken(restored, execution, beside)
            together += _pass_together(sources[part.notebook], part, found, executor)
    return ModelGraded(lab.name, tuple(cells), tuple(broken), tuple(together))


def _pass_together(
    source: Notebook, lab: Lab, cells: Iterable[CellResult], executor: Executor
) -> Iterator[str]:
    """Yield the tests without full marks that have them if they run together.

    Where such a test reads what earlier tests bind, these with it.
    """
    lost = {c.grade_id for c in cells if _lost(c) and lab.way(c.grade_id) is Way.APART}
    found = _full(source, lab, lost, executor) if lost else set()
    used = rest_on(source, lab.tests)
    if more := set().union(*(used[one] for one in lost - found)) - lost - lab.together:
        found = _full(source, lab, lost | more, executor) & lost
        found |= more & set().union(*(used[one] for one in found))
    yield from (c.grade_id for c in cells if c.grade_id in found)


def _full(source: Notebook, lab: Lab, tests: set[str], executor: Executor) -> set[str]:
    """Return those of some tests that give full marks if they all run together."""
    _, _, again = _graded(source, lab.run_together(lab.together | tests), executor)
    return {c.grade_id for c in again if c.grade_id in tests and not _lost(c)}


def grade_stub(lab: Lab, executor: Executor) -> tuple[CellResult, ...]:
    """Grade what students are given, with nothing written."""
    graded = (_graded(part.master, part, executor) for part in lab.notebooks)
    return tuple(cell for _, _, cells in graded for cell in cells)


def refuse_loss(model: ModelGraded) -> None:
    """Refuse a lab whose model solution loses points, or fails a visible check.

    Raises
    ------
    UsageError
        Naming each cell and the reason.
    """
    if not model.lost:
        return
    got, top = model.points
    lines = [f"the model solution of {model.lab} gets {got:g} of {top:g} points:"]
    lines += [f"  {text}" for text in model.broken]
    lines += [f"  {loss(cell)}" for cell in model.lost]
    if model.together:
        lines += [
            f"passed together with the answer: {', '.join(model.together)}; "
            f'tag such a cell "together", or set c.Tests.together. {LESS}'
        ]
    lines += ["mend the answer or the test, or release it with --model-may-fail"]
    raise UsageError("\n".join(lines))


def loss(cell: CellResult) -> str:
    """Return in a line what the model solution lost in a cell, and why."""
    reason = cell.message or str(cell.outcome)
    if cell.outcome is Outcome.TIMEOUT:
        reason += "; does it hang? c.Limits.cell_cpu sets the limit"
    if not cell.max_score:
        return f"{cell.grade_id} (a visible check) fails: {reason}"
    return f"{cell.grade_id}: {cell.score or 0:g} of {cell.max_score:g}, {reason}"


def _lost(cell: CellResult) -> bool:
    if cell.outcome is Outcome.MANUAL:
        return False
    return cell.outcome is not Outcome.PASSED or (cell.score or 0) < cell.max_score


def _graded(
    notebook: Notebook, lab: Lab, executor: Executor
) -> tuple[Submission, Execution, tuple[CellResult, ...]]:
    """Run a notebook as a submission; what a person marks counts as answered."""
    restored = submission.restore(notebook, lab)
    execution, cells = grade.run(restored, _NAME, lab, executor)
    written = {cell.grade_id for cell in lab.graded if cell.written}
    by_hand = (
        CellResult(cell.grade_id, None, cell.max_score, Outcome.MANUAL)
        if cell.grade_id in written
        else cell
        for cell in cells
    )
    return restored, execution, tuple(by_hand)


def _broken(restored: Submission, execution: Execution, beside: Path) -> Iterator[str]:
    """Yield what the cells raised that are no tests."""
    for number, cell in enumerate(execution.notebook.cells, start=1):
        run = execution.runs.get(cell.id)
        is_test = cell.id in restored.tests or is_graded(cell)
        if run is None or is_test or run.status is Status.DONE:
            continue
        ended = _with_file(_ended(run), beside)
        yield f"{grade_id(cell) or f'cell {number}'} of the solution: {ended}"


def _ended(run: CellRun) -> str:
    if run.status is not Status.RAISED:
        return str(run.status)
    return f"{run.exception}: {run.message}".rstrip(": ").partition("\n")[0]


def _with_file(message: str, beside: Path) -> str:
    """Add where a file is expected that was not found; one that is there is not."""
    missing = _NO_FILE.search(message)
    if not missing or (beside / missing[1]).exists():
        return message
    return f"{message}; put the file in {beside}"
