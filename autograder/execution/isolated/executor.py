"""The isolated executor: it lends warm, confined processes to each notebook's run."""

import queue
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import Self

from autograder.course.lab import Notebook
from autograder.course.limits import Limits
from autograder.errors import EngineFault
from autograder.execution.interface import Execution, HiddenTests
from autograder.execution.isolated.notebook_run import run_notebook
from autograder.execution.isolated.sandbox import Tier, strongest
from autograder.execution.isolated.servers import Engine


class IsolatedExecutor:
    """Runs notebooks in processes forked from warm, confined ones.

    Parameters
    ----------
    tier
        How to isolate; None takes the strongest tier of this machine.
    limits
        What a cell, a test and a whole notebook may take.

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
        self._starter: ThreadPoolExecutor

    @property
    def name(self) -> str:
        """What results record about how code was run."""
        return f"isolated ({self._tier})" if self._tier else "isolated"

    def __enter__(self) -> Self:
        """Start a pair of fork servers; more start as threads ask for them."""
        self._starter = ThreadPoolExecutor()
        try:
            self._idle.put(self._start())
        except BaseException:
            self._starter.shutdown()
            raise
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Stop every process."""
        self._idle = queue.SimpleQueue()
        for engine in self._engines:
            engine.close()
        self._engines.clear()
        self._starter.shutdown()

    def run(self, notebook: Notebook, hidden: HiddenTests) -> Execution:
        """Run the cells and then the tests; see `Executor.run`. Threads may share this.

        Raises
        ------
        EngineFault
            If fork servers fail twice.
        """
        with suppress(EngineFault), self._engine() as engine:
            return run_notebook(engine, notebook, hidden, self._limits)
        with self._engine() as engine:
            return run_notebook(engine, notebook, hidden, self._limits)

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
