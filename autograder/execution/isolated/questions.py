"""The tests of a notebook: run in one process, against forks of snapshots."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from autograder.course.notebook import Cell
from autograder.errors import ProcessFault
from autograder.execution.interface import HiddenTests
from autograder.execution.isolated import messages
from autograder.execution.isolated.process import Process
from autograder.execution.isolated.running import Ended, Running, fork, lost, ran
from autograder.execution.isolated.supervise import (
    START_SECONDS,
    Child,
    Connected,
    watched,
    within,
)


@dataclass(frozen=True)
class TestGroup:
    """Tests that follow each other, and the state of their place in the notebook.

    Attributes
    ----------
    state
        A snapshot; or why there is none.
    """

    cells: list[Cell]
    state: Connected | ProcessFault


class Questions:
    """The tests' side of a run.

    Parameters
    ----------
    sources
        Of all tests, to be compiled once for the whole class.
    """

    def __init__(
        self, running: Running, hidden: HiddenTests, sources: list[str]
    ) -> None:
        self._running = running
        self._hidden = hidden
        self._sources = sources
        self._tester: Child | None = None

    def ask(self, group: TestGroup) -> list[Ended]:
        """Run the tests of one group, and return how each ended.

        Either all pass one after the other, as they would in one kernel, or each counts
        as it ends against a fork of its own: what one does costs that one alone.
        """
        ended: list[Ended] = []
        sources = [str(cell.source) for cell in group.cells]
        for start in range(0, len(sources), messages.MAX_LINES):
            some = sources[start : start + messages.MAX_LINES]
            first, *others = together = self._together(some, group.state)
            if len(together) < len(some) or not all(one.passed for one in others):
                alone = (self._together([one], group.state)[0] for one in some[1:])
                together = [first, *alone]
            ended += together
        return ended

    def _together(
        self, sources: list[str], state: Connected | ProcessFault
    ) -> list[Ended]:
        """Run tests against one fork of a snapshot, until one fails."""
        ended: list[Ended] = []
        begun = time.perf_counter()
        try:
            self._running.check()
            if isinstance(state, ProcessFault):
                raise state
            with self._answering(state, len(sources)) as (process, lines):
                for source, line in zip(sources, lines, strict=True):
                    ended.append(self._test(source, line, state, process))
                    if not ended[-1].passed:
                        break
        except ProcessFault as fault:
            return [lost(fault, begun)]
        return ended

    @contextmanager
    def _answering(
        self, state: Connected, count: int
    ) -> Iterator[tuple[Process, list[socket.socket]]]:
        """Give a fork of a snapshot that answers calls, and `count` lines to it."""
        with ExitStack() as ours, ExitStack() as theirs:
            pairs = [socket.socketpair() for _ in range(count)]
            lines = [ours.enter_context(line) for line, _ in pairs]
            ends = [theirs.enter_context(end) for _, end in pairs]
            allowed = self._running.budget.for_fork()
            reply = messages.Serving, state.sock
            state.process.resume()
            try:
                process = fork(state, messages.ServeCalls(), ends, reply, allowed)
            finally:
                state.process.pause()
            ours.callback(process.end)
            yield process, lines

    def _test(
        self, source: str, line: socket.socket, state: Connected, process: Process
    ) -> Ended:
        """Run a test against the process at the other end of a line."""
        begun = time.perf_counter()
        try:
            with line, self._running.works(process):
                message = self._ask_tester(source, line.fileno(), state, process)
        except ProcessFault as fault:
            self._forget_tester()
            return lost(fault, begun)
        return self._running.ended(message, begun)

    def _ask_tester(
        self, source: str, line: int, state: Connected, process: Process
    ) -> messages.Ran:
        """Run a test, holding the process that answers its calls to the limits."""
        tester = self._the_tester()
        allowed = self._running.budget.for_test()
        test = messages.Test(
            source, self._hidden.seed, self._hidden.classes, allowed.wall
        )
        sent = within(tester.sock, START_SECONDS)
        messages.send(tester.sock, test, [line], sent)
        wait = watched(tester.sock, state.gate, process, allowed)
        return ran(messages.receive(tester.sock, messages.Ran, wait))

    def _the_tester(self) -> Child:
        self._running.check()
        if self._tester is None:
            self._tester = self._running.servers.tester(self._sources)
            self._running.processes.append(self._tester)
        return self._tester

    def _forget_tester(self) -> None:
        if self._tester is not None:
            self._tester.end()
            self._tester = None
