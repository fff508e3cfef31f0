"""What runs in a testing process: tests, against a fork of a student's process."""

import contextlib
import io
import os
import socket
import time

from autograder.engine import control
from autograder.engine.peer import Student
from autograder.engine.trial import run_test
from autograder.errors import ProcessFault
from gradlab.check import seeded

_MAX_PRINTED = 100_000  # characters


def main(sock: socket.socket) -> None:
    """Run the tests that the executor sends, until it closes the line."""
    while True:
        try:
            message, files, _ = control.receive(sock, control.Test)
        except ProcessFault:
            return
        os.environ[seeded.VARIABLE] = str(message.seed)
        with socket.socket(fileno=files[0]) as line:
            control.send(sock, _run(message, line))


class _Printed(io.StringIO):
    """Keeps the beginning of what is printed."""

    def write(self, text: str) -> int:
        super().write(text[: max(0, _MAX_PRINTED - self.tell())])
        return len(text)


def _run(test: control.Test, line: socket.socket) -> control.Ran:
    student = Student(line, time.monotonic() + test.seconds, test.classes)
    printed = _Printed()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(_Printed()):
        run = run_test(test.source, student)
    text = printed.getvalue()
    outputs: list[control.Output] = [control.Stream("stdout", text)] if text else []
    if run.exception:
        shown = f"{run.exception}: {run.message}"
        outputs.append(control.Error(run.exception, run.message, [shown]))
    return control.Ran(outputs, run.status, run.exception, run.message, run.value)
