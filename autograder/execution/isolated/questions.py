"""The tests of a notebook, each run in the way that its lab says."""

from collections.abc import Sequence

from autograder.course.notebook import Cell
from autograder.execution.interface import HiddenTests
from autograder.execution.isolated.apart import ApartTests
from autograder.execution.isolated.joined import JoinedTests
from autograder.execution.isolated.running import Ended, Running, State


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

    def ask(self, groups: list[list[Cell]], state: State) -> list[tuple[Cell, Ended]]:
        """Run the tests of one place, and return how each ended.

        Parameters
        ----------
        groups
            Those that follow each other in one list.
        state
            That of their place in the notebook.
        """
        ended: list[tuple[Cell, Ended]] = []
        for joined, tests in ((False, self._apart), (True, self._joined)):
            own = [[c for c in g if (c.id in self._together) is joined] for g in groups]
            ended += tests.ask([group for group in own if group], state)
        return ended
