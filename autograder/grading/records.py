"""The records that flow through grading: plain, frozen, and written as JSON.

A submission becomes a `SubmissionResult`, which holds one `CellResult` for each graded
cell of its lab, in the lab's order.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from autograder.course.ways import Way


class Outcome(StrEnum):
    """How one graded cell ended."""

    PASSED = "passed"
    FAILED = "failed"  # the test found the answer wrong
    ERRORED = "errored"  # the answer raised an exception of its own
    TIMEOUT = "timeout"
    CRASHED = "crashed"  # the process that ran it died
    REFUSED = "refused"  # the submission could not be graded at all
    FAULT = "fault"  # the grader itself failed on the submission
    LIMIT = "limit"  # the test needs what it cannot have in the way it was run
    MISSING = "missing"  # nothing was written there
    MANUAL = "manual"  # a person has to mark it


@dataclass(frozen=True)
class CellResult:
    """Marks and reason for one graded cell.

    Attributes
    ----------
    score
        Points in [0, max_score]; None where none could or can yet be given.
    seconds
        Wall time of the test cell.
    message
        For the instructor: may hold inputs and expected values of a hidden test.
    way
        How its test ran; None for what is no test.
    """

    grade_id: str
    score: float | None
    max_score: float
    outcome: Outcome
    seconds: float = 0.0
    message: str = ""
    way: Way | None = None

    @property
    def waits(self) -> bool:
        """Whether a person has yet to mark it."""
        return self.outcome is Outcome.MANUAL and self.score is None


@dataclass(frozen=True)
class Stop:
    """The first cell of a notebook that did not run to its end.

    Attributes
    ----------
    number
        Its place among the cells of code that are no tests, from 1.
    line
        Its first line of code.
    reason
        The name of what was raised, or words.
    missing
        The module that this machine does not have, where that was the reason.
    """

    number: int
    line: str
    reason: str
    missing: str = ""


@dataclass(frozen=True)
class SubmissionResult:
    """Everything that grading one submission found.

    Attributes
    ----------
    digest
        SHA-256 of what was graded: the submission's bytes and the lab's tests. A
        submission with the digest of its stored result need not be graded again.
    executor
        What ran the student's code, for example ``"kernel (not isolated)"``.
    notes
        What was repaired or odd, in words; never punished.
    seed
        What the student's hidden inputs were drawn from, where tests draw any.
    seconds
        Wall time that grading it took; two results may be equal without it.
    stopped
        The first cell that stopped, which may explain what the tests met.
    """

    student: str
    lab: str
    digest: str
    executor: str
    cells: tuple[CellResult, ...]
    notes: tuple[str, ...] = ()
    seed: int = 0
    seconds: float = field(default=0.0, compare=False)
    stopped: Stop | None = None

    @property
    def unexplained(self) -> int:
        """How many cells with points met a name that is not defined."""
        return sum(
            "NameError" in cell.message and cell.outcome is Outcome.ERRORED
            for cell in self.cells
            if cell.max_score
        )

    @property
    def refused(self) -> bool:
        """Whether nothing of the submission could be graded."""
        return self.grader_failed or self._any(Outcome.REFUSED)

    @property
    def grader_failed(self) -> bool:
        """Whether it was refused for a fault of the grader, not of its own."""
        return self._any(Outcome.FAULT)

    def _any(self, outcome: Outcome) -> bool:
        return any(cell.outcome is outcome for cell in self.cells)

    @property
    def score(self) -> float:
        """Points so far, written answers that wait for a person left out."""
        return sum(cell.score or 0.0 for cell in self.cells)

    @property
    def lost(self) -> tuple[CellResult, ...]:
        """The cells that have a score below their maximum."""
        return tuple(
            cell
            for cell in self.cells
            if cell.score is not None and cell.score < cell.max_score
        )

    @property
    def blank(self) -> bool:
        """Whether nothing at all was written."""
        asked = [cell.outcome for cell in self.cells if cell.max_score]
        return bool(asked) and set(asked) == {Outcome.MISSING}

    @property
    def waiting(self) -> float:
        """Points that a person has yet to give."""
        return sum(cell.max_score for cell in self.cells if cell.waits)

    @property
    def max_score(self) -> float:
        """Points that the lab's graded cells are worth together."""
        return sum(cell.max_score for cell in self.cells)
