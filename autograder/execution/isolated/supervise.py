"""Watching a process from outside: what it may take, and how messages wait for it.

Nothing here waits for a student's process without a limit, whether it is to read, to
write, to fork or to end. Limits count CPU time first, so that a busy machine changes no
mark, and wall time for what only waits.
"""

import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from autograder.errors import ProcessFault
from autograder.execution.isolated import channel, messages
from autograder.execution.isolated.process import Gate, Process

_TICK = 0.05  # seconds between two looks at the clock
_LOOK = 0.2  # seconds between two looks at what is taken, and at least
_REST = 20  # times as long as a look took
START_SECONDS = 60.0
MAX_TURNS = 10_000  # reads and writes of one process's messages


class Allowance(NamedTuple):
    """Seconds that an operation may take.

    Attributes
    ----------
    cpu
        CPU time of the process that is watched.
    wall
        Wall time, for code that sleeps.
    """

    cpu: float
    wall: float


class TimeUp(ProcessFault):
    """A process was ended because its limit ran out."""


class Connected:
    """A process of a student or of tests, and our end of the line to it.

    Attributes
    ----------
    gate
        Of its forks, and of theirs.
    """

    def __init__(self, process: Process, sock: socket.socket, gate: Gate) -> None:
        self.process, self.sock, self.gate = process, sock, gate
        self._turns = 0

    def wait(self, allowed: Allowance) -> channel.Wait:
        """Return a wait for this process that holds it to its limits.

        It raises `ProcessFault` where messages come in pieces: each turn costs us time.
        """
        within_limits = watched(self.sock, self.gate, self.process, allowed)

        def wait(event: int) -> None:
            self._turns += 1
            if self._turns > MAX_TURNS:
                raise ProcessFault(f"messages in more than {MAX_TURNS} pieces")
            within_limits(event)

        return wait

    def end(self) -> None:
        """End the process."""
        self.process.end()
        self.sock.close()


class Child(Connected):
    """A fork server's child.

    Parameters
    ----------
    on_end
        Called once when the child is ended: its server then ends all that it forked.
    scratch
        The folder in which it may write, if that lies on this machine's own disk.

    Raises
    ------
    ProcessFault
        If the child does not report that it is confined.
    """

    def __init__(
        self,
        process: Process,
        sock: socket.socket,
        on_end: Callable[[], None],
        scratch: Path | None,
    ) -> None:
        super().__init__(process, sock, Gate(None))
        self.scratch = scratch
        self._on_end: Callable[[], None] | None = on_end
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        try:
            guard = channel.receive(sock, messages.Guard, within(sock, START_SECONDS))
            self.gate = Gate(next(iter(guard.keep(1)), None))
            if guard.message.fault:
                raise ProcessFault(f"not confined: {guard.message.fault}")
        except ProcessFault:
            self.end()
            raise

    def end(self) -> None:
        """End the child and all that it forked."""
        super().end()
        self.gate.close()
        if self._on_end is not None:
            self._on_end()
            self._on_end = None


def watched(
    sock: socket.socket, gate: Gate, process: Process, allowed: Allowance
) -> channel.Wait:
    """Return a wait that holds a process to its limits.

    Parameters
    ----------
    sock
        What is waited for, to be readable or writable.
    gate
        Forks that wait at it are answered meanwhile.
    process
        The process whose time is counted; killed where it runs out, which raises
        `TimeUp` from the wait.
    """
    begun = time.monotonic()
    cpu_begun = process.cpu_seconds()
    next_look = begun + _TICK

    def check() -> None:
        nonlocal next_look
        now = time.monotonic()
        if now < next_look:
            return
        next_look = now + _TICK
        used, wall = process.cpu_seconds() - cpu_begun, now - begun
        if used > allowed.cpu or wall > allowed.wall:
            process.kill()
            raise TimeUp(f"killed after {used:.0f} s of CPU, {wall:.0f} s in all")

    def wait(event: int) -> None:
        while True:
            poll = select.poll()
            poll.register(sock, event)
            gate.listen(poll)
            ready = dict(poll.poll(_TICK * 1000))
            gate.answer(ready)
            check()
            if sock.fileno() in ready:
                return

    return wait


def within(sock: socket.socket, seconds: float) -> channel.Wait:
    """Return a wait that gives up after `seconds` in all."""
    deadline = time.monotonic() + seconds

    def wait(event: int) -> None:
        poll = select.poll()
        poll.register(sock, event)
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise TimeUp(f"no answer within {seconds:g} s")

    return wait


@contextmanager
def watchdog(
    seconds: float,
    look: Callable[[], ProcessFault | None],
    end: Callable[[ProcessFault], None],
) -> Iterator[None]:
    """Call `end` in another thread if the block takes longer than `seconds`.

    Whatever the block waits for, it is not part of what ends it.

    Parameters
    ----------
    look
        Called now and then; says why the block is to be ended, if it is.
    """
    over = threading.Event()

    def watch() -> None:
        deadline = time.monotonic() + seconds
        pause = _LOOK
        while not over.wait(min(pause, deadline - time.monotonic())):
            begun = time.monotonic()
            if begun >= deadline:
                return end(TimeUp("ended: the notebook took far more than its time"))
            if fault := look():
                return end(fault)
            pause = max(_LOOK, _REST * (time.monotonic() - begun))
        return None

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
