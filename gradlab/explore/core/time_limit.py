"""A student's function under conditions: quiet, and not for long.

Neither is a wall. The quiet keeps a slider from printing a hundred lines; the time
limit keeps a loop without an end from holding the kernel. Grading does not use them.
"""

import ctypes
import io
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import numpy as np

SECONDS = 1.0  # for one call
AGAIN = 0.1  # seconds between two looks
IDLE = 20  # looks without a call until the thread ends


class TooSlow(BaseException):
    """Raised inside a student's function when its time is over.

    Not an `Exception`, so that the student's own `except Exception` lets it pass.
    """


class Watch:
    """Limits the time of one call after another, with one thread that looks on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._end: float | None = None  # of the call that runs now
        self._caller = 0
        self._thread: threading.Thread | None = None

    @contextmanager
    def at_most(self, seconds: float = SECONDS) -> Iterator[None]:
        """Raise `TooSlow` in the caller's thread once the time is over.

        It comes between two steps of Python code; one long call of a compiled function
        is waited for. Works in any thread and on every system, which signals do not.

        Parameters
        ----------
        seconds
            How long the body may take.

        Raises
        ------
        TooSlow
            In the body, when its time is over.
        """
        with self._lock:
            self._caller, self._end = threading.get_ident(), time.monotonic() + seconds
            if self._thread is None:
                self._thread = threading.Thread(target=self._look_on, daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._lock:
                self._end = None

    def _look_on(self) -> None:
        """Stop calls whose time is over; end when there were none for a while."""
        throw, idle = ctypes.pythonapi.PyThreadState_SetAsyncExc, 0
        while True:
            time.sleep(AGAIN)
            with self._lock:
                idle = idle + 1 if self._end is None else 0
                if idle > IDLE:
                    self._thread = None
                    return
                if self._end is not None and time.monotonic() > self._end:
                    caller = ctypes.c_ulong(self._caller)
                    throw(caller, ctypes.py_object(TooSlow))


@contextmanager
def quiet() -> Iterator[list[warnings.WarningMessage]]:
    """Drop what this thread prints; yield the list of warnings that it raises."""
    out, err = sys.stdout, sys.stderr
    here = threading.get_ident()
    sys.stdout, sys.stderr = _Deaf(out, here), _Deaf(err, here)
    try:
        usual = np.errstate(divide="warn", over="warn", under="ignore", invalid="warn")
        with usual, warnings.catch_warnings(record=True) as caught:
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
        """Flush what other threads wrote; Python may ask so when all is closed."""
        if threading.get_ident() != self._thread and not self._stream.closed:
            self._stream.flush()

    def close(self) -> None:
        """Leave the stream alone: Python closes this object as it ends."""
