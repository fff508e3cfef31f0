"""The isolated executor: it lends warm, confined processes to each notebook's run."""

import queue
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import Self

from autograder.course.limits import Limits
from autograder.course.notebook import Notebook
from autograder.errors import ForkServerGone
from autograder.execution.interface import (
    NOTHING_BESIDE,
    Beside,
    Execution,
    HiddenTests,
)
from autograder.execution.isolated.beside import FileStore
from autograder.execution.isolated.notebook_run import run_notebook
from autograder.execution.isolated.running import Placed
from autograder.execution.isolated.sandbox import strongest
from autograder.execution.isolated.servers import ForkServers
from autograder.execution.isolated.tiers import Tier


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
        On entering, if the tier is not available.
    """

    def __init__(self, tier: Tier | None = None, limits: Limits | None = None) -> None:
        self._tier = tier
        self._limits = limits or Limits()
        self._idle: queue.SimpleQueue[ForkServers] = queue.SimpleQueue()
        self._started: list[ForkServers] = []
        self._starter: ThreadPoolExecutor
        self._files: FileStore

    @property
    def name(self) -> str:
        """What results record about how code was run."""
        return f"isolated ({self._tier})" if self._tier else "isolated"

    def __enter__(self) -> Self:
        """Start a pair of fork servers; more start as threads ask for them."""
        self._starter = ThreadPoolExecutor()
        self._files = FileStore()
        try:
            self._idle.put(self._start())
        except BaseException:
            self._starter.shutdown()
            self._files.close()
            raise
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Stop every process."""
        self._idle = queue.SimpleQueue()
        for servers in self._started:
            servers.close()
        self._started.clear()
        self._starter.shutdown()
        self._files.close()

    def run(
        self, notebook: Notebook, hidden: HiddenTests, beside: Beside = NOTHING_BESIDE
    ) -> Execution:
        """Run the cells and then the tests; see `Executor.run`. Threads may share this.

        Raises
        ------
        ForkServerGone
            If fork servers fail twice.
        """
        placed = self._files.place(beside.lab)

        def run(servers: ForkServers) -> Execution:
            files = Placed(placed, beside.fitting)
            return run_notebook(servers, notebook, hidden, self._limits, files)

        with suppress(ForkServerGone), self._servers() as servers:
            return run(servers)
        with self._servers() as servers:
            return run(servers)

    @contextmanager
    def _servers(self) -> Iterator[ForkServers]:
        try:
            servers = self._idle.get_nowait()
        except queue.Empty:
            servers = self._start()
        try:
            yield servers
        except BaseException:
            servers.close()
            self._started.remove(servers)
            raise
        self._idle.put(servers)

    def _start(self) -> ForkServers:
        store = self._files.path
        make = partial(ForkServers, starter=self._starter, files=store)
        servers = make(self._tier) if self._tier else strongest(make)
        self._tier = servers.tier
        self._started.append(servers)
        return servers
