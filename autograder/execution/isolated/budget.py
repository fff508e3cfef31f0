"""What is left of the time that a notebook may take as a whole."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.course.limits import Limits
from autograder.execution.isolated.process import Process
from autograder.execution.isolated.supervise import Allowance, TimeUp


class Budget:
    """The time of one notebook; the clock runs from here on."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._begun = time.monotonic()
        self._cpu = 0.0

    def for_cell(self) -> Allowance:
        """Return what the next cell may take.

        Raises
        ------
        TimeUp
            If nothing is left.
        """
        cpu, wall = self._left()
        if cpu <= 0 or wall <= 0:
            raise TimeUp("not run: the time of the whole notebook is used up")
        return Allowance(cpu, wall)

    def for_test(self) -> Allowance:
        """Return what the next test may take: some, however late it is."""
        cpu, wall = self._left()
        return Allowance(
            max(cpu, self._limits.late_cpu), max(wall, self._limits.late_wall)
        )

    def for_fork(self) -> Allowance:
        """Return what a process may take to fork."""
        return Allowance(self._limits.late_cpu, self._limits.cell_wall)

    @contextmanager
    def spent_by(self, process: Process) -> Iterator[None]:
        """Count the CPU time that a process takes meanwhile."""
        begun = process.cpu_seconds()
        try:
            yield
        finally:
            self._cpu += max(0.0, process.cpu_seconds() - begun)

    def _left(self) -> tuple[float, float]:
        limits, wall = self._limits, time.monotonic() - self._begun
        return (
            min(limits.cell_cpu, limits.notebook_cpu - self._cpu),
            min(limits.cell_wall, limits.notebook_wall - wall),
        )
