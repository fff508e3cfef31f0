"""One notebook's way through a student's process and a testing process.

First all cells of the student run in the one. At each place where hidden tests stand, a
snapshot is taken: a fork of the process that waits. When the last cell has ended, the
student's process is ended too. Only then are the tests asked, in the other process,
against forks of the snapshots. So a test finds the state of its place, what one
question does costs that question alone, and no cell sees what a test asks.
"""

from collections.abc import Iterator
from typing import Any

from autograder.course.limits import Limits
from autograder.course.notebook import Cell, Notebook, copied
from autograder.execution.interface import CellRun, Execution, HiddenTests, Status
from autograder.execution.isolated.budget import Budget
from autograder.execution.isolated.cells import StudentCells
from autograder.execution.isolated.places import places
from autograder.execution.isolated.questions import Questions
from autograder.execution.isolated.running import Ended, Placed, Running, State
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
    notebook = copied(notebook)
    notebook.cells = [copied(cell) for cell in notebook.cells]
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
    *others, last = places(written, hidden.cells)
    states: list[tuple[list[list[Cell]], State]] = []
    for before, asked in others:
        yield from ((cell, student.run(cell.source)) for cell in before)
        states.append((asked, student.snapshot()))
    yield from ((cell, student.run(cell.source)) for cell in last[0])
    if last[1]:
        states.append((last[1], student.final()))
    else:
        student.end()
    questions = Questions(running, hidden, tests)
    for asked, state in states:
        yield from questions.ask(asked, state)


def _node(output: dict[str, Any]) -> Any:
    from nbformat import from_dict

    return from_dict(output)
