"""What runs in a testing process: tests, against a fork of a student's process."""

import contextlib
import io
import os
import socket
import time

from autograder.errors import ProcessFault
from autograder.execution.boundary.ends import TestEnd
from autograder.execution.isolated import messages
from autograder.execution.isolated.test_run import run_test
from gradlab.check import seeded

_MAX_PRINTED = 100_000  # characters


def main(sock: socket.socket) -> None:
    """Run the tests that the executor sends, until it closes the line."""
    while True:
        try:
            message, files, _ = messages.receive(sock, messages.Test)
        except ProcessFault:
            return
        os.environ[seeded.VARIABLE] = str(message.seed)
        with socket.socket(fileno=files[0]) as line:
            messages.send(sock, _run(message, line))


class _Printed(io.StringIO):
    """Keeps the beginning of what is printed."""

    def write(self, text: str) -> int:
        super().write(text[: max(0, _MAX_PRINTED - self.tell())])
        return len(text)


def _run(test: messages.Test, line: socket.socket) -> messages.Ran:
    student = TestEnd(line, time.monotonic() + test.seconds, test.classes)
    printed = _Printed()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(_Printed()):
        run = run_test(test.source, student)
    text = printed.getvalue()
    outputs: list[messages.Output] = [messages.Stream("stdout", text)] if text else []
    if run.exception:
        shown = f"{run.exception}: {run.message}"
        outputs.append(messages.Error(run.exception, run.message, [shown]))
    return messages.Ran(outputs, run.status, run.exception, run.message, run.value)
