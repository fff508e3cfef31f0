"""Where submissions are run: the interface, and threads over one executor.

A pool is given tasks and gives back what became of each. It reads no folder and writes
nothing: what it needs comes with the task, what it finds goes back with the result.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from autograder.course.lab import Lab
from autograder.execution.interface import Executor
from autograder.grading.grade import Graded, Task, grade


class Pool(Protocol):
    """Grades submissions, several at a time."""

    def grade(self, lab: Lab, tasks: Iterable[Task]) -> Iterator[Graded]:
        """Yield what each task gives as it is finished, in any order.

        Tasks are taken from the iterable as there is room for them: a class need not
        be in memory at once.
        """
        ...


OpenPool = Callable[[], AbstractContextManager[Pool]]


@dataclass(frozen=True)
class Threads:
    """Threads of this process, which only wait: the executor's processes do the work.

    Parameters
    ----------
    executor
        What runs notebooks; open.
    workers
        How many submissions run side by side, >= 1.
    """

    executor: Executor
    workers: int = 1

    def grade(self, lab: Lab, tasks: Iterable[Task]) -> Iterator[Graded]:
        """Yield what each task gives; see `Pool.grade`."""
        left = iter(tasks)
        running: set[Future[Graded]] = set()
        with ThreadPoolExecutor(self.workers) as threads:
            try:
                while True:
                    room = 2 * self.workers - len(running)  # none waits for its task
                    for task in islice(left, room):
                        running.add(threads.submit(grade, task, lab, self.executor))
                    if not running:
                        return
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            finally:
                threads.shutdown(wait=False, cancel_futures=True)


def threads(executor: Executor, workers: int = 1) -> OpenPool:
    """Return what gives threads over an executor that is open already."""
    return lambda: nullcontext(Threads(executor, workers))
