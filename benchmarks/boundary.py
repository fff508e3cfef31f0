"""What a call across the line costs, beside a bare echo over the same kind of socket.

python -m benchmarks.boundary
"""

import os
import socket
import time
from collections.abc import Callable

import numpy as np

from autograder.execution.boundary.ends import TestEnd, serve

_SOURCE = """
import numpy as np
import time
def none(x): return None
def sigmoid(x): return 1 / (1 + np.exp(-x))
def call_often(f, x, times):
    for i in range(times): f(x + i)
"""
_ROUNDS = 30
_ECHOED = 120  # bytes, about a small call's


def main() -> None:
    """Print the best of several rounds of each, in one run."""
    echo = _echo()
    student = _student()
    names = ("none", "sigmoid", "call_often")
    none, sigmoid, call_often = map(student.name, names)
    assert callable(none)
    assert callable(sigmoid)
    assert callable(call_often)
    x, large = np.arange(3.0), np.ones((1000, 1000))
    floor = _best(lambda: _bounce(echo), 1000)
    rows: dict[str, float] = {
        "an echo of 120 bytes": floor,
        "none(None)": _best(lambda: none(None), 1000),
        "sigmoid of 3 numbers": _best(lambda: sigmoid(x), 1000),
        "one of 1000 callbacks": _best(lambda: call_often(np.sum, x, 1000), 1) / 1000,
        "none of a 1000 × 1000 array": _best(lambda: none(large), 5),
        "sigmoid of a 1000 × 1000 array": _best(lambda: sigmoid(large), 5),
        "the same without a line": _best(lambda: 1 / (1 + np.exp(-large)), 5),
    }
    for label, seconds in rows.items():
        print(f"{label:32}{seconds * 1e6:10.1f} µs{seconds / floor:9.1f} echoes")
    print(f"objects kept afterwards: {student.kept}")


def _best(work: Callable[[], object], times: int) -> float:
    """Return the seconds of one call in the fastest round."""
    return min(_round(work, times) for _ in range(_ROUNDS)) / times


def _round(work: Callable[[], object], times: int) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        work()
    return time.perf_counter() - begun


def _bounce(sock: socket.socket) -> None:
    sock.sendall(bytes(_ECHOED))
    sock.recv(1 << 16)


def _echo() -> socket.socket:
    def child(sock: socket.socket) -> None:
        while data := sock.recv(1 << 16):
            sock.sendall(data)

    return _forked(child)


def _student() -> TestEnd:
    def child(sock: socket.socket) -> None:
        names: dict[str, object] = {}
        exec(_SOURCE, names)
        serve(sock, names)

    return TestEnd(_forked(child), time.monotonic() + 600)


def _forked(child: Callable[[socket.socket], None]) -> socket.socket:
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        ours.close()
        child(theirs)
        os._exit(0)
    theirs.close()
    return ours


if __name__ == "__main__":
    main()
