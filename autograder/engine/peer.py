"""The two ends of the line: the student's, which serves, and the test's, which asks.

A message is ``[operation, nodes, contents, gone, dead, random, warnings]``. One side
speaks at a time: it asks, and until the answer comes it answers what it is asked, so
that a student's function can call a function of the test. `ledger` says what the lists
in the middle mean.
"""

import contextlib
import functools
import os
import socket
import time
from collections.abc import Callable, Iterable
from types import BuiltinFunctionType, FunctionType, MethodType, MethodWrapperType
from typing import Any

import numpy as np

from autograder.engine import faults, proxies
from autograder.engine.ledger import Ledger
from autograder.engine.operations import OPERATIONS
from autograder.engine.randomness import GlobalRandom
from autograder.engine.wire import Wire
from autograder.errors import StudentGone, StudentLost, WireError

MAX_NESTED = 40  # calls within calls across the line
MAX_RAISED = 100  # exceptions of the test that may still come back
DEFAULT_SECONDS = 30.0

_RETURN, _RAISE = "return", "raise"
_KEY = "_gradlab_key"  # of an exception that the other side raised
_FUNCTIONS = (
    *(BuiltinFunctionType, FunctionType, MethodType, MethodWrapperType, np.ufunc),
    *(functools.partial, np.vectorize, type(functools.cache(len))),
)


class Peer:
    """One end of the line.

    Parameters
    ----------
    sock
        A connected stream socket; it belongs to the peer from now on.
    first
        1 on one side, 2 on the other.
    deadline
        The value of `time.monotonic` after which nothing is waited for, or None.
    """

    def __init__(self, sock: socket.socket, first: int, deadline: float | None) -> None:
        self._wire = Wire(sock, deadline)
        make = functools.partial(proxies.make, self)
        self._ledger = Ledger(first, make, self._describe, proxies.key_of)
        self._random = GlobalRandom()
        self._nested = 0
        self._raised: dict[int, BaseException] = {}
        self.fault: StudentLost | None = None

    def __len__(self) -> int:
        """Return how many objects this side keeps for the other."""
        return len(self._ledger)

    def ask(
        self, operation: str, operands: list[Any], *, instances: bool = True
    ) -> Any:
        """Return what an operation gives on the other side.

        Parameters
        ----------
        operands
            What it is done with; the list is emptied.
        instances
            Whether the result may hold instances of the other side's classes.

        Raises
        ------
        BaseException
            What the operation raises there, as a built-in type.
        TypeError
            If an operand cannot cross, or the result holds an instance and may not.
        StudentLost
            If no answer comes that is one.
        """
        if self._nested >= MAX_NESTED:
            raise RecursionError(f"more than {MAX_NESTED} calls within calls")
        self._nested += 1
        try:
            name = "" if instances else operands[0].__name__
            self._send(operation, operands)
            while True:
                answer, values, heard = self._receive()
                if answer in (_RETURN, _RAISE):
                    faults.warn_again(heard)
                    return self._answered(answer, values, instances, name)
                self._reply(answer, values, heard)
        finally:
            self._nested -= 1
            if not self._nested:
                self._raised.clear()

    def _answered(
        self, answer: str, values: list[Any], instances: bool, name: str
    ) -> Any:
        if answer == _RAISE:
            raise self._rebuilt(values)
        if not instances:
            self._refuse_instances(name)
        return values[0]

    def _refuse_instances(self, name: str) -> None:
        kind = self._ledger.instance
        if kind is not None:
            raise TypeError(
                f"{name} returned a {kind}; a function returns numbers or arrays"
            )

    def _reply(self, operation: str, operands: list[Any], heard: list[Any]) -> None:
        """Do what the other side asks for, and send what comes of it."""
        try:
            faults.warn_again(heard)
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
            self._send(_RAISE, self._told(problem))

    def _send(self, operation: str, roots: list[Any]) -> None:
        if self.fault:
            raise self.fault
        parts = self._ledger.write(roots)
        message = [operation, *parts, self._random.change(), self._heard()]
        try:
            self._wire.send(message)
        except StudentLost as fault:
            self.fault = fault
            raise

    def _receive(self) -> tuple[str, list[Any], list[faults.Told]]:
        try:
            return self._read(self._wire.receive())
        except StudentLost as fault:
            self.fault = fault
            raise
        except Exception as problem:
            self.fault = WireError(f"what came is no message: {problem!r:.200}")
            raise self.fault from None

    def _read(self, message: Any) -> tuple[str, list[Any], list[faults.Told]]:
        operation, nodes, contents, gone, dead, random, heard = message
        if type(operation) is not str:
            raise WireError("an operation is a word")
        told = faults.checked_warnings(heard)
        values = self._ledger.read(nodes, contents, gone, dead)
        if operation in (_RETURN, _RAISE) and len(values) != (
            1 if operation == _RETURN else 4
        ):
            raise WireError("an answer has one value")
        if random is not None:
            self._random.set(random)
        return operation, values, told

    def _told(self, problem: BaseException) -> list[Any]:
        """Return an exception as data, and keep it in case it comes back."""
        name, message = self._words(problem)
        return [name, message, self._keep(problem), getattr(problem, _KEY, None)]

    def _rebuilt(self, values: list[Any]) -> BaseException:
        """Return the exception that came, the very one if it set out from here."""
        name, message, theirs, ours = values
        if type(ours) is int and ours in self._raised:
            return self._raised[ours]
        problem = faults.rebuilt(name, message)
        setattr(problem, _KEY, theirs)
        return problem

    def _describe(self, thing: Any) -> tuple[int, str]:
        raise NotImplementedError

    def _operate(self, operation: str, operands: list[Any]) -> Any:
        raise NotImplementedError

    def _words(self, problem: BaseException) -> faults.Told:
        return faults.told(problem)

    def _keep(self, problem: BaseException) -> int | None:
        """Return the key under which an exception may come back, if it may."""

    def _heard(self) -> list[faults.Told]:
        return []

    def close(self) -> None:
        """Close the line; the other side comes to its end of file."""
        self._wire.close()


