"""Running one test against a student's process, in this one."""

import ast
import builtins
import importlib
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any

import numpy as np

from autograder.engine.peer import Student
from autograder.engine.proxies import Proxy
from autograder.errors import StudentLost, StudentTimeout
from autograder.execute import CellRun, Status

_MAX_TEXT = 10_000  # characters of a message or value
# What these names mean in a test is never the student's to say.
_CLEAN = {"np": "numpy", "numpy": "numpy", "math": "math", "check": "gradlab.check"}


@dataclass(frozen=True)
class Prepared:
    """A test, compiled.

    Attributes
    ----------
    value
        Its last statement, if that is an expression.
    names
        The names that it reads before it gives them a meaning of its own.
    """

    body: CodeType
    value: CodeType | None
    names: frozenset[str]


@lru_cache(maxsize=256)  # a batch runs the same tests for each student
def prepare(source: str) -> Prepared:
    """Compile a test.

    Raises
    ------
    SyntaxError
        If it is no Python.
    """
    tree = ast.parse(source)
    names = _read(tree.body, set())
    value = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        value = compile(ast.Expression(tree.body[-1].value), "<test>", "eval")
        tree.body.pop()
    body = compile(tree, "<test>", "exec")
    used = _global_names(body) | (_global_names(value) if value else set())
    return Prepared(body, value, frozenset(names & used - vars(builtins).keys()))


def _global_names(code: CodeType) -> set[str]:
    inner = (const for const in code.co_consts if isinstance(const, CodeType))
    return {*code.co_names}.union(*map(_global_names, inner))


def _read(statements: Iterable[ast.stmt], bound: set[str]) -> set[str]:
    """Return the names that are read before one of the statements bound them.

    `bound` has the names that are bound before, and gets those that surely are after.
    """
    read: set[str] = set()
    for statement in statements:
        if isinstance(statement, ast.For):
            read |= _names(ast.Load, statement.iter) - bound
            bound |= _names(ast.Store, statement.target)
            read |= _read([*statement.body, *statement.orelse], bound.copy())
        elif isinstance(statement, ast.With):
            read |= _names(ast.Load, *statement.items) - bound
            bound |= _names(ast.Store, *statement.items)
            read |= _read(statement.body, bound)
        else:
            read |= _names(ast.Load, statement) - bound
            bound |= _bound(statement)
    return read


def _bound(statement: ast.stmt) -> set[str]:
    """Return the names that a simple statement gives a meaning."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(a.asname or a.name).partition(".")[0] for a in statement.names}
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Assign):
        return _names(ast.Store, *statement.targets)
    return set()


def _names(context: type[ast.expr_context], *parts: ast.AST) -> set[str]:
    nodes = (node for part in parts for node in ast.walk(part))
    names = (node for node in nodes if isinstance(node, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, context)}


def run_test(source: str, student: Student) -> CellRun:
    """Run a test in a fresh namespace that has the student's names as it needs them.

    Whatever the student's code does becomes part of the record. What the test prints
    goes to this process's own streams.
    """
    begun = time.perf_counter()
    try:
        with _own_surroundings():
            run = CellRun(Status.DONE, value=_run(source, student))
    except BaseException as problem:  # SystemExit too: it is how the test ended
        message = _text(problem)
        run = CellRun(Status.RAISED, type(problem).__name__, message)
    if student.fault is not None:
        run = _lost(student.fault)
    return CellRun(
        run.status,
        run.exception,
        run.message,
        run.value,
        round(time.perf_counter() - begun, 3),
    )


def _run(source: str, student: Student) -> str | None:
    test = prepare(source)
    names: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
    clean = test.names & _CLEAN.keys()
    names |= {name: importlib.import_module(_CLEAN[name]) for name in clean}
    names |= student.names(sorted(test.names - names.keys()))
    exec(test.body, names)  # noqa: S102 - the instructor's own code
    value = eval(test.value, names) if test.value else None  # noqa: S307
    return None if value is None else _shown(value)


def _shown(value: object) -> str | None:
    """Return a last value as text; None for what shows itself or is not data."""
    if isinstance(value, Proxy) or hasattr(type(value), "_ipython_display_"):
        return None
    return repr(value)[:_MAX_TEXT]


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
