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
from autograder.execution.interface import Execution, HiddenTests
from autograder.execution.isolated.notebook_run import run_notebook
from autograder.execution.isolated.sandbox import Tier, strongest
from autograder.execution.isolated.servers import ForkServers


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
        for servers in self._started:
            servers.close()
        self._started.clear()
        self._starter.shutdown()

    def run(self, notebook: Notebook, hidden: HiddenTests) -> Execution:
        """Run the cells and then the tests; see `Executor.run`. Threads may share this.

        Raises
        ------
        ForkServerGone
            If fork servers fail twice.
        """
        with suppress(ForkServerGone), self._servers() as servers:
            return run_notebook(servers, notebook, hidden, self._limits)
        with self._servers() as servers:
            return run_notebook(servers, notebook, hidden, self._limits)

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
        make = partial(ForkServers, starter=self._starter)
        servers = make(self._tier) if self._tier else strongest(make)
        self._tier = servers.tier
        self._started.append(servers)
        return servers
