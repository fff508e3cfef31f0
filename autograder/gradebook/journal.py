"""The journal of a run: each finished result, written down before it counts.

A run that was killed leaves its journal; the next one reads it and goes on from there.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from autograder.errors import Busy
from autograder.files import writing
from autograder.grading.records import SubmissionResult

Append = Callable[[SubmissionResult], None]


class Journal:
    """A file with one result in each line.

    Parameters
    ----------
    path
        The file; there is none while no run is at work or was killed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> list[SubmissionResult]:
        """Return the results that a killed run left."""
        try:
            with self.path.open("rb") as file:
                return [result for result, _ in _records(file)]
        except FileNotFoundError:
            return []

    @contextmanager
    def open(self) -> Iterator[Append]:
        """Give a function that adds one result; nobody else can open it meanwhile.

        A line that a kill or a full disk cut short is dropped first: what stood after
        it would be lost.

        Raises
        ------
        Busy
            If another run has it open.
        AutograderError
            If the system refuses to write; also from the function.
        """
        with writing(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = self.path.open("a+b", buffering=0)
        with file:
            _lock(file, self.path)
            file.seek(0)
            file.truncate(max((end for _, end in _records(file)), default=0))

            def append(result: SubmissionResult) -> None:
                line = memoryview(msgspec.json.encode(result) + b"\n")
                with writing(self.path):
                    while line:  # a disk that is nearly full takes a part
                        line = line[file.write(line) :]

            yield append

    def clear(self) -> None:
        """Forget all, now that the result files hold it."""
        self.path.unlink(missing_ok=True)


def _records(file: BinaryIO) -> Iterator[tuple[SubmissionResult, int]]:
    """Yield each whole record and where it ends, up to the first that is not whole."""
    end = 0
    for line in file:
        end += len(line)
        try:
            result = msgspec.json.decode(line, type=SubmissionResult)
        except (msgspec.MsgspecError, UnicodeError):
            return
        if not line.endswith(b"\n"):
            return
        yield result, end


def _lock(file: BinaryIO, path: Path) -> None:
    """Keep other runs out until `file` is closed, also by a kill."""
    import fcntl  # not on Windows, where grading needs WSL2 anyway

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        gone = False
    else:
        gone = os.fstat(file.fileno()).st_nlink == 0  # its owner cleared it just now
        if not gone:
            return
    raise Busy(f"another run is grading {path.stem}: wait for its end, then try again")
