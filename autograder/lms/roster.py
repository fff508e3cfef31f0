"""Who is in the class, and who of them a file's name means."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from autograder.course.course import Course
from autograder.gradebook.database import connect
from autograder.gradebook.queries import left
from autograder.lms.file_names import Claim, letters

# What systems, nbgrader's patterns for folders, or addresses of pages read as more
# than a letter; and names that hide a file or look like an option.
_UNSAFE = re.compile(r"""[\x00-\x1f\x7f/\\:*?"<>|\[\]{}#%,;]|^[.\s~-]|[.\s]$""")
_LONGEST = 150  # bytes: folders and files are named after it, with more behind


@dataclass(frozen=True)
class Student:
    """One student.

    Attributes
    ----------
    id
        The name of the student's folder, and nbgrader's id.
    lms
        Canvas' or Moodle's number.
    submitted
        When the LMS says that the student handed in, in UTC.
    """

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms: str = ""
    submitted: datetime | None = None

    @property
    def spellings(self) -> frozenset[str]:
        """The student's name in both orders, as names are compared."""
        both = (f"{self.last}{self.first}", f"{self.first}{self.last}")
        return frozenset(map(letters, both)) - {""}


@dataclass(frozen=True)
class Roster:
    """The class, ready to find students by what a file says.

    Attributes
    ----------
    problems
        What is wrong with the list, in words, and what is left out for it.
    is_open
        Whether a folder's name may be a student whom the list does not know.
    left
        Who is known, but has left the class.
    guess
        In which letters the list was read, if it does not say; in words.
    """

    students: Mapping[str, Student]
    problems: tuple[str, ...] = ()
    is_open: bool = False
    left: frozenset[str] = frozenset()
    guess: str = ""
    _by: Mapping[str, Mapping[str, set[str]]] = field(default_factory=dict)

    def accepts(self, name: str) -> bool:
        """Return whether work can be put down to a student of that id."""
        return (self.is_open and is_id(name)) or name in self.students

    def knows(self, claim: Claim) -> bool:
        """Return whether a claim fits somebody of the list."""
        return not self.find(claim).isdisjoint(self.students)

    def find(self, claim: Claim) -> frozenset[str]:
        """Return the ids of the students whom a claim fits; decisive marks first."""
        if claim.lms and claim.lms in self._by["lms"]:
            return frozenset(self._by["lms"][claim.lms])
        if claim.student in self.students:
            return frozenset([claim.student])
        name = claim.student.casefold()
        for kind in ("id", "email"):
            if name and name in self._by[kind]:
                return frozenset(self._by[kind][name])
        named = self._by["name"].get(letters(claim.person or claim.student), set())
        if not named and self.accepts(claim.student):
            return frozenset([claim.student])
        if not claim.lms:
            return frozenset(named)
        # A number that the list does not know is not somebody's who has another one.
        return frozenset(one for one in named if not self.students[one].lms)


def is_id(name: str) -> bool:
    """Return whether a student can be called that: it becomes the name of a folder."""
    fits = 0 < len(name.encode("utf-8", "replace")) <= _LONGEST
    return fits and _UNSAFE.search(name) is None


def make_roster(
    students: Iterable[Student],
    *,
    is_open: bool = False,
    found: Iterable[str] = (),
) -> Roster:
    """Return the class; who shares an id with somebody, or has none, is left out.

    Parameters
    ----------
    found
        Problems that reading the list brought up.
    """
    by_id: dict[str, list[Student]] = defaultdict(list)
    problems = [*found]
    for given in students:
        student = replace(given, id=unicodedata.normalize("NFC", given.id))
        if not student.id:
            problems.append(f"{_named(student)} has no id; give one in the list")
        elif is_id(student.id) and student not in by_id[student.id]:
            by_id[student.id].append(student)
        elif not is_id(student.id):
            problems.append(
                f"{_named(student)}: {student.id!r} cannot be an id, the name of a "
                "folder; give another in the list"
            )
    for name, shared in by_id.items():
        if len(shared) > 1:
            who = " and ".join(map(_named, shared))
            problems.append(f"{who} share the id {name}: give each an id of their own")
    kept = {name: shared[0] for name, shared in by_id.items() if len(shared) == 1}
    return Roster(kept, tuple(problems), is_open, _by=_index(kept.values()))


def _index(students: Iterable[Student]) -> dict[str, dict[str, set[str]]]:
    index: dict[str, dict[str, set[str]]] = {
        kind: defaultdict(set) for kind in ("id", "lms", "email", "name")
    }
    for student in students:
        index["id"][student.id.casefold()].add(student.id)
        index["lms"][student.lms].add(student.id)
        index["email"][student.email.casefold()].add(student.id)
        for spelling in student.spellings:
            index["name"][spelling].add(student.id)
    return {kind: dict(found) for kind, found in index.items()}


def _named(student: Student) -> str:
    return f"{student.first} {student.last}".strip() or student.email or "somebody"


def known_roster(course: Course) -> Roster:
    """Return the students whom the gradebook lists.

    Raises
    ------
    GradebookError
        If it cannot be read.
    """
    with connect(course) as gradebook:
        rows = gradebook.students
        people = make_roster([_from_gradebook(one) for one in rows], is_open=True)
        return replace(people, left=left(gradebook))


def _from_gradebook(row: Any) -> Student:
    first, last = row.first_name or "", row.last_name or ""
    return Student(row.id, first, last, row.email or "", row.lms_user_id or "")


def keep_roster(course: Course, roster: Roster) -> tuple[str, ...]:
    """Enter the class in the gradebook, so that Formgrader and exports show names.

    Returns
    -------
    tuple of str
        Whom the gradebook knows and the list does not, but for those who have left.

    Raises
    ------
    GradebookError
        If it cannot be written; nothing is then entered.
    """
    from nbgrader.api import Student as StudentRow

    with connect(course) as gradebook:
        for one in roster.students.values():
            given = {"first_name": one.first, "last_name": one.last}
            given |= {"email": one.email, "lms_user_id": one.lms}
            gradebook.db.merge(
                StudentRow(id=one.id, **{k: v for k, v in given.items() if v})
            )
        gradebook.db.commit()
        known = {one.id for one in gradebook.students}
        return tuple(sorted(known - roster.students.keys() - left(gradebook)))
