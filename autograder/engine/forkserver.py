"""A warm, confined process from which a new one is forked on each request.

Started by `sandbox` as ``python -m autograder.engine.forkserver ROLE FD PATHS``. It
imports what its children need, confines itself, and then only forks: it never reads a
notebook or the gradebook, and runs no test. ROLE is ``student``, ``drawing student`` or
``tests``.
"""

import gc
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from autograder.engine import control
from autograder.errors import ProcessFault

Main = Callable[[socket.socket], None]


def main(role: str, number: str, paths: str) -> None:
    """Serve forks over the open socket `number` until the executor is gone."""
    sock = socket.socket(fileno=int(number))
    child = prepare(role)
    allowed = json.loads(paths)
    if allowed is None:
        serve(sock, child, confine_child=list, writable=[])
        return
    from autograder.engine import confine

    readable, writable = ([Path(path) for path in group] for group in allowed)
    mapped = confine.address_space()
    confine.drop_capabilities()
    confine.restrict_files(readable, writable)
    confine.restrict_calls()

    def confine_child() -> list[int]:
        confine.die_with_parent()
        confine.limit_resources(mapped)
        return [confine.gate_forks()]

    serve(sock, child, confine_child, [path for path in writable if path.is_dir()])


def prepare(role: str) -> Main:
    """Import what children of this role need and return what they run."""
    from autograder.engine.rehearsal import rehearse

    rehearse(role)
    if role == "tests":
        from autograder.engine import testing

        return testing.main
    from autograder.engine import student

    return student.prepare(draws=role == "drawing student")


def serve(
    sock: socket.socket,
    child: Main,
    confine_child: Callable[[], list[int]],
    writable: list[Path],
) -> None:
    """Fork a child for each request that comes.

    Parameters
    ----------
    confine_child
        Confines a child for good and returns the gate of its forks, if there is one.
    writable
        Folders that are emptied before each fork: a child finds nothing of another.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps the children
    _drop_standard_streams()
    gc.collect()
    gc.freeze()  # the children's collector must not touch, and so copy, these pages
    control.send(sock, control.Forked())
    while True:
        try:
            request = control.receive(sock, control.Fork | control.Compile)
        except ProcessFault:
            return
        files = request.keep(1)
        if isinstance(request.message, control.Compile):
            _compile(request.message.sources)
            continue
        for folder in writable:
            _empty(folder)
        pid = os.fork()
        if pid == 0:
            sock.close()
            run(child, socket.socket(fileno=files[0]), confine_child)
        handle = os.pidfd_open(pid)
        control.send(sock, control.Forked(), [handle])
        for file in (handle, *files):
            os.close(file)


def run(
    child: Main, sock: socket.socket, confine_child: Callable[[], list[int]]
) -> None:
    """Be one child: take on its own limits, do its work, and end."""
    os.setpgid(0, 0)  # what it forks where nothing gates forks can be ended with it
    try:
        try:
            gate = confine_child()
        except Exception as error:  # whatever it is: no child may run unconfined
            control.send(sock, control.Guard(f"{type(error).__name__}: {error}"))
            return
        control.send(sock, control.Guard(), gate)
        for file in gate:
            os.close(file)
        child(sock)
    finally:
        os._exit(0)


def _compile(sources: list[str]) -> None:
    """Compile tests once for all children; what is no Python fails where it is run."""
    from autograder.engine.trial import prepare as compiled

    for source in sources:
        with suppress(SyntaxError, ValueError):
            compiled(source)
    gc.collect()
    gc.freeze()


def _empty(folder: Path) -> None:
    """Delete what a child left; what resists ends this server, and a new one starts."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _drop_standard_streams() -> None:
    """Let what is written past Python go nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    os.close(nowhere)


if __name__ == "__main__":
    main(*sys.argv[1:])
