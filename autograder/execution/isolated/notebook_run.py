"""One notebook's way through a student's process and a testing process.

First all cells of the student run in the one. At each place where hidden tests stand, a
snapshot is taken: a fork of the process that waits. When the last cell has ended, the
student's process is ended too. Only then are the tests asked, in the other process,
against forks of the snapshots. So a test finds the state of its place, what one
question does costs that question alone, and no cell sees what a test asks.
"""

from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby
from typing import Any

from autograder.course.limits import Limits
from autograder.course.notebook import Cell, Notebook
from autograder.execution.interface import CellRun, Execution, HiddenTests, Status
from autograder.execution.isolated.budget import Budget
from autograder.execution.isolated.cells import StudentCells
from autograder.execution.isolated.questions import Questions, TestGroup
from autograder.execution.isolated.running import Ended, Placed, Running
from autograder.execution.isolated.servers import ForkServers
from autograder.execution.isolated.supervise import watchdog


def run_notebook(
    servers: ForkServers,
    notebook: Notebook,
    hidden: HiddenTests,
    limits: Limits,
    files: Placed,
) -> Execution:
    """Run all cells of a notebook, then all tests, and end what was started for them.

    `notebook` is left unchanged.
    """
    notebook = deepcopy(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    runs = {cell.id: CellRun(Status.DONE) for cell in cells}
    for cell in cells:
        cell.outputs = []
    running = Running(servers, Budget(limits), files)
    longest = limits.longest(len(hidden.cells))
    with watchdog(longest, running.look, running.stop):
        try:
            for cell, ended in _all(running, hidden, cells):
                runs[cell.id] = ended.run
                cell.outputs = [_node(output) for output in ended.outputs]
        finally:
            running.end()
    return Execution(notebook, runs, running.shown.notes)


def _all(
    running: Running, hidden: HiddenTests, cells: list[Cell]
) -> Iterator[tuple[Cell, Ended]]:
    """Run the cells where they stand, and the tests after the last of them."""
    written = [cell for cell in cells if cell.source.strip()]
    tests = [cell for cell in written if cell.id in hidden.cells]
    student = StudentCells(running, [cell.source for cell in written])
    groups = [
        (is_test, list(group))
        for is_test, group in groupby(written, key=lambda c: c.id in hidden.cells)
    ]
    test_groups: list[TestGroup] = []
    for number, (is_test, group) in enumerate(groups, start=1):
        if not is_test:
            yield from ((cell, student.run(cell.source)) for cell in group)
        elif number < len(groups):
            test_groups.append(TestGroup(group, student.snapshot()))
        else:
            test_groups.append(TestGroup(group, student.final()))
    if groups and not groups[-1][0]:
        student.end()
    questions = Questions(running, hidden, tests)
    for asked in test_groups:
        yield from zip(asked.cells, questions.ask(asked), strict=True)


def _node(output: dict[str, Any]) -> Any:
    from nbformat import from_dict

    return from_dict(output)
