"""A warm, confined process from which a new one is forked on each request.

Started by `sandbox` as ``python -m MODULE ROLE FD PLACES``. It
imports what its children need, confines itself, and then only forks: it never reads a
notebook or the gradebook, and runs no test. ROLE is ``student``, ``drawing student`` or
``tests``.

Who forks, ends: whatever a child forked becomes this process's when the child is gone,
and is ended and reaped here. Until then their pids are nobody else's.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from autograder.errors import ProcessFault
from autograder.execution.isolated import channel, messages
from autograder.execution.isolated.beside import link_all
from autograder.execution.isolated.scratch import WORK, Scratch, enter
from autograder.execution.isolated.shared_names import imported
from autograder.execution.isolated.test_run import prepare as compiled
from autograder.execution.isolated.warm_up import rehearse

Main = Callable[[socket.socket], None]
Report = Callable[[list[int]], None]  # given the gate of a child's forks, if any
Confine = Callable[[Report], None]

_LOOK = 0.2  # seconds between two looks at what a child has written


def main(role: str, number: str, places: str) -> None:
    """Serve forks over the open socket `number` until the executor is gone."""
    sock = socket.socket(fileno=int(number))
    given = json.loads(places)
    scratch = Scratch(Path(given["scratch"]), list(map(Path, given["fonts"])))
    enter(scratch.renew())
    child = prepare(role)
    place = Path(given["files"]) if given["files"] else None
    confine: Confine = _not_confined
    if given["readable"] is not None:
        confine = _confined(given, scratch)
    Server(sock, child, confine, scratch, place).serve()


def _confined(given: dict[str, list[str]], scratch: Scratch) -> Confine:
    """Confine this process, and return what confines a child further."""
    from autograder.execution.isolated import confine  # its libraries may be missing

    readable = [Path(path) for path in given["readable"]]
    mapped = confine.address_space()
    confine.adopt_orphans()
    confine.drop_capabilities()
    confine.restrict_files(readable, [Path("/dev/null"), scratch.folder])
    confine.restrict_calls()
    gate, last = confine.gate_of_forks(), confine.open_files_kept()

    def confine_child(report: Report) -> None:
        confine.die_with_parent()
        confine.limit_resources(mapped)
        report([confine.load_gate(gate)])
        last.load()

    return confine_child


def _not_confined(report: Report) -> None:
    """Report that nothing gates forks."""
    report([])


def prepare(role: str) -> Main:
    """Import what children of this role need and return what they run."""
    rehearse(role)
    if role == "tests":
        # each role holds only what its children need
        from autograder.execution.isolated import test_process as testing

        return testing.main
    # the same; and libraries look for their folders now, after `enter`
    from autograder.execution.isolated import student_process as student

    return student.prepare(draws=role == "drawing student")


class Server:
    """Forks a child for each request that comes.

    Parameters
    ----------
    child
        What a child does.
    confine_child
        Confines a child for good, and reports as soon as nothing but that is due.
    scratch
        Where children may write; emptied before the first and after the last of them.
    files
        Where labs' files lie, if there are any.
    """

    def __init__(
        self,
        sock: socket.socket,
        child: Main,
        confine_child: Confine,
        scratch: Scratch,
        files: Path | None = None,
    ) -> None:
        self._sock = sock
        self._child = child
        self._confine_child = confine_child
        self._scratch = scratch
        self._files = files
        self._children: set[int] = set()

    def serve(self) -> None:
        """Do what the executor asks for, until it closes the line."""
        _drop_standard_streams()
        self._scratch.renew()  # of what this process wrote while it started
        gc.collect()
        gc.freeze()  # the children's collector must not touch, and so copy, these pages
        channel.send(self._sock, messages.Forked())
        kinds = messages.Fork | messages.Compile | messages.End
        with suppress(ProcessFault):
            while True:
                self._answer(channel.receive(self._sock, kinds, self._wait))
        for pid in list(self._children):
            self._end(pid)

    def _answer(self, request: channel.Received) -> None:
        files = request.keep(1)
        if isinstance(request.message, messages.Compile):
            _compile(request.message)
        elif isinstance(request.message, messages.End):
            self._end(request.message.pid)
        else:
            self._fork(files, request.message.files)

    def _wait(self, event: int) -> None:
        """Wait for a request, and meanwhile for a child that writes too much."""
        while not select.select(
            [self._sock], [], [], _LOOK if self._children else None
        )[0]:
            if self._scratch.is_over_full(len(self._children)):
                for pid in list(self._children):
                    self._end(pid)

    def _fork(self, files: list[int], beside: str) -> None:
        scratch = self._scratch  # empty, where nobody is there
        folder = scratch.beside() if self._children else scratch.folder
        if beside and self._files is not None:
            link_all(folder / WORK, self._files / beside)
        pid = os.fork()
        if pid == 0:
            self._sock.close()
            enter(folder)
            run(self._child, socket.socket(fileno=files[0]), self._confine_child)
        self._children.add(pid)
        handle = os.pidfd_open(pid)
        channel.send(self._sock, messages.Forked(pid), [handle])
        for file in (handle, *files):
            os.close(file)

    def _end(self, pid: int) -> None:
        """End a child and all that it forked; after the last, delete what they wrote.

        All that are there at a time belong to one submission.
        """
        if pid not in self._children:
            return
        self._children.discard(pid)
        _kill_group(pid)
        with suppress(ChildProcessError):
            while True:
                os.waitpid(-pid, 0)
        if not self._children:  # nobody is left who could change it meanwhile
            self._scratch.renew()


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def run(child: Main, sock: socket.socket, confine_child: Confine) -> None:
    """Be one child: take on its own limits, do its work, and end."""

    def report(gate: list[int]) -> None:
        channel.send(sock, messages.Guard(), gate)
        for file in gate:
            os.close(file)

    os.setpgid(0, 0)  # what it forks where nothing gates forks can be ended with it
    try:
        try:
            confine_child(report)
        except Exception as error:  # whatever it is: no child may run unconfined
            channel.send(sock, messages.Guard(f"{type(error).__name__}: {error}"))
            return
        child(sock)
    finally:
        os._exit(0)


def _compile(request: messages.Compile) -> None:
    """Compile tests once for all children, and import what they name.

    What is not Python, or not there, fails where it is run.
    """
    names: set[str] = set()
    for source in request.sources:
        with suppress(SyntaxError, ValueError):
            names |= set(compiled(source).names)
    for name in names & request.imports.keys():
        with suppress(Exception):
            imported(request.imports[name])
    gc.collect()
    gc.freeze()


def _drop_standard_streams() -> None:
    """Let what is written past Python go nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    os.close(nowhere)


if __name__ == "__main__":
    main(*sys.argv[1:])
