"""One lab's submissions, from wherever they are to the folder that `grade` reads."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_config_path
from traitlets.config.loader import PyFileConfigLoader

from autograder.course.course import CONFIG, Course
from autograder.errors import BrokenArchive, SubmissionRefused, UsageError
from autograder.gradebook.database import connect, due_date
from autograder.lms import attempts
from autograder.lms.archives import Incoming, incoming
from autograder.lms.collected_table import (
    FileStatus,
    Found,
    TableRow,
    corrections,
    not_here,
    write_rows,
)
from autograder.lms.file_names import claim
from autograder.lms.groups import shared
from autograder.lms.place import HandedIn, Place
from autograder.lms.roster import (
    Roster,
    Student,
    keep_roster,
    known_roster,
    read_roster,
)

_NOTE_BYTES = 1000  # nbgrader's notes hold a line each
_NAMED = 5  # students or files in a note


@dataclass(frozen=True)
class Collection:
    """What was collected.

    Attributes
    ----------
    table
        The file that holds the rows, for corrections.
    due
        When the lab is due, in UTC, as far as that is known.
    problems
        What is wrong with the student list, in words.
    unlisted
        Students of the gradebook whom a new list lacks: they may have left.
    """

    rows: tuple[TableRow, ...]
    table: Path
    due: datetime | None
    problems: tuple[str, ...]
    unlisted: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nobody need look at anything."""
        return not self.problems and not any(row.needs_a_look for row in self.rows)


def collect(
    course: Course,
    lab: str,
    sources: Sequence[Path],
    roster: Path | None = None,
    *,
    chooser: attempts.Chooser = attempts.last,
    due: datetime | None = None,
    replaces: bool = False,
) -> Collection:
    """Take a lab's submissions from zips or folders; the course's exchange if none.

    Parameters
    ----------
    roster
        The student list; None takes the gradebook's.
    due
        When the lab is due, in UTC; kept in the gradebook. None leaves what it says.
    replaces
        Whether new work takes the place of what was collected before.

    Raises
    ------
    AutograderError
        If a source, list or table cannot be used, nobody says whose the files are, or
        something cannot be written.
    """
    notebooks = [path.stem for path in course.sources(lab)]
    people = read_roster(roster) if roster else known_roster(course)
    table = course.grading / "collect" / f"{lab}.csv"
    with ExitStack() as stack:
        files, broken = _files(sources or [exchange(course)], stack, people, lab)
        corrected = corrections(table)
        found = attempts.identify(files, lab, people, corrected, notebooks)
        _refuse_strangers(found, people)
        unlisted = keep_roster(course, people) if roster else ()
        until, old = _due(course, lab, due), course.grading / "replaced"
        place = Place(course.submitted, old, lab, notebooks, until, replaces)
        chosen = attempts.select(found, notebooks, chooser)
        handed_out = [course.notebooks / lab / f"{one}.ipynb" for one in notebooks]
        put = _put(shared(chosen, people, handed_out), files, people, place)
    rows = [*broken, *(_with_new(row, people) for row in _mark_duplicates(put))]
    rows += _absent(people, rows, place)
    rows += not_here(corrected, rows)
    write_rows(table, rows)
    return Collection(tuple(rows), table, place.due, people.problems, unlisted)


def _files(
    sources: Sequence[Path], stack: ExitStack, people: Roster, lab: str
) -> tuple[list[Incoming], list[TableRow]]:
    """Return the files of all sources, and a row for each file that is not a zip.

    If it is the only one, there is nothing to collect.
    """
    files: list[Incoming] = []
    broken: list[TableRow] = []

    def is_known(path: str) -> bool:
        return people.knows(claim(path, lab, people.knows))

    for source in sources:
        try:
            files += incoming(source, stack, is_known)
        except BrokenArchive as error:
            if len(sources) == 1:
                raise
            broken.append(TableRow(source.name, "", FileStatus.REFUSED, str(error)))
    return files, broken


def _refuse_strangers(found: Iterable[Found], people: Roster) -> None:
    if not people.students and any(one.claim.lms for one in found):
        raise UsageError(
            "whose files are these? name the student list: --roster FILE, such as "
            "Canvas' gradebook or Moodle's grading worksheet"
        )


def _put(
    chosen: Iterable[Found], files: Iterable[Incoming], people: Roster, place: Place
) -> list[tuple[TableRow, bytes]]:
    """Write what was chosen; return every row, with the bytes of what was taken."""
    every = list(chosen)
    notes = {f.path: f for f in files if f.name in attempts.NOTES and not f.refusal}
    packers = {one.row.student for one in every if one.row.note == attempts.PACKED}
    done: list[tuple[TableRow, bytes]] = []
    theirs: dict[str, list[HandedIn]] = defaultdict(list)
    for one in every:
        if one.row.status is not FileStatus.COLLECTED:
            done.append((one.row, b""))
            continue
        if one.row.student in packers:
            one = one.noted("a time was packed with it, which does not count")
        try:
            work = HandedIn(one, one.file.read(), _beside(one, notes))
            theirs[one.row.student].append(work)
        except (SubmissionRefused, OSError) as error:
            done.append((one.become(FileStatus.REFUSED, str(error)).row, b""))
    for student, works in theirs.items():
        done += _put_down(works, people.students.get(student), place)
    return done


