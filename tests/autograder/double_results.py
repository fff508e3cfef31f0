"""Results of the lab `double`."""

from autograder.grading.records import CellResult, Outcome, SubmissionResult
from tests.autograder.double_lab import LAB


def graded(outcome, message="", score=0.0, student="ada", lists=1.0, notes=()):
    """Return a result whose first test ended like this."""
    cells = (
        CellResult("double_check", 0.0, 0.0, Outcome.PASSED),
        CellResult("double_values", score, 3.0, outcome, 0.1, message),
        CellResult("double_lists", lists, 1.0, Outcome.PASSED),
        CellResult("double_why", None, 2.0, Outcome.MANUAL),
    )
    return SubmissionResult(student, LAB, "digest", "kernel", cells, notes)
