"""HTML pages: feedback for one student, the report on a class.

A page is made from result records alone. Feedback shows nothing that a hidden test
said but a sentence of the closed list in `gradlab.check.mistakes`.
"""

import builtins
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from autograder.course import Course
from autograder.files import write_whole
from autograder.lab import GradedCell, Lab
from autograder.records import CellResult, Outcome, SubmissionResult
from gradlab.check.mistakes import Mistake

_MARKS = {Outcome.PASSED: "✓", Outcome.MANUAL: "…"}
_WORDS = {
    Outcome.FAILED: "The result is not what the contract promises.",
    Outcome.TIMEOUT: "Your code ran longer than the time limit.",
    Outcome.CRASHED: "The process that ran your notebook died.",
    Outcome.MISSING: "Nothing is written here yet.",
    Outcome.MANUAL: "A person will read this answer.",
}


@dataclass(frozen=True)
class _Line:
    title: str
    points: str
    outcome: Outcome
    mark: str
    words: str


def feedback(result: SubmissionResult, lab: Lab) -> str:
    """Return one student's feedback page as HTML."""
    lines = [
        _Line(
            title=graded.title,
            points=f"{_points(cell.score)} of {_points(cell.max_score)}",
            outcome=cell.outcome,
            mark=_MARKS.get(cell.outcome, "✗"),
            words=_in_words(cell),
        )
        for graded, cell in _paired(lab, result)
        if graded.max_score  # visible checks told their story in the notebook
    ]
    return _render("feedback.html.j2", result=result, lines=lines)


def report(results: Sequence[SubmissionResult], lab: Lab) -> str:
    """Return the instructor's report on a class as HTML."""
    taken = [result for result in results if not result.refused]
    return _render(
        "report.html.j2",
        lab=lab,
        results=results,
        refused=[result for result in results if result.refused],
        repaired=[result for result in taken if result.notes],
        executors=sorted({result.executor for result in results}),
        median=median(result.score for result in taken) if taken else None,
        auto_max=sum(cell.max_score for cell in lab.graded if not cell.written),
        tests=_tests(taken, lab),
        mistakes=_mistakes(taken),
    )


def write_feedback(
    course: Course, lab: Lab, results: Sequence[SubmissionResult]
) -> Path:
    """Write a page for each student and return the folder, laid out as nbgrader's."""
    for result in results:
        folder = course.feedback / result.student / lab.name
        write_whole(folder / f"{lab.name}.html", feedback(result, lab))
    return course.feedback


def write_report(course: Course, lab: Lab, results: Sequence[SubmissionResult]) -> Path:
    """Write the report on a class and return its page."""
    page = course.results / f"{lab.name}.html"
    write_whole(page, report(results, lab))
    return page


def _tests(results: Sequence[SubmissionResult], lab: Lab) -> list[dict[str, Any]]:
    passed = Counter(
        cell.grade_id
        for result in results
        for cell in result.cells
        if cell.outcome is Outcome.PASSED
    )
    return [
        {
            "grade_id": cell.grade_id,
            "title": cell.title,
            "passed": passed[cell.grade_id],
            "taken": len(results),
        }
        for cell in lab.graded
        if cell.max_score and not cell.written
    ]


def _mistakes(results: Sequence[SubmissionResult]) -> list[tuple[str, int]]:
    """Return each named mistake with the number of students who made it."""
    made: Counter[str] = Counter()
    for result in results:
        named = (Mistake.named_in(cell.message) for cell in result.cells)
        made.update({mistake.value for mistake in named if mistake})
    return made.most_common()


def _paired(lab: Lab, result: SubmissionResult) -> list[tuple[GradedCell, CellResult]]:
    by_id = {cell.grade_id: cell for cell in result.cells}
    return [(g, by_id[g.grade_id]) for g in lab.graded if g.grade_id in by_id]


def _in_words(cell: CellResult) -> str:
    """Return what a student may read about one cell."""
    if cell.outcome is Outcome.ERRORED:
        name = cell.message.partition(":")[0]
        known = isinstance(getattr(builtins, name, None), type)
        return f"Your code raised {name if known else 'an exception of its own'}."
    if cell.outcome is Outcome.REFUSED:
        ours = cell.message.startswith("the grader failed")
        return "" if ours else cell.message
    mistake = Mistake.named_in(cell.message)
    return mistake.value if mistake else _WORDS.get(cell.outcome, "")


def _points(points: float | None) -> str:
    return "–" if points is None else f"{points:g}"


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("autograder"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["points"] = _points
    return environment


def _render(template: str, **values: Any) -> str:
    return str(_environment().get_template(template).render(**values))
