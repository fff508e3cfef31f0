"""What the name of a file says: whose it is, which attempt, whether late.

Canvas   ``doejane_LATE_123_4567_01_sigmoid-1.ipynb``; -1 is the second attempt
Moodle   ``Jane Doe_123_assignsubmission_file_/01_sigmoid.ipynb``, or without the folder
nbgrader ``jane+01_sigmoid+2026-11-20 21:04:05 UTC+ab12/01_sigmoid.ipynb`` (exchange)
folder   ``jane/01_sigmoid/01_sigmoid.ipynb``, ``jane/01_sigmoid.ipynb``, ``jane.ipynb``
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from autograder.collect.files import parse_time

_CANVAS = re.compile(
    r"(?P<name>.+?)_(?P<late>LATE_)?(?P<lms>\d+)_(?P<file>\d+)_(?P<called>.+)"
)
_ANONYMOUS = re.compile(
    r"(?P<name>)(?P<late>LATE_)?(?P<lms>anon_[^_]+)_(?P<file>\d+)_(?P<called>.+)"
)
_MOODLE = re.compile(
    r"(?P<name>.+)_(?P<lms>\d+)_assignsubmission_(?P<kind>file|onlinetext)"
    r"_?(?P<called>.*)"
)
_EXCHANGE = re.compile(r"(?P<id>[^+]+)\+(?P<lab>[^+]+)\+(?P<when>[^+]+)(?:\+.*)?")
_COPIED = re.compile(r"(?:[ _-]?copy)?[ _-]*\(?(?P<number>\d*)\)?", re.IGNORECASE)


@dataclass(frozen=True)
class Claim:
    """What a file's name says.

    Attributes
    ----------
    called
        The file's name as the student gave it.
    student
        The student's id, if the name gives one; else empty.
    lms
        Canvas' or Moodle's number of the student, else empty.
    person
        The student's name as the LMS spells it, else empty.
    number
        Canvas' number of the file; later ones are greater.
    """

    called: str
    student: str = ""
    lms: str = ""
    person: str = ""
    late: bool = False
    submitted: datetime | None = None
    number: int = 0


def claim(path: str, lab: str) -> Claim:
    """Return what the path of a file says."""
    *folders, name = path.split("/")
    for part in (*reversed(folders), name):
        called = "" if part == name else name
        found = (
            _exchange(part, called) or _moodle(part, called) or _canvas(part, called)
        )
        if found:
            return found
    plain = [one for one in folders if one != lab and not one.endswith(".zip")]
    last = plain[-1] if plain else (folders or [name])[0].rpartition(".")[0]
    return Claim(name, student="" if last == lab else last)


def attempt(called: str, lab: str) -> int | None:
    """Return which copy of the lab's notebook a file is, or None if it is none.

    ``LAB.ipynb`` is 0; ``LAB-1.ipynb``, ``LAB (1).ipynb`` and ``Copy of LAB.ipynb`` are
    later ones.
    """
    stem, _, kind = called.rpartition(".")
    stem = re.sub(r"^copy of ", "", stem, flags=re.IGNORECASE)
    if kind.lower() != "ipynb" or not stem.lower().startswith(lab.lower()):
        return None
    copied = _COPIED.fullmatch(stem[len(lab) :])
    return int(copied["number"] or 0) if copied else None


def is_of_another(path: str, lab: str) -> bool:
    """Return whether a path in the exchange belongs to another lab."""
    held = [_EXCHANGE.fullmatch(part) for part in path.split("/")[:-1]]
    return any(found and found["lab"] != lab for found in held)


def letters(text: str) -> str:
    """Return a name as it is compared: letters and digits, no case, no accents."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ł", "l"))
    return "".join(c for c in plain.casefold() if c.isalnum())


def _exchange(part: str, called: str) -> Claim | None:
    found = _EXCHANGE.fullmatch(part)
    if not found or not called:
        return None
    return Claim(called, student=found["id"], submitted=parse_time(found["when"]))


def _moodle(part: str, called: str) -> Claim | None:
    found = _MOODLE.fullmatch(part)
    if not found:
        return None
    name = found["name"].rpartition("/")[2]
    return Claim(called or found["called"], lms=found["lms"], person=name)


def _canvas(part: str, called: str) -> Claim | None:
    found = _ANONYMOUS.fullmatch(part) or _CANVAS.fullmatch(part)
    if not found:
        return None
    return Claim(
        called or found["called"],
        lms=found["lms"],
        person=found["name"],
        late=bool(found["late"]),
        number=int(found["file"]),
    )
