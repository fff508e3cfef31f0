"""What the cells and the tests of one notebook share while they run."""

import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from autograder.course.notebook import Cell
from autograder.errors import ProcessFault
from autograder.execution.interface import CellRun, Status
from autograder.execution.isolated import channel, footprint, messages
from autograder.execution.isolated.budget import Budget
from autograder.execution.isolated.process import Process
from autograder.execution.isolated.servers import ForkServers
from autograder.execution.isolated.shown import Shown
from autograder.execution.isolated.supervise import (
    Allowance,
    Child,
    Connected,
    TimeUp,
    watched,
)

State = Connected | ProcessFault  # a snapshot, or why there is none
_MAX_ENDED = 3  # processes of one notebook that may take too much


class Ended(NamedTuple):
    """How a cell ended, and what it put out."""

    run: CellRun
    outputs: list[dict[str, Any]]

    @property
    def passed(self) -> bool:
        """Whether it ended as a test does that has nothing to say against an answer."""
        return self.run.status is Status.DONE and self.run.value is None


class Placed(NamedTuple):
    """The files beside the notebook.

    Attributes
    ----------
    lab
        Name of the folder of the lab's, see `beside.FileStore`.
    own
        The student's, that do not hide one of those.
    """

    lab: str = ""
    own: Mapping[str, bytes] = MappingProxyType({})


@dataclass
class Running:
    """One notebook's time, outputs and processes.

    Attributes
    ----------
    processes
        All that were started, to be ended in reverse.
    """

    servers: ForkServers
    budget: Budget
    files: Placed = field(default_factory=Placed)
    shown: Shown = field(default_factory=Shown)
    processes: list[Connected] = field(default_factory=list)
    _stopped: ProcessFault | None = None
    _working: Process | None = None
    _ended: int = 0

    @contextmanager
    def works(self, process: Process) -> Iterator[None]:
        """Count what a process does meanwhile as its own."""
        self._working = process
        try:
            with self.budget.spent_by(process):
                yield
        finally:
            self._working = None

    def look(self) -> ProcessFault | None:
        """End the process that works if all together take too much.

        Returns
        -------
        ProcessFault | None
            Why all is to be ended, where that does not help.
        """
        children = [one for one in self.processes if isinstance(one, Child)]
        excess = footprint.excess({one.process.pid: one.scratch for one in children})
        if not excess:
            return None
        self._ended += 1
        if self._working is None or self._ended > _MAX_ENDED:
            return ProcessFault(f"ended: {excess}")
        self._working.kill()
        return None

    def stop(self, reason: ProcessFault) -> None:
        """End everything: called from another thread when it takes too much."""
        self._stopped = reason
        for process in tuple(self.processes):
            process.process.kill()

    def end(self) -> None:
        """End everything, and close the lines."""
        for process in reversed(self.processes):
            process.end()

    def check(self) -> None:
        """Raise the reason if everything was stopped."""
        if self._stopped is not None:
            raise self._stopped

    def ended(self, ran: messages.Ran, begun: float) -> Ended:
        """Return how a cell ended that began then, with its outputs within bounds."""
        how = ran.status, ran.exception, ran.message, ran.value
        return Ended(CellRun(*how, _since(begun)), self.shown.outputs(ran))


def fork(
    parent: Connected,
    request: msgspec.Struct,
    lines: list[socket.socket],
    reply: tuple[type[msgspec.Struct], socket.socket],
    allowed: Allowance,
) -> Process:
    """Let a process fork once for a request, and return the fork.

    Parameters
    ----------
    lines
        Handed over; closed here, so that a line ends when the fork does.
    reply
        What the fork says when it is there, and where.

    Raises
    ------
    ProcessFault
        If what answers is not a fork of that process.
    """
    files = [line.fileno() for line in lines]
    parent.gate.allow_one_fork()
    channel.send(parent.sock, request, files, parent.wait(allowed))
    for line in lines:
        line.close()
    kind, sock = reply
    wait = watched(sock, parent.gate, parent.process, allowed)
    try:
        answer = channel.receive(sock, kind, wait)
    finally:
        parent.gate.allow_none()
    answer.keep(0)
    return Process.forked_by(parent.process, answer.sender)


@contextmanager
def _fork_for_tests(
    running: Running, state: Connected, request: msgspec.Struct
) -> Iterator[Connected]:
    """Give a fork of a snapshot that does what is asked for; end it afterwards.

    Raises
    ------
    ProcessFault
        If there is none.
    """
    with ExitStack() as ours:
        line, end = socket.socketpair()
        ours.enter_context(line)
        with end:
            allowed = running.budget.for_fork()
            state.process.resume()
            try:
                reply = messages.Serving, state.sock
                process = fork(state, request, [end], reply, allowed)
            finally:
                state.process.pause()
        ours.callback(process.end)
        yield Connected(process, line, state.gate)


def in_turn(
    running: Running,
    state: State,
    request: msgspec.Struct,
    cells: Sequence[Cell],
    test: Callable[..., Ended],
) -> list[Ended]:
    """Run tests with one fork of a snapshot, until one does not pass.

    Parameters
    ----------
    request
        What the fork is to do.
    test
        Called as ``test(cell, forked, first=...)``; runs one with the fork.
    """
    ended: list[Ended] = []
    begun = time.perf_counter()
    try:
        running.check()
        if isinstance(state, ProcessFault):
            raise state
        with _fork_for_tests(running, state, request) as forked:
            for cell in cells:
                ended.append(test(cell, forked, first=not ended))
                if not ended[-1].passed:
                    break
    except ProcessFault as fault:
        return [lost(fault, begun)]
    return ended


def by_group(
    groups: Sequence[Sequence[Cell]],
    in_turn: Callable[[Sequence[Cell]], list[Ended]],
    alone: Callable[[Cell, list[Cell]], Ended],
) -> list[tuple[Cell, Ended]]:
    """Run tests of one place, and return how each ended.

    All are run with one fork as long as they pass, as they would in one kernel. Where
    one does not, each of its group counts as it ends with a fork of its own, so that
    what one does costs that one alone; the groups after it begin anew.

    Parameters
    ----------
    in_turn
        Runs tests with one fork until one does not pass.
    alone
        Runs one with a fork of its own; given those that passed before it.
    """
    ended: list[tuple[Cell, Ended]] = []
    left = list(groups)
    while left:
        cells = [cell for group in left for cell in group]
        results = dict(zip((cell.id for cell in cells), in_turn(cells), strict=False))
        first = cells[0]  # it had a fork of its own
        while left and all(c.id in results and results[c.id].passed for c in left[0]):
            ended += [(cell, results[cell.id]) for cell in left.pop(0)]
        for cell in left.pop(0) if left else ():
            passed = [other for other, one in ended if one.passed]
            counts = results[cell.id] if cell is first else alone(cell, passed)
            ended.append((cell, counts))
    return ended


def ran(received: channel.Received) -> messages.Ran:
    """Return a message that says how a cell or test ended."""
    received.keep(0)
    message: messages.Ran = received.message
    return message


def lost(fault: ProcessFault, begun: float) -> Ended:
    """Return how a cell ended whose process was lost, and what it shows."""
    status = Status.TIMEOUT if isinstance(fault, TimeUp) else Status.CRASHED
    name, text = type(fault).__name__, str(fault)
    shown = {"output_type": "error", "ename": name, "evalue": text, "traceback": [text]}
    return Ended(CellRun(status, seconds=_since(begun)), [shown])


def _since(begun: float) -> float:
    return round(time.perf_counter() - begun, 4)
