"""A process as its supervisor holds it: by a pidfd, with a gate before its forks."""

import os
import select
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

from autograder.errors import ProcessFault
from autograder.execution.isolated import forkgate

_CPU_CLOCK = 2  # CPUCLOCK_SCHED, of all threads of a process
MAX_REFUSED = 2_000  # forks of one student's process that were not asked for


class Process:
    """A process that can be watched and killed, known by its pidfd.

    A pidfd names one process for good, while a pid may be another's a moment later.
    """

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._lock = threading.Lock()  # the watchdog may kill what is being closed
        try:
            self.pid = _pid_of(handle)
        except BaseException:
            os.close(handle)
            raise

    @classmethod
    def forked_by(cls, parent: "Process", pid: int) -> "Process":
        """Return the process with that pid, if it is a child of `parent`.

        That both live after the parentage was read makes sure that it was theirs.

        Raises
        ------
        ProcessFault
            If it is gone, or a stranger.
        """
        try:
            process = cls(os.pidfd_open(pid))
        except OSError as error:
            raise ProcessFault("the fork is gone") from error
        related = _parent_of(pid) == parent.pid
        if related and process.is_alive() and parent.is_alive():
            return process
        process.forget()
        raise ProcessFault("what answered is not a fork of the student's process")

    def is_alive(self) -> bool:
        """Return whether the process has not ended yet."""
        with self._lock:
            return self._handle >= 0 and not select.select([self._handle], [], [], 0)[0]

    def cpu_seconds(self) -> float:
        """Return the CPU time that the process has used, 0 if it is gone.

        Its clock is known by its pid, as clock_getcpuclockid(3) makes it.
        """
        try:
            return time.clock_gettime((~self.pid << 3) | _CPU_CLOCK)
        except OSError:
            return 0.0

    def kill(self) -> None:
        """End the process at once."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        with self._lock, suppress(OSError):  # gone already
            if self._handle >= 0:
                signal.pidfd_send_signal(self._handle, number)

    def pause(self) -> None:
        """Let none of its threads run until it is resumed; it can be killed."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it run again."""
        self._signal(signal.SIGCONT)

    def forget(self) -> None:
        """Close the pidfd; the process lives on."""
        with self._lock:
            if self._handle >= 0:
                os.close(self._handle)
                self._handle = -1

    def end(self) -> None:
        """Kill and forget the process."""
        self.kill()
        self.forget()


class Gate:
    """Our end of the gate at which every fork of a student's process waits.

    Parameters
    ----------
    listener
        An open file from `confine.load_gate`; None where nothing gates forks.
    """

    def __init__(self, listener: int | None) -> None:
        self._listener = listener
        self._may_fork = False
        self._refused = 0

    def allow_one_fork(self) -> None:
        """Let the next fork pass; all others are refused."""
        self._may_fork = True

    def allow_none(self) -> None:
        """Refuse all forks from here on, also one that was allowed and not made."""
        self._may_fork = False

    def listen(self, poll: "select.poll") -> None:
        """Add the gate to what is polled."""
        if self._listener is not None:
            poll.register(self._listener, select.POLLIN)

    def answer(self, ready: dict[int, int]) -> None:
        """Answer the fork that waits, if one does.

        Raises
        ------
        ProcessFault
            If the process goes on and on asking.
        """
        events = ready.get(self._listener, 0) if self._listener is not None else 0
        if self._listener is None or not events:
            return
        if not events & select.POLLIN:  # nobody is left who could fork
            self.close()
            return
        forkgate.answer(self._listener, allow=self._may_fork)
        self._refused += not self._may_fork
        self._may_fork = False
        if self._refused > MAX_REFUSED:
            raise ProcessFault(f"more than {MAX_REFUSED} attempts to start processes")

    def close(self) -> None:
        """Close it; forks that wait are refused."""
        if self._listener is not None:
            os.close(self._listener)
            self._listener = None


def _pid_of(handle: int) -> int:
    """Return the pid, as seen here, of the living process behind a pidfd."""
    for line in Path(f"/proc/self/fdinfo/{handle}").read_text().splitlines():
        if line.startswith("Pid:") and int(line.split()[1]) > 1:
            return int(line.split()[1])
    raise ProcessFault("the process is gone, or cannot be seen from here")


def _parent_of(pid: int) -> int:
    """Return the pid of a process's parent; 0 if there is no such process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[1])
