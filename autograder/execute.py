"""Running a restored notebook: the interface, and the stock way in a Jupyter kernel.

An `Executor` runs every code cell of a notebook in order and says how each ended. It
decides nothing about marks; `autograder.score` reads its record.
"""

import ast
import time
from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, Self

from autograder import seed
from autograder.lab import Cell, Notebook

# A kernel's own remarks about its sockets are not for the instructor's terminal.
_QUIET_KERNEL = ["--log-level=ERROR", "--HistoryManager.hist_file=:memory:"]


class Status(StrEnum):
    """How the run of one code cell ended."""

    DONE = "done"
    RAISED = "raised"
    TIMEOUT = "timeout"
    CRASHED = "crashed"  # the process died in this cell or before it


@dataclass(frozen=True)
class CellRun:
    """What running one code cell gave.

    Attributes
    ----------
    exception
        Name of the exception's type where the cell raised one, else empty.
    message
        The exception's message.
    value
        Text of the cell's last value, or None where it has none.
    seconds
        Wall time.
    """

    status: Status
    exception: str = ""
    message: str = ""
    value: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class HiddenTests:
    """What a run must know of a notebook's hidden tests: the lab says so, no student.

    Attributes
    ----------
    cells
        The ids of the cells that run apart from the student's code.
    seed
        What hidden inputs are drawn from.
    classes
        The names that the lab has for classes: under any other name, tests take a
        student's class for the function that belongs there. None: any name may be one.
    """

    cells: frozenset[str] = frozenset()
    seed: int = 0
    classes: frozenset[str] | None = None


@dataclass(frozen=True)
class Execution:
    """A notebook after its run.

    Attributes
    ----------
    notebook
        The notebook with the outputs that its cells made.
    runs
        How each code cell ended, by cell id.
    notes
        What a reader of the notebook should know of the run.
    """

    notebook: Notebook
    runs: Mapping[str, CellRun]
    notes: tuple[str, ...] = ()


class Executor(Protocol):
    """Runs notebooks between `__enter__` and `__exit__`; threads may share it."""

    @property
    def name(self) -> str:
        """What results record about how the code was run."""
        ...

    def __enter__(self) -> Self:
        """Start what runs can share."""
        ...

    def __exit__(self, *exc_info: object) -> None:
        """Stop it."""
        ...

    def run(self, notebook: Notebook, hidden: HiddenTests) -> Execution:
        """Run every code cell in order, also after one that fails.

        Whatever the notebook does becomes part of the record: `run` does not raise
        for it. `notebook` is left unchanged.
        """
        ...


class KernelExecutor:
    """Runs each notebook in an ordinary Jupyter kernel of its own, as nbgrader does.

    The student's code is *not isolated*: it runs as you, beside the tests.

    Parameters
    ----------
    cell_seconds
        Wall time after which a cell is interrupted.
    notebook_seconds
        Wall time after which every further cell gets one second.
    """

    name = "kernel (not isolated)"

    def __init__(self, cell_seconds: int = 30, notebook_seconds: int = 180) -> None:
        self._cell_seconds = cell_seconds
        self._notebook_seconds = notebook_seconds

    def __enter__(self) -> Self:
        """Nothing is shared between notebooks."""
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Nothing to stop."""

    def run(self, notebook: Notebook, hidden: HiddenTests) -> Execution:
        """Run every code cell in a new kernel; see `Executor.run`."""
        import tempfile

        from nbclient.exceptions import DeadKernelError

        notebook = deepcopy(notebook)
        with tempfile.TemporaryDirectory(prefix="gradlab-") as folder:
            execute = self._preprocessor()
            sources = [cell.source for cell in notebook.cells]
            for cell in notebook.cells:
                if cell.id in hidden.cells:
                    cell.source = _in_own_namespace(cell.source, hidden.seed)
            with suppress(DeadKernelError):  # the record shows which cells did not end
                execute.preprocess(notebook, {"metadata": {"path": folder}})
        for cell, source in zip(notebook.cells, sources, strict=True):
            cell.source = source
        runs = {cell.id: _record(cell) for cell in notebook.cells if _is_code(cell)}
        _remove_timing(notebook)
        return Execution(notebook, runs)

    def _preprocessor(self) -> Any:
        from nbgrader.preprocessors import Execute

        deadline = time.monotonic() + self._notebook_seconds

        def timeout(_: Cell) -> int:
            left = int(deadline - time.monotonic())
            return max(1, min(self._cell_seconds, left))

        return Execute(
            timeout_func=timeout,
            store_widget_state=False,
            raise_on_iopub_timeout=False,
            extra_arguments=_QUIET_KERNEL,
        )


def _in_own_namespace(source: str, number: int) -> str:
    """Return code that runs a test without leaving its names to the student's code.

    A student's helper may have the name of a variable of a hidden test.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic; it runs as it stands
        return source
    value = "None"
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        value = ast.unparse(tree.body.pop())
    known = f'__import__("os").environ["{seed.VARIABLE}"] = "{number}"'
    body = f"{known}\n{ast.unparse(tree)}"
    both = f"(exec({body!r}, names), eval({value!r}, names))"
    return f"(lambda names: {both}[1])(dict(globals()))"


def _is_code(cell: Cell) -> bool:
    return bool(cell.cell_type == "code")


def _record(cell: Cell) -> CellRun:
    """Read from an executed cell how it ended."""
    seconds = _seconds(cell)
    errors = [out for out in cell.outputs if out.output_type == "error"]
    values = [out for out in cell.outputs if out.output_type == "execute_result"]
    if any(error.ename == "CellTimeoutError" for error in errors):
        return CellRun(Status.TIMEOUT, seconds=seconds)
    if any(error.ename == "DeadKernelError" for error in errors):
        return CellRun(Status.CRASHED, seconds=seconds)
    if errors:
        error = errors[0]
        return CellRun(Status.RAISED, error.ename, error.evalue, seconds=seconds)
    if cell.source.strip() and not _ended(cell):
        return CellRun(Status.CRASHED)
    value = values[0].data.get("text/plain") if values else None
    return CellRun(Status.DONE, value=value, seconds=seconds)


def _ended(cell: Cell) -> bool:
    return "shell.execute_reply" in cell.metadata.get("execution", {})


def _seconds(cell: Cell) -> float:
    from datetime import datetime

    times = cell.metadata.get("execution", {})
    moments = [times.get("iopub.execute_input"), times.get("shell.execute_reply")]
    if None in moments:
        return 0.0
    begun, ended = (datetime.fromisoformat(moment) for moment in moments)
    return round((ended - begun).total_seconds(), 3)


def _remove_timing(notebook: Notebook) -> None:
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
