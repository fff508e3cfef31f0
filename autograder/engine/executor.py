"""The isolated executor: a student's process and a testing process for each submission.

Cells of the student run in the one, tests in the other; a test reaches the student's
functions through a fork of the student's process that is taken at the test's place in
the notebook and ended after it. So what one question does costs that question alone.
"""

import queue
import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import replace
from functools import partial
from typing import Any, Self

from autograder import planted
from autograder.engine import control
from autograder.engine.sandbox import Tier, strongest
from autograder.engine.servers import Engine
from autograder.engine.supervise import Child, Limits, Process, TimeUp, supervised
from autograder.errors import EngineFault, ProcessFault
from autograder.execute import CellRun, Execution, Status
from autograder.lab import Cell, Notebook, is_answer, is_graded

_DRAWS = re.compile(r"\b(matplotlib|pylab|plt|explore|ipywidgets)\b")
_MAX_UNDONE = 3  # cells of one notebook that may hang or die and be undone


class IsolatedExecutor:
    """Runs notebooks in processes forked from warm, confined ones.

    Parameters
    ----------
    tier
        How to isolate; None takes the strongest tier of this machine.
    limits
        What one cell, and one test, may take.

    Raises
    ------
    NoIsolation
        On entering, if the tier is not to be had.
    """

    def __init__(self, tier: Tier | None = None, limits: Limits | None = None) -> None:
        self._tier = tier
        self._limits = limits or Limits()
        self._idle: queue.SimpleQueue[Engine] = queue.SimpleQueue()
        self._engines: list[Engine] = []
        self._entered = 0
        self._starter: ThreadPoolExecutor

    @property
    def name(self) -> str:
        """What results record about how code was run."""
        return f"isolated ({self._tier})" if self._tier else "isolated"

    def __enter__(self) -> Self:
        """Start a pair of fork servers; more start as threads ask for them.

        May be entered again inside; the outermost exit stops everything.
        """
        if self._entered == 0:
            self._starter = ThreadPoolExecutor()
            try:
                self._idle.put(self._start())
            except BaseException:
                self._starter.shutdown()
                raise
        self._entered += 1
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Stop every process."""
        self._entered -= 1
        if self._entered == 0:
            self._idle = queue.SimpleQueue()
            for engine in self._engines:
                engine.close()
            self._engines.clear()
            self._starter.shutdown()

    def run(self, notebook: Notebook) -> Execution:
        """Run every code cell in order; see `Executor.run`. Threads may share this.

        Raises
        ------
        EngineFault
            If fork servers fail twice.
        """
        with suppress(EngineFault), self._engine() as engine:
            return _Run(engine, notebook, self._limits).execute()
        with self._engine() as engine:
            return _Run(engine, notebook, self._limits).execute()

    @contextmanager
    def _engine(self) -> Iterator[Engine]:
        try:
            engine = self._idle.get_nowait()
        except queue.Empty:
            engine = self._start()
        try:
            yield engine
        except BaseException:
            engine.close()
            self._engines.remove(engine)
            raise
        self._idle.put(engine)

    def _start(self) -> Engine:
        make = partial(Engine, starter=self._starter)
        engine = make(self._tier) if self._tier else strongest(make)
        self._tier = engine.tier
        self._engines.append(engine)
        return engine


class _Run:
    """One notebook on its way through one engine."""

    def __init__(self, engine: Engine, notebook: Notebook, limits: Limits) -> None:
        self._engine = engine
        self._notebook = deepcopy(notebook)
        self._limits = limits
        self._seed = planted.seed(notebook)
        self._classes = planted.classes(notebook)
        self._done: list[str] = []  # sources that made the state that tests find
        self._undone = 0
        self._student: Child | None = None
        self._tester: Child | None = None

    def execute(self) -> Execution:
        """Run all cells and end the processes."""
        runs = {}
        try:
            for cell in self._notebook.cells:
                if cell.cell_type == "code":
                    runs[cell.id] = self._run_cell(cell)
        finally:
            for child in (self._student, self._tester):
                if child is not None:
                    child.close()
        return Execution(self._notebook, runs)

    def _run_cell(self, cell: Cell) -> CellRun:
        cell.outputs = []
        if not cell.source.strip():
            return CellRun(Status.DONE)
        test = _is_hidden(cell)
        begun = time.perf_counter()
        run, outputs = self._test(cell.source) if test else self._live(cell.source)
        cell.outputs = [_node(output) for output in outputs]
        return replace(run, seconds=round(time.perf_counter() - begun, 4))

    def _live(self, source: str) -> tuple[CellRun, list[dict[str, Any]]]:
        """Run a cell of the student; one that hangs or dies is undone."""
        try:
            student = self._the_student()
            ran = self._ask_for(student, source)
        except ProcessFault as fault:
            return self._undo(fault)
        self._done.append(source)
        return _record(ran), control.to_outputs(ran)

    def _ask_for(self, student: Child, source: str) -> control.Ran:
        control.send(student.sock, control.Cell(source))
        wait = supervised(student.sock, student, student, self._limits)
        return _ran(control.receive(student.sock, control.Ran, wait))

    def _the_student(self) -> Child:
        """Return the student's process, made again from its cells if it was undone."""
        if self._student is None:
            if self._undone > _MAX_UNDONE:
                raise ProcessFault("too many cells of this notebook hung or died")
            self._student = self._engine.student(draws=_draws(self._notebook))
            for source in self._done:
                self._ask_for(self._student, source)
        return self._student

    def _undo(self, fault: ProcessFault) -> tuple[CellRun, list[dict[str, Any]]]:
        """Forget the student's process, to be made again; return how the cell ended."""
        if self._student is not None:
            self._student.close()
            self._student = None
        self._undone += 1
        return _ended(fault)

    def _test(self, source: str) -> tuple[CellRun, list[dict[str, Any]]]:
        """Run a test against a fork of the student's process."""
        try:
            student = self._the_student()
            line, answering = self._fork(student)
        except ProcessFault as fault:
            return self._undo(fault)
        try:
            with line:
                ran = self._ask_tester(source, line.fileno(), student, answering)
        except ProcessFault as fault:
            self._forget_tester()
            return _ended(fault)
        finally:
            answering.kill()
        return _record(ran), control.to_outputs(ran)

    def _fork(self, student: Child) -> tuple[socket.socket, Process]:
        """Return a line to a fork of the student's process, and the fork."""
        ours, theirs = socket.socketpair()
        try:
            student.allow_one_fork()
            with theirs:
                control.send(student.sock, control.Ask(), [theirs.fileno()])
            wait = supervised(student.sock, student, student, self._limits)
            asked = control.receive(student.sock, control.Asked, wait)
            asked.keep(0)
            if asked.sender == student.pid:
                words = "the student's process answered in place of its fork"
                raise ProcessFault(words)
            return ours, Process.of(asked.sender)
        except BaseException:
            ours.close()
            raise

    def _ask_tester(
        self, source: str, line: int, student: Child, answering: Process
    ) -> control.Ran:
        """Run a test, holding the process that answers its calls to the limits."""
        if self._tester is None:
            cells = self._notebook.cells
            sources = [cell.source for cell in cells if _is_hidden(cell)]
            self._tester = self._engine.tester(sources)
        seconds = self._limits.wall
        test = control.Test(source, self._seed, self._classes, seconds)
        control.send(self._tester.sock, test, [line])
        wait = supervised(self._tester.sock, student, answering, self._limits)
        return _ran(control.receive(self._tester.sock, control.Ran, wait))

    def _forget_tester(self) -> None:
        if self._tester is not None:
            self._tester.close()
            self._tester = None


