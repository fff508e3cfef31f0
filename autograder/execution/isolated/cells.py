"""The cells of the student: run in one process, with a snapshot at each place of tests.

A cell that hangs or dies is rolled back: a new process runs the cells before it again.
"""

import re
import socket
import time
from collections.abc import Mapping

from autograder.errors import ProcessFault
from autograder.execution.isolated import channel, messages
from autograder.execution.isolated.running import Ended, Running, fork, lost, ran
from autograder.execution.isolated.supervise import Child, Connected, TimeUp

_DRAWS = re.compile(r"\b(matplotlib|pylab|plt|explore|ipywidgets)\b")
_PIECE = 1 << 22  # bytes of a file in one message
_MAX_ROLLED_BACK = 3  # cells of one notebook that may hang or die


class StudentCells:
    """The student's side of a run.

    Parameters
    ----------
    sources
        Of all code in the notebook. One that draws without seeming to is slow.
    """

    def __init__(self, running: Running, sources: list[str]) -> None:
        self._running = running
        self._draws = any(map(_DRAWS.search, sources))
        self._done: list[str] = []  # what made the state that tests find
        self._rolled_back = 0
        self._asked_later = False  # whether there are snapshots of the process
        self._student: Child | None = None

    def run(self, source: str) -> Ended:
        """Run a cell."""
        begun = time.perf_counter()
        if self._rolled_back >= _MAX_ROLLED_BACK:  # the tests find what there is so far
            return lost(ProcessFault("not run: too many cells hung or died"), begun)
        try:
            self._running.budget.for_cell()
        except TimeUp as fault:
            return lost(fault, begun)
        try:
            message = self._ask(self._process(), source)
        except ProcessFault as fault:
            self._undo()
            return lost(fault, begun)
        self._done.append(source)
        return self._running.ended(message, begun)

    def snapshot(self) -> Connected | ProcessFault:
        """Return a fork of the process, paused; or why there is none."""
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        try:
            with theirs:
                student = self._process()
                taken = fork(
                    student,
                    messages.Snapshot(),
                    [theirs],
                    (messages.Taken, ours),
                    self._running.budget.for_fork(),
                )
        except ProcessFault as fault:
            ours.close()
            self._undo()
            return fault
        taken.pause()
        snapshot = Connected(taken, ours, student.gate)
        self._running.processes.append(snapshot)
        self._asked_later = True
        return snapshot

    def final(self) -> Connected | ProcessFault:
        """Return the process itself, for the tests after the last cell.

        From here on no cell is run, and nothing that it sends is shown.
        """
        try:
            student = self._process()
        except ProcessFault as fault:
            return fault
        student.process.pause()
        return student

    def end(self) -> None:
        """End the process: no cell reads anything from here on."""
        if self._student is not None:
            self._student.process.kill()

    def _ask(self, student: Child, source: str) -> messages.Ran:
        running = self._running
        wait = student.wait(running.budget.for_cell())
        with running.works(student.process):
            cell = messages.RunCell(source, running.shown.room)
            channel.send(student.sock, cell, wait=wait)
            most = running.shown.most_bytes
            return ran(channel.receive(student.sock, messages.Ran, wait, most))

    def _bring(self, student: Child, files: Mapping[str, bytes]) -> None:
        """Let a new process write the files that the student handed in."""
        wait = student.wait(self._running.budget.for_fork())
        for name, data in files.items():
            for start in range(0, len(data) or 1, _PIECE):
                piece = messages.Bring(name, data[start : start + _PIECE], start > 0)
                channel.send(student.sock, piece, wait=wait)

    def _process(self) -> Child:
        """Return the student's process, with its cells run again if it was lost."""
        self._running.check()
        if self._student is None:
            if self._rolled_back > _MAX_ROLLED_BACK:
                raise ProcessFault("too many cells of this notebook hung or died")
            files = self._running.files
            student = self._running.servers.student(files.lab, draws=self._draws)
            self._student = student
            self._running.processes.append(student)
            self._bring(student, files.own)
            for source in self._done:
                self._ask(self._student, source)
        return self._student

    def _undo(self) -> None:
        """Forget the process, to be made again.

        Snapshots of it are still to be asked: they are ended with the run.
        """
        if self._student is not None:
            if self._asked_later:
                self._student.process.kill()
            else:
                self._student.end()
            self._student = None
            self._asked_later = False
            self._rolled_back += 1
