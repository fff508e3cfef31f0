"""Which submissions a person should look at, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.analysis.causes import stopped_early
from autograder.course.outline import Outline
from autograder.grading.records import Outcome, SubmissionResult

_MAX_TOLD = 200  # characters of a message
_REMEDY = (
    "The answer may be right: look at it, and let the test ask for plain data, or tag "
    "its cell “together”."
)
_LIMIT = "limit of the grader"
_KINDS = (
    *(_LIMIT, "grader failed", "not graded", "stopped early", "crashed", "time limit"),
    "edited",
)


@dataclass(frozen=True)
class Attention:
    """A reason to look at a submission.

    Attributes
    ----------
    kind
        One of ``limit of the grader``, ``grader failed``, ``not graded``,
        ``stopped early``, ``crashed``, ``time limit`` and ``edited``; reports list
        them in this order.
    """

    student: str
    kind: str
    detail: str


def looks(result: SubmissionResult, outline: Outline) -> Iterator[Attention]:
    """Yield the reasons to look at one submission."""
    if result.refused:
        reason = "; ".join(result.notes)
        kind = "grader failed" if result.grader_failed else "not graded"
        yield Attention(result.student, kind, reason)
        return
    if early := stopped_early(result):
        yield Attention(result.student, "stopped early", early)
    titles = {graded.grade_id: outline.test(graded) for graded in outline.graded}
    limits = [cell for cell in result.cells if cell.outcome is Outcome.LIMIT]
    if limits:
        told = "; ".join(
            f"{titles.get(c.grade_id)}: {c.message[:_MAX_TOLD]}" for c in limits
        )
        yield Attention(result.student, _LIMIT, f"{_REMEDY} {told}")
    for outcome, kind in (
        (Outcome.TIMEOUT, "time limit"),
        (Outcome.CRASHED, "crashed"),
    ):
        ended = (cell.grade_id for cell in result.cells if cell.outcome is outcome)
        cells = [titles.get(name, name) for name in ended]
        if cells:
            yield Attention(result.student, kind, "; ".join(cells))
    if result.notes:
        yield Attention(result.student, "edited", "; ".join(result.notes))


def urgency(look: Attention) -> int:
    """Return what puts first who has no marks; an edit costs nothing."""
    return _KINDS.index(look.kind)
