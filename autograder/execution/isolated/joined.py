"""Tests that run in forks of a student's process, where the lab's instructor says so.

They promise less than those `apart`: the answer can read them and alter what they find.
"""

import ast
import time
from collections.abc import Sequence
from functools import lru_cache

from autograder.course.notebook import Cell
from autograder.errors import ProcessFault
from autograder.execution.interface import MAX_TEXT, HiddenTests, Status
from autograder.execution.isolated import channel, messages
from autograder.execution.isolated.running import (
    Ended,
    Running,
    State,
    by_group,
    in_turn,
    lost,
    ran,
)
from autograder.execution.isolated.supervise import Connected

_MOST = 1 << 18  # bytes of what comes back of a test
_CLAIMS = (Status.DONE, Status.RAISED)


class JoinedTests:
    """Tests together with the code that they are about.

    Parameters
    ----------
    tests
        All of the notebook, in order. Of those that ran together before, one finds the
        imports, helpers and values; of those that ran apart the imports alone.
    """

    def __init__(
        self, running: Running, hidden: HiddenTests, tests: Sequence[Cell]
    ) -> None:
        self._running = running
        self._hidden = hidden
        self._tests = list(tests)
        self._numbers = {cell.id: number for number, cell in enumerate(tests)}
        self._passed: set[str] = set()

    def ask(self, groups: list[list[Cell]], state: State) -> list[tuple[Cell, Ended]]:
        """Run tests in forks of a snapshot; see `by_group`."""

        def run(cells: Sequence[Cell]) -> list[Ended]:
            asked = messages.RunTests()
            ended = in_turn(self._running, state, asked, cells, self._test)
            for cell, one in zip(cells, ended, strict=False):
                (self._passed.add if one.passed else self._passed.discard)(cell.id)
            return ended

        return by_group(groups, run, lambda cell, _: run([cell])[-1])

    def _test(self, cell: Cell, forked: Connected, *, first: bool) -> Ended:
        begun = time.perf_counter()
        earlier = self._earlier(cell) if first else []
        test = messages.Together(cell.source, self._hidden.seed, earlier)
        wait = forked.wait(self._running.budget.for_test())
        try:
            with self._running.works(forked.process):
                channel.send(forked.sock, test, wait=wait)
                came = channel.receive(forked.sock, messages.Ran, wait, _MOST)
            claim = _claim(ran(came))
        except ProcessFault as fault:
            return lost(fault, begun)
        return self._running.ended(claim, begun)

    def _earlier(self, cell: Cell) -> list[messages.Earlier]:
        """Return the tests before one, each without what the lab bound anew since."""
        found: list[messages.Earlier] = []
        since: frozenset[str] = self._hidden.rebinds.get(cell.id, frozenset())
        for other in reversed(self._tests[: self._numbers[cell.id]]):
            if other.id in self._hidden.together:
                passed = other.id in self._passed
                found.append(messages.Earlier(other.source, passed, since))
            elif imports := _imports(other.source):
                found.append(messages.Earlier(imports, True, since))
            since |= self._hidden.rebinds.get(other.id, frozenset())
        return found[::-1]


@lru_cache(maxsize=256)  # a batch runs the same tests for each student
def _imports(source: str) -> str:
    """Return the statements of a test that import something, and no other line."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return ""
    imports = (one for one in body if isinstance(one, ast.Import | ast.ImportFrom))
    return "\n".join(map(ast.unparse, imports))


def _claim(said: messages.Ran) -> messages.Ran:
    """Return what a test's process says of it, as far as it is to say.

    It puts out nothing: what it shows could hold the test.

    Raises
    ------
    ProcessFault
        If it says what the executor alone says.
    """
    if said.status not in _CLAIMS:
        raise ProcessFault(f"a test cannot say that it ended so: {said.status}")
    value = None if said.value is None else said.value[:MAX_TEXT]
    message, name = said.message[:MAX_TEXT], said.exception[:MAX_TEXT]
    outputs: list[messages.Output] = []
    if name:
        outputs.append(messages.Error(name, message, [f"{name}: {message}"]))
    return messages.Ran(outputs, said.status, name, message, value)
