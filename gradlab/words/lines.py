"""The student's own line in which an exception was raised."""

import ast
import inspect
import linecache
import os
import sysconfig
import textwrap
from pathlib import Path
from types import FrameType, TracebackType
from typing import NamedTuple

_COURSE = Path(__file__).parents[2]  # the grader's own lines are nobody's answer
_OURS = tuple(f"{_COURSE / package}{os.sep}" for package in ("gradlab", "autograder"))
_LIBRARIES = tuple(
    sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")
)
_INTERNAL = ("<frozen", "<__array_function__", "<test>")  # the last is a hidden test


class StudentLine(NamedTuple):
    """Where the student's code stopped.

    Attributes
    ----------
    line
        The line, without its indentation.
    expression
        The part of it that failed, as far as Python knows; else the line.
    frame
        Holds the names that the line uses.
    """

    line: str
    expression: str
    frame: FrameType

    @property
    def function(self) -> str:
        """The name of the function or method that the line belongs to."""
        return self.frame.f_code.co_qualname.rpartition("<locals>.")[2]


def place(error: BaseException) -> StudentLine | None:
    """Return the last line of the student's on the way to an exception, if any.

    What belongs to Python, to an installed package or to this one is not the student's.
    """
    found, step = None, error.__traceback__
    while step is not None:
        if _is_students(step.tb_frame.f_code.co_filename):
            found = step
        step = step.tb_next
    return _place(found) if found else None


def start(error: BaseException) -> StudentLine | None:
    """Return the first line of the student's on the way to an exception, if any."""
    step = error.__traceback__
    while step is not None and not _is_students(step.tb_frame.f_code.co_filename):
        step = step.tb_next
    return _place(step) if step else None


def is_begun(error: NotImplementedError) -> bool:
    """Return whether a function that raises it as unwritten holds other lines, too."""
    found = place(error)
    try:
        source = inspect.getsource(found.frame.f_code) if found else ""
        written = ast.parse(textwrap.dedent(source)).body
    except (OSError, SyntaxError):
        return False
    if not written or not isinstance(written[0], ast.FunctionDef):
        return False
    steps = [one for one in written[0].body if not _is_text(one)]
    return len(steps) > 1


def _is_text(step: ast.stmt) -> bool:
    return isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant)


def _is_students(file: str) -> bool:
    return not file.startswith((*_OURS, *_LIBRARIES, *_INTERNAL))


def _place(step: TracebackType) -> StudentLine:
    code = step.tb_frame.f_code
    line = linecache.getline(code.co_filename, step.tb_lineno).strip()
    positions = list(code.co_positions())[step.tb_lasti // 2]
    expression = _between(code.co_filename, positions) or line
    return StudentLine(line, expression, step.tb_frame)


def _between(
    file: str, ends: tuple[int | None, int | None, int | None, int | None]
) -> str:
    """Return the text from one place in a file to another; columns count bytes."""
    first, last, start, stop = ends
    if first is None or last is None or start is None or stop is None:
        return ""
    lines = [linecache.getline(file, n).encode() for n in range(first, last + 1)]
    if not all(lines):
        return ""
    lines[-1] = lines[-1][:stop]
    lines[0] = lines[0][start:]
    return textwrap.dedent(b"".join(lines).decode(errors="replace"))
