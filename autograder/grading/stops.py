"""The first cell of a notebook that stopped, which may explain what came after it."""

import re

from autograder.course.lab import grade_id, is_graded, is_locked
from autograder.course.notebook import Cell
from autograder.execution.interface import CellRun, Execution, Status
from autograder.grading.records import Stop

_MISSING = re.compile(r"No module named '([\w.]+)'")
_UNWRITTEN = ("NotImplementedError", "NotWritten")  # a stub that is called
_LONGEST = 80  # characters of a line of code
_WORDS = {Status.TIMEOUT: "the time limit", Status.CRASHED: "the end of its process"}


def first_stop(execution: Execution, tests: frozenset[str]) -> Stop | None:
    """Return the first cell that did not run to its end; None if all did.

    Visible checks and hidden tests do not count: to stop is how they speak.

    Parameters
    ----------
    tests
        The ids of the cells that are hidden tests.
    """
    own = [
        cell
        for cell in execution.notebook.cells
        if cell.cell_type == "code" and cell.id not in tests and not _is_check(cell)
    ]
    for number, cell in enumerate(own, start=1):
        run = execution.runs.get(cell.id)
        if run and run.status is not Status.DONE and run.exception not in _UNWRITTEN:
            return _stop(number, cell, run)
    return None


def _is_check(cell: Cell) -> bool:
    return grade_id(cell) is not None and is_locked(cell) and is_graded(cell)


def _stop(number: int, cell: Cell, run: CellRun) -> Stop:
    lines = (line.strip() for line in cell.source.splitlines())
    first = next((x for x in lines if x and not x.startswith("#")), "")
    missing = _MISSING.search(run.message) if "Module" in run.exception else None
    reason = run.exception or _WORDS.get(run.status, str(run.status))
    return Stop(number, first[:_LONGEST], reason, missing[1] if missing else "")
