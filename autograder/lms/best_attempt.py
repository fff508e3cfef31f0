"""The best of a student's attempts: each is graded, nothing is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.course.lab import Lab
from autograder.errors import SubmissionRefused
from autograder.execution.interface import Executor
from autograder.grading.grade import Task, grade
from autograder.lms.collected_table import Found


@dataclass(frozen=True)
class Best:
    """Chooses the attempt with most points from tests; of equal ones the newest.

    Parameters
    ----------
    executor
        An open executor.
    """

    lab: Lab
    executor: Executor

    def __call__(self, attempts: Sequence[Found]) -> int:
        """Return the place of the best attempt."""
        points = [self._points(one) for one in attempts]
        return max(range(len(attempts)), key=lambda n: (points[n], n))

    def _points(self, found: Found) -> float:
        try:
            task = self._task(found)
        except (SubmissionRefused, OSError):
            return -1.0
        result = grade(task, self.lab, self.executor).result
        return -1.0 if result.refused else result.score

    def _task(self, found: Found) -> Task:
        student, data = found.row.student, found.file.read()
        if not self.lab.parts:
            return Task(student, data)
        return Task(student, several={found.notebook: data})
