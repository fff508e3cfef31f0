"""The two ends of the line: the student's, which serves, and the test's, which asks."""

import contextlib
import functools
import os
import socket
import time
import traceback
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, MethodType, MethodWrapperType
from typing import Any

import numpy as np

from autograder.errors import GraderLimit, StudentGone
from autograder.execution.boundary import exceptions, proxies, raisable
from autograder.execution.boundary.figures import full_name
from autograder.execution.boundary.iterators import is_iterator
from autograder.execution.boundary.line import OVER, LineEnd
from autograder.execution.boundary.operations import OPERATIONS
from autograder.execution.boundary.randomness import GlobalRandom

MAX_RAISED = 100  # exceptions of the test that may still come back
DEFAULT_SECONDS = 30.0

_FUNCTIONS = (
    *(BuiltinFunctionType, FunctionType, MethodType, MethodWrapperType, np.ufunc),
    *(functools.partial, np.vectorize, type(functools.cache(len))),
)


class TestEnd(LineEnd):
    """The test's end: the student's names, as values and proxies.

    Parameters
    ----------
    sock
        A connected stream socket to a process that serves; see `serve`.
    deadline
        The value of `time.monotonic` after which nothing is waited for; 30 seconds
        from now if it is not given.
    classes
        The names that the lab has for classes. A class of another name stands where a
        function belongs, and may not return instances. None: any name may be a class.
    """

    def __init__(
        self,
        sock: socket.socket,
        deadline: float | None = None,
        classes: frozenset[str] | None = None,
    ) -> None:
        deadline = deadline or time.monotonic() + DEFAULT_SECONDS
        super().__init__(sock, 1, deadline)
        self._classes = classes
        self._count = 0

    def begin(self, deadline: float) -> None:
        """Be ready for one more test, which may wait until then."""
        self._wire.deadline = deadline
        self._random = GlobalRandom()  # what this side has drawn is no change
        self.limit = None

    def leave(self) -> None:
        """Ask nothing more: each operation from here on is a limit of the grader."""
        self._over = True

    def name(self, name: str) -> object:
        """Return what the student's notebook has under a global name.

        Raises
        ------
        KeyError
            If it has nothing.
        TypeError
            If that cannot cross.
        StudentLost
            If no answer comes that is one.
        """
        value = self.ask("name", [name])
        if type(value) is proxies.ClassProxy and not self._may_be_class(name):
            proxies.only_as_function(value)
        return value

    def _may_be_class(self, name: str) -> bool:
        return self._classes is None or name in self._classes

    def _describe(self, thing: Any) -> tuple[int, str]:
        """Export nothing but functions: all else could be asked for its secrets."""
        if isinstance(thing, proxies.Proxy):
            raise GraderLimit(OVER)
        if callable(thing) and not isinstance(thing, type):
            return proxies.FUNCTION, str(getattr(thing, "__name__", "function"))
        kind = type(thing).__name__
        raise GraderLimit(f"an object of type {kind} is the test's own; hand over data")

    def _operate(self, operation: str, operands: list[Any]) -> Any:
        """Call a function that the test handed over; nothing else can be done."""
        if operation in ("getattr", "doc"):  # as `functools.wraps` asks
            raise AttributeError("a function of the test has no attributes")
        if operation != "call" or not self._objects.exports(operands[0]):
            raise TypeError("a function of the test can only be called")
        target, arguments, options = operands
        return target(*arguments, **dict(options))

    def _words(self, problem: BaseException) -> exceptions.Told:
        """Tell the type alone: a message of the test may hold an expected value."""
        return exceptions.told_name(problem), ""

    def _keep(self, problem: BaseException) -> int:
        traceback.clear_frames(problem.__traceback__)  # they hold the arguments
        key = self._count = self._count + 1
        self._raised[key] = problem
        self._raised.pop(key - MAX_RAISED, None)
        return key


class StudentEnd(LineEnd):
    """The student's end."""

    _GIVES_CLASSES = True

    def __init__(
        self,
        sock: socket.socket,
        namespace: dict[str, Any],
        heard: Callable[[], list[exceptions.Heard]],
    ) -> None:
        super().__init__(sock, 2, None)
        self._namespace, self._take = namespace, heard

    def answer_all(self) -> None:
        """Answer until the line is closed."""
        with contextlib.suppress(StudentGone):
            while True:
                self._reply(*self._receive())

    def _told(self, problem: BaseException) -> list[Any]:
        problem.__traceback__ = None  # its frames hold what the call was given
        *said, _ = super()._told(problem)
        cause = problem.__cause__
        behind = cause and (*self._words(cause), self._original(cause))
        return [*said, behind]

    def _original(self, problem: BaseException) -> object:
        return problem if raisable.is_raisable(type(problem)) else None

    def _heard(self) -> list[exceptions.Heard]:
        return [(*told, self._objects.node(own)) for *told, own in self._take()]

    def _describe(self, thing: Any) -> tuple[int, str]:
        kind = type(thing)
        if isinstance(thing, type):
            return proxies.CLASS, str(thing.__name__)
        if issubclass(kind, _FUNCTIONS):
            return proxies.FUNCTION, str(getattr(thing, "__name__", kind.__name__))
        if is_iterator(thing):
            return proxies.ITERATOR, kind.__name__
        return (proxies.CALLABLE if callable(thing) else proxies.INSTANCE), full_name(
            kind
        )

    def _operate(self, operation: str, operands: list[Any]) -> Any:
        if operation == "name":
            return self._namespace[operands[0]]
        return OPERATIONS[operation](*operands)


def serve(sock: socket.socket, namespace: dict[str, Any]) -> None:
    """Answer calls into `namespace` until the other end of `sock` is closed.

    What the student's code prints meanwhile is dropped; its warnings go to the test.

    Raises
    ------
    WireError
        If what comes is not a message.
    """
    with (
        open(os.devnull, "w", encoding="utf-8") as nowhere,  # noqa: PTH123
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
        exceptions.recorded() as heard,
    ):
        StudentEnd(sock, namespace, heard).answer_all()
