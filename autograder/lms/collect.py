"""One lab's submissions, from wherever they are to the folder that `grade` reads."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_config_path
from traitlets.config.loader import PyFileConfigLoader

from autograder.course.course import CONFIG, Course
from autograder.errors import BrokenArchive, SubmissionRefused, UsageError
from autograder.gradebook.database import connect, due_date
from autograder.grading.reading import refuse_other_kinds
from autograder.lms import attempts
from autograder.lms.archives import Incoming, incoming
from autograder.lms.class_list import read_roster
from autograder.lms.class_rows import absent, mark_duplicates, with_new
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
)

_NOTE_BYTES = 1000  # nbgrader's notes hold a line each


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
    guess
        In which letters the student list was read, if it does not say; in words.
    unlisted
        Students of the gradebook whom a new list lacks: they may have left.
    """

    rows: tuple[TableRow, ...]
    table: Path
    due: datetime | None
    problems: tuple[str, ...]
    guess: str = ""
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
        chosen = [_taken_back(one, people, place) for one in chosen]
        put = _put(shared(chosen, people, handed_out), files, people, place)
    rows = [*broken, *(with_new(row, people) for row in mark_duplicates(put))]
    there = (one for one in people.students if (course.submitted / one / lab).is_dir())
    here = replace(people, left=people.left.union(there))
    rows += absent(here, rows, _junk(files, people, lab))
    rows += not_here(corrected, rows)
    write_rows(table, rows)
    said = (people.problems, people.guess, unlisted)
    return Collection(tuple(rows), table, place.due, *said)


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


def _junk(files: Iterable[Incoming], people: Roster, lab: str) -> dict[str, list[str]]:
    """Return the names of what machines left in students' places, by student."""
    theirs: dict[str, list[str]] = defaultdict(list)
    for file in files:
        if file.is_junk:
            for student in people.find(claim(file.path, lab, people.knows)):
                theirs[student].append(file.name)
    return theirs


def _refuse_strangers(found: Iterable[Found], people: Roster) -> None:
    if not people.students and any(one.claim.lms for one in found):
        raise UsageError(
            "whose files are these? name the student list: --roster FILE, such as "
            "Canvas' gradebook or Moodle's grading worksheet"
        )


def _taken_back(one: Found, people: Roster, place: Place) -> Found:
    """Take a corrected file from those for whom an earlier run collected it."""
    unclear = one.row.status in (FileStatus.UNKNOWN, FileStatus.REFUSED)
    if not one.row.correct_to or unclear:
        return one
    for student in people.find(one.claim).difference(
        attempts.owners(one.row.correct_to)
    ):
        if (place.submitted / student / place.lab).is_dir():
            with suppress(SubmissionRefused, OSError):  # it was not collected then
                kept = place.take_back(student, one.file.read())
                one = one.noted(f"taken from {student}, kept in {kept}" if kept else "")
    return one


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
            reason = getattr(error, "strerror", None) or str(error)
            done.append((one.become(FileStatus.REFUSED, reason).row, b""))
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
        reason = f"{place.lab} of {works[0].found.row.student} is there, but cannot be "
        reason += f"opened: {error.strerror or error}"
        put = [one.found.become(FileStatus.REFUSED, reason) for one in works]
    return [
        (_looked_into(one, held).row, held) for one, held in zip(put, data, strict=True)
    ]


def _looked_into(one: Found, data: bytes) -> Found:
    """Say of what was collected if it is no notebook: grading could not tell who is."""
    if one.row.status not in (FileStatus.COLLECTED, FileStatus.SAME):
        return one
    try:
        refuse_other_kinds(data)
    except SubmissionRefused as error:
        note = f"{error}; ask for the notebook, and collect it with --replace"
        return one.become(FileStatus.BROKEN, one.noted(note).row.note)
    return one


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
