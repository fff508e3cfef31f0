"""Running a restored notebook: what an executor takes and gives.

An `Executor` runs every code cell of a notebook in order and says how each ended. It
decides nothing about marks; `autograder.grading.score` reads its record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, Self

from autograder.course.lab_files import LabFiles, may_lie_beside
from autograder.course.notebook import Notebook

MAX_TEXT = 10_000  # characters of a test's message or last value


class Status(StrEnum):
    """How the run of one code cell ended."""

    DONE = "done"
    RAISED = "raised"
    TIMEOUT = "timeout"
    CRASHED = "crashed"  # the process died in this cell or before it
    LIMIT = "limit"  # the test needs what cannot be had across the boundary


@dataclass(frozen=True)
class CellRun:
    """What running one code cell gave.

    Attributes
    ----------
    exception
        Name of the exception's type where the cell raised one, else empty.
    message
        The exception's message.
    value
        Text of the cell's last value, or None where it has none.
    seconds
        Wall time.
    """

    status: Status
    exception: str = ""
    message: str = ""
    value: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class HiddenTests:
    """What a run must know of a notebook's hidden tests: the lab says so, no student.

    Attributes
    ----------
    cells
        The ids of the cells that run apart from the student's code.
    seed
        What hidden inputs are drawn from.
    classes
        The names that the lab has for classes: under any other name, tests take a
        student's class for the function that belongs there. None: any name may be one.
    together
        Those of the cells that run in the student's process all the same.
    imports
        What the lab itself imports, ``MODULE`` or ``MODULE:ATTRIBUTE`` by name: a test
        has it from there, whatever the student calls so.
    rebinds
        The names that the lab binds anew before a test, by cell id: there they are the
        notebook's again and no longer those of an earlier test.
    """

    cells: frozenset[str] = frozenset()
    seed: int = 0
    classes: frozenset[str] | None = None
    imports: Mapping[str, str] = field(default_factory=dict)
    rebinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    together: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Beside:
    """The files that lie beside a notebook while it runs.

    Attributes
    ----------
    lab
        The lab's: its tests and the student's code may read them.
    own
        The student's, by path: for the student's code alone.
    """

    lab: LabFiles = field(default_factory=LabFiles)
    own: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def fitting(self) -> Mapping[str, bytes]:
        """Those of the student's that hide none of the lab's."""
        return {n: d for n, d in self.own.items() if may_lie_beside(n, self.lab)}


NOTHING_BESIDE = Beside()


@dataclass(frozen=True)
class Execution:
    """A notebook after its run.

    Attributes
    ----------
    notebook
        The notebook with the outputs that its cells made.
    runs
        How each code cell ended, by cell id.
    notes
        What a reader of the notebook should know of the run.
    """

    notebook: Notebook
    runs: Mapping[str, CellRun]
    notes: tuple[str, ...] = ()


class Executor(Protocol):
    """Runs notebooks between `__enter__` and `__exit__`; threads may share it."""

    @property
    def name(self) -> str:
        """What results record about how the code was run."""
        ...

    def __enter__(self) -> Self:
        """Start what runs can share."""
        ...

    def __exit__(self, *exc_info: object) -> None:
        """Stop it."""
        ...

    def run(
        self, notebook: Notebook, hidden: HiddenTests, beside: Beside = NOTHING_BESIDE
    ) -> Execution:
        """Run every code cell in order, also after one that fails.

        Whatever the notebook does becomes part of the record: `run` does not raise
        for it. `notebook` is left unchanged.
        """
        ...
