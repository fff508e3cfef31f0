"""What the results of a class say: the numbers of the report, as one record.

The page and the JSON file are both made from a `Summary`, so they cannot differ.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from statistics import mean, median
from types import MappingProxyType
from typing import Any

from autograder.analysis import causes
from autograder.analysis.items import Item, items
from autograder.analysis.looks import Attention, looks, urgency
from autograder.course.lab import Lab
from autograder.course.outline import Outline
from autograder.course.ways import Way
from autograder.grading.records import SubmissionResult
from autograder.grading.said import named
from gradlab.words.mistakes import Mistake

_MOST_BARS = 12


@dataclass(frozen=True)
class Bar:
    """How many students have at least `low` and less than `high` points.

    The last bar counts full marks too.
    """

    low: float
    high: float
    students: int


@dataclass(frozen=True)
class MistakeCount:
    """A mistake that has a name, and who made it.

    Attributes
    ----------
    exercises
        Where it was made.
    students
        How many made it at least once, in any exercise.
    """

    name: str
    sentence: str
    exercises: tuple[str, ...]
    students: int


@dataclass(frozen=True)
class SimilarPair:
    """Two submissions that are similar, which proves nothing.

    Attributes
    ----------
    students, digests
        Of both sides; a digest says which version of the work was compared.
    share
        Of the rare passages of one side, how much the other has too, from 0 to 1.
    page
        File name of their page in the folder of pairs.
    """

    students: list[str]
    digests: list[str]
    share: float
    tokens: int
    page: str


@dataclass(frozen=True)
class Waiting:
    """A written answer, and how many students' wait for a person."""

    grade_id: str
    title: str
    max_score: float
    students: int


@dataclass(frozen=True)
class Uncollected:
    """A file that was not collected, or a student of whom there is none.

    Attributes
    ----------
    student, file
        Empty where nobody, or no file, is known.
    status, note
        What became of it, as the table of `collect` says.
    """

    student: str
    file: str
    status: str
    note: str


@dataclass(frozen=True)
class Summary:
    """All numbers of a report.

    Attributes
    ----------
    max_score
        Points that the lab's graded cells are worth, written answers included.
    max_tests
        Points that tests give; mean, median and bars are of these.
    seconds, slowest
        Wall time that grading took: of all submissions, and of the slowest.
    together
        The tests that ran together with the answers, by grade_id.
    pairs
        None if nobody looked for similar submissions.
    late
        Points that late students lose, by student; scores are without it.
    names
        What students are called, by id; who is not in it has no known name.
    missing
        Modules that were not there, the one that cost most first.
    lost
        Where each student lost points; in the order of the lesson.
    uncollected
        What of the class was not graded, since it was not collected.
    """

    lab: str
    title: str
    submissions: int
    refused: int
    max_score: float
    max_tests: float
    mean: float | None
    median: float | None
    seconds: float
    slowest: float
    executors: tuple[str, ...]
    together: tuple[str, ...]
    bars: tuple[Bar, ...]
    exercises: tuple[Item, ...]
    mistakes: tuple[MistakeCount, ...]
    looks: tuple[Attention, ...]
    waiting: tuple[Waiting, ...]
    pairs: tuple[SimilarPair, ...] | None
    results: tuple[SubmissionResult, ...]
    late: Mapping[str, float]
    names: Mapping[str, str]
    missing: tuple[causes.Missing, ...]
    lost: Mapping[str, tuple[causes.LostIn, ...]]
    uncollected: tuple[Uncollected, ...]

    def called(self, student: str) -> str:
        """Return a student's name with the id; the id alone if there is none."""
        return named(student, self.names)

    def as_json(self) -> dict[str, Any]:
        """Return the numbers as JSON data; of the results, the totals alone."""
        students = [
            {
                "student": result.student,
                "score": None if result.refused else result.score,
                "late_penalty": self.late.get(result.student, 0.0),
                "waiting": result.waiting,
                "lost_in": [cell.grade_id for cell in result.lost],
                "seconds": round(result.seconds, 3),
            }
            for result in self.results
        ]
        return {**asdict(self), "results": students}