def _draws(notebook: Notebook) -> bool:
    """Return whether a notebook seems to draw; one that does so unseen is slow."""
    sources = (cell.source for cell in notebook.cells if cell.cell_type == "code")
    return any(_DRAWS.search(source) for source in sources)


def _is_hidden(cell: Cell) -> bool:
    """Return whether the student may not see the cell: it has points, or hides tests.

    A visible check is the student's own to run, as in the student's own notebook.
    """
    hides = "BEGIN HIDDEN TESTS" in cell.source
    scored = is_graded(cell) and not is_answer(cell)
    return hides or (scored and float(cell.metadata["nbgrader"]["points"]) > 0)


def _ran(received: control.Received) -> control.Ran:
    received.keep(0)
    ran: control.Ran = received.message
    return ran


def _record(ran: control.Ran) -> CellRun:
    return CellRun(ran.status, ran.exception, ran.message, ran.value)


def _ended(fault: ProcessFault) -> tuple[CellRun, list[dict[str, Any]]]:
    """Return how a cell ended whose process was lost, and what it shows."""
    status = Status.TIMEOUT if isinstance(fault, TimeUp) else Status.CRASHED
    name, text = type(fault).__name__, str(fault)
    shown = {"output_type": "error", "ename": name, "evalue": text, "traceback": [text]}
    return CellRun(status), [shown]


def _node(output: dict[str, Any]) -> Any:
    from nbformat import from_dict

    return from_dict(output)
