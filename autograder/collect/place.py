"""Writing a chosen notebook to `submitted/`; what is there is never overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from autograder.collect.files import parse_time
from autograder.collect.roster import Student
from autograder.collect.rows import Found, Status
from autograder.files import write_whole, writing

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
            What nbgrader put beside it, by name; kept as it is.

        Raises
        ------
        NotWritten
            If the system refuses.
        """
        name = found.row.student
        folder = self.submitted / name / self.lab
        held = _held(folder, self.lab)
        if held == data:
            return found.become(Status.SAME, found.row.note)
        notes = [found.row.note]
        if held is not None:
            if not self.replace:
                return found.become(Status.KEPT, "--replace takes this one instead")
            notes.append(f"earlier work is in {self._move(folder, name)}")
        written = dict(beside or {})
        stamp = written.get("timestamp.txt", b"").decode("utf-8", "replace").strip()
        listed = student.submitted if student else None
        when, said = self._time(found, parse_time(stamp) or listed)
        if when and not parse_time(stamp):
            written["timestamp.txt"] = f"{when:%Y-%m-%d %H:%M:%S} UTC\n".encode()
        write_whole(folder / f"{self.lab}.ipynb", data)
        for file, content in written.items():
            write_whole(folder / file, content)
        note = "; ".join(filter(None, [*notes, said]))
        return found.become(Status.COLLECTED, note)

    def _time(
        self, found: Found, known: datetime | None
    ) -> tuple[datetime | None, str]:
        """Return when it was handed in as far as is known, with a note if it is not."""
        when = found.claim.submitted or known
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


def _held(folder: Path, lab: str) -> bytes | None:
    """Return the notebook that is there; None if there is none."""
    path = folder / f"{lab}.ipynb"
    if path.is_file():
        return path.read_bytes()
    return b"" if any(folder.glob("*.ipynb")) else None
