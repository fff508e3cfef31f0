"""A Dask cluster as a pool: SSH, SLURM, Kubernetes, or a handful of lab machines.

Each worker process gets the lab once and keeps one executor while the run lasts; then
only submissions and results travel, some at a time. A worker that is lost costs nothing
but time: the scheduler hands its submissions to another.
"""

from asyncio import CancelledError
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import uuid4

from autograder.course.lab import Lab
from autograder.errors import AutograderError, UsageError
from autograder.execution.interface import Executor
from autograder.grading.grade import Graded, Task, give_up, grade

try:
    import distributed
except ModuleNotFoundError as error:
    raise UsageError(
        'Dask is not installed: run python -m pip install "gradlab[dask]"'
    ) from error

_PATIENCE = 60.0  # seconds
_TASKS_AT_ONCE = 4  # one message costs as much as a short test
_RETRIES = 2


@dataclass(frozen=True)
class Cluster:
    """The workers of a Dask scheduler.

    Parameters
    ----------
    address
        The scheduler's, for example ``tcp://10.0.0.1:8786``.
    make_executor
        Called once in each worker process; can be pickled.
    patience
        Seconds until a cluster without a scheduler or a worker is given up.
    """

    address: str
    make_executor: Callable[[], Executor]
    patience: float = _PATIENCE

    def grade(self, lab: Lab, tasks: Iterable[Task]) -> Iterator[Graded]:
        """Yield what each task gives; see `pool.Pool.grade`.

        Raises
        ------
        UsageError
            If there is no scheduler or worker, or one that cannot grade.
        AutograderError
            If the scheduler, or every worker, goes while the run lasts.
        """
        left = iter(tasks)
        with (
            self._connected() as client,
            self._prepared(client, lab) as grader,
            _loss_reported(),
        ):
            run = _Run(client, grader, self.patience)
            while run.fill(left):
                for future, batch in run.done():
                    yield from self._results(run, lab, future, batch)

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        try:
            client = distributed.Client(
                self.address, timeout=self.patience, set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise UsageError(f"no Dask scheduler at {self.address}: {error}") from error
        with client:
            yield client

    @contextmanager
    def _prepared(self, client: Any, lab: Lab) -> Iterator[str]:
        """Give the name under which each worker knows the lab and its executor."""
        name = f"gradlab-{uuid4().hex}"
        try:
            client.wait_for_workers(1, timeout=self.patience)
            client.register_plugin(Grader(lab, self.make_executor), name=name)
        except Exception as error:  # whatever a worker raises comes through here
            raise UsageError(
                f"no worker at {self.address} can grade: {error}; "
                f'each needs gradlab[grading,dask] and what "autograder doctor" names'
            ) from error
        try:
            yield name
        finally:
            with suppress(Exception):  # the cluster may be gone
                client.unregister_worker_plugin(name)

    def _results(
        self, run: "_Run", lab: Lab, future: Any, batch: Sequence[Task]
    ) -> Iterator[Graded]:
        """Yield a batch's results; one that fails alone is refused."""
        if future.status == "finished":
            yield from future.result()
        elif run.alone:
            name = self.make_executor().name
            yield give_up(batch[0], lab, str(future.exception()), name)
        else:
            run.suspects += batch


@contextmanager
def _loss_reported() -> Iterator[None]:
    """Turn what Dask raises when a scheduler goes, which is of many kinds."""
    try:
        yield
    except AutograderError:
        raise
    except (Exception, CancelledError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise AutograderError(
            f"the scheduler is gone, run it again: {reason}"
        ) from error


class Grader(distributed.WorkerPlugin):  # type: ignore[misc]
    """What a worker holds while a run lasts: the lab, and a started executor."""

    def __init__(self, lab: Lab, make_executor: Callable[[], Executor]) -> None:
        self.lab = lab
        self._make_executor = make_executor

    def setup(self, worker: Any) -> None:
        """Start the executor, in a worker that is there or that comes later."""
        self.executor = self._make_executor()
        self.executor.__enter__()

    def teardown(self, worker: Any) -> None:
        """Stop it, when the run or the worker ends."""
        self.executor.__exit__()


def grade_some(grader: str, tasks: Sequence[Task]) -> list[Graded]:
    """Grade some submissions; runs in a worker."""
    held = distributed.get_worker().plugins[grader]
    return [grade(task, held.lab, held.executor) for task in tasks]


class _Run:
    """What one run has handed to the cluster and not yet got back.

    Attributes
    ----------
    suspects
        Tasks that were with a worker when it was lost once too often. Which of them it
        was shows when each is tried alone, at the end.
    alone
        Whether that time has come.
    """

    def __init__(self, client: Any, grader: str, patience: float) -> None:
        self.suspects: list[Task] = []
        self.alone = False
        self._client = client
        self._grader = grader
        self._patience = patience
        self._running: dict[str, tuple[Any, Sequence[Task]]] = {}

    def fill(self, left: Iterator[Task]) -> bool:
        """Hand over as much as there is room for; return whether anything runs."""
        room = 2 * sum(self._client.nthreads().values()) or 1
        while len(self._running) < room:
            batch = list(islice(left, _TASKS_AT_ONCE))
            if not batch:
                break
            self._submit(batch)
        if not self._running and self.suspects:
            self.alone = True
            self._submit([self.suspects.pop()])
        return bool(self._running)

    def _submit(self, batch: Sequence[Task]) -> None:
        future = self._client.submit(
            grade_some, self._grader, batch, pure=False, retries=_RETRIES
        )
        self._running[future.key] = future, batch

    def done(self) -> Iterator[tuple[Any, Sequence[Task]]]:
        """Wait for a batch or more to be done; yield and forget each."""
        futures = [future for future, _ in self._running.values()]
        try:
            with self._client.as_current():
                waited = distributed.wait(futures, self._patience, "FIRST_COMPLETED")
        except TimeoutError:
            if self._client.nthreads():
                return  # a long one; or new workers have come
            raise AutograderError(
                "no worker is left: start some, run it again"
            ) from None
        for future in waited.done:
            yield self._running.pop(future.key)
