"""What a student's function draws or computes in objects, read where it is.

It is read by the course's own code, as that was before the student's first cell.
"""

from collections.abc import Sequence
from typing import Any

from autograder.execution.boundary.asked import remote_of
from autograder.execution.boundary.proxies import (
    CallableProxy,
    ClassProxy,
    FunctionProxy,
)
from gradlab.report.drawings import drawing
from gradlab.standin import measured


@drawing.register(FunctionProxy)
@drawing.register(ClassProxy)
@drawing.register(CallableProxy)
def drawn_there(plot: FunctionProxy | ClassProxy | CallableProxy) -> dict[str, Any]:
    """Return what a function of the student's draws; see `drawing`."""
    found: dict[str, Any] = remote_of(plot).ask("drawing", [plot], instances=False)
    return found


@measured.register(FunctionProxy)
@measured.register(ClassProxy)
@measured.register(CallableProxy)
def measured_there(
    loss: FunctionProxy | ClassProxy | CallableProxy,
    shares: Sequence[float],
    labels: Sequence[float],
) -> Any:
    """Return what a loss of the student's, made of Values, gives; see `measured`."""
    operands = [loss, shares, labels]
    return remote_of(loss).ask("measured", operands, instances=False)
