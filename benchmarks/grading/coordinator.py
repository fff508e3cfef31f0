"""What the coordinating process takes for a submission: read, keep the copy, record.

A pool that answers at once stands in for the workers: each submission is given the
result that one of them really had. What is left is what a machine of many cores waits
for.
"""

import resource
import time
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.batch.batch import Batch
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.execution.isolated.executor import IsolatedExecutor
from autograder.grading.grade import Graded, Task, grade
from benchmarks.grading.course import LAB
from benchmarks.grading.ways import prepared


@dataclass(frozen=True)
class Answered:
    """A pool in which everybody gets the same marks at once."""

    graded: Graded

    def grade(self, lab: Lab, tasks: Iterable[Task]) -> Iterator[Graded]:
        """Yield a result for each task; see `autograder.batch.pool.Pool.grade`."""
        for task in tasks:
            result = replace(
                self.graded.result, student=task.student, digest=task.digest(lab)
            )
            yield replace(self.graded, result=result)


def coordinate(folder: Path, original: Course, submissions: int) -> tuple[float, float]:
    """Record a class; return CPU seconds, and by how many MB the process grew."""
    course = prepared(folder, original, submissions, plugin=True)
    lab = Lab.load(course, LAB)
    first = Task.read(course.submitted / "student00000" / LAB, "student00000", lab)
    with IsolatedExecutor() as executor:
        pool = Answered(grade(first, lab, executor))
    batch = Batch(course, lab, course.submitted, lambda: nullcontext(pool))
    memory, cpu = _peak(), time.process_time()
    batch.run(batch.due())
    return time.process_time() - cpu, _peak() - memory


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
