"""Grading a folder of submissions: who is due, running them, recording each result."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from autograder import submission
from autograder.course import Course
from autograder.errors import MissingFolder, SubmissionRefused, UsageError
from autograder.execute import Executor
from autograder.files import write_whole
from autograder.grade import grade_notebook
from autograder.gradebook import LabGradebook, open_gradebook
from autograder.lab import Lab
from autograder.records import SubmissionResult
from autograder.results import Results

OnProgress = Callable[[SubmissionResult], None]


@dataclass(frozen=True)
class Batch:
    """One lab's submissions, ready to be graded.

    Parameters
    ----------
    submitted
        Folder with STUDENT/LAB/LAB.ipynb in it.
    executor
        What runs notebooks; entered where there is something to run.
    workers
        How many submissions run side by side, >= 1.
    """

    course: Course
    lab: Lab
    submitted: Path
    executor: Executor
    workers: int = 1

    def due(self, only: Iterable[str] = (), *, force: bool = False) -> list[str]:
        """Return the students whose work is new or changed since it was graded.

        What a killed run had finished is recorded here and is not due again.

        Parameters
        ----------
        only
            Students to look at; empty means all.
        force
            Everyone is due, changed or not.

        Raises
        ------
        MissingFolder
            If there is no folder of submissions.
        UsageError
            If a student of `only` has handed in nothing.
        GradebookError
            If the gradebook cannot be opened.
        """
        students = self._students(only)
        kept = self._results()
        known = kept.read()
        with open_gradebook(self.course, self.lab) as gradebook:
            for result in kept.unfinished():
                self._record(gradebook, result)
            recorded = gradebook.students()
        return [
            student
            for student in students
            if force
            or student not in recorded
            or not self._is_current(student, known.get(student))
        ]

    def run(
        self, due: Sequence[str], on_progress: OnProgress = lambda result: None
    ) -> list[SubmissionResult]:
        """Grade these students, record each result, and write the result files.

        A submission that cannot be graded becomes a result that says so.

        Parameters
        ----------
        on_progress
            Called in this thread after each result is recorded.

        Returns
        -------
        list of SubmissionResult
            Every known result of the lab by student, also of earlier runs.

        Raises
        ------
        GradebookError
            If the gradebook cannot be written; finished results stay in the journal.
        """
        kept = self._results()
        known = kept.read()
        with open_gradebook(self.course, self.lab) as gradebook:
            for result in self._grade(due):
                kept.append(result)
                self._record(gradebook, result)
                known[result.student] = result
                on_progress(result)
        kept.write(known.values())
        return [known[student] for student in sorted(known)]

    def _results(self) -> Results:
        return Results(self.course.results, self.lab.name)

    def _students(self, only: Iterable[str]) -> list[str]:
        """Return the students who handed in something for this lab, in order."""
        if not self.submitted.is_dir():
            raise MissingFolder(
                f"no folder {self.submitted}: put submissions there as "
                f"STUDENT/{self.lab.name}/{self.lab.name}.ipynb"
            )
        names = sorted(folder.name for folder in self.submitted.iterdir())
        found = [name for name in names if os.path.lexists(self._folder(name))]
        absent = sorted(set(only) - set(found))
        if absent:
            raise UsageError(
                f"{', '.join(absent)} handed in no {self.lab.name} in {self.submitted}"
            )
        return [name for name in found if not only or name in set(only)]

    def _folder(self, student: str) -> Path:
        return self.submitted / student / self.lab.name

    def _is_current(self, student: str, earlier: SubmissionResult | None) -> bool:
        """Return whether the stored result is of what is handed in now."""
        if earlier is None or earlier.refused:
            return False
        try:
            data = submission.read(self._folder(student), self.lab.name)
        except SubmissionRefused:
            return False
        return submission.digest(data, self.lab) == earlier.digest

    def _record(self, gradebook: LabGradebook, result: SubmissionResult) -> None:
        submitted = submission.submitted_at(self._folder(result.student))
        gradebook.record(result, submitted)

    def _grade(self, students: Sequence[str]) -> Iterator[SubmissionResult]:
        """Yield each student's result as it is finished."""
        if not students:
            return
        with self.executor, ThreadPoolExecutor(self.workers) as pool:
            futures = [pool.submit(self._grade_one, student) for student in students]
            try:
                for future in as_completed(futures):
                    yield future.result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _grade_one(self, student: str) -> SubmissionResult:
        """Grade one student's submission and keep the notebook that was run."""
        graded = grade_notebook(self._folder(student), student, self.lab, self.executor)
        copy = (
            self.course.autograded / student / self.lab.name / f"{self.lab.name}.ipynb"
        )
        if graded.notebook is None:
            copy.unlink(missing_ok=True)
        else:
            import nbformat

            write_whole(copy, nbformat.writes(graded.notebook))
        return graded.result
