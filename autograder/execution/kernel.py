"""Running a notebook the stock way: in a Jupyter kernel, as nbgrader does."""

import ast
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from autograder.course.notebook import Cell, Notebook
from autograder.execution.interface import (
    NOTHING_BESIDE,
    Beside,
    CellRun,
    Execution,
    HiddenTests,
    Status,
)
from gradlab.check import seeded

# A kernel's own remarks about its sockets are not for the instructor's terminal.
_QUIET_KERNEL = ["--log-level=ERROR", "--HistoryManager.hist_file=:memory:"]


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

    def run(
        self, notebook: Notebook, hidden: HiddenTests, beside: Beside = NOTHING_BESIDE
    ) -> Execution:
        """Run every code cell in a new kernel; see `Executor.run`."""
        from nbclient.exceptions import DeadKernelError

        notebook = deepcopy(notebook)
        with tempfile.TemporaryDirectory(prefix="gradlab-") as folder:
            _put(Path(folder), {**beside.fitting, **beside.lab.contents})
            execute = self._preprocessor()
            sources = [cell.source for cell in notebook.cells]
            for cell in notebook.cells:
                if cell.id in hidden.together:
                    cell.source = f"{_seeded(hidden.seed)}\n{cell.source}"
                elif cell.id in hidden.cells:
                    rebound = hidden.rebinds.get(cell.id, frozenset())
                    cell.source = _among_tests(cell.source, hidden.seed, rebound)
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


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _among_tests(source: str, number: int, rebound: Iterable[str]) -> str:
    """Return code that runs a test without leaving its names to the student's code.

    A student's helper may have the name of a variable of a hidden test. The tests'
    names are those of the next test, but for those that the lab binds anew.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic; it runs as it stands
        return source
    value = "None"
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        value = ast.unparse(tree.body.pop())
    body = f"{_seeded(number)}\n{ast.unparse(tree)}"
    kept = "globals().setdefault('_gradlab_tests', {})"
    freed = f"[kept.pop(name, None) for name in {sorted(rebound)!r}]"
    own = "{n: v for n, v in names.items() if globals().get(n, kept) is not v}"
    run = f"(exec({body!r}, names), kept.update({own}), eval({value!r}, names))[-1]"
    inner = f"(lambda names: {run})({{**globals(), **kept}})"
    return f"(lambda kept: ({freed}, {inner})[-1])({kept})"


def _seeded(number: int) -> str:
    return f'__import__("os").environ["{seeded.VARIABLE}"] = "{number}"'


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
    times = cell.metadata.get("execution", {})
    moments = [times.get("iopub.execute_input"), times.get("shell.execute_reply")]
    if None in moments:
        return 0.0
    begun, ended = (datetime.fromisoformat(moment) for moment in moments)
    return round((ended - begun).total_seconds(), 3)


def _remove_timing(notebook: Notebook) -> None:
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
