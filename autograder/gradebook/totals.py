"""Each student's points in a lab, as the gradebook holds them now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from nbgrader import api

from autograder.gradebook.queries import cells, left


@dataclass(frozen=True)
class Total:
    """What one student has in one lab.

    Attributes
    ----------
    lms
        Canvas' or Moodle's number of the student.
    points
        From tests and from people, what lateness costs not yet taken off.
    unmarked, cells
        How many cells have no score yet, so that a person has to look; of how many.
    handed_in
        Whether there is a submission at all.
    """

    student: str
    first: str
    last: str
    email: str
    lms: str
    points: float
    penalty: float
    unmarked: int
    cells: int
    handed_in: bool
    submitted: datetime | None

    @property
    def graded(self) -> bool:
        """Whether there is any score: else nothing could be graded."""
        return self.handed_in and self.unmarked < self.cells

    @property
    def total(self) -> float:
        """Points that count."""
        return max(0.0, self.points - self.penalty)


def read_totals(gradebook: Any, lab: str) -> list[Total]:
    """Return every student of the gradebook who has not left, by id.

    Parameters
    ----------
    gradebook
        nbgrader's, open.
    """
    rows = gradebook.db.execute(_submissions(lab))
    handed_in = {row.student_id: row for row in rows}
    people = sa.select(
        api.Student.id,
        api.Student.first_name,
        api.Student.last_name,
        api.Student.email,
        api.Student.lms_user_id,
    ).order_by(api.Student.id)
    gone = left(gradebook)
    return [
        _total(person, handed_in.get(person.id))
        for person in gradebook.db.execute(people)
        if person.id not in gone
    ]


def _total(person: Any, row: Any) -> Total:
    return Total(
        person.id,
        person.first_name or "",
        person.last_name or "",
        person.email or "",
        person.lms_user_id or "",
        float(row.points or 0) if row else 0.0,
        float(row.penalty or 0) if row else 0.0,
        int(row.unmarked or 0) if row else 0,
        int(row.cells or 0) if row else 0,
        row is not None,
        row.timestamp if row else None,
    )


def _submissions(lab: str) -> sa.Select[Any]:
    empty = sa.and_(api.Grade.manual_score.is_(None), api.Grade.auto_score.is_(None))
    return cells(
        lab,
        api.Grade,
        api.SubmittedAssignment.student_id,
        api.SubmittedAssignment.timestamp,
        sa.func.sum(api.Grade.score).label("points"),
        sa.func.max(api.SubmittedAssignment.late_submission_penalty).label("penalty"),
        sa.func.sum(sa.case((empty, 1), else_=0)).label("unmarked"),
        sa.func.count().label("cells"),
    ).group_by(api.SubmittedAssignment.id)


class Finder:
    """Finds a student's total by what an LMS calls the student."""

    def __init__(self, totals: Iterable[Total]) -> None:
        every = list(totals)
        self._by = {
            "lms": _unique(every, lambda one: one.lms),
            "id": _unique(every, lambda one: one.student.casefold()),
            "email": _unique(every, lambda one: one.email.casefold()),
        }

    def find(self, lms: str, names: Iterable[str]) -> Total | None:
        """Return the total of an LMS's number, else of an id or e-mail address."""
        if lms and lms in self._by["lms"]:
            return self._by["lms"][lms]
        for name in filter(None, names):
            for kind in ("id", "email"):
                if name.casefold() in self._by[kind]:
                    return self._by[kind][name.casefold()]
        return None


def _unique(totals: Iterable[Total], key: Callable[[Total], str]) -> dict[str, Total]:
    """Return totals by a key; what two share finds neither."""
    found: dict[str, list[Total]] = {}
    for one in totals:
        found.setdefault(key(one), []).append(one)
    return {key: held[0] for key, held in found.items() if key and len(held) == 1}
