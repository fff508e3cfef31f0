"""The fork servers that together grade one submission at a time."""

from collections.abc import Iterable

from autograder.engine.sandbox import ForkServer, Tier
from autograder.engine.supervise import Child


class Engine:
    """Fork servers: one for tests, and for students those that are asked for."""

    def __init__(self, tier: Tier) -> None:
        self.tier = tier
        self._servers = {"tests": ForkServer("tests", tier)}

    def student(self, *, draws: bool) -> Child:
        """Return a process for a student's notebook."""
        return self._server("drawing student" if draws else "student").fork()

    def tester(self, sources: Iterable[str]) -> Child:
        """Return a process for tests, of which these come; it has them compiled."""
        server = self._server("tests")
        server.compile(sources)
        return server.fork()

    def _server(self, role: str) -> ForkServer:
        if role not in self._servers:
            self._servers[role] = ForkServer(role, self.tier)
        return self._servers[role]

    def close(self) -> None:
        """Stop all."""
        for server in self._servers.values():
            server.close()
