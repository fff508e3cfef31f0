"""Feedback inside nbgrader: its command and Formgrader's button write our pages.

Named in `nbgrader_config.py` in place of nbgrader's own exporter, whose pages show
hidden tests and their tracebacks.
"""

from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter

from autograder.course.course import Course
from autograder.course.lab import GradedCell, Lab
from autograder.course.notebook import Notebook
from autograder.gradebook.database import connect
from autograder.gradebook.manual_marks import NO_MARKS, read_marks, read_scores
from autograder.gradebook.results import read_results
from autograder.grading.records import CellResult, Outcome, SubmissionResult
from autograder.pages.feedback import feedback, make_releasable
from autograder.pages.own_work import answers_in


class FeedbackExporter(HTMLExporter):  # type: ignore[misc]
    """Gives the page of `autograder feedback` for a submission."""

    def from_notebook_node(
        self, nb: Notebook, resources: Any = None, **options: Any
    ) -> tuple[str, Any]:
        """Return one student's page; of the notebook the answers alone are shown.

        Raises
        ------
        GradebookError
            If the gradebook cannot be read.
        """
        del options
        about = resources["nbgrader"]
        student, name = about["student"], about["assignment"]
        course, lab = _load(Path.cwd(), name, about["db_url"])
        marks = read_marks(course, name, student).get(student, NO_MARKS)
        place = Path(student) / name
        make_releasable(course.feedback / place, course.submitted / place)
        page = feedback(
            _result(course, lab, student), lab, marks, answers_in(nb.cells, lab)
        )
        return page, self._init_resources(resources)


@cache
def _load(folder: Path, name: str, db_url: str) -> tuple[Course, Lab]:
    course = Course.find(folder, db_url)
    return course, Lab.load(course, name)


def _result(course: Course, lab: Lab, student: str) -> SubmissionResult:
    """Return what is known of a submission, with the scores of the gradebook.

    nbgrader may have graded it last: then the reasons that we kept are out of date
    where the score is another.
    """
    with connect(course) as gradebook:
        scores = read_scores(gradebook, lab.name, student)
        known = read_results(gradebook, lab.name, student)
    reasons = {cell.grade_id: cell for one in known for cell in one.cells}
    cells = tuple(
        _cell(graded, scores.get(graded.grade_id), reasons.get(graded.grade_id))
        for graded in lab.graded
    )
    return SubmissionResult(student, lab.name, "", "", cells)


def _cell(
    graded: GradedCell, score: float | None, known: CellResult | None
) -> CellResult:
    if known is not None and known.score == score:
        return known
    full = score is not None and score >= graded.max_score
    outcome = Outcome.PASSED if full else Outcome.FAILED
    if score is None:
        outcome = Outcome.MANUAL
    return CellResult(graded.grade_id, score, graded.max_score, outcome)