class Student(Peer):
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

    def names(self, wanted: Iterable[str]) -> dict[str, object]:
        """Return those of the student's global names that exist and can cross.

        Raises
        ------
        StudentLost
            If no answer comes that is one.
        """
        wanted = tuple(dict.fromkeys(wanted))
        if not wanted:
            return {}
        try:
            found = self.ask("names", [wanted])
        except TypeError:  # one of them cannot cross; the test may not need it
            parts = [self._name(name) for name in wanted]
            found = {name: value for part in parts for name, value in part.items()}
        if type(found) is not dict:
            self.fault = WireError("names are a dictionary")
            raise self.fault
        known = {name: found[name] for name in wanted if name in found}
        for name, value in known.items():
            if type(value) is proxies.ClassProxy and not self._may_be_class(name):
                proxies.only_as_function(value)
        return known

    def _may_be_class(self, name: str) -> bool:
        return self._classes is None or name in self._classes

    def _name(self, name: str) -> dict[str, object]:
        try:
            found = self.ask("names", [(name,)])
        except TypeError:
            return {}
        return found if type(found) is dict else {}

    def _describe(self, thing: Any) -> tuple[int, str]:
        """Export nothing but functions: all else could be asked for its secrets."""
        if callable(thing) and not isinstance(thing, type):
            return proxies.FUNCTION, str(getattr(thing, "__name__", "function"))
        kind = type(thing).__name__
        raise TypeError(f"a {kind} cannot be handed to the student's code")

    def _operate(self, operation: str, operands: list[Any]) -> Any:
        """Call a function that the test handed over; nothing else can be done."""
        if operation == "getattr":
            raise AttributeError("a function of the test has no attributes")
        if operation != "call" or not self._ledger.exports(operands[0]):
            raise TypeError("a function of the test can only be called")
        self._refuse_instances("the student's code")
        target, arguments, options = operands
        return target(*arguments, **dict(options))

    def _words(self, problem: BaseException) -> faults.Told:
        """Tell the type alone: a message of the test may hold an expected value."""
        return faults.told(problem)[0], ""

    def _keep(self, problem: BaseException) -> int:
        key = self._count = self._count + 1
        self._raised[key] = problem
        self._raised.pop(key - MAX_RAISED, None)
        return key


class _Served(Peer):
    """The student's end."""

    def __init__(
        self,
        sock: socket.socket,
        namespace: dict[str, Any],
        heard: Callable[[], list[faults.Told]],
    ) -> None:
        super().__init__(sock, 2, None)
        self._namespace, self._heard = namespace, heard  # type: ignore[method-assign]

    def answer_all(self) -> None:
        """Answer until the line is closed."""
        with contextlib.suppress(StudentGone):
            while True:
                self._reply(*self._receive())

    def _describe(self, thing: Any) -> tuple[int, str]:
        kind = type(thing)
        if isinstance(thing, type):
            return proxies.CLASS, str(thing.__name__)
        if issubclass(kind, _FUNCTIONS):
            return proxies.FUNCTION, str(getattr(thing, "__name__", kind.__name__))
        return (
            proxies.CALLABLE if callable(thing) else proxies.INSTANCE
        ), kind.__name__

    def _operate(self, operation: str, operands: list[Any]) -> Any:
        if operation == "names":
            (wanted,) = operands
            names = self._namespace
            return {name: names[name] for name in wanted if name in names}
        return OPERATIONS[operation](*operands)


def serve(sock: socket.socket, namespace: dict[str, Any]) -> None:
    """Answer calls into `namespace` until the other end of `sock` is closed.

    What the student's code prints meanwhile is dropped; its warnings go to the test.

    Raises
    ------
    WireError
        If what comes is no message.
    """
    with (
        open(os.devnull, "w", encoding="utf-8") as nowhere,  # noqa: PTH123
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
        faults.recorded() as heard,
    ):
        _Served(sock, namespace, heard).answer_all()
