"""Tests in a process of their own, which calls forks of a student's process."""

import time
from collections.abc import Sequence
from functools import partial

from autograder.course.notebook import Cell
from autograder.errors import ProcessFault
from autograder.execution.interface import HiddenTests, Status
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
from autograder.execution.isolated.supervise import (
    START_SECONDS,
    Child,
    Connected,
    TimeUp,
    watched,
    within,
)

_DRAIN_SECONDS = 2.0  # for a test to end whose student's process was ended


class ApartTests:
    """Tests in a process of their own.

    Parameters
    ----------
    tests
        All of them, in order: to be compiled once for the whole class.
    """

    def __init__(
        self, running: Running, hidden: HiddenTests, tests: Sequence[Cell]
    ) -> None:
        self._running = running
        self._hidden = hidden
        self._sources = [str(cell.source) for cell in tests]
        self._numbers = {cell.id: number for number, cell in enumerate(tests)}
        self._joined = {n for n, cell in enumerate(tests) if cell.id in hidden.together}
        self._imports = dict(hidden.imports)
        self._defined = -1  # the last test whose names the testing process has
        self._tester: Child | None = None

    def ask(self, groups: list[list[Cell]], state: State) -> list[tuple[Cell, Ended]]:
        """Run tests against forks of a snapshot; see `by_group`."""

        def alone(cell: Cell, passed: list[Cell]) -> Ended:
            """Run a test alone; after others if it needs an object of theirs."""
            ended = self._in_turn([cell], state)
            if passed and ended[-1].run.status is Status.LIMIT:
                again = self._in_turn([*passed, cell], state)
                ended = again if len(again) == len(passed) + 1 else ended
            return ended[-1]

        return by_group(groups, partial(self._in_turn, state=state), alone)

    def _in_turn(self, cells: Sequence[Cell], state: State) -> list[Ended]:
        """Run tests against one fork of a snapshot, until one does not pass."""
        return in_turn(self._running, state, messages.ServeCalls(), cells, self._test)

    def _test(self, cell: Cell, answering: Connected, *, first: bool) -> Ended:
        """Run a test against the process at the other end of a line."""
        begun = time.perf_counter()
        try:
            with self._running.works(answering.process):
                message = self._ask_tester(cell, answering, first=first)
        except ProcessFault as fault:
            if isinstance(fault, TimeUp):
                self._drain_tester()
            else:
                self._forget_tester()
            return lost(fault, begun)
        return self._running.ended(message, begun)

    def _ask_tester(
        self, cell: Cell, answering: Connected, *, first: bool
    ) -> messages.Ran:
        """Run a test, holding the process that answers its calls to the limits."""
        tester = self._the_tester(self._numbers[cell.id])
        allowed = self._running.budget.for_test()
        test = messages.Test(
            cell.source,
            self._numbers[cell.id],
            self._hidden.seed,
            self._hidden.classes,
            self._imports,
            self._hidden.rebinds.get(cell.id, frozenset()),
            allowed.wall,
        )
        sent = within(tester.sock, START_SECONDS)
        lines = [answering.sock.fileno()] if first else []
        channel.send(tester.sock, test, lines, sent)
        wait = watched(tester.sock, answering.gate, answering.process, allowed)
        return ran(channel.receive(tester.sock, messages.Ran, wait))

    def _the_tester(self, number: int) -> Child:
        """Return the testing process, where earlier tests have left their names."""
        self._running.check()
        if self._tester is None:
            tester = self._running.servers.tester(
                self._sources, self._imports, self._running.files.lab
            )
            self._running.processes.append(tester)
            self._tester = tester
            missed = set(range(number))
        else:
            missed = self._joined & set(range(self._defined + 1, number))
        self._defined = max(number, self._defined)
        if missed:
            sources = [self._sources[n] for n in sorted(missed)]
            sent = within(self._tester.sock, START_SECONDS)
            earlier = messages.Define(sources, self._imports)
            channel.send(self._tester.sock, earlier, (), sent)
        return self._tester

    def _drain_tester(self) -> None:
        """Let a test end that lost who answered it; keep what is there for the next."""
        tester = self._tester
        if tester is None:
            return
        try:
            wait = within(tester.sock, _DRAIN_SECONDS)
            channel.receive(tester.sock, messages.Ran, wait).keep(0)
        except ProcessFault:
            self._forget_tester()

    def _forget_tester(self) -> None:
        if self._tester is not None:
            self._tester.end()
            self._tester = None
