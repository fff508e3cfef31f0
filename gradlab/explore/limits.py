"""A student's function under conditions: quiet, and not for long.

Neither is a wall. The quiet keeps a slider from printing a hundred lines; the time
limit keeps a loop without an end from holding the kernel. Grading does not use them.
"""

import ctypes
import io
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import numpy as np

SECONDS = 1.0  # for one call
DEFAULTS = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
AGAIN = 0.1  # seconds until a function that caught the exception gets the next


class TooSlow(BaseException):
    """Raised inside a student's function when its time is over.

    Not an `Exception`, so that the student's own `except Exception` lets it pass.
    """


@contextmanager
def at_most(seconds: float = SECONDS) -> Iterator[None]:
    """Raise `TooSlow` in this thread once the time is over.

    It comes between two steps of Python code; one long call of a compiled function is
    waited for. Works in any thread and on every system, which signals do not.

    Parameters
    ----------
    seconds
        How long the body may take.

    Raises
    ------
    TooSlow
        In the body, when its time is over.
    """
    over, lock = threading.Event(), threading.Lock()
    caller = ctypes.c_ulong(threading.get_ident())
    throw = ctypes.pythonapi.PyThreadState_SetAsyncExc

    def watch() -> None:
        wait = seconds
        while not over.wait(wait):
            with lock:
                if not over.is_set():
                    throw(caller, ctypes.py_object(TooSlow))
            wait = AGAIN

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        with lock:
            over.set()


@contextmanager
def quiet() -> Iterator[list[warnings.WarningMessage]]:
    """Drop what this thread prints; yield the list of warnings that it raises."""
    out, err = sys.stdout, sys.stderr
    here = threading.get_ident()
    sys.stdout, sys.stderr = _Deaf(out, here), _Deaf(err, here)
    try:
        with np.errstate(**DEFAULTS), warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield caught
    finally:
        sys.stdout, sys.stderr = out, err


class _Deaf(io.TextIOBase):
    """A stream that drops what one thread writes and hands on what others write."""

    def __init__(self, stream: TextIO, thread: int) -> None:
        self._stream, self._thread = stream, thread

    def write(self, text: str) -> int:
        """Write `text`, unless it comes from the thread to be silent."""
        if threading.get_ident() != self._thread:
            return self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush what other threads wrote."""
        self._stream.flush()
