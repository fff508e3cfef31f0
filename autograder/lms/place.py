"""Writing a chosen notebook to `submitted/`; what is there is never overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from autograder.files import write_whole, writing
from autograder.lms.collected_table import FileStatus, Found
from autograder.lms.file_names import exchange_time
from autograder.lms.roster import Student

_STAMP = "timestamp.txt"  # where nbgrader looks
_JUST_LATE = timedelta(seconds=1)


@dataclass(frozen=True)
class Place:
    """Where a lab's submissions go.

    Attributes
    ----------
    replaced
        Where the older of two submissions is kept, as STUDENT/LAB/NUMBER.
    due
        When the lab is due, in UTC; None if nobody said.
    replace
        Whether newer work takes the place of what is there.
    """

    submitted: Path
    replaced: Path
    lab: str
    due: datetime | None = None
    replace: bool = False

    def put(
        self,
        found: Found,
        data: bytes,
        student: Student | None,
        beside: Mapping[str, bytes] | None = None,
    ) -> Found:
        """Write one notebook with its time and return what became of it.

        Parameters
        ----------
        beside
            What nbgrader's exchange put beside it, by name; kept as it is.

        Raises
        ------
        AutograderError
            If the system refuses.
        """
        name = found.row.student
        folder = self.submitted / name / self.lab
        held = _held(folder, self.lab)
        if held is not None and held != data and not self.replace:
            return found.become(FileStatus.KEPT, "--replace takes this one instead")
        listed = student.submitted if student else None
        timed, files = self._timed(found, listed, beside or {})
        if held == data:
            if _STAMP in files and not (folder / _STAMP).exists():
                write_whole(folder / _STAMP, files[_STAMP])
            return found.become(FileStatus.SAME, found.row.note)
        if held is not None:
            timed = timed.noted(f"earlier work is in {self._move(folder, name)}")
        for file, content in {f"{self.lab}.ipynb": data, **files}.items():
            write_whole(folder / file, content)
        return timed

    def _timed(
        self, found: Found, listed: datetime | None, beside: Mapping[str, bytes]
    ) -> tuple[Found, dict[str, bytes]]:
        """Return the file with what is to note of its time, and what to write beside.

        The text of nbgrader's own stamp is kept: its feedback is fetched by it.
        """
        files = dict(beside)
        stated = exchange_time(files.pop(_STAMP, b"").decode("utf-8", "replace"))
        known = _later(found.claim.submitted, stated)
        when, said = self._time(found, known or listed)
        if stated and stated == when:
            files[_STAMP] = beside[_STAMP]
        elif when:
            files[_STAMP] = f"{when:%Y-%m-%d %H:%M:%S} UTC\n".encode()
        if stated and stated != known:
            found = found.noted(f"its timestamp.txt says {stated}, its folder {known}")
        return found.noted(said), files

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


def _held(folder: Path, lab: str) -> bytes | None:
    """Return the notebook that is there; None if there is none."""
    path = folder / f"{lab}.ipynb"
    if path.is_file():
        return path.read_bytes()
    return b"" if any(folder.glob("*.ipynb")) else None