def _put_down(
    works: Sequence[HandedIn], student: Student | None, place: Place
) -> list[tuple[TableRow, bytes]]:
    data = [one.data for one in works]
    try:
        put = place.put(works, student)
    except OSError as error:
        put = [one.found.become(FileStatus.REFUSED, str(error)) for one in works]
    return [(one.row, held) for one, held in zip(put, data, strict=True)]


def _beside(one: Found, notes: Mapping[str, Incoming]) -> dict[str, bytes]:
    """Return what nbgrader's exchange put beside a notebook, by name.

    Nothing from anywhere else: files beside a notebook are the student's own.
    """
    if not attempts.is_of_exchange(one.file, one.claim):
        return {}
    paths = {name: f"{one.claim.place}/{name}" for name in attempts.NOTES}
    return {
        name: notes[path].read()[:_NOTE_BYTES]
        for name, path in paths.items()
        if path in notes
    }


def _mark_duplicates(rows: Iterable[tuple[TableRow, bytes]]) -> list[TableRow]:
    """Note where students handed in one and the same file."""
    rows = list(rows)
    owners: dict[bytes, set[tuple[str, str]]] = defaultdict(set)
    for row, data in rows:
        if data:
            owners[sha256(data).digest()].add((row.student, row.file))
    return [_with_duplicates(row, owners[sha256(data).digest()]) for row, data in rows]


def _with_duplicates(row: TableRow, owners: set[tuple[str, str]]) -> TableRow:
    together = {who for who, file in owners if file == row.file}
    group = sorted(together - {row.student})
    if group and row.student in together:
        return row.noted(f"handed in together with {', '.join(group)}")
    shared = sorted({who for who, _ in owners} - {row.student})
    others = ", ".join(shared) if len(shared) <= _NAMED else f"{len(shared)} others"
    if not shared or row.student not in {who for who, _ in owners}:
        return row
    return row.noted(f"the same file as {others}")


def _with_new(row: TableRow, people: Roster) -> TableRow:
    """Note that a student was not known: a folder's name may be misspelt."""
    if not people.students or not row.student or row.student in people.students:
        return row
    return row.noted("not in the student list: taken for a new student")


def _absent(people: Roster, rows: Iterable[TableRow], place: Place) -> list[TableRow]:
    """Return a row for each student of whom there is no notebook, nor was before."""
    rows = list(rows)
    seen = {row.student for row in rows if row.status is not FileStatus.OTHER}
    others: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        others[row.student].append(row.file.rpartition("/")[2])
    open_files = sum(row.is_nobodys for row in rows)
    return [
        _without_notebook(student, others[student], open_files)
        for student in sorted(set(people.students) - people.left)
        if student not in seen and not (place.submitted / student / place.lab).is_dir()
    ]


def _without_notebook(student: str, files: Sequence[str], open_files: int) -> TableRow:
    if not files and open_files:
        note = f"unless it is among the files that are nobody's yet: {open_files}"
        return TableRow("", student, FileStatus.NOT_YET, note)
    if not files:
        return TableRow("", student, FileStatus.ABSENT)
    named = ", ".join([*files[:_NAMED], *(["…"] if len(files) > _NAMED else [])])
    return TableRow(
        "",
        student,
        FileStatus.UNREADABLE,
        f"there is {named}: ask for the .ipynb, or unpack it and collect the folder",
    )


def _due(course: Course, lab: str, due: datetime | None) -> datetime | None:
    """Keep a new due date in the gradebook; return the one that holds."""
    with connect(course) as gradebook:
        if due is not None:
            gradebook.update_or_create_assignment(lab, duedate=due)
        return due_date(gradebook, lab)


def exchange(course: Course) -> Path:
    """Return the folder in which nbgrader's exchange keeps what was handed in.

    It is named in the course's configuration, or in Jupyter's as on a JupyterHub.

    Raises
    ------
    UsageError
        If a configuration file cannot be run.
    """
    config = course.config
    places = (config, *_jupyter_configs())
    roots = (place.Exchange.get("root") for place in places)
    root = next(
        (str(one) for one in roots if one), "/usr/local/share/nbgrader/exchange"
    )
    return Path(root) / str(config.CourseDirectory.course_id) / "inbound"


def _jupyter_configs() -> Iterator[Any]:
    """Yield the `nbgrader_config.py` of Jupyter's folders, the strongest first."""
    for folder in map(Path, jupyter_config_path()):
        if (folder / CONFIG).is_file():
            try:
                yield PyFileConfigLoader(CONFIG, path=str(folder)).load_config()
            except Exception as error:  # the file is a program: anything can come
                raise UsageError(f"{folder / CONFIG} does not run: {error}") from error
