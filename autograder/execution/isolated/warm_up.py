"""One exchange between a test and a student, before there is either.

A fork server plays its part in it once, so that its children find the code of their
part already specialised by the interpreter, and what it makes on first use made.
"""

import os
import socket
from typing import Any

from autograder.execution.boundary.ends import TestEnd, serve
from autograder.execution.interface import Status
from autograder.execution.isolated.test_run import run_test

_ANSWERS = """
import numpy as np

def double(x, axis=None):
    return 2 * np.asarray(x)

def refuse(x):
    raise ValueError("no")
"""

_TEST = """
import numpy as np

from gradlab.check import expect

x = np.array([-1.0, 0.0, 2.5])
expect.call(double, x).has_form((3,)).gives([-2.0, 0.0, 5.0])
expect.call(double, x.reshape(1, 3), axis=0).gives([[-2.0, 0.0, 5.0]])
expect.unchanged(double, x)
expect.quiet(double, [1, 2]).gives([2, 4])
expect.raises(ValueError, refuse, 1.0)
"""


def rehearse(role: str) -> None:
    """Play one part in this process and the other in a fork.

    Raises
    ------
    RuntimeError
        If the test does not pass.
    """
    tests, student = socket.socketpair()
    part, other = (_test, _answer) if role == "tests" else (_answer, _test)
    ours, theirs = (tests, student) if role == "tests" else (student, tests)
    pid = os.fork()
    if pid == 0:
        ours.close()
        os._exit(other(theirs))
    theirs.close()
    failed = part(ours) + os.waitpid(pid, 0)[1]
    if failed:
        raise RuntimeError("the rehearsal of a test did not pass")


def _answer(line: socket.socket) -> int:
    names: dict[str, Any] = {}
    exec(_ANSWERS, names)  # noqa: S102 - the text above
    serve(line, names)
    return 0


def _test(line: socket.socket) -> int:
    student = TestEnd(line)
    passed = run_test(_TEST, student).status is Status.DONE
    student.close()
    return int(not passed)
