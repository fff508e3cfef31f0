"""The tests of a notebook, each run in the way that its lab says."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.course.notebook import Cell
from autograder.execution.interface import HiddenTests
from autograder.execution.isolated.apart import ApartTests
from autograder.execution.isolated.joined import JoinedTests
from autograder.execution.isolated.running import Ended, Running, State


@dataclass(frozen=True)
class TestGroup:
    """Tests that follow each other, and the state of their place in the notebook."""

    cells: list[Cell]
    state: State


class Questions:
    """The tests' side of a run.

    Parameters
    ----------
    tests
        All of them, in order.
    """

    def __init__(
        self, running: Running, hidden: HiddenTests, tests: Sequence[Cell]
    ) -> None:
        self._together = hidden.together
        self._apart = ApartTests(running, hidden, tests)
        self._joined = JoinedTests(running, hidden, tests)

    def ask(self, group: TestGroup) -> list[Ended]:
        """Run the tests of one group, and return how each ended."""
        joined = [cell for cell in group.cells if cell.id in self._together]
        apart = [cell for cell in group.cells if cell.id not in self._together]
        ended: dict[str, Ended] = {}
        for tests, cells in ((self._apart, apart), (self._joined, joined)):
            if cells:
                results = tests.ask(cells, group.state)
                ended |= zip((cell.id for cell in cells), results, strict=True)
        return [ended[cell.id] for cell in group.cells]
