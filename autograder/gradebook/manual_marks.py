"""What a person entered in Formgrader: points and comments, read from the gradebook."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nbgrader import api

from autograder.course.course import Course
from autograder.gradebook.database import connect
from autograder.gradebook.late import settle
from autograder.gradebook.queries import cells, submissions
from autograder.grading.records import CellResult, SubmissionResult


@dataclass(frozen=True)
class Mark:
    """What a person entered for one cell.

    Attributes
    ----------
    score
        Points given by hand, which count instead of those of a test; None if none.
    extra
        Points on top.
    comment
        As it was written; empty if there is none.
    """

    score: float | None = None
    extra: float = 0.0
    comment: str = ""


@dataclass(frozen=True)
class Marks:
    """What a person entered for one student's submission of a lab.

    Attributes
    ----------
    cells
        By grade_id; only cells for which there is something.
    late_penalty
        Points that a late policy takes off, >= 0.
    name
        What the student is called, first name first; empty if nobody said.
    """

    cells: Mapping[str, Mark] = field(default_factory=dict)
    late_penalty: float = 0.0
    name: str = ""

    def comment(self, name: str) -> str:
        """Return the comment on a cell, empty if there is none."""
        return self.cells.get(name, Mark()).comment


NO_MARKS = Marks()


def read_marks(
    course: Course, lab: str, student: str | None = None
) -> dict[str, Marks]:
    """Return what people entered for a lab, by student; of one alone if named.

    What late work loses is settled first: a share of the points changes with each mark.

    Raises
    ------
    GradebookError
        If the gradebook cannot be read or written.
    UsageError
        If the late rule of the course's configuration does not fit.
    """
    grade, comment = api.Grade, api.Comment
    name, who = api.BaseCell.name, api.SubmittedAssignment.student_id
    entered = grade.manual_score.is_not(None) | (grade.extra_credit != 0)
    given = (who, name, grade.manual_score, grade.extra_credit)
    scores = cells(lab, grade, *given, student=student).where(entered)
    said = (who, name, comment.manual_comment)
    comments = cells(lab, comment, *said, student=student).where(said[-1].is_not(None))
    person = api.Student
    called = (person.first_name, person.last_name)
    late = (who, api.SubmittedAssignment.late_submission_penalty)  # of all notebooks
    theirs = submissions(lab, *late, *called, student=student).join(
        person, person.id == who
    )
    found: dict[str, dict[str, Mark]] = defaultdict(dict)
    with connect(course) as gradebook:
        settle(gradebook, lab, course.config)
        db = gradebook.db
        for one, cell, score, extra in db.execute(scores):
            found[one][cell] = Mark(score, float(extra or 0))
        for one, cell, text in db.execute(comments):
            mark = found[one].get(cell, Mark())
            found[one][cell] = replace(mark, comment=text)
        return {
            one: Marks(found[one], float(penalty or 0), " ".join(filter(None, name)))
            for one, penalty, *name in db.execute(theirs)
        }


def read_scores(gradebook: Any, lab: str, student: str) -> dict[str, float | None]:
    """Return the points that tests gave a student, by grade_id; None is not yet.

    Parameters
    ----------
    gradebook
        nbgrader's, open.
    """
    columns = (api.BaseCell.name, api.Grade.auto_score)
    scores = cells(lab, api.Grade, *columns, student=student)
    return dict(gradebook.db.execute(scores).all())


def marked(
    results: Iterable[SubmissionResult], marks: Mapping[str, Marks]
) -> list[SubmissionResult]:
    """Return the results with the points that people entered in force."""
    return [_marked(result, marks.get(result.student, NO_MARKS)) for result in results]


def _marked(result: SubmissionResult, marks: Marks) -> SubmissionResult:
    cells = tuple(_with(cell, marks.cells.get(cell.grade_id)) for cell in result.cells)
    return replace(result, cells=cells)


def _with(cell: CellResult, mark: Mark | None) -> CellResult:
    if mark is None or (mark.score is None and not mark.extra):
        return cell
    own = cell.score if mark.score is None else mark.score
    return cell if own is None else replace(cell, score=own + mark.extra)
