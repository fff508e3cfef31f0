"""The result files of a lab: LAB.csv, LAB.json, and the journal of a run."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from autograder.errors import UsageError
from autograder.files import write_whole
from autograder.gradebook.journal import Journal
from autograder.grading.records import SubmissionResult
from autograder.tables import Sheet, write_table

COLUMNS = (
    "student",
    "lab",
    "grade_id",
    "score",
    "max_score",
    "outcome",
    "seconds",
    "message",
)


class _Kept(msgspec.Struct):
    """LAB.json."""

    lab: str
    submissions: list[SubmissionResult]


class Results:
    """The results of one lab, kept in a folder.

    Parameters
    ----------
    folder
        Where LAB.csv and LAB.json stand.
    lab
        Full name of the lab.
    """

    def __init__(self, folder: Path, lab: str) -> None:
        self._lab = lab
        self.csv = folder / f"{lab}.csv"
        self.json = folder / f"{lab}.json"
        self.journal = Journal(folder / f"{lab}.journal")

    def read(self) -> dict[str, SubmissionResult]:
        """Return what is known, by student; the journal's results are the newest.

        Raises
        ------
        UsageError
            If LAB.json is not what `write` wrote.
        """
        try:
            kept = msgspec.json.decode(self.json.read_bytes(), type=_Kept).submissions
        except FileNotFoundError:
            kept = []
        except (msgspec.MsgspecError, UnicodeError) as error:
            raise UsageError(
                f"{self.json} is damaged ({error}); move it away to grade anew"
            ) from error
        return {result.student: result for result in [*kept, *self.journal.read()]}

    def require(self) -> list[SubmissionResult]:
        """Return all results, by student.

        Raises
        ------
        UsageError
            If there are none.
        """
        known = self.read()
        if not known:
            raise UsageError(
                f"no results of {self._lab}: run autograder grade {self._lab} first"
            )
        return [known[student] for student in sorted(known)]

    def write(self, results: Iterable[SubmissionResult]) -> None:
        """Write both files, students in order, and clear the journal."""
        ordered = sorted(results, key=lambda result: result.student)
        write_table(self.csv, _sheet(ordered))
        kept = msgspec.json.encode(_Kept(self._lab, ordered))
        write_whole(self.json, msgspec.json.format(kept, indent=1) + b"\n")
        self.journal.clear()


def _sheet(results: Iterable[SubmissionResult]) -> Sheet:
    rows = (
        (
            result.student,
            result.lab,
            cell.grade_id,
            "" if cell.score is None else f"{cell.score:g}",
            f"{cell.max_score:g}",
            cell.outcome,
            f"{cell.seconds:.3f}",
            cell.message,
        )
        for result in results
        for cell in result.cells
    )
    return Sheet(COLUMNS, tuple(rows))
