"""Who has left the class: their work and marks are kept, and stand in no list."""

from collections.abc import Iterable
from difflib import get_close_matches

import sqlalchemy as sa

from autograder.course.course import Course
from autograder.errors import UsageError
from autograder.gradebook.database import connect, exists
from autograder.gradebook.queries import LEFT, left

_SHOWN = 5  # ids in a message


def names(course: Course) -> dict[str, str]:
    """Return what students are called, by id, where the gradebook knows it.

    Raises
    ------
    GradebookError
        If it cannot be read.
    """
    if not exists(course):
        return {}
    with connect(course) as gradebook:
        people = [(s.id, s.first_name, s.last_name) for s in gradebook.students]
    called = {one: " ".join(filter(None, name)) for one, *name in people}
    return {one: name for one, name in called.items() if name}


def who_left(course: Course) -> frozenset[str]:
    """Return who is known, but has left the class.

    Raises
    ------
    GradebookError
        If it cannot be read.
    """
    with connect(course) as gradebook:
        return left(gradebook)


def leave(course: Course, students: Iterable[str], *, back: bool = False) -> list[str]:
    """Keep that students have left, or are back; return all who have left, in order.

    Raises
    ------
    UsageError
        If the gradebook knows no student of that id; nothing is then changed.
    GradebookError
        If it cannot be read or written.
    """
    named = sorted(set(students))
    with connect(course) as gradebook:
        known = {one.id for one in gradebook.students}
        unknown = [one for one in named if one not in known]
        if unknown:
            like = {one for name in unknown for one in get_close_matches(name, known)}
            raise UsageError(
                f"no student {', '.join(unknown)} in the gradebook; expected ids, "
                f"such as {', '.join(sorted(like or known)[:_SHOWN]) or 'none yet'}"
            )
        with gradebook.engine.begin() as connection:
            LEFT.create(connection, checkfirst=True)
            connection.execute(sa.delete(LEFT).where(LEFT.c.student_id.in_(named)))
            if named and not back:
                rows = [{"student_id": one} for one in named]
                connection.execute(sa.insert(LEFT), rows)
        return sorted(left(gradebook))