def summarise(
    results: Sequence[SubmissionResult],
    lab: Lab,
    pairs: tuple[SimilarPair, ...] | None = None,
    late: Mapping[str, float] = MappingProxyType({}),
    names: Mapping[str, str] = MappingProxyType({}),
    uncollected: Iterable[Uncollected] = (),
) -> Summary:
    """Return what the results of a class say.

    Parameters
    ----------
    results
        Manual marks included, see `manual_marks.marked`.
    pairs, late, names
        As in `Summary`.
    uncollected
        As in `Summary`, and perhaps of students who have a result by now.
    """
    taken = [result for result in results if not result.refused]
    tested = {cell.grade_id: cell.max_score for cell in lab.graded if not cell.written}
    top = sum(tested.values())
    scores = [_points(result, tested) for result in taken]
    outline = Outline(lab)
    found = (looks(result, outline) for result in results)
    return Summary(
        lab=lab.name,
        title=outline.title,
        submissions=len(results),
        refused=len(results) - len(taken),
        max_score=sum(cell.max_score for cell in lab.graded),
        max_tests=top,
        mean=mean(scores) if scores else None,
        median=median(scores) if scores else None,
        seconds=sum(result.seconds for result in results),
        slowest=max((result.seconds for result in results), default=0.0),
        executors=tuple(sorted({result.executor for result in results})),
        together=_together(results, lab),
        bars=bars(scores, top),
        exercises=items(taken, lab),
        mistakes=_mistakes(taken, lab),
        looks=tuple(sorted(chain(*found), key=urgency)),
        waiting=_waiting(taken, lab),
        pairs=pairs,
        results=tuple(results),
        late=dict(late),
        names=dict(names),
        missing=causes.missing_modules(taken),
        lost={result.student: causes.lost_in(result, outline) for result in taken},
        uncollected=_still_open(uncollected, results),
    )


def _still_open(
    uncollected: Iterable[Uncollected], results: Sequence[SubmissionResult]
) -> tuple[Uncollected, ...]:
    here = {result.student for result in results}
    return tuple(one for one in uncollected if one.file or one.student not in here)


def bars(scores: Sequence[float], top: float) -> tuple[Bar, ...]:
    """Return how scores from 0 to `top` are spread, in at most 12 bars of one width."""
    width = max(1, math.ceil(top / _MOST_BARS))
    number = max(1, math.ceil(top / width))
    last = number - 1
    places = Counter(min(last, max(0, int(score // width))) for score in scores)
    return tuple(
        Bar(i * width, top if i == last else (i + 1) * width, places[i])
        for i in range(number)
    )


def _together(results: Sequence[SubmissionResult], lab: Lab) -> tuple[str, ...]:
    cells = chain.from_iterable(result.cells for result in results)
    found = {cell.grade_id for cell in cells if cell.way is Way.TOGETHER}
    return tuple(cell.grade_id for cell in lab.graded if cell.grade_id in found)


def _points(result: SubmissionResult, tested: Container[str]) -> float:
    return sum(cell.score or 0.0 for cell in result.cells if cell.grade_id in tested)


def _mistakes(
    results: Sequence[SubmissionResult], lab: Lab
) -> tuple[MistakeCount, ...]:
    """Return the named mistakes, the most frequent first."""
    outline = Outline(lab)
    made: dict[Mistake, set[str]] = defaultdict(set)
    where: dict[Mistake, dict[str, None]] = defaultdict(dict)  # a set, in order
    for result in results:
        for cell in result.cells:
            mistake = Mistake.named_in(cell.message) if cell.max_score else None
            if mistake is not None:
                made[mistake].add(result.student)
                where[mistake][outline.exercise(cell.grade_id)] = None
    found = (
        MistakeCount(
            m.name.replace("_", " ").lower(), m.value, tuple(where[m]), len(who)
        )
        for m, who in made.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.students, one.name)))


def _waiting(results: Sequence[SubmissionResult], lab: Lab) -> tuple[Waiting, ...]:
    cells: Counter[str] = Counter(
        cell.grade_id for result in results for cell in result.cells if cell.waits
    )
    outline = Outline(lab)
    return tuple(
        Waiting(g.grade_id, outline.section(g.grade_id), g.max_score, cells[g.grade_id])
        for g in lab.graded
        if cells[g.grade_id]
    )
