"""One end of the line: it asks, and answers what it is asked in between.

A message is ``[operation, nodes, contents, gone, dead, random, warnings]``. One side
speaks at a time: it asks, and until the answer comes it answers what it is asked, so
that a student's function can call a function of the test. `object_table` says what the
lists in the middle mean.
"""

import functools
import socket
import sys
from typing import Any

from autograder.errors import GraderLimit, StudentLost, WireError
from autograder.execution.boundary import exceptions, proxies, raisable
from autograder.execution.boundary.making import make
from autograder.execution.boundary.object_table import ObjectTable
from autograder.execution.boundary.randomness import GlobalRandom
from autograder.execution.boundary.wire import Blob, Wire

MAX_NESTED = 40  # calls within calls across the line

OVER = "it is of an earlier test, whose process has ended; make it anew in this test"
_ROOM = 200  # frames that an exchange may need beyond the recursion limit
_RETURN, _RAISE, _LIMIT = "return", "raise", "limit"
_ANSWERS = (_RETURN, _RAISE, _LIMIT)
_KEY = "_gradlab_key"  # of an exception that the other side raised


def came_across(problem: BaseException) -> bool:
    """Say whether the other side raised an exception that arrived here."""
    return hasattr(problem, _KEY)


class LineEnd:
    """One end of the line.

    Parameters
    ----------
    sock
        A connected stream socket; it belongs to it from now on.
    first
        1 on one side, 2 on the other.
    deadline
        The value of `time.monotonic` after which nothing is waited for, or None.
    """

    _GIVES_CLASSES = False

    def __init__(self, sock: socket.socket, first: int, deadline: float | None) -> None:
        self._wire = Wire(sock, deadline)
        made = functools.partial(make, self)
        theirs = functools.partial(proxies.key_of, remote=self)
        self._objects = ObjectTable(
            first, made, self._describe, theirs, gives_classes=self._GIVES_CLASSES
        )
        self._random = GlobalRandom()
        self._nested = 0
        self._raised: dict[int, BaseException] = {}
        self.fault: StudentLost | None = None
        self.limit: GraderLimit | None = None  # the first that was met
        self._over = False

    @property
    def kept(self) -> int:
        """How many objects this side keeps for the other."""
        return len(self._objects)

    def ask(
        self, operation: str, operands: list[Any], *, instances: bool = True
    ) -> Any:
        """Return what an operation gives on the other side.

        Parameters
        ----------
        operands
            What it is done with; the list is emptied.
        instances
            Whether an instance in the result may do what its class says; else it gives
            data alone.

        Raises
        ------
        BaseException
            What the operation raises there, as a built-in type.
        GraderLimit
            If an operand or the result cannot cross, or the line is over.
        StudentLost
            If no answer comes that is one.
        """
        try:
            return self._asked(operation, operands, instances=instances)
        except GraderLimit as limit:
            self.limit = self.limit or limit
            raise

    def _asked(self, operation: str, operands: list[Any], *, instances: bool) -> Any:
        if self._over:
            raise GraderLimit(OVER)
        if self._nested >= MAX_NESTED:
            raise RecursionError(f"more than {MAX_NESTED} calls within calls")
        self._nested += 1
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(limit + _ROOM)  # an exchange half done cannot go on
        try:
            self._send(operation, operands)
            while True:
                answer, values, heard = self._receive(instances=instances)
                if answer in _ANSWERS:
                    exceptions.warn_again(heard)
                    if answer != _RETURN:
                        raise values[0]
                    return values[0]
                self._reply(answer, values, heard)
        finally:
            sys.setrecursionlimit(limit)
            self._nested -= 1
            if not self._nested:
                self._raised.clear()

    def raised(self, problem: BaseException) -> bool:
        """Return whether the other side raised an exception that arrived here."""
        return came_across(problem)

    def meets(self, limit: str) -> GraderLimit:
        """Note a limit of the grader, and return it as the exception that it is."""
        met = GraderLimit(limit)
        self.limit = self.limit or met
        return met

    def _reply(self, operation: str, operands: list[Any], heard: list[Any]) -> None:
        """Do what the other side asks for, and send what comes of it."""
        try:
            exceptions.warn_again(heard)
            roots = [self._operate(operation, operands)]
            answer = _RETURN
        except StudentLost:
            raise
        except BaseException as problem:
            answer, roots = _RAISE, self._told(problem)
        operands.clear()
        try:
            self._send(answer, roots)
        except StudentLost:
            raise
        except Exception as problem:  # the result cannot cross
            self._send(_LIMIT, [*self._words(problem)])

    def _send(self, operation: str, roots: list[Any]) -> None:
        if self.fault:
            raise self.fault
        parts, blobs = self._objects.write(roots)
        message = [operation, *parts, self._random.change(), self._heard()]
        try:
            self._wire.send(message, blobs)
        except StudentLost as fault:
            self.fault = fault
            raise

    def _receive(
        self, *, instances: bool = True
    ) -> tuple[str, list[Any], list[exceptions.Heard]]:
        try:
            message, blobs = self._wire.receive()
            answers = type(message) is list and message[:1] == [_RETURN]
            self._objects.opaque = not (instances and answers)
            return self._read(message, blobs)
        except StudentLost as fault:
            self.fault = fault
            raise
        except Exception as problem:
            self.fault = WireError(f"what came is not a message: {problem!r:.200}")
            raise self.fault from None

    def _read(
        self, message: list[Any], blobs: list[Blob]
    ) -> tuple[str, list[Any], list[exceptions.Heard]]:
        operation, nodes, contents, gone, dead, random, heard = message
        if type(operation) is not str:
            raise WireError("an operation is a word")
        told = exceptions.checked_warnings(heard, self._objects.value)
        values = self._objects.read(nodes, contents, gone, dead, blobs)
        if random is not None:
            self._random.set(random)
        if operation == _RAISE:
            values = [self._rebuilt(*values)]
        elif operation == _LIMIT:
            values = [GraderLimit(exceptions.checked_message(*values))]
        elif operation == _RETURN and len(values) != 1:
            raise WireError("a function returns one value")
        return operation, values, told

    def _told(self, problem: BaseException) -> list[Any]:
        """Return an exception as data, and keep it in case it comes back."""
        keys = [self._keep(problem), getattr(problem, _KEY, None)]
        return [*self._words(problem), *keys, self._original(problem), None]

    def _original(self, problem: BaseException) -> object:
        """Return what stands for an exception of a class of the student's."""
        return raisable.original_of(problem)

    def _rebuilt(
        self,
        name: object,
        message: object,
        theirs: object,
        ours: object,
        original: object,
        cause: Any,
    ) -> BaseException:
        """Return the exception that came, the very one if it set out from here."""
        if type(ours) is int and ours in self._raised:
            return self._raised[ours]
        problem = exceptions.rebuilt(name, message)
        if isinstance(original, BaseException):
            problem = original
        if cause is not None:
            kind, said, behind = cause
            problem.__cause__ = self._rebuilt(kind, said, None, None, behind, None)
        setattr(problem, _KEY, theirs)
        return problem

    def _describe(self, thing: Any) -> tuple[int, str]:
        raise NotImplementedError

    def _operate(self, operation: str, operands: list[Any]) -> Any:
        raise NotImplementedError

    def _words(self, problem: BaseException) -> exceptions.Told:
        return exceptions.told(problem)

    def _keep(self, problem: BaseException) -> int | None:
        """Return the key under which an exception may come back, if it may."""

    def _heard(self) -> list[exceptions.Heard]:
        return []

    def close(self) -> None:
        """Close the line; the other side comes to its end of file."""
        self._over = True
        self._wire.close()
