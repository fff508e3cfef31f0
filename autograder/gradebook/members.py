"""Who has left the class: their work and marks are kept, and stand in no list."""

from collections.abc import Iterable

import sqlalchemy as sa

from autograder.course.course import Course
from autograder.errors import UsageError
from autograder.gradebook.database import connect
from autograder.gradebook.queries import LEFT, left


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
            raise UsageError(
                f"no student {', '.join(unknown)} in the gradebook; there are: "
                f"{', '.join(sorted(known)) or 'none'}"
            )
        with gradebook.engine.begin() as connection:
            LEFT.create(connection, checkfirst=True)
            connection.execute(sa.delete(LEFT).where(LEFT.c.student_id.in_(named)))
            if named and not back:
                rows = [{"student_id": one} for one in named]
                connection.execute(sa.insert(LEFT), rows)
        return sorted(left(gradebook))
