"""What a person entered in Formgrader: points and comments, read from the gradebook."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from autograder.course.course import Course
from autograder.gradebook.database import connect
from autograder.gradebook.lab_rows import reported
from autograder.gradebook.late import settle
from autograder.grading.records import CellResult, SubmissionResult

if TYPE_CHECKING:
    from sqlalchemy import Select


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
    """

    cells: Mapping[str, Mark] = field(default_factory=dict)
    late_penalty: float = 0.0

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
    from nbgrader.api import Base

    tables = Base.metadata.tables
    cells: dict[str, dict[str, Mark]] = defaultdict(dict)
    with connect(course) as gradebook, reported(), gradebook.engine.connect() as opened:
        settle(gradebook, lab, course.config)

        def rows(select: Callable[..., "Select[Any]"]) -> Any:
            chosen = select(tables, lab)
            return opened.execute(_of(chosen, tables, student) if student else chosen)

        penalties = {who: float(penalty or 0) for who, penalty in rows(_penalties)}
        for who, name, score, extra in rows(_scores):
            cells[who][name] = Mark(score, float(extra or 0))
        for who, name, comment in rows(_comments):
            mark = cells[who].get(name, Mark())
            cells[who][name] = replace(mark, comment=comment)
    return {who: Marks(cells[who], penalty) for who, penalty in penalties.items()}


def read_scores(course: Course, lab: str, student: str) -> dict[str, float | None]:
    """Return the points that tests gave a student, by grade_id; None is not yet.

    Raises
    ------
    GradebookError
        If the gradebook cannot be read.
    """
    from nbgrader.api import Base

    tables = Base.metadata.tables
    scores = _grades(tables, lab, tables["grade"].c.auto_score)
    theirs = _of(scores, tables, student)
    with connect(course) as gradebook, reported(), gradebook.engine.connect() as opened:
        return {name: score for _, name, score in opened.execute(theirs)}


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


def _of(chosen: "Select[Any]", tables: Any, student: str) -> "Select[Any]":
    return chosen.where(tables["submitted_assignment"].c.student_id == student)


def _submissions(tables: Any, lab: str, *columns: Any) -> "Select[Any]":
    """Return a selection of `columns` over the submissions of a lab."""
    from sqlalchemy import select

    lessons, submitted = tables["assignment"], tables["submitted_assignment"]
    notebooks = tables["submitted_notebook"]
    return (
        select(submitted.c.student_id, *columns)
        .select_from(lessons)
        .join(submitted, submitted.c.assignment_id == lessons.c.id)
        .join(notebooks, notebooks.c.assignment_id == submitted.c.id)
        .where(lessons.c.name == lab)
    )


def _penalties(tables: Any, lab: str) -> "Select[Any]":
    notebooks = tables["submitted_notebook"]
    return _submissions(tables, lab, notebooks.c.late_submission_penalty)


def _scores(tables: Any, lab: str) -> "Select[Any]":
    grade = tables["grade"]
    entered = grade.c.manual_score.is_not(None) | (grade.c.extra_credit != 0)
    columns = (grade.c.manual_score, grade.c.extra_credit)
    return _grades(tables, lab, *columns).where(entered)


def _grades(tables: Any, lab: str, *columns: Any) -> "Select[Any]":
    """Return a selection of the grades of a lab: student, grade_id, `columns`."""
    grade, cell = tables["grade"], tables["base_cell"]
    notebooks = tables["submitted_notebook"]
    chosen = _submissions(tables, lab, cell.c.name, *columns)
    chosen = chosen.join(grade, grade.c.notebook_id == notebooks.c.id)
    return chosen.join(cell, cell.c.id == grade.c.cell_id)


def _comments(tables: Any, lab: str) -> "Select[Any]":
    comment, cell = tables["comment"], tables["base_cell"]
    chosen = _submissions(tables, lab, cell.c.name, comment.c.manual_comment)
    notebooks = tables["submitted_notebook"]
    chosen = chosen.join(comment, comment.c.notebook_id == notebooks.c.id)
    chosen = chosen.join(cell, cell.c.id == comment.c.cell_id)
    return chosen.where(comment.c.manual_comment.is_not(None))
