"""What a student predicted and checked, in one small file on the student's own disk.

The file is ``.gradlab/progress.json`` beside the folder of the lab, not in it: what is
handed in is the lab's folder. It is read and written only where somebody works; a run
without a front end (replay, Validate, grading) keeps nothing and sees nothing, so its
outputs are the same each time. ``GRADLAB_PROGRESS`` names another file or says ``off``.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

VERSION = 1
PLACE = "GRADLAB_PROGRESS"
OFF = "off"
RECALL = "recall"  # the kind of a question that is asked again in a later lab


@dataclass(frozen=True)
class KeptPrediction:
    """One prediction that was committed.

    Attributes
    ----------
    lab, concept, kind
        The lab and the topic that it is about, and whether it is a number, a choice, a
        place, or a question asked again in a later lab: `RECALL`.
    given
        As the student gave it: a number's text, an option, two numbers.
    truth
        In words; empty while it cannot be computed.
    right
        None while the truth cannot be computed.
    off
        Guess minus truth as a share of the number line; the distance for a place;
        None for a choice.
    asked
        The question; empty in files of versions that did not keep it.
    """

    lab: str
    concept: str
    kind: str
    given: str
    truth: str = ""
    right: bool | None = None
    off: float | None = None
    asked: str = ""


@dataclass(frozen=True)
class Check:
    """How an exercise's visible check went.

    Attributes
    ----------
    in_a_row
        Failures since it last passed.
    mistakes
        How often each `Mistake` was named, by the name of the member.
    """

    lab: str
    concept: str
    passed: bool = False
    in_a_row: int = 0
    failures: int = 0
    mistakes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class KeptGoal:
    """A goal of an explorer that was reached.

    Attributes
    ----------
    explorer, words
        Which explorer, and what was to be brought about.
    """

    lab: str
    concept: str
    explorer: str
    words: str


Entry = TypeVar("Entry", KeptPrediction, Check, KeptGoal)


@dataclass
class Record:
    """All that the file holds."""

    predictions: dict[str, KeptPrediction] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    recall: dict[str, list[str]] = field(default_factory=dict)  # asked, by lab
    goals: dict[str, KeptGoal] = field(default_factory=dict)


class History:
    """The record of one student, in a file or, without one, in memory.

    Parameters
    ----------
    path
        The file; None keeps the record in memory alone.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._memory = Record()
        self._trouble = ""

    def read(self) -> Record:
        """Return the record as it stands; a broken file is set aside, not lost."""
        if self.path is None:
            return self._memory
        try:
            return parse(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return Record()
        except OSError as error:
            return self._give_up(f"cannot be read ({error.strerror})")
        except ValueError as error:
            return self._set_aside(str(error))

    def change(self, edit: Callable[[Record], None]) -> None:
        """Read, change and write the record; where that fails it lives in memory."""
        record = self.read()
        edit(record)
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(exist_ok=True)
            part = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
            part.write_text(written(record), "utf-8")
            part.replace(self.path)
        except OSError as error:
            self._memory = record
            self._give_up(f"cannot be written ({error.strerror})")

    def take_trouble(self) -> str:
        """Return what is wrong with the file, once; then an empty text."""
        told, self._trouble = self._trouble, ""
        return told

    def _give_up(self, what: str) -> Record:
        self._trouble = (
            f"Your progress file {self.path} {what}. All works on, but what you "
            f"predict from here on is forgotten when the kernel stops."
        )
        self.path = None
        return self._memory

    def _set_aside(self, fault: str) -> Record:
        assert self.path is not None
        aside = self.path.with_suffix(".broken.json")
        try:
            self.path.replace(aside)
        except OSError:
            return self._give_up(f"is broken ({fault})")
        self._trouble = (
            f"Your progress file was broken ({fault}). It is now {aside.name}, and a "
            f"new one begins."
        )
        return Record()


@cache
def current() -> History:
    """Return the record of whoever works here; in memory, empty, if nobody does."""
    return History(place())


def is_graded() -> bool:
    """Return whether the notebook runs to be graded, and nobody looks."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def attended() -> bool:
    """Return whether somebody works here: a kernel that a front end started."""
    if os.environ.get("NBGRADER_EXECUTION") or os.environ.get(PLACE) == OFF:
        return False
    if os.environ.get(PLACE):
        return True
    ipython = sys.modules.get("IPython")  # not there while tests are graded
    shell = ipython.get_ipython() if ipython else None
    if shell is None or getattr(shell, "kernel", None) is None:
        return False
    return (
        "JPY_SESSION_NAME" in os.environ  # Jupyter's own server
        or "__vsc_ipynb_file__" in shell.user_ns
        or "google.colab" in sys.modules
        or sys.platform == "emscripten"  # JupyterLite
    )


def place() -> Path | None:
    """Return the file of whoever works here; None where nothing is to be kept."""
    if not attended():
        return None
    if named := os.environ.get(PLACE):
        return Path(named)
    here = Path.cwd()
    in_lab = (here / f"{here.name}.ipynb").is_file()  # nbgrader's layout
    return (here.parent if in_lab else here) / ".gradlab" / "progress.json"


def lab() -> str:
    """Return the name of the lab that runs here, which is its folder's."""
    return Path.cwd().name


def topic(name: str) -> str:
    """Return what a lab or its module is about: ``01_sigmoid`` → ``sigmoid``."""
    about = name.removeprefix("lab").lstrip("0123456789_")
    return about.replace("_", " ") or name


def written(record: Record) -> str:
    """Return the text of the file."""
    return json.dumps({"version": VERSION, **asdict(record)}, indent=1) + "\n"


def parse(text: str) -> Record:
    """Return the record that a file's text holds.

    Raises
    ------
    ValueError
        Saying what is wrong with it, in a few words.
    """
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise ValueError(f"not of version {VERSION}")
    data.setdefault("goals", {})  # a file of a version without goals
    recall = _entries(data, "recall", list)
    return Record(
        {n: _made(KeptPrediction, e) for n, e in _entries(data, "predictions", dict)},
        {n: _made(Check, e) for n, e in _entries(data, "checks", dict)},
        {n: [str(name) for name in names] for n, names in recall},
        {n: _made(KeptGoal, e) for n, e in _entries(data, "goals", dict)},
    )


def _entries(data: dict[str, Any], part: str, kind: type) -> list[tuple[str, Any]]:
    entries = data.get(part)
    if not isinstance(entries, dict):
        raise ValueError(f"no {part} in it")
    if not all(isinstance(entry, kind) for entry in entries.values()):
        raise ValueError(f"odd {part}")
    return list(entries.items())


def _made(kind: type[Entry], entry: Mapping[str, Any]) -> Entry:
    """Return an entry of what JSON holds, if its fields have their types."""
    hints = get_type_hints(kind)
    if not entry.keys() <= hints.keys():
        raise ValueError("an entry with other fields")
    for name, value in entry.items():
        if not isinstance(value, _allowed(hints[name])):
            raise ValueError(f"{name} is {value!r}")
    counts = entry.get("mistakes", {}).values()
    if not all(isinstance(count, int) for count in counts):
        raise ValueError("odd mistakes")
    try:
        return kind(**entry)
    except TypeError as error:
        raise ValueError("an entry without a field") from error


def _allowed(hint: Any) -> tuple[type, ...]:
    """Return the types that a field may have; JSON writes 1.0 as 1 sometimes."""
    if get_origin(hint) is dict:
        return (dict,)
    kinds = get_args(hint) or (hint,)
    return (*kinds, int) if float in kinds else kinds
