"""Writing chosen notebooks to `submitted/`; what is there is never overwritten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from autograder.files import read_short, write_whole, writing
from autograder.lms.collected_table import FileStatus, Found
from autograder.lms.file_names import exchange_time
from autograder.lms.roster import Student

_STAMP = "timestamp.txt"  # where nbgrader looks
_JUST_LATE = timedelta(seconds=1)
_STRANGE = ""  # stands for a notebook whose name is not the lab's


class HandedIn(NamedTuple):
    """One notebook that a student handed in.

    Attributes
    ----------
    beside
        What nbgrader's exchange put beside it, by name; kept as it is.
    """

    found: Found
    data: bytes
    beside: Mapping[str, bytes] = MappingProxyType({})


class _WithTime(NamedTuple):
    found: Found
    when: datetime | None
    files: dict[str, bytes]  # that say so, to be written beside it


@dataclass(frozen=True)
class Place:
    """Where a lab's submissions go.

    Attributes
    ----------
    replaced
        Where the older of two submissions is kept, as STUDENT/LAB/NUMBER.
    notebooks
        The names of the lab's notebooks, without ``.ipynb``.
    due
        When the lab is due, in UTC; None if nobody said.
    replace
        Whether newer work takes the place of what is there.
    """

    submitted: Path
    replaced: Path
    lab: str
    notebooks: Sequence[str]
    due: datetime | None = None
    replace: bool = False

    def put(self, works: Sequence[HandedIn], student: Student | None) -> list[Found]:
        """Write one student's notebooks with their time; return what became of them.

        Raises
        ------
        AutograderError
            If the system refuses.
        """
        name = works[0].found.row.student
        folder = self.submitted / name / self.lab
        held = _held(folder, self.notebooks)
        fresh = {
            one.found.notebook: one.data
            for one in works
            if held.get(one.found.notebook) != one.data
        }
        clash = bool(fresh) and not held.keys().isdisjoint({*fresh, _STRANGE})
        if clash and not self.replace:
            return [_left(one, fresh) for one in works]
        listed = student.submitted if student else None
        timed = [self._timed(one, listed) for one in works]
        files: dict[str, bytes] = {}
        moved = ""
        if clash:
            moved = f"earlier work is in {self._move(folder, name)}"
            files = {one: text for one, text in held.items() if one != _STRANGE}
        files = {f"{one}.ipynb": text for one, text in (files | fresh).items()}
        last = max(timed, key=lambda one: one.when or datetime.min)
        files |= {} if _stamp_stays(folder, last.when, fresh) else last.files
        for file, content in files.items():
            write_whole(folder / file, content)
        return [
            one.found.noted(moved)
            if work.found.notebook in fresh
            else _left(work, fresh)
            for one, work in zip(timed, works, strict=True)
        ]

    def take_back(self, student: str, data: bytes) -> Path | None:
        """Move work away of which a person says that it is somebody else's.

        Returns
        -------
        Path or None
            Where it is kept; None if that student has none, or other work too.

        Raises
        ------
        AutograderError
            If the system refuses.
        """
        folder = self.submitted / student / self.lab
        held = [path.read_bytes() for path in folder.glob("*.ipynb")]
        return self._move(folder, student) if held == [data] else None

    def _timed(self, work: HandedIn, listed: datetime | None) -> _WithTime:
        """Return the file with what is to note of its time, and what to write beside.

        The text of nbgrader's own stamp is kept: its feedback is fetched by it.
        """
        found, files = work.found, dict(work.beside)
        stated = exchange_time(files.pop(_STAMP, b"").decode("utf-8", "replace"))
        known = _later(found.claim.submitted, stated)
        when, said = self._time(found, known or listed)
        if stated and stated == when:
            files[_STAMP] = work.beside[_STAMP]
        elif when:
            files[_STAMP] = f"{when:%Y-%m-%d %H:%M:%S} UTC\n".encode()
        if stated and stated != known:
            found = found.noted(f"its timestamp.txt says {stated}, its folder {known}")
        return _WithTime(found.noted(said), when, files)

    def _time(self, found: Found, when: datetime | None) -> tuple[datetime | None, str]:
        """Return when it was handed in as far as is known, with a note if it is not."""
        if not found.claim.late:
            return when, ""
        if when is not None and (self.due is None or when > self.due):
            return when, "late"
        if self.due is None:
            return when, "late, but neither the time nor --due is known"
        return self.due + _JUST_LATE, "late; no time known: counted as one second"

    def _move(self, folder: Path, student: str) -> Path:
        """Take a submission out of the way and return where it is."""
        kept = self.replaced / student / self.lab
        target = next(kept / str(n) for n in count(1) if not (kept / str(n)).exists())
        with writing(target):
            kept.mkdir(parents=True, exist_ok=True)
            folder.rename(target)
        return target


def _later(named: datetime | None, stated: datetime | None) -> datetime | None:
    """Return the later of two times for one event; a second's difference is rounding.

    nbgrader writes one time twice, as the student's own user: who forges, forges both.
    """
    if named is None or stated is None:
        return named or stated
    return stated if stated > named - timedelta(seconds=1) else named


def _held(folder: Path, notebooks: Sequence[str]) -> dict[str, bytes]:
    """Return the lab's notebooks that are there, by name.

    One under another name, which is graded where a lab has one notebook, is `_STRANGE`.
    """
    files = {one: folder / f"{one}.ipynb" for one in notebooks}
    held = {one: file.read_bytes() for one, file in files.items() if file.is_file()}
    alone = not held and len(notebooks) == 1
    return {_STRANGE: b""} if alone and any(folder.glob("*.ipynb")) else held


def _left(work: HandedIn, fresh: Mapping[str, bytes]) -> Found:
    """Return a file that was not written: it is there already, or other work is."""
    if work.found.notebook not in fresh:
        return work.found.become(FileStatus.SAME, work.found.row.note)
    return work.found.become(FileStatus.KEPT, "--replace takes this one instead")


def _stamp_stays(
    folder: Path, when: datetime | None, fresh: Mapping[str, bytes]
) -> bool:
    """Return whether the time that is there holds for what is added, too."""
    if not fresh or when is None:
        return (folder / _STAMP).exists()
    there = exchange_time(read_short(folder / _STAMP))
    return there is not None and there >= when
