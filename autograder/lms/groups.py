"""Group work: one notebook for several students, as a line in it says.

``Group: ada, Bob Noyce`` in a text cell names who wrote it, by id, address or name.
Whom it names gets the work beside who handed it in; what is not clear is asked.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import SubmissionRefused
from autograder.lms.collected_table import FileStatus, Found
from autograder.lms.file_names import Claim
from autograder.lms.roster import Roster

_HINT = re.compile(rb"group[\s*_]*:", re.IGNORECASE)  # else it need not be parsed
_LINE = re.compile(r"^[\s>*_#-]*group[\s*_]*:[\s*_]*(.+?)[\s*_.]*$", re.I | re.M)
_BETWEEN = re.compile(r"[,;&]|\band\b")


@dataclass(frozen=True)
class _Named:
    """A file that names somebody: the id of a student, or what nobody is called."""

    found: Found
    data: bytes
    student: str = ""
    unclear: str = ""


def shared(
    chosen: Iterable[Found], people: Roster, released: Iterable[Path]
) -> list[Found]:
    """Return what was chosen, with a row more for each student whom a notebook names.

    Of a lab with several notebooks, a line in one of them shares them all. What a
    person wrote into the table stands above such a line.

    Parameters
    ----------
    released
        The lab's notebooks as they were handed out: lines that stand there name nobody.
    """
    every = list(chosen)
    given = {x for f in released if f.is_file() for x in _lines(f.read_bytes())}
    theirs: dict[str, list[Found]] = defaultdict(list)
    for one in every:
        if one.row.status is FileStatus.COLLECTED:
            theirs[one.row.student].append(one)
    by_work: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for works in theirs.values():
        for named in _named(works, people, theirs.keys(), given):
            notebook = named.found.notebook if named.student else ""
            by_work[named.student, notebook].append(named)
    unclear = [_asked(one, one.unclear) for one in by_work.pop(("", ""), [])]
    for (student, _), files in by_work.items():
        if student in theirs:
            continue  # their own work counts
        if len({one.data for one in files}) > 1:
            unclear += [_asked(one, f"{student}, as another does") for one in files]
        else:
            row = replace(files[0].found.row, student=student)
            every.append(replace(files[0].found, row=row))
    return every + unclear


def _named(
    works: Sequence[Found], people: Roster, handed_in: Iterable[str], given: set[str]
) -> Iterator[_Named]:
    """Yield whom a student's notebooks name beside that student, for each of them."""
    texts = [(one, data) for one in works if (data := _data(one))]
    known = people.students.keys() | set(handed_in)
    others: dict[str, None] = {}
    for found, data in texts:
        for line in dict.fromkeys(_lines(data)):
            for name in () if line in given else _names(line):
                fitting = sorted(people.find(Claim("", student=name)) & known)
                if len(fitting) != 1:
                    yield _Named(found, data, unclear=repr(name))
                elif fitting[0] != found.row.student:
                    others[fitting[0]] = None
    for student in others:
        yield from (_Named(found, data, student) for found, data in texts)


def _data(found: Found) -> bytes:
    """Return what a file holds whose line counts; nothing of any other."""
    if found.row.correct_to:
        return b""
    try:
        return found.file.read()
    except (SubmissionRefused, OSError):
        return b""  # who puts it in its place says so


def _asked(one: _Named, whom: str) -> Found:
    row = replace(one.found.row, student="")
    note = f"its line 'Group:' names {whom}: write the ids of all into correct_to"
    return replace(one.found, row=row).become(FileStatus.UNKNOWN, note)


def _names(line: str) -> Sequence[str]:
    return [name for part in _BETWEEN.split(line) if (name := part.strip())]


def _lines(data: bytes) -> Iterator[str]:
    """Yield what stands behind ``Group:`` in the text cells of a notebook."""
    if not _HINT.search(data):
        return
    try:
        cells = json.loads(data)["cells"]
        texts = [c["source"] for c in cells if c.get("cell_type") == "markdown"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return  # no notebook: grading says so
    for text in texts:
        source = text if isinstance(text, str) else "".join(map(str, text))
        yield from _LINE.findall(source)
