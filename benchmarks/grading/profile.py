"""Where the time of a submission goes: each stage's share, of all processes.

One worker grades, so that one stage runs at a time. Wall time is that of the stage
without the stages inside it. CPU time is of the whole process tree where control groups
of version 1 are writable (as root), elsewhere of the coordinating process alone. What a
process does after its stage (a fork that ends) is counted in the stage that runs then.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any

from autograder.batch.batch import Batch
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.execution.interface import Executor
from autograder.execution.isolated import cells, executor
from autograder.execution.isolated import running as runs
from autograder.execution.isolated.apart import ApartTests
from autograder.execution.isolated.cells import StudentCells
from autograder.execution.isolated.executor import IsolatedExecutor
from autograder.execution.isolated.sandbox import ForkServer
from autograder.gradebook.lab_rows import LabGradebook
from autograder.grading import clean, grade, score, submission
from autograder.grading.grade import Graded, Task
from benchmarks.grading.course import LAB
from benchmarks.grading.measure import tree_clock
from benchmarks.grading.ways import prepared

# What each stage is in the code: where the function stands, and its name.
STAGES: list[tuple[str, Any, str]] = [
    ("read", grade.Task, "read"),
    ("restore", submission, "mended"),
    ("start", ForkServer, "fork"),
    ("run", executor, "run_notebook"),
    ("cells", StudentCells, "run"),
    ("forks", cells, "fork"),
    ("forks", runs, "fork"),
    ("tests", ApartTests, "_test"),
    ("end", runs.Running, "end"),
    ("score", score, "score"),
    ("clean", clean, "clean"),
    ("write", grade, "as_text"),
    ("keep the copy", Batch, "_write_copy"),
    ("record", LabGradebook, "record"),
]


@dataclass
class Profile:
    """Seconds of wall and CPU time by stage."""

    clock: Callable[[], float]
    taken: dict[str, list[float]] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _since: tuple[float, float] = (0.0, 0.0)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is taken meanwhile as that stage's, but for stages inside it."""
        self._count()
        self._open.append(name)
        try:
            yield
        finally:
            self._count()
            self._open.pop()

    def _count(self) -> None:
        now = time.perf_counter(), self.clock()
        if self._open:
            row = self.taken.setdefault(self._open[-1], [0.0, 0.0])
            row[0] += now[0] - self._since[0]
            row[1] += now[1] - self._since[1]
        self._since = now


@dataclass(frozen=True)
class InTurn:
    """A pool of one worker, in this thread."""

    executor: Executor

    def grade(self, lab: Lab, tasks: Iterable[Task]) -> Iterator[Graded]:
        """Yield what each task gives; see `autograder.batch.pool.Pool.grade`."""
        for task in tasks:
            yield grade.grade(task, lab, self.executor)


def profile(
    folder: Path,
    original: Course,
    submissions: int,
    wrong: Sequence[tuple[str, str]] = (),
) -> Profile:
    """Grade a class, and return what each stage took; the first only warms up.

    Parameters
    ----------
    wrong
        See `hand_in`.
    """
    course = prepared(folder, original, submissions + 1, plugin=True, wrong=wrong)
    lab = Lab.load(course, LAB)
    with tree_clock() as clock, IsolatedExecutor() as executor, ExitStack() as undo:
        batch = Batch(
            course, lab, course.submitted, lambda: nullcontext(InTurn(executor))
        )
        first, *others = batch.due()
        batch.run([first])
        taken = Profile(clock)
        for name, place, attribute in STAGES:
            undo.enter_context(_staged(taken, name, place, attribute))
        with taken.stage("the rest"):
            batch.run(others)
    return taken


@contextmanager
def _staged(taken: Profile, name: str, place: Any, attribute: str) -> Iterator[None]:
    """Count the calls of a function as a stage, until the end."""
    kept = vars(place)[attribute]
    function = getattr(place, attribute) if isinstance(kept, classmethod) else kept

    @wraps(function)
    def counted(*args: Any, **kwargs: Any) -> Any:
        with taken.stage(name):
            return function(*args, **kwargs)

    static = isinstance(kept, classmethod)
    setattr(place, attribute, staticmethod(counted) if static else counted)
    try:
        yield
    finally:
        setattr(place, attribute, kept)
