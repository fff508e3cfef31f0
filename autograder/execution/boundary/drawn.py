"""What a student's function draws, read where it draws, by the course's own code."""

from typing import Any

from autograder.execution.boundary.proxies import (
    CallableProxy,
    ClassProxy,
    FunctionProxy,
    remote_of,
)
from gradlab.report.drawings import drawing


@drawing.register(FunctionProxy)
@drawing.register(ClassProxy)
@drawing.register(CallableProxy)
def drawn_there(plot: FunctionProxy | ClassProxy | CallableProxy) -> dict[str, Any]:
    """Return what a function of the student's draws; see `drawing`."""
    found: dict[str, Any] = remote_of(plot).ask("drawing", [plot], instances=False)
    return found
