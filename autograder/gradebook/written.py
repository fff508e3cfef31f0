"""What people mark and their marks, as Formgrader reads and writes them.

That is written answers, and work on tasks, for which students add cells of their own.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from nbgrader import api

from autograder.course.course import Course
from autograder.course.lab import grade_id, is_answer, is_graded, is_task
from autograder.course.notebook import Notebook
from autograder.course.sources import read_sources
from autograder.gradebook.database import connect
from autograder.gradebook.own_cells import OwnWork, written_in
from autograder.gradebook.queries import cells, left

_HEADING = re.compile(r"^#{1,6} +(.+?)[ #]*$", re.MULTILINE)
_RUBRIC = re.compile(r"^\**(?:rubric|marking)\b", re.IGNORECASE)
_SCHEME = re.compile(  # as nbgrader's ClearMarkScheme finds it in a task
    r"^.*=== BEGIN MARK SCHEME ===.*\n((?:.*\n)*?).*=== END MARK SCHEME ===.*$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class WrittenQuestion:
    """What students were asked to answer in words.

    Attributes
    ----------
    title
        The heading that it stands under; else its grade_id.
    asked, model_answer, rubric
        In Markdown; the last two are the instructor's.
    """

    grade_id: str
    title: str
    max_score: float
    asked: str
    model_answer: str
    rubric: str


@dataclass(frozen=True)
class Given:
    """What the gradebook says of one answer.

    Attributes
    ----------
    points
        Those given by hand; None if none.
    comment
        As it was written; empty if there is none.
    waits
        Whether a person has to look, for the first time or again.
    """

    points: float | None = None
    comment: str = ""
    waits: bool = True


@dataclass(frozen=True)
class WrittenAnswer:
    """One student's answer to one question.

    Attributes
    ----------
    text
        In Markdown, as it was written.
    attachments
        Pictures in it, as a notebook's cell holds them.
    grade, comment
        The ids of nbgrader's rows.
    notebook
        The id under which Formgrader shows the submission.
    """

    question: str
    student: str
    text: str
    given: Given
    grade: str
    comment: str
    notebook: str
    attachments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """Another mark for an answer, in place of the one that it is known to have."""

    answer: WrittenAnswer
    given: Given


def read_questions(course: Course, lab: str) -> list[WrittenQuestion]:
    """Return a lab's written questions, in the order of the lesson.

    A paragraph of the model answer that begins with "Rubric" is one, and so is the
    mark scheme of a task.

    Raises
    ------
    UsageError
        If the lab's source cannot be read.
    """
    return [
        _question(source, place)
        for source in read_sources(course, lab).values()
        for place, cell in enumerate(source.cells)
        if is_task(cell) or (is_answer(cell) and is_graded(cell))
    ]


def _question(source: Notebook, place: int) -> WrittenQuestion:
    cell = source.cells[place]
    texts = [c.source for c in source.cells[:place] if c.cell_type == "markdown"]
    titles = [title for text in texts for title in _HEADING.findall(text)]
    name, points = str(grade_id(cell)), float(cell.metadata["nbgrader"]["points"])
    if is_task(cell):
        titles += _HEADING.findall(cell.source)
        scheme = "\n\n".join(text.strip() for text in _SCHEME.findall(cell.source))
        asked = _SCHEME.sub("", cell.source).strip()
        return WrittenQuestion(name, [name, *titles][-1], points, asked, "", scheme)
    parts = re.split(r"\n\s*\n", cell.source.strip())
    rubric = [part for part in parts if _RUBRIC.match(part)]
    return WrittenQuestion(
        name,
        [name, *titles][-1],
        points,
        ["", *texts][-1],
        "\n\n".join(part for part in parts if part not in rubric),
        "\n\n".join(rubric),
    )


def read_answers(course: Course, lab: str) -> tuple[list[WrittenAnswer], list[str]]:
    """Return the answers to a lab's written questions, and what keeps others away.

    They are read from the graded copies, which Formgrader shows; what was left empty
    and waits for nobody is not among them, nor what those wrote who have left.

    Raises
    ------
    GradebookError
        If the gradebook cannot be read.
    """
    asked = {question.grade_id for question in read_questions(course, lab)}
    with connect(course) as gradebook:
        gone = left(gradebook)
        rows = [r for r in _rows(gradebook, lab, asked) if r.student not in gone]
    texts: dict[str, Mapping[str, OwnWork]] = {}
    given = _handed_out(course, lab)
    notes: dict[str, None] = {}
    answers = []
    for row in rows:
        if row.student not in texts:
            texts[row.student] = _works(course, lab, row.student, given)
        work = texts[row.student].get(row.question)
        text, pictures = work or OwnWork("")
        if work is None and row.given.waits:
            notes[f"{row.student}: no graded copy; run autograder grade {lab}"] = None
        elif row.given.waits or (text and row.given.points is not None):
            answers.append(replace(row, text=text, attachments=pictures))
    return answers, list(notes)


def _rows(gradebook: Any, lab: str, asked: Iterable[str]) -> Iterator[WrittenAnswer]:
    """Yield an answer without its text for each row of the gradebook."""
    grade, comment, name = api.Grade, api.Comment, api.BaseCell.name
    whose = (api.SubmittedNotebook.id, name)
    said = cells(lab, comment, *whose, comment.id, comment.manual_comment)
    comments = {
        (notebook, cell): (key, text or "")
        for notebook, cell, key, text in gradebook.db.execute(said)
    }
    scored = cells(
        lab,
        grade,
        *whose,
        api.SubmittedAssignment.student_id,
        grade.id,
        grade.manual_score,
        grade.needs_manual_grade,
    ).where(name.in_(sorted(asked)))
    ordered = scored.order_by(api.SubmittedAssignment.student_id)
    for notebook, cell, student, key, points, waits in gradebook.db.execute(ordered):
        row, text = comments.get((notebook, cell), ("", ""))
        given = Given(points, text, bool(waits))
        yield WrittenAnswer(cell, student, "", given, key, row, notebook)


def _handed_out(course: Course, lab: str) -> set[str]:
    """Return the texts of the lab's own plain cells: no work on a task."""
    sources = read_sources(course, lab).values()
    plain = (c for source in sources for c in source.cells if grade_id(c) is None)
    return {cell.source.strip() for cell in plain}


