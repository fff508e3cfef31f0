"""What a student's function draws, read where it draws, by the course's own code."""

from typing import Any

from autograder.execution.boundary.proxies import Proxy, remote_of
from gradlab.report.drawings import drawing


@drawing.register
def drawn_there(plot: Proxy) -> dict[str, Any]:
    """Return what a function of the student's draws; see `drawing`."""
    found: dict[str, Any] = remote_of(plot).ask("drawing", [plot], instances=False)
    return found
