"""What runs in a testing process: tests, against forks of a student's process."""

import contextlib
import inspect
import io
import os
import socket
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from autograder.errors import ProcessFault
from autograder.execution.boundary.ends import TestEnd
from autograder.execution.boundary.making import source
from autograder.execution.boundary.proxies import Proxy
from autograder.execution.isolated import channel, messages
from autograder.execution.isolated.scratch import import_from_here
from autograder.execution.isolated.shared_names import SharedNames
from autograder.execution.isolated.test_run import run_test
from gradlab.check import seeded

_MAX_PRINTED = 100_000  # characters


class _Printed(io.StringIO):
    """Keeps the beginning of what is printed."""

    def write(self, text: str) -> int:
        super().write(text[: max(0, _MAX_PRINTED - self.tell())])
        return len(text)


class _Tester:
    """The tests of one notebook: their names, and the line to who answers now."""

    def __init__(self) -> None:
        self._names = SharedNames()
        self._student: TestEnd | None = None

    def define(self, earlier: messages.Define) -> None:
        """Have what tests of another process would have left."""
        self._names.imports = earlier.imports
        with contextlib.redirect_stdout(_Printed()):
            for source in earlier.sources:
                self._names.make_up(source)

    def run(self, test: messages.Test, files: list[int]) -> messages.Ran:
        """Run a test; its outputs are what it printed and what it raised."""
        student = self._answering(test, files)
        self._names.imports = test.imports
        self._names.begin(student, test.number, test.rebound)
        printed = _Printed()
        with (
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(_Printed()),
        ):
            run = run_test(test.source, student, self._names, test.number)
        text = printed.getvalue()
        outputs: list[messages.Output] = []
        outputs += [messages.Stream("stdout", text)] if text else []
        if run.exception:
            shown = f"{run.exception}: {run.message}"
            outputs.append(messages.Error(run.exception, run.message, [shown]))
        return messages.Ran(outputs, run.status, run.exception, run.message, run.value)

    def _answering(self, test: messages.Test, files: list[int]) -> TestEnd:
        deadline = time.monotonic() + test.seconds
        if files:
            if self._student is not None:
                self._student.close()
            line = socket.socket(fileno=files[0])
            self._student = TestEnd(line, deadline, test.classes)
        assert self._student is not None  # the first test brings a line
        self._student.begin(deadline)
        return self._student


def _source(known: Callable[[Any], str], thing: Any) -> str:
    """Return the source of an object, of the student's too."""
    return source(thing) if isinstance(thing, Proxy) else known(thing)


def main(sock: socket.socket) -> None:
    """Run the tests that the executor sends, until it closes the line."""
    import_from_here()  # the lab's own modules
    inspect.getsource = partial(_source, inspect.getsource)
    tester = _Tester()
    while True:
        try:
            message, files, _ = channel.receive(sock, messages.Test | messages.Define)
        except ProcessFault:
            return
        if isinstance(message, messages.Define):
            tester.define(message)
            continue
        os.environ[seeded.VARIABLE] = str(message.seed)
        channel.send(sock, tester.run(message, files))
