"""Tests in the student's own process, as stock nbgrader runs them: a fork does it.

Everything here shares memory with a stranger's code, and so does the test: what comes
back is a claim, which the result says.
"""

import ast
import builtins
import contextlib
import os
import socket
from collections.abc import Collection
from typing import Any

from autograder.errors import ProcessFault
from autograder.execution.interface import MAX_TEXT, Status
from autograder.execution.isolated import channel, messages
from autograder.execution.isolated.shell import NotebookShell
from gradlab.check import seeded

_ROOM = 100_000  # characters of outputs, which nobody sees
_FILE = "<test>"  # not in a file, so that no traceback shows a line of it


def run_tests(line: socket.socket, shell: NotebookShell) -> None:
    """Run tests in the notebook's own namespace until the line is closed."""
    while True:
        try:
            test = channel.receive(line, messages.Together).message
        except ProcessFault:
            return
        os.environ[seeded.VARIABLE] = str(test.seed)
        shell.recorder.begin(_ROOM)
        for earlier in test.earlier:
            _define(shell, earlier)
        channel.send(line, _ran(shell, test.source))


def _define(shell: NotebookShell, earlier: messages.Earlier) -> None:
    """Have the names that an earlier test would have left, but for those given."""
    names = shell.user_ns
    kept = {name: names[name] for name in earlier.but if name in names}
    for statement in _statements(shell, earlier):
        with contextlib.suppress(BaseException):  # as if it had stopped there alone
            exec(compile(ast.Module([statement], []), _FILE, "exec"), names)  # noqa: S102
    for name in earlier.but:
        names.pop(name, None)
    names.update(kept)


def _statements(
    shell: NotebookShell, earlier: messages.Earlier
) -> Collection[ast.stmt]:
    try:
        body = ast.parse(shell.transform_cell(earlier.source)).body
    except (SyntaxError, ValueError):
        return []
    if earlier.passed:
        return [one for one in body if not isinstance(one, ast.Assert | ast.Expr)]
    imports = ast.Import | ast.ImportFrom
    known = {
        alias.asname or alias.name.partition(".")[0]
        for one in body
        if isinstance(one, imports)
        for alias in one.names
    }
    return [one for one in body if _calls_no_answer(one, known | set(dir(builtins)))]


def _calls_no_answer(statement: ast.stmt, known: Collection[str]) -> bool:
    """Return whether a statement defines something by what it imported alone."""
    if isinstance(
        statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef
    ):
        return True
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return False
    return all(
        _root(node.func) in known
        for node in ast.walk(statement)
        if isinstance(node, ast.Call)
    ) and not any(
        isinstance(node.ctx, ast.Store)
        for node in ast.walk(statement)
        if isinstance(node, ast.Subscript | ast.Attribute)
    )


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _ran(shell: NotebookShell, source: str) -> messages.Ran:
    shell.recorder.begin(_ROOM)
    result = shell.run_cell(source, store_history=False)
    outputs = shell.recorder.take()
    values: list[Any] = [o for o in outputs if o["output_type"] == "execute_result"]
    value = str(values[-1]["data"].get("text/plain", ""))[:MAX_TEXT] if values else None
    error = result.error_before_exec or result.error_in_exec
    if error is None:
        return messages.Ran([], Status.DONE, value=value)
    message = ""
    with contextlib.suppress(Exception):  # an exception may fail to print
        message = str(error)[:MAX_TEXT]
    return messages.Ran([], Status.RAISED, type(error).__name__, message)
