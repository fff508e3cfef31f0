"""How hard each exercise was, and how well it tells the students of a class apart.

*Difficulty* is the share of the points that were earned, the mean score over the
maximum: for a test that gives all or nothing, the share of students who passed it. A
high number is an easy exercise.

*Discrimination* is the corrected item-rest correlation: Pearson's r between the score
in an exercise and the score in all *other* tests, so that an exercise is not compared
with itself. For a test that gives all or nothing this is the corrected point-biserial
correlation. It is not defined for fewer than three students, or where one of the two
does not vary.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from autograder.course.lab import GradedCell, Lab
from autograder.course.outline import Outline
from autograder.grading.records import SubmissionResult

Array = npt.NDArray[np.float64]
_FEWEST = 3  # students: through two points there is always a line


@dataclass(frozen=True)
class Item:
    """An exercise, or one test of it, as a class met it.

    Attributes
    ----------
    title
        What it checks, in words; for an exercise the heading it stands under.
    taken
        How many submissions could be graded.
    passed
        How many of them earned all its points.
    tests
        The tests of an exercise; of a test, none.
    """

    name: str
    title: str
    max_score: float
    taken: int
    passed: int
    difficulty: float | None
    discrimination: float | None
    tests: "tuple[Item, ...]" = ()


def items(results: Sequence[SubmissionResult], lab: Lab) -> tuple[Item, ...]:
    """Return the exercises of `lab` with their tests, in order.

    Parameters
    ----------
    results
        Those that could be graded.
    """
    outline = Outline(lab)
    tests = [cell for cell in outline.graded if cell.max_score and not cell.written]
    scores = {test.grade_id: _scores(results, test.grade_id) for test in tests}
    total = sum(scores.values(), np.zeros(len(results)))
    exercises: dict[str, list[GradedCell]] = defaultdict(list)
    for test in tests:
        exercises[outline.exercise(test.grade_id)].append(test)
    return tuple(_exercise(outline, one, scores, total) for one in exercises.values())


def item_rest_correlation(scores: Array, totals: Array) -> float | None:
    """Return the correlation of an item with everything but itself.

    Parameters
    ----------
    scores : (n,), float64
        Points in the item, by student.
    totals : (n,), float64
        Points in everything, the item included.

    Returns
    -------
    float or None
        In [-1, 1]; None where it is not defined.
    """
    rest = totals - scores
    if len(scores) < _FEWEST or np.ptp(scores) == 0 or np.ptp(rest) == 0:
        return None
    return float(np.clip(np.corrcoef(scores, rest)[0, 1], -1, 1))


def _exercise(
    outline: Outline,
    tests: Sequence[GradedCell],
    scores: dict[str, Array],
    total: Array,
) -> Item:
    parts = tuple(
        _item(t.grade_id, outline.test(t), t.max_score, scores[t.grade_id], total)
        for t in tests
    )
    together = np.sum([scores[test.grade_id] for test in tests], axis=0)
    points = sum(test.max_score for test in tests)
    first = tests[0].grade_id
    title = outline.section(first)
    whole = _item(outline.heading(first), title, points, together, total)
    return Item(**{**vars(whole), "tests": parts})


def _item(name: str, title: str, max_score: float, scores: Array, total: Array) -> Item:
    return Item(
        name=name,
        title=title,
        max_score=max_score,
        taken=len(scores),
        passed=int(np.count_nonzero(scores >= max_score)),
        difficulty=float(scores.mean() / max_score) if len(scores) else None,
        discrimination=item_rest_correlation(scores, total),
    )


def _scores(results: Sequence[SubmissionResult], name: str) -> Array:
    """Return the points of each student in one test, 0 where there are none."""
    found = [
        next((c.score or 0.0 for c in result.cells if c.grade_id == name), 0.0)
        for result in results
    ]
    return np.array(found, dtype=float)
