"""What running one submission may take: one cell or test, and the notebook as a whole.

A course sets them in `nbgrader_config.py`, as ``c.Limits.cell_cpu = 60``.
"""

from dataclasses import dataclass, fields
from typing import Any, Self

from autograder.errors import UsageError


@dataclass(frozen=True)
class Limits:
    """Seconds of CPU and of wall time.

    CPU time counts first, so that a busy machine changes no mark; wall time ends what
    only waits.

    Attributes
    ----------
    cell_cpu, cell_wall
        For one cell, or one test.
    notebook_cpu, notebook_wall
        For a notebook's cells and tests together. A cell that would begin later is not
        run; a test that begins later has `late_cpu` and `late_wall`.
    late_cpu, late_wall
        Enough for any test of an answer that does not loop.
    """

    cell_cpu: float = 30.0
    cell_wall: float = 120.0
    notebook_cpu: float = 180.0
    notebook_wall: float = 300.0
    late_cpu: float = 2.0
    late_wall: float = 10.0

    @classmethod
    def of(cls, config: Any) -> Self:
        """Return the limits that a configuration sets.

        Raises
        ------
        UsageError
            If one of them is unknown, or is not a number above zero.
        """
        given = dict(config.get("Limits", {}))
        names = [field.name for field in fields(cls)]
        for name, value in given.items():
            if name not in names:
                raise UsageError(f"no limit {name}; there are: {', '.join(names)}")
            number = isinstance(value, int | float) and not isinstance(value, bool)
            if not number or not value > 0:
                raise UsageError(f"c.Limits.{name} is {value!r}; expected seconds > 0")
        return cls(**{name: float(value) for name, value in given.items()})

    def longest(self, tests: int) -> float:
        """Return the wall seconds after which nothing of a notebook may still run."""
        return self.notebook_wall + self.cell_wall + tests * self.late_wall
