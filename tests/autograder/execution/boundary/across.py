"""Two processes, or two object tables in one, with the line between them."""

import os
import signal
import socket
import struct
import time
import warnings
from contextlib import contextmanager

import numpy as np

from autograder.execution.boundary.ends import TestEnd, serve
from autograder.execution.boundary.object_table import ObjectTable
from autograder.execution.boundary.wire import packed, unpacked

SECONDS = 30


@contextmanager
def forked(child, seconds=SECONDS, **options):
    """Fork a process that runs `child(sock)`; give the test's end of the line."""
    ours, theirs = socket.socketpair()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # fork beside threads
        pid = os.fork()
    if pid == 0:
        ours.close()
        try:
            child(theirs)
        finally:
            os._exit(0)
    theirs.close()
    student = TestEnd(ours, time.monotonic() + seconds, **options)
    try:
        yield student
    finally:
        student.close()
        os.kill(pid, signal.SIGKILL)  # this child may hang on purpose
        os.waitpid(pid, 0)


def running(source, **options):
    """Return the test's end of a line to a process that ran `source`."""
    names = {"__name__": "__main__", "np": np}

    def child(sock):
        exec(source, names)
        serve(sock, names)

    return forked(child, **options)


@contextmanager
def names_of(source, *wanted, **options):
    """Give the named globals of a process that ran `source`, as the test has them."""
    with running(source, **options) as student:
        found = [student.name(name) for name in wanted]
        yield found[0] if len(found) == 1 else found


class Stand:
    """Stands for a handle where two object tables meet without a line."""

    def __init__(self, key, kind, name):
        self.key, self.kind, self.__name__ = key, kind, name


def object_tables():
    """Return two object tables that know nothing of each other yet."""
    return tuple(
        ObjectTable(
            first, Stand, lambda thing: (0, "f"), lambda p: getattr(p, "key", None)
        )
        for first in (1, 2)
    )


def carried(sender, receiver, value):
    """Return what the receiver makes of a value."""
    parts, blobs = sender.write([value])
    (made,) = receiver.read(*unpacked(packed(parts)), blobs)
    return made


def crossed(value):
    """Return what another process would make of a value."""
    return carried(*object_tables(), value)


def alike(one, other, seen=None):
    """Return whether two values are the same to the last bit, in type and identity."""
    seen = {} if seen is None else seen
    if isinstance(one, np.ndarray | list | dict | set | bytearray):
        if id(one) in seen or id(other) in seen.values():
            return seen.get(id(one)) == id(other)
        seen[id(one)] = id(other)
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return _same_array(one, other)
    if isinstance(one, list | tuple | dict):
        pairs = [*zip(one, other, strict=False)]
        if isinstance(one, dict):
            pairs += zip(one.values(), other.values(), strict=False)
        return len(one) == len(other) and all(alike(*pair, seen) for pair in pairs)
    return _same_leaf(one, other)


def _same_leaf(one, other):
    if isinstance(one, np.generic):
        return one.dtype == other.dtype and one.tobytes() == other.tobytes()
    if isinstance(one, float):
        return struct.pack("d", one) == struct.pack("d", other)
    if isinstance(one, complex):
        return _same_leaf(one.real, other.real) and _same_leaf(one.imag, other.imag)
    if isinstance(one, set | frozenset):
        return _shown(frozenset(one)) == _shown(frozenset(other))
    return one == other


def _shown(value):
    """Return text that is equal where two keys are; sets have no order of their own."""
    if isinstance(value, frozenset):
        return f"set {sorted(map(_shown, value))}"
    if isinstance(value, tuple):
        return f"tuple {[*map(_shown, value)]}"
    return f"{type(value)} {value!r}"


def _same_array(one, other):
    flags = [
        (a.dtype.str, a.shape, a.flags.writeable, a.flags.f_contiguous and a.ndim > 1)
        for a in (one, other)
    ]
    packed_alike = one.flags.c_contiguous or one.flags.f_contiguous
    if not packed_alike:  # a view with gaps arrives without them
        flags = [each[:3] for each in flags]
    return flags[0] == flags[1] and one.tobytes() == other.tobytes()
