"""Running one test against a student's process, in this one."""

import ast
import builtins
import importlib
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import CodeType
from typing import Any, NamedTuple

import numpy as np

from autograder.errors import StudentLost, StudentTimeout
from autograder.execution.boundary.ends import TestEnd
from autograder.execution.boundary.line import came_across
from autograder.execution.boundary.proxies import Proxy
from autograder.execution.interface import CellRun, Status
from gradlab.check.failure import in_words

_MAX_TEXT = 10_000  # characters of a message or value
# What these names mean in a test is never the student's to say.
_CLEAN = {"np": "numpy", "numpy": "numpy", "math": "math", "check": "gradlab.check"}


class _Names(dict[str, Any]):
    """The names of a test: what is not its own is asked of the student when it is read.

    Built-in names are always Python's own, whatever the student calls so.
    """

    def __init__(self, student: TestEnd) -> None:
        super().__init__(vars(builtins), __name__="__main__")
        self._student = student

    def __missing__(self, name: str) -> object:
        if name in _CLEAN:
            self[name] = importlib.import_module(_CLEAN[name])
        else:
            self[name] = self._student.name(name)
        return self[name]


class Prepared(NamedTuple):
    """A test, compiled; `value` is its last statement, if that is an expression."""

    body: CodeType
    value: CodeType | None


@lru_cache(maxsize=256)  # a batch runs the same tests for each student
def prepare(source: str) -> Prepared:
    """Compile a test.

    Raises
    ------
    SyntaxError
        If it is not Python.
    """
    tree = ast.parse(source)
    value = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        value = compile(ast.Expression(tree.body[-1].value), "<test>", "eval")
        tree.body.pop()
    return Prepared(compile(tree, "<test>", "exec"), value)


def run_test(source: str, student: TestEnd) -> CellRun:
    """Run a test in a fresh namespace that has the student's names as it needs them.

    Whatever the student's code does becomes part of the record. What the test prints
    goes to this process's own streams.
    """
    begun = time.perf_counter()
    try:
        with _own_surroundings():
            run = CellRun(Status.DONE, value=_run(source, student))
    except BaseException as problem:  # SystemExit too: it is how the test ended
        run = _raised(problem)
    if student.fault is not None:
        run = _lost(student.fault)
    return CellRun(
        run.status,
        run.exception,
        run.message,
        run.value,
        round(time.perf_counter() - begun, 3),
    )


def _run(source: str, student: TestEnd) -> str | None:
    test = prepare(source)
    names = _Names(student)
    exec(test.body, names)  # noqa: S102 - the instructor's own code
    value = eval(test.value, names) if test.value else None  # noqa: S307
    return None if value is None else _shown(value)


def _shown(value: object) -> str | None:
    """Return a last value as text; None for what shows itself or is not data."""
    if isinstance(value, Proxy) or hasattr(type(value), "_ipython_display_"):
        return None
    return repr(value)[:_MAX_TEXT]


def _raised(problem: BaseException) -> CellRun:
    """Return the record of an exception: one of the student's code says so."""
    written = not isinstance(problem, NotImplementedError)
    if isinstance(problem, Exception) and came_across(problem) and written:
        # Its own lines are in the other process; those here are the grader's.
        problem = in_words(problem.with_traceback(None), "the function")
    return CellRun(Status.RAISED, type(problem).__name__, _text(problem))


def _text(problem: BaseException) -> str:
    try:
        return str(problem)[:_MAX_TEXT]
    except Exception:
        return ""


def _lost(fault: StudentLost) -> CellRun:
    """Return the record of a test whose line to the student broke.

    A test that caught the exception itself ends no better.
    """
    timeout = isinstance(fault, StudentTimeout)
    status = Status.TIMEOUT if timeout else Status.CRASHED
    return CellRun(status, type(fault).__name__, str(fault))


@contextmanager
def _own_surroundings() -> Iterator[None]:
    """Let what a test sets in NumPy and `warnings` end with it."""
    random = np.random.get_state()  # noqa: NPY002
    with warnings.catch_warnings(), np.errstate(), np.printoptions():
        try:
            yield
        finally:
            np.random.set_state(random)  # noqa: NPY002
