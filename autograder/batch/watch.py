"""Grading files as they arrive in a folder, and keeping the report current."""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from watchfiles import watch

from autograder.batch.batch import Batch
from autograder.errors import Busy, GradebookError, UsageError
from autograder.files import writing
from autograder.grading.grade import Task
from autograder.grading.records import SubmissionResult

OnResults = Callable[[Sequence[SubmissionResult]], None]
_TICK = 1000  # milliseconds after which to look again at what was not whole
_MOST_TRIES = 3  # of one version of a submission on which the grader fails


@dataclass(frozen=True)
class _Try:
    """What was graded last of a student's work.

    Attributes
    ----------
    key
        Of the version that was graded.
    failures
        How often the grader itself failed on it; 0 if it was graded in the end.
    again
        When to try once more, in seconds of the monotonic clock.
    """

    key: tuple[str, str]
    failures: int
    again: float

    @property
    def is_last(self) -> bool:
        """Whether this version has its result, for better or worse."""
        return self.failures in (0, _MOST_TRIES)


@dataclass
class Watch:
    """One lab's folder of submissions, looked at again and again.

    Parameters
    ----------
    batch
        What grades; its folder is the one that is watched.
    on_results
        Called with every known result, first of all and whenever one is new.
    on_trouble
        Called with the reason why a look must be repeated.
    gather
        Called before each look, to bring files into the folder.
    arrivals
        More folders to watch, from which `gather` takes.
    patience
        Seconds for which a file that is no whole notebook may still be on its way.
    pause
        Seconds after which a submission on which the grader itself failed is tried
        once more, and twice as many before the last time.
    """

    batch: Batch
    on_results: OnResults
    on_trouble: Callable[[str], None] = lambda reason: None
    gather: Callable[[], None] = lambda: None
    arrivals: tuple[Path, ...] = ()
    patience: float = 5.0
    pause: float = 10.0
    _tried: dict[str, _Try] = field(default_factory=dict)

    def run(self, stop: Event | None = None) -> None:
        """Look now, and then whenever something changes, until `stop` is set.

        Raises
        ------
        KeyboardInterrupt
            If a person stops it; what was graded is kept.
        UsageError
            If a folder of arrivals does not exist.
        AutograderError
            If the system refuses to write.
        """
        for folder in self.arrivals:
            if not folder.is_dir():
                raise UsageError(f"no folder {folder}: make it, then watch it")
        folders = (self.batch.submitted, *self.arrivals)
        with writing(folders[0]):
            folders[0].mkdir(parents=True, exist_ok=True)
        self.on_results(self.batch.known())
        unfinished = True  # the first look comes when changes are already being noted
        for changes in watch(
            *folders, stop_event=stop, rust_timeout=_TICK, yield_on_timeout=True
        ):
            if changes or unfinished:
                unfinished = self.look()

    def look(self) -> bool:
        """Grade what is here, whole and new; return whether to look again soon."""
        try:
            if any(map(self._is_arriving_at, self._arrived())):
                return True
            self.gather()
            due = {student: self._task(student) for student in self.batch.due()}
            ready = [s for s, task in due.items() if self._is_ready(s, task)]
            if ready:
                self.batch.run(ready)
                results = self.batch.known()
                self._remember({student: due[student] for student in ready}, results)
                self.on_results(results)
        except (Busy, GradebookError) as error:
            self.on_trouble(str(error))
            return True
        return not all(self._is_done(student, task) for student, task in due.items())

    def _remember(
        self, graded: Mapping[str, Task], results: Iterable[SubmissionResult]
    ) -> None:
        failed = {result.student for result in results if result.grader_failed}
        for student, task in graded.items():
            last = self._last(student, task)
            failures = 1 + (last.failures if last else 0) if student in failed else 0
            again = time.monotonic() + self.pause * failures
            self._tried[student] = _Try(self._key(task), failures, again)

    def _last(self, student: str, task: Task) -> _Try | None:
        """Return what was tried of this version, None if it is another one."""
        last = self._tried.get(student)
        return last if last and last.key == self._key(task) else None

    def _is_done(self, student: str, task: Task) -> bool:
        last = self._last(student, task)
        return last is not None and last.is_last

    def _is_ready(self, student: str, task: Task) -> bool:
        """Return whether to grade it: what was refused is not, until it changes.

        Where the grader failed it is, after a pause and a few times.
        """
        last = self._last(student, task)
        if last:
            return not last.is_last and time.monotonic() >= last.again
        return all(map(_is_whole, task.handed_in)) or not self._is_young(
            self._folder(student)
        )

    def _arrived(self) -> list[Path]:
        return [path for folder in self.arrivals for path in folder.rglob("*.ipynb")]

    def _is_arriving_at(self, path: Path) -> bool:
        try:
            return self._is_young(path) and not _is_whole(path.read_bytes())
        except OSError:  # gone again, or not for us: `gather` says so
            return False

    def _is_young(self, path: Path) -> bool:
        """Return whether something was written here a moment ago.

        The time of the last change is the system's own: nobody can set it.
        """
        inside = path.iterdir() if path.is_dir() and not path.is_symlink() else ()
        last = max(one.lstat().st_ctime for one in (path, *inside))
        return bool(time.time() - last < self.patience)

    def _folder(self, student: str) -> Path:
        return self.batch.submitted / student / self.batch.lab.name

    def _task(self, student: str) -> Task:
        return Task.read(self._folder(student), student, self.batch.lab)

    def _key(self, task: Task) -> tuple[str, str]:
        return task.digest(self.batch.lab), task.refusal


def _is_whole(data: bytes) -> bool:
    """Return whether these bytes are JSON to their end."""
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
