"""What runs in a student's process: the notebook's cells, and calls from the tests.

Everything here shares memory with a stranger's code, so nothing of it is trusted: the
executor supervises it from outside.
"""

import json
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import numpy.random  # noqa: F401  (for the notebooks)

import gradlab.check
import gradlab.predict
import gradlab.recall  # noqa: F401  (for the notebooks)
from autograder.errors import ProcessFault
from autograder.execution.boundary.ends import serve
from autograder.execution.interface import Status
from autograder.execution.isolated import channel, messages
from autograder.execution.isolated.scratch import import_from_here
from autograder.execution.isolated.shell import NotebookShell, make_shell
from autograder.execution.isolated.together import run_tests

_MAX_MESSAGE = 10_000  # characters of an exception's message


def prepare(*, draws: bool) -> Callable[[socket.socket], None]:
    """Make a shell, and return the child's work.

    Parameters
    ----------
    draws
        Whether to import what draws too. It doubles the memory, and so the time that
        a fork takes; a notebook that draws after all imports it for itself.
    """
    shell = make_shell()
    if draws:
        import gradlab.explore  # noqa: F401  (see `draws`)

        shell.use_inline_figures()
    shell.run_cell("None", store_history=False)  # IPython's own first-time work

    def child(sock: socket.socket) -> None:
        import_from_here()
        answer(sock, shell)

    return child


def answer(sock: socket.socket, shell: NotebookShell) -> None:
    """Do what the executor asks for, until it closes the line.

    A snapshot does the same on a line of its own; no cells come to it.
    """
    kinds = messages.RunCell | messages.Bring | messages.Snapshot
    kinds |= messages.ServeCalls | messages.RunTests
    while True:
        try:
            message, files, _ = channel.receive(sock, kinds)
        except ProcessFault:
            return
        if isinstance(message, messages.RunCell):
            channel.send(sock, _run(shell, message))
        elif isinstance(message, messages.Bring):
            _write(message)
        elif files and _fork_without(files):
            lines = [socket.socket(fileno=file) for file in files]
            if isinstance(message, messages.Snapshot):
                sock.close()
                channel.send(lines[0], messages.Taken())
                answer(lines[0], shell)
            else:
                channel.send(sock, messages.Serving())
                sock.close()
                if isinstance(message, messages.RunTests):
                    run_tests(lines[0], shell)
                else:
                    serve(lines[0], shell.user_ns)
            os._exit(0)


def _write(piece: messages.Bring) -> None:
    """Write a piece of a file of the student's own, if it can be."""
    path = Path(piece.name)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab" if piece.more else "xb") as file:
            file.write(piece.data)


def _fork_without(files: list[int]) -> bool:
    """Fork, and return whether this is the fork, which keeps the files alone.

    It begins when the parent has closed them: a parent that is paused before would keep
    the lines open, and nobody would see that the fork has ended.
    """
    closed, open_still = os.pipe()
    is_fork = os.fork() == 0
    os.close(open_still)
    if is_fork:
        os.read(closed, 1)
    else:
        for file in files:
            os.close(file)
    os.close(closed)
    return is_fork


def _run(shell: NotebookShell, cell: messages.RunCell) -> messages.Ran:
    shell.recorder.begin(cell.room)
    result = shell.run_cell(cell.source, store_history=True)
    outputs = [_plain(output) for output in shell.recorder.take()]
    values = [out for out in outputs if out["output_type"] == "execute_result"]
    error = result.error_before_exec or result.error_in_exec
    return messages.Ran(
        outputs=msgspec.convert(outputs, list[messages.Output]),
        status=Status.RAISED if error else Status.DONE,
        exception=type(error).__name__ if error else "",
        message=_message(error)[:_MAX_MESSAGE] if error else "",
        value=_shown(values[-1]) if values else None,
    )


def _shown(value: dict[str, Any]) -> str:
    return str(value["data"].get("text/plain", ""))[:_MAX_MESSAGE]


def _plain(output: dict[str, Any]) -> dict[str, Any]:
    """Return an output as JSON data, whatever a student's object put into it."""
    plain: dict[str, Any] = json.loads(json.dumps(output, default=str))
    for part in plain.keys() & {"data", "metadata"}:
        plain[part] = {key: _shallow(value) for key, value in plain[part].items()}
    return plain


def _shallow(value: Any) -> messages.Value:
    """Return a value that may cross; what is nested deeper becomes text."""
    try:
        shallow: messages.Value = msgspec.convert(value, messages.Value)
    except msgspec.ValidationError:
        return json.dumps(value)
    return shallow


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # a student's exception may fail to print
        return ""
