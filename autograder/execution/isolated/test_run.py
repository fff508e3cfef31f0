"""Running one test against a student's process, in this one."""

import ast
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from types import CodeType
from typing import NamedTuple

import numpy as np

from autograder.errors import GraderLimit, StudentLost, StudentTimeout
from autograder.execution.boundary import drawn  # noqa: F401  (`drawing` learns it)
from autograder.execution.boundary.ends import TestEnd
from autograder.execution.boundary.line import came_across
from autograder.execution.boundary.proxies import Proxy
from autograder.execution.boundary.raisable import own_name
from autograder.execution.boundary.randomness import drawn_apart
from autograder.execution.interface import MAX_TEXT, CellRun, Status
from autograder.execution.isolated.shared_names import FILE, SharedNames, stopped_at
from gradlab.check.failure import in_words

_UNWRITTEN = ("NotImplementedError", "NotWritten")


class Prepared(NamedTuple):
    """A test, compiled; `value` is its last statement, if that is an expression."""

    body: CodeType
    value: CodeType | None

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it reads or sets outside of its functions, and attributes."""
        return self.body.co_names + (self.value.co_names if self.value else ())


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
        value = compile(ast.Expression(tree.body[-1].value), FILE, "eval")
        tree.body.pop()
    return Prepared(compile(tree, FILE, "exec"), value)


def run_test(
    source: str, student: TestEnd, names: SharedNames | None = None, number: int = 0
) -> CellRun:
    """Run a test in a namespace that has the student's names as it needs them.

    Whatever the student's code does becomes part of the record. What the test prints
    goes to this process's own streams.

    Parameters
    ----------
    names
        Those of earlier tests; they are ready for this one. None: there were none.
    number
        Which test of the notebook it is.
    """
    begun = time.perf_counter()
    if names is None:
        names = SharedNames()
        names.begin(student)
    with _own_surroundings():
        run = _run(source, student, names, number)
    names.end()
    return replace(run, seconds=round(time.perf_counter() - begun, 3))


def _run(source: str, student: TestEnd, names: SharedNames, number: int) -> CellRun:
    """Run a test, and put right what it leaves behind if it does not pass.

    One that met a limit does not pass, even if it caught it, as one that expects a
    `TypeError` does.
    """
    left_at, limit = 0, None
    try:
        run = CellRun(Status.DONE, value=_value(source, names))
    except BaseException as problem:  # SystemExit too: it is how the test ended
        left_at = stopped_at(problem, source)
        run, limit = _raised(problem), _limit_behind(problem)
    limit = student.limit or limit
    if student.fault is not None:
        run = _lost(student.fault)
    elif limit is not None and run.exception not in _UNWRITTEN:
        run = CellRun(Status.LIMIT, type(limit).__name__, _text(limit))
    if run.status is not Status.DONE:
        student.leave()
        names.undo(number)
        if left_at:
            names.make_up(source, left_at)
    return run


def _value(source: str, names: SharedNames) -> str | None:
    test = prepare(source)
    exec(test.body, names)  # noqa: S102 - the instructor's own code
    value = eval(test.value, names) if test.value else None  # noqa: S307
    return None if value is None else _shown(value)


def _shown(value: object) -> str | None:
    """Return a last value as text; None for what shows itself or is not data."""
    if isinstance(value, Proxy) or hasattr(type(value), "_ipython_display_"):
        return None
    return repr(value)[:MAX_TEXT]


def _raised(problem: BaseException) -> CellRun:
    """Return the record of an exception: one of the student's code says so."""
    written = not isinstance(problem, NotImplementedError)
    if isinstance(problem, Exception) and came_across(problem) and written:
        # Its own lines are in the other process; those here are the grader's.
        problem = in_words(problem.with_traceback(None), "the function")
    return CellRun(Status.RAISED, own_name(type(problem)), _text(problem))


def _text(problem: BaseException) -> str:
    try:
        return str(problem)[:MAX_TEXT]
    except Exception:
        return ""


def _lost(fault: StudentLost) -> CellRun:
    """Return the record of a test whose line to the student broke.

    A test that caught the exception itself ends no better.
    """
    timeout = isinstance(fault, StudentTimeout)
    status = Status.TIMEOUT if timeout else Status.CRASHED
    return CellRun(status, type(fault).__name__, str(fault))


def _limit_behind(problem: BaseException) -> GraderLimit | None:
    """Return the limit that an exception is, or that it was raised after."""
    seen: set[int] = set()
    cause: BaseException | None = problem
    while cause is not None and id(cause) not in seen:
        if isinstance(cause, GraderLimit):
            return cause
        seen.add(id(cause))
        cause = cause.__cause__ or cause.__context__
    return None


@contextmanager
def _own_surroundings() -> Iterator[None]:
    """Let what a test sets in NumPy and `warnings` end with it."""
    with drawn_apart(), warnings.catch_warnings(), np.errstate(), np.printoptions():
        yield
