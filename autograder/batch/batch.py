"""Grading a folder of submissions: who is due, running them, recording each result."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from autograder.batch.pool import OpenPool
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.errors import Busy, UsageError
from autograder.files import write_whole, writing
from autograder.gradebook.database import connect
from autograder.gradebook.lab_rows import open_gradebook
from autograder.gradebook.late import settle
from autograder.gradebook.queries import left
from autograder.gradebook.results import each_result, export_results, read_results
from autograder.grading import submission
from autograder.grading.grade import Graded, Task
from autograder.grading.records import SubmissionResult

OnProgress = Callable[[SubmissionResult], None]


@dataclass(frozen=True)
class Batch:
    """One lab's submissions, ready to be graded.

    Only this process writes: the graded copy of a submission first, then its rows in
    the gradebook, in one transaction; and the result files when all are done. So a kill
    at any moment costs no more than the submissions that were being graded.

    Parameters
    ----------
    submitted
        Folder with STUDENT/LAB/LAB.ipynb in it.
    open_pool
        Gives where submissions are run, for the time of a run.
    """

    course: Course
    lab: Lab
    submitted: Path
    open_pool: OpenPool

    def known(self) -> list[SubmissionResult]:
        """Return every known result of the lab by student."""
        with connect(self.course) as gradebook:
            return read_results(gradebook, self.lab.name)

    def not_here(self) -> list[str]:
        """Return the students of known results whose work is not in the folder."""
        return [
            result.student
            for result in self.known()
            if not self._folder(result.student).exists()
        ]

    def due(self, only: Iterable[str] = (), *, force: bool = False) -> list[str]:
        """Return the students whose work is new or changed since it was graded.

        Who has left the class is not due.

        Parameters
        ----------
        only
            Students to look at; empty means all.
        force
            Everyone is due, changed or not.

        Raises
        ------
        UsageError
            If there is no folder of submissions, or a student of `only` has handed in
            nothing, or has left.
        GradebookError
            If the gradebook cannot be opened.
        """
        with connect(self.course) as gradebook:
            gone = left(gradebook)
            results = each_result(gradebook, self.lab.name)
            # What was refused is tried again.
            graded = {one.student: one.digest for one in results if not one.refused}
        here = self._students(only, gone)
        return [one for one in here if force or graded.get(one) != self._digest(one)]

    def run(
        self, due: Sequence[str], on_progress: OnProgress = lambda result: None
    ) -> None:
        """Grade these students, record each result, and write the result files.

        A submission that cannot be graded becomes a result that says so. However large
        the class, few of its submissions and results are in memory at once.

        Parameters
        ----------
        on_progress
            Called in this thread after each result is recorded.

        Raises
        ------
        Busy
            If another run is grading the lab.
        GradebookError, AutograderError
            If the gradebook, or a file, cannot be written; what is recorded stays.
        UsageError
            If the course's late policy does not run; all else is then done.
        """
        with self._alone():
            with open_gradebook(self.course, self.lab) as rows:
                for graded in self._grade(due):
                    self._write_copy(graded)
                    student = graded.result.student
                    rows.record(graded.result, self._submitted_at(student))
                    on_progress(graded.result)
            with connect(self.course) as gradebook:
                known = each_result(gradebook, self.lab.name)
                export_results(self.course.results, self.lab.name, known)
                settle(gradebook, self.lab.name, self.course.config)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other runs of the lab out, until the end or a kill."""
        path = self.course.results / f".{self.lab.name}.lock"
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                held = FileLock(path).acquire(blocking=False)
            except Timeout:
                raise Busy(
                    f"another run is grading {self.lab.name}: wait for its end, then "
                    f"try again"
                ) from None
        with held:
            yield

    def _students(self, only: Iterable[str], gone: frozenset[str]) -> list[str]:
        """Return who of the class handed in something for this lab, in order."""
        if out := sorted(gone.intersection(only)):
            raise UsageError(
                f"{', '.join(out)} left the class: autograder leave --back "
                f"{' '.join(out)} takes them back"
            )
        found = submission.students(self.submitted, self.lab.name)
        absent = sorted(set(only) - set(found))
        if absent:
            raise UsageError(
                f"{', '.join(absent)} handed in no {self.lab.name} in {self.submitted}"
            )
        here = [name for name in found if name not in gone]
        return [name for name in here if not only or name in set(only)]

    def _folder(self, student: str) -> Path:
        return self.submitted / student / self.lab.name

    def _task(self, student: str) -> Task:
        return Task.read(self._folder(student), student, self.lab)

    def _digest(self, student: str) -> str:
        """Return the digest of what is handed in now."""
        return self._task(student).digest(self.lab)

    def _submitted_at(self, student: str) -> datetime | None:
        """Return when a student handed in; None if only the student says so.

        What stands in the course's own folder was put there by `collect` or nbgrader.
        """
        if self.submitted.resolve() != self.course.submitted.resolve():
            return None
        return submission.submitted_at(self._folder(student))

    def _grade(self, students: Sequence[str]) -> Iterator[Graded]:
        """Yield what each student's submission gave, as it is finished."""
        if students:  # else nothing need be started
            with self.open_pool() as pool:
                yield from pool.grade(self.lab, map(self._task, students))

    def _write_copy(self, graded: Graded) -> None:
        """Keep the notebooks that were run where Formgrader looks for them."""
        folder = self.course.autograded / graded.result.student / self.lab.name
        for part in self.lab.notebooks:
            copy = folder / f"{part.notebook}.ipynb"
            text = graded.copies.get(part.notebook)
            if text is None:
                copy.unlink(missing_ok=True)
            else:
                write_whole(copy, text)
