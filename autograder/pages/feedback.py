"""Feedback: one page for one student.

It shows nothing that a hidden test said but what `words` lets through, and nobody
else's name.
"""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from autograder.course.course import Course
from autograder.course.lab import GradedCell, Lab
from autograder.course.outline import ExplorerCall, Outline
from autograder.files import read_short, write_changed
from autograder.gradebook.manual_marks import NO_MARKS, Marks, marked
from autograder.grading.records import CellResult, Outcome, SubmissionResult
from autograder.grading.said import label, points
from autograder.pages import words
from autograder.pages.own_work import own_work
from autograder.pages.render import render

NO_WORK: Mapping[str, str] = MappingProxyType({})
# What nbgrader's `release_feedback` reads beside a page; only the student has both.
_TIME, _SECRET = "timestamp.txt", "submission_secret.txt"


@dataclass(frozen=True)
class TestedLine:
    """What a page says about one graded cell."""

    title: str
    points: str
    outcome: str
    label: str
    reason: str
    given: str
    comment: str


@dataclass(frozen=True)
class Exercise:
    """What a page says about one exercise, and where in the lab to look.

    Attributes
    ----------
    sections
        The headings under which points were lost.
    explorer
        The live picture that shows the first loss.
    code
        What the student wrote where points were lost; empty if nothing.
    """

    title: str
    points: str
    lines: tuple[TestedLine, ...]
    sections: tuple[str, ...]
    explorer: ExplorerCall | None
    code: str


def feedback(
    result: SubmissionResult,
    lab: Lab,
    marks: Marks = NO_MARKS,
    work: Mapping[str, str] = NO_WORK,
) -> str:
    """Return one student's feedback page as HTML.

    Parameters
    ----------
    result
        Of the tests alone; `marks` holds what people entered.
    work
        The student's own answers, by grade_id.
    """
    return _page(result, Outline(lab), marks, work)


def _page(
    result: SubmissionResult, outline: Outline, marks: Marks, work: Mapping[str, str]
) -> str:
    (result,) = marked([result], {result.student: marks})
    return render(
        "feedback.html.j2",
        result=result,
        title=outline.title,
        name=marks.name or result.student,
        total=max(0.0, result.score - marks.late_penalty),
        penalty=marks.late_penalty,
        stopped=words.stopped(result),
        exercises=_exercises(result, outline, marks, work),
    )


def write_feedback(
    course: Course,
    lab: Lab,
    results: Sequence[SubmissionResult],
    marks: Mapping[str, Marks],
) -> Path:
    """Write a page for each student and return the folder, laid out as nbgrader's.

    A page of the lab for somebody else, who left the class or is in another gradebook,
    goes: nbgrader would hand out all that it finds there.

    Raises
    ------
    AutograderError
        If the system refuses to write.
    """
    outline = Outline(lab)
    for result in results:
        folder = course.feedback / result.student / lab.name
        theirs = marks.get(result.student, NO_MARKS)
        work = own_work(course.autograded / result.student / lab.name, lab)
        page = _page(result, outline, theirs, work)
        for part in lab.notebooks:  # nbgrader publishes a page for each
            write_changed(folder / f"{part.notebook}.html", page)
        make_releasable(folder, course.submitted / result.student / lab.name)
    everybody = {result.student for result in results}
    for old in course.feedback.glob(f"*/{lab.name}/*.html"):
        if old.parents[1].name not in everybody:
            old.unlink()
    return course.feedback


def _exercises(
    result: SubmissionResult, outline: Outline, marks: Marks, work: Mapping[str, str]
) -> list[Exercise]:
    found = {cell.grade_id: cell for cell in result.cells}
    groups: dict[str, list[tuple[GradedCell, CellResult]]] = defaultdict(list)
    for graded in outline.graded:  # visible checks told their story in the notebook
        if graded.max_score and graded.grade_id in found:
            group = groups[outline.exercise(graded.grade_id)]
            group.append((graded, found[graded.grade_id]))
    return [_exercise(outline, group, marks, work) for group in groups.values()]


def _exercise(
    outline: Outline,
    cells: list[tuple[GradedCell, CellResult]],
    marks: Marks,
    work: Mapping[str, str],
) -> Exercise:
    score = sum(cell.score or 0.0 for _, cell in cells)
    lost = [
        c.grade_id for _, c in cells if (c.score or 0) < c.max_score and not c.waits
    ]
    sections = dict.fromkeys(filter(None, map(outline.section, lost)))  # each once
    return Exercise(
        title=outline.heading(cells[0][1].grade_id),
        points=_of(score, sum(cell.max_score for _, cell in cells)),
        lines=tuple(_line(outline, *cell, marks, work) for cell in cells),
        sections=tuple(sections),
        explorer=outline.explorer(lost[0]) if lost else None,
        code=_code(outline, lost, work),
    )


def _code(outline: Outline, lost: Sequence[str], work: Mapping[str, str]) -> str:
    """Return the answers in code behind lost points, each once."""
    names = dict.fromkeys(name for cell in lost for name in outline.answers(cell))
    return "\n\n\n".join(work[name] for name in names if name in work)


def _line(
    outline: Outline,
    graded: GradedCell,
    cell: CellResult,
    marks: Marks,
    work: Mapping[str, str],
) -> TestedLine:
    answers = outline.answers(graded.grade_id)
    own = {name: work[name] for name in answers if name in work}
    by_hand = cell.outcome is Outcome.MANUAL and not cell.waits
    full = cell.score is not None and cell.score >= cell.max_score
    return TestedLine(
        title=f"Your {outline.by_hand(graded)}"
        if graded.written
        else outline.test(graded),
        points=_of(cell.score, cell.max_score),
        outcome=cell.outcome,
        label="marked" if by_hand else label(cell),
        reason="" if full else words.misspelt(cell, own) or words.reason(cell),
        given=words.given(cell),
        comment=marks.comment(graded.grade_id),
    )


def _of(score: float | None, top: float) -> str:
    return f"{points(score)} of {points(top)}"


def make_releasable(folder: Path, submitted: Path) -> None:
    """Put beside a page what `nbgrader release_feedback` needs to publish it.

    What came through the exchange has both files. For other submissions a secret is
    made up: without one nbgrader stops, and nobody after them gets a page.
    """
    when = read_short(submitted / _TIME)
    secret = read_short(submitted / _SECRET) or read_short(folder / _SECRET)
    write_changed(folder / _TIME, when)
    write_changed(folder / _SECRET, secret or secrets.token_hex(64))
