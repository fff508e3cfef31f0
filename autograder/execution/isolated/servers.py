"""The fork servers that together grade one submission at a time."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from pathlib import Path

from autograder.execution.isolated.sandbox import ForkServer
from autograder.execution.isolated.supervise import Child
from autograder.execution.isolated.tiers import Tier


class ForkServers:
    """Fork servers: one for tests, and for students those that are asked for.

    Parameters
    ----------
    starter
        Its threads start the servers. They must outlive them: bubblewrap ends with the
        thread that started it.

    files
        Where labs' files lie; see `beside.FileStore`.

    Raises
    ------
    NoIsolation
        If none starts in this tier.
    """

    def __init__(
        self, tier: Tier, starter: Executor, files: Path | None = None
    ) -> None:
        self.tier = tier
        self._files = files
        self._starter = starter
        self._servers: dict[str, ForkServer] = {}
        self._server("tests")

    def student(self, files: str = "", *, draws: bool) -> Child:
        """Return a process for a student's notebook, with a lab's files beside it."""
        return self._server("drawing student" if draws else "student").fork(files)

    def tester(
        self, sources: Iterable[str], imports: Mapping[str, str], files: str = ""
    ) -> Child:
        """Return a process for tests, of which these come; it has them compiled."""
        server = self._server("tests")
        server.compile(sources, imports)
        return server.fork(files)

    def _server(self, role: str) -> ForkServer:
        if role not in self._servers:
            start = self._starter.submit(ForkServer, role, self.tier, self._files)
            self._servers[role] = start.result()
        return self._servers[role]

    def close(self) -> None:
        """Stop all."""
        for server in self._servers.values():
            server.close()