def _works(
    course: Course, lab: str, student: str, given: set[str]
) -> dict[str, OwnWork]:
    """Return what is in the graded copies by grade_id; nothing where there is none."""
    found: dict[str, OwnWork] = {}
    for path in course.sources(lab):
        copy = course.autograded / student / lab / path.name
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            found |= written_in(json.loads(copy.read_text("utf-8"))["cells"], given)
    return found


def give(course: Course, changes: Iterable[Change]) -> list[WrittenAnswer]:
    """Write marks and comments as Formgrader does, all or none.

    An answer that somebody else marked meanwhile keeps what it has.

    Returns
    -------
    list[WrittenAnswer]
        All answers, as the gradebook has them now.

    Raises
    ------
    GradebookError
        If the gradebook cannot be written; nothing is then changed.
    """
    now = []
    with connect(course) as gradebook:
        for change in changes:
            grade = gradebook.find_grade_by_id(change.answer.grade)
            comment = _comment(gradebook, change.answer)
            found = Given(
                grade.manual_score,
                (comment.manual_comment if comment else "") or "",
                bool(grade.needs_manual_grade),
            )
            if found == change.answer.given:
                found = change.given
                grade.manual_score = found.points
                unscored = found.points is None and grade.auto_score is None
                grade.needs_manual_grade = unscored or found.waits
                if comment and (comment.manual_comment or "") != found.comment:
                    comment.manual_comment = found.comment or None
            now.append(replace(change.answer, given=found))
        gradebook.db.commit()
    return now


def _comment(gradebook: Any, answer: WrittenAnswer) -> Any:
    return gradebook.find_comment_by_id(answer.comment) if answer.comment else None
