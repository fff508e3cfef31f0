"""Calling a student's function: the one way that checks and explorers share.

=================  ==================================================================
`call`             calls it in silence, for a limited time if asked to
`as_numbers`       reads what came back as numbers
`name_of`          names a function in words
`silence`          drops what this thread writes, and collects warnings
`TimeLimit`        stops what takes too long
=================  ==================================================================

None of this is a wall: the silence keeps a slider from printing a hundred lines, the
time limit keeps an endless loop from holding the kernel. Grading has walls of its own.
"""

import ctypes
import io
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, TextIO

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
StudentFunction = Callable[..., Any]

NUMERIC_KINDS = "biufO"  # bool, signed, unsigned, float; objects that may be numbers
_BETWEEN_LOOKS = 0.1  # seconds
_IDLE = 20  # looks without a call until the thread ends


@dataclass(frozen=True)
class Answer:
    """What a call returned, and the warnings that it gave."""

    value: Any
    warnings: list[warnings.WarningMessage]

    @property
    def warning(self) -> str:
        """The text of the first warning, empty without one."""
        return str(self.warnings[0].message) if self.warnings else ""


def call(
    function: StudentFunction,
    arguments: tuple[object, ...],
    options: Mapping[str, Any],
    *,
    prints: bool = True,
    limit: AbstractContextManager[None] | None = None,
) -> Answer:
    """Call a student's function in silence; its exceptions pass through.

    Parameters
    ----------
    function
        May do anything.
    arguments, options
        Positional and by name; handed on as they are.
    prints
        Whether it may write to stdout.
    limit
        From `TimeLimit.at_most`; without one it may take as long as it likes.
    """
    with silence(prints=prints) as given, limit or nullcontext():
        return Answer(function(*arguments, **options), given)


def as_numbers(value: object) -> Array | None:
    """Return `value` as a new float64 array, or None if it holds no real numbers."""
    try:
        plain = np.asarray(value)
        missing = plain.dtype.kind == "O" and any(one is None for one in plain.flat)
        if plain.dtype.kind in NUMERIC_KINDS and not missing:  # NumPy makes None a nan
            return np.array(value, dtype=np.float64, subok=False)
    except Exception:  # noqa: S110  (whatever a foreign object does, it is not a number)
        pass
    return None


def name_of(function: object, otherwise: str) -> str:
    """Return the function's name, or `otherwise` for a lambda or a nameless object."""
    name = str(getattr(function, "__name__", otherwise))
    return name if name.isidentifier() else otherwise


@contextmanager
def silence(*, prints: bool = True) -> Iterator[list[warnings.WarningMessage]]:
    """Drop what this thread writes to stderr; yield the list of warnings it gives.

    nbgrader gives no points to a test cell with any text on stderr.

    Parameters
    ----------
    prints
        False drops what it writes to stdout, too.
    """
    out, err = sys.stdout, sys.stderr
    here = threading.get_ident()
    sys.stdout, sys.stderr = out if prints else _Muted(out, here), _Muted(err, here)
    try:
        with warnings.catch_warnings(record=True) as given:
            warnings.simplefilter("always")
            yield given
    finally:
        sys.stdout, sys.stderr = out, err


class _Muted(io.TextIOBase):
    """A stream that drops what one thread writes and hands on what others write."""

    def __init__(self, stream: TextIO, thread: int) -> None:
        self._stream, self._thread = stream, thread

    def write(self, text: str) -> int:
        """Write `text`, unless it comes from the muted thread."""
        if threading.get_ident() != self._thread:
            return self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush what other threads wrote; Python may ask so when all is closed."""
        if threading.get_ident() != self._thread and not self._stream.closed:
            self._stream.flush()

    def close(self) -> None:
        """Leave the stream alone: Python closes this object as it ends."""


class TooSlow(BaseException):
    """Raised inside a student's function when its time is over.

    Not an `Exception`, so that the student's own `except Exception` lets it pass.
    """


class TimeLimit:
    """Limits the time of one call after another, with one thread that looks on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._end: float | None = None  # of the call that runs now
        self._caller = 0
        self._thread: threading.Thread | None = None

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
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
            time.sleep(_BETWEEN_LOOKS)
            with self._lock:
                idle = idle + 1 if self._end is None else 0
                if idle > _IDLE:
                    self._thread = None
                    return
                if self._end is not None and time.monotonic() > self._end:
                    caller = ctypes.c_ulong(self._caller)
                    throw(caller, ctypes.py_object(TooSlow))
