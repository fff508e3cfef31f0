"""One notebook's way through a student's process and a testing process.

Cells of the student run in the one, tests in the other; a test reaches the student's
functions through a fork of the student's process that is taken at the test's place in
the notebook and ended after it. So what one question does costs that question alone.
"""

import re
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from itertools import groupby
from typing import Any, NamedTuple

from autograder import planted
from autograder.engine import control
from autograder.engine.servers import Engine
from autograder.engine.supervise import Child, Limits, Process, TimeUp, supervised
from autograder.errors import ProcessFault
from autograder.execute import CellRun, Execution, Status
from autograder.lab import Cell, Notebook, is_answer, is_graded

_DRAWS = re.compile(r"\b(matplotlib|pylab|plt|explore|ipywidgets)\b")
_MAX_UNDONE = 3  # cells of one notebook that may hang or die and be undone


class Ended(NamedTuple):
    """How a cell ended, and what it put out."""

    run: CellRun
    outputs: list[dict[str, Any]]

    @property
    def passed(self) -> bool:
        """Whether it ended as a test does that has nothing to say against an answer."""
        return self.run.status is Status.DONE and self.run.value is None


class NotebookRun:
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
        cells = [cell for cell in self._notebook.cells if cell.cell_type == "code"]
        runs = {cell.id: CellRun(Status.DONE) for cell in cells}
        for cell in cells:
            cell.outputs = []
        written = (cell for cell in cells if cell.source.strip())
        try:
            for hidden, group in groupby(written, key=_is_hidden):
                some = list(group)
                run = self._tests if hidden else self._live_all
                for cell, ended in zip(some, run(map(_source, some)), strict=True):
                    runs[cell.id] = ended.run
                    cell.outputs = [_node(output) for output in ended.outputs]
        finally:
            for child in (self._student, self._tester):
                if child is not None:
                    child.close()
        return Execution(self._notebook, runs)

    def _live_all(self, sources: Iterable[str]) -> Iterator[Ended]:
        """Run cells of the student."""
        return map(self._live, sources)

    def _live(self, source: str) -> Ended:
        """Run a cell of the student; one that hangs or dies is undone."""
        begun = time.perf_counter()
        try:
            ran = self._ask_for(self._the_student(), source)
        except ProcessFault as fault:
            return self._undo(fault, begun)
        self._done.append(source)
        return _ended(ran, begun)

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

    def _undo(self, fault: ProcessFault, begun: float) -> Ended:
        """Forget the student's process, to be made again; return how the cell ended."""
        if self._student is not None:
            self._student.close()
            self._student = None
        self._undone += 1
        return _lost(fault, begun)

    def _tests(self, sources: Iterable[str]) -> Iterator[Ended]:
        """Run tests that follow each other."""
        left = list(sources)
        while left:
            some, left = left[: control.MAX_LINES], left[control.MAX_LINES :]
            yield from self._question(some)

    def _question(self, sources: list[str]) -> list[Ended]:
        """Run the tests of one question.

        Either all pass one after the other, as they would in one kernel, or each counts
        as it ends against a fork of its own: what one does costs that one alone.
        """
        first, *others = ended = self._together(sources)
        if len(ended) == len(sources) and all(one.passed for one in others):
            return ended
        return [first, *(self._together([source])[0] for source in sources[1:])]

    def _together(self, sources: list[str]) -> list[Ended]:
        """Run tests against one fork of the student's process, until one fails."""
        ended: list[Ended] = []
        begun = time.perf_counter()
        try:
            student = self._the_student()
            with self._answering(student, len(sources)) as (fork, lines):
                for source, line in zip(sources, lines, strict=True):
                    ended.append(self._test(source, line, student, fork))
                    if not ended[-1].passed:
                        break
        except ProcessFault as fault:
            return [self._undo(fault, begun)]
        return ended

    def _test(
        self, source: str, line: socket.socket, student: Child, fork: Process
    ) -> Ended:
        """Run a test against the process at the other end of a line."""
        begun = time.perf_counter()
        try:
            with line:
                ran = self._ask_tester(source, line.fileno(), student, fork)
        except ProcessFault as fault:
            self._forget_tester()
            return _lost(fault, begun)
        return _ended(ran, begun)

    @contextmanager
    def _answering(
        self, student: Child, count: int
    ) -> Iterator[tuple[Process, list[socket.socket]]]:
        """Give a fork of the student's process, and `count` lines to it."""
        with ExitStack() as ours, ExitStack() as theirs:
            pairs = [socket.socketpair() for _ in range(count)]
            lines = [ours.enter_context(line) for line, _ in pairs]
            fork = self._fork(student, [theirs.enter_context(end) for _, end in pairs])
            ours.callback(fork.kill)
            theirs.close()  # a line ends when the fork does
            yield fork, lines

    def _fork(self, student: Child, lines: list[socket.socket]) -> Process:
        """Let the student's process fork once, and the fork answer on the lines."""
        student.allow_one_fork()
        control.send(student.sock, control.Ask(), [line.fileno() for line in lines])
        wait = supervised(student.sock, student, student, self._limits)
        asked = control.receive(student.sock, control.Asked, wait)
        asked.keep(0)
        if asked.sender == student.pid:
            words = "the student's process answered in place of its fork"
            raise ProcessFault(words)
        return Process.of(asked.sender)

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


def _ended(ran: control.Ran, begun: float) -> Ended:
    how = ran.status, ran.exception, ran.message, ran.value
    return Ended(CellRun(*how, _since(begun)), control.to_outputs(ran))


def _lost(fault: ProcessFault, begun: float) -> Ended:
    """Return how a cell ended whose process was lost, and what it shows."""
    status = Status.TIMEOUT if isinstance(fault, TimeUp) else Status.CRASHED
    name, text = type(fault).__name__, str(fault)
    shown = {"output_type": "error", "ename": name, "evalue": text, "traceback": [text]}
    return Ended(CellRun(status, seconds=_since(begun)), [shown])


def _since(begun: float) -> float:
    return round(time.perf_counter() - begun, 4)


def _source(cell: Cell) -> str:
    return str(cell.source)


def _node(output: dict[str, Any]) -> Any:
    from nbformat import from_dict

    return from_dict(output)
