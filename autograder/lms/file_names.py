"""What the name of a file says: whose it is, which attempt, whether late.

Canvas   ``doejane_LATE_123_4567_01_sigmoid-1.ipynb``; -1 is the second attempt
Moodle   ``Jane Doe_123_assignsubmission_file_/01_sigmoid.ipynb``, or without the folder
nbgrader ``jane+01_sigmoid+2026-11-20 21:04:05 UTC+ab12/01_sigmoid.ipynb`` (exchange)
folder   ``jane/01_sigmoid/01_sigmoid.ipynb``, ``jane/01_sigmoid.ipynb``, ``jane.ipynb``

A path is read from outside: what stands further in was packed by the student, who may
name it after anybody and any time.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

_CANVAS = re.compile(
    r"(?P<name>.+?)_(?P<late>LATE_)?(?P<lms>\d+)_(?:(?P<file>\d+)_(?P<called>.+)"
    r"|(?P<typed>(?:text|link)\.html))"  # what was typed into the page has no number
)
_ANONYMOUS = re.compile(
    r"(?P<name>)(?P<late>LATE_)?(?P<lms>anon_[^_]+)_(?P<file>\d+)_(?P<called>.+)"
    r"(?P<typed>)"
)
_MOODLE = re.compile(
    r"(?P<name>.+)_(?P<lms>\d+)_assignsubmission_(?P<kind>file|onlinetext)"
    r"_?(?P<called>.*)"
)
_EXCHANGE = re.compile(
    r"(?P<id>.+)\+(?P<lab>[^+]+)\+(?P<when>\d{4}-[^+]+)(?:\+[\w+-]*)?"
)
_COPIED = re.compile(
    r"(?:[ _-]*(?:copy|kopie|copie|copia))?[ _-]*\(?(?P<number>\d*)\)?", re.IGNORECASE
)
# What browsers and mail programs make of a notebook's name.
_NOTEBOOK = re.compile(
    r"(?P<stem>.*?)(?:\.ipynb)+(?:\.(?:txt|json|download|crdownload|part))?"
    r"|(?P<json>.+)\.json",
    re.IGNORECASE,
)


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
    place
        The part of the path that says so, with what is outside of it; empty if none.
    lab
        The lab that the exchange's folder names, else empty.
    """

    called: str
    student: str = ""
    lms: str = ""
    person: str = ""
    late: bool = False
    submitted: datetime | None = None
    number: int = 0
    place: str = field(default="", compare=False)
    lab: str = ""


def claim(
    path: str, lab: str, is_known: Callable[[Claim], bool] = lambda said: False
) -> Claim:
    """Return what the path of a file says.

    Parameters
    ----------
    is_known
        Tells whether somebody of the class is meant: who is, need not be named by the
        last of several folders.
    """
    parts = unicodedata.normalize("NFC", path).split("/")
    *folders, name = parts
    name = name or folders[-1]  # a folder's own
    for depth, part in enumerate(parts):
        said = _said_by(part, "" if depth == len(folders) else name, lab, is_known)
        if said:
            return replace(said, place="/".join(parts[: depth + 1]))
    plain = [one for one in folders if one != lab and not one.endswith(".zip")]
    last = plain[-1] if plain else _without_end((folders or [name])[0])
    return Claim(name, student="" if last == lab else last)


def _without_end(called: str) -> str:
    return called.rpartition(".")[0] or called


def _said_by(
    part: str, called: str, lab: str, is_known: Callable[[Claim], bool]
) -> Claim | None:
    """Return what one part of a path says; `called` is empty if it is the last."""
    lms = _moodle(part, called) or _exchange(part, called)
    if lms:
        return lms
    packed = part.lower().endswith(".zip")
    canvas = _canvas(part, called)
    # Canvas names files and no folders: a course's name may look like one of those.
    if canvas and (packed or not called or is_known(canvas)):
        return canvas
    plain = Claim(called, student=part[:-4] if packed else part)
    return plain if called and part != lab and is_known(plain) else None


def attempt(called: str, notebook: str) -> int | None:
    """Return which copy of a notebook a file is, or None if it is not one.

    ``LAB.ipynb`` is 0; ``LAB-1.ipynb``, ``LAB (1).ipynb`` and ``Copy of LAB.ipynb`` are
    later ones. ``part11.ipynb`` is no copy of ``part1``.
    """
    stem = _stem(called)
    if not stem.lower().startswith(notebook.lower()):
        return None
    rest = stem[len(notebook) :]
    copied = _COPIED.fullmatch(rest)
    if not copied or (notebook[-1].isdigit() and rest[:1].isdigit()):
        return None
    return int(copied["number"] or 0)


def which(called: str, notebooks: Iterable[str]) -> str:
    """Return the notebook that a file is, or is a copy of; empty if that is not one."""
    fitting = [one for one in notebooks if attempt(called, one) is not None]
    exact = [one for one in fitting if one.lower() == _stem(called).lower()]
    only = exact or fitting
    return only[0] if len(only) == 1 else ""


def _stem(called: str) -> str:
    """Return the name of a notebook's file without its end, and without "Copy of"."""
    found = _NOTEBOOK.fullmatch(called)
    stem = (found["stem"] or found["json"]) if found else ""
    return re.sub(r"^(copy of|kopie von|copie de|copia de) ", "", stem, flags=re.I)


def is_notebook(called: str, notebooks: Iterable[str]) -> bool:
    """Return whether a file of that name may be a notebook.

    One whose name lost its end on the way, as ``LAB.ipynb.txt`` or ``LAB.json``, may.
    """
    found = _NOTEBOOK.fullmatch(called)
    if not found:
        return False
    named = any(attempt(called, one) is not None for one in notebooks)
    return found["stem"] is not None or named


def letters(text: str) -> str:
    """Return a name as it is compared: letters and digits, no case, no accents."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ł", "l"))
    return "".join(c for c in plain.casefold() if c.isalnum() or _is_sign(c))


def _is_sign(character: str) -> bool:
    """Return whether it is a vowel sign or the like, and not an accent on a letter."""
    accent = "\u0300" <= character <= "\u036f"
    return unicodedata.category(character) in ("Mn", "Mc") and not accent


def _exchange(part: str, called: str) -> Claim | None:
    found = _EXCHANGE.fullmatch(part)
    if not found or not called:
        return None
    when = exchange_time(found["when"])
    return Claim(called, student=found["id"], submitted=when, lab=found["lab"])


def exchange_time(text: str) -> datetime | None:
    """Return a time that nbgrader's exchange wrote, as UTC; None if it is not one."""
    from nbgrader.utils import parse_utc

    try:
        when: datetime = parse_utc(text.strip())
    except (ValueError, OverflowError):
        return None
    return when


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
        called or found["called"] or found["typed"],
        lms=found["lms"],
        person=found["name"],
        late=bool(found["late"]),
        number=int(found["file"] or 0),
    )
