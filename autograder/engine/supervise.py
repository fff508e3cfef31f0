"""Watching a child from outside: its time, its forks, its end.

Limits count the CPU time of the child first, so that a busy machine changes no mark,
and wall time only to end a child that waits for ever.
"""

import os
import select
import signal
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.engine import control, forkgate
from autograder.errors import ProcessFault

_TICK = 0.05  # seconds between two looks at the clock
_CPU_CLOCK = 2  # CPUCLOCK_SCHED, of all threads of a process


@dataclass(frozen=True)
class Limits:
    """What one cell, or one test, may take.

    Attributes
    ----------
    cpu
        Seconds of CPU time of the student's process.
    wall
        Seconds of wall time, for code that sleeps.
    """

    cpu: float = 30.0
    wall: float = 120.0


class TimeUp(ProcessFault):
    """A child was killed because its limit ran out."""


class Process:
    """A process that can be watched and killed, known by its pidfd."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self.pid = _pid_of(handle)

    @classmethod
    def of(cls, pid: int) -> "Process":
        """Return the process with that pid.

        Raises
        ------
        ProcessFault
            If there is none.
        """
        try:
            return cls(os.pidfd_open(pid))
        except OSError as error:
            raise ProcessFault("the process is gone") from error

    def cpu_seconds(self) -> float:
        """Return the CPU time that the process has used, 0 if it is gone.

        Its clock is known by its pid, as clock_getcpuclockid(3) makes it.
        """
        try:
            return time.clock_gettime((~self.pid << 3) | _CPU_CLOCK)
        except OSError:
            return 0.0

    def kill(self) -> None:
        """End the process at once, and forget it."""
        if self._handle < 0:
            return
        with suppress(OSError):  # gone already
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        os.close(self._handle)
        self._handle = -1


class Child(Process):
    """A fork server's child, the line to it, and the gate of its forks.

    Parameters
    ----------
    sock
        Our end of the line.
    handle
        A pidfd of the child.

    Raises
    ------
    ProcessFault
        If the child does not report that it is confined.
    """

    def __init__(self, sock: socket.socket, handle: int) -> None:
        super().__init__(handle)
        self.sock = sock
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        guard = control.receive(sock, control.Guard, readable(sock, 60))
        self._gate = next(iter(guard.keep(1)), None)
        self._may_fork = False
        if guard.message.fault:
            self.close()
            raise ProcessFault(f"not confined: {guard.message.fault}")

    def close(self) -> None:
        """End the child and its process group."""
        with suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)
        self.kill()
        self.sock.close()
        if self._gate is not None:
            os.close(self._gate)
            self._gate = None

    def allow_one_fork(self) -> None:
        """Let the next fork of the child pass the gate; all others are refused."""
        self._may_fork = True

    def listen(self, poll: "select.poll") -> None:
        """Add the gate to what is polled."""
        if self._gate is not None:
            poll.register(self._gate, select.POLLIN)

    def answer_forks(self, ready: Mapping[int, int]) -> None:
        """Answer the fork that waits at the gate, if one does."""
        if self._gate is not None and ready.get(self._gate, 0) & select.POLLIN:
            forkgate.answer(self._gate, allow=self._may_fork)
            self._may_fork = False


def supervised(
    sock: socket.socket, student: Child, watched: Process, limits: Limits
) -> Callable[[], None]:
    """Return a wait for `control.receive` that holds a process to its limits.

    Parameters
    ----------
    student
        The forks of this child, and of its forks, are answered while waiting.
    watched
        The process whose time is counted; killed where it runs out, which raises
        `TimeUp` from the wait.
    """
    begun = time.monotonic()
    cpu_begun = watched.cpu_seconds()

    def until_readable() -> None:
        while not _look(sock, student):
            wall = time.monotonic() - begun
            used = watched.cpu_seconds() - cpu_begun if wall > _TICK else 0.0
            if used > limits.cpu or wall > limits.wall:
                watched.kill()
                raise TimeUp(f"killed after {used:.0f} s of CPU, {wall:.0f} s in all")

    return until_readable


def _look(sock: socket.socket, student: Child) -> bool:
    """Answer forks that wait, for one tick; return whether `sock` is readable."""
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    student.listen(poll)
    ready = dict(poll.poll(_TICK * 1000))
    student.answer_forks(ready)
    return sock.fileno() in ready


def readable(sock: socket.socket, seconds: float) -> Callable[[], None]:
    """Return a wait for `control.receive` that gives up after `seconds`."""
    deadline = time.monotonic() + seconds

    def until_readable() -> None:
        left = max(0.0, deadline - time.monotonic())
        if not select.select([sock], [], [], left)[0]:
            raise TimeUp(f"no answer within {seconds:g} s")

    return until_readable


def _pid_of(handle: int) -> int:
    """Return the pid, as seen here, of the living process behind a pidfd."""
    for line in Path(f"/proc/self/fdinfo/{handle}").read_text().splitlines():
        if line.startswith("Pid:") and int(line.split()[1]) > 1:
            return int(line.split()[1])
    raise ProcessFault("the process is gone, or is none that can be seen from here")
