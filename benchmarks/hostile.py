"""A class of which some attack the grader: what the others get, and what it costs.

The hostile are probes of `tests/probes`, taken evenly over all threats. Honest marks
must equal those of the honest class alone, and no submission may go without a result.
"""

import argparse
import itertools
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.execution.isolated.executor import IsolatedExecutor
from autograder.execution.isolated.tiers import Tier
from autograder.grading.grade import grade_notebook
from autograder.grading.records import SubmissionResult
from tests.probes import claims
from tests.probes.bench import LIMITS, Bench, make_course
from tests.probes.table import Probe, load

#: Wrong answers, each in its own way; an honest class has right ones beside them.
WRONG = {
    "double": "def double(x):\n    return x + 2",
    "total": "def total(x):\n    return x[0]",
    "unit": "def unit(x):\n    x /= np.sqrt(np.sum(x * x))\n    return x",
    "twice": "def twice(f, x):\n    raise NotImplementedError",
}
MARKS = dict[str, list[tuple[str, float | None]]]


@dataclass(frozen=True)
class Run:
    """What grading a class took.

    Attributes
    ----------
    wall, cpu
        Seconds; CPU is the coordinating process's own.
    memory
        How much that process grew at its peak, in MB.
    longest_wait
        Most seconds between two results.
    """

    results: dict[str, SubmissionResult]
    wall: float
    cpu: float
    memory: float
    longest_wait: float


def honest() -> Iterator[Probe]:
    """Yield submissions without end: every mixture of right and wrong answers."""
    for number in itertools.count():
        wrong = [name for bit, name in enumerate(WRONG) if number >> bit & 1]
        own = [f"mine = {number}"]  # no two are alike
        answers = {name: WRONG[name] for name in wrong}
        yield Probe("", f"{number}", "", answers=answers, cells={"end": own})


def hostile(count: int) -> list[Probe]:
    """Return probes from all threats alike."""
    every = load()
    return [every[place * len(every) // count] for place in range(count)]


def grade(bench: Bench, executor: IsolatedExecutor, workers: int) -> Run:
    """Grade everything that was handed in."""
    batch = Batch(
        bench.course, bench.lab, bench.course.submitted, threads(executor, workers)
    )
    due = batch.due(force=True)
    times = [time.monotonic()]
    with claims.counting():
        batch.run(due, lambda result: times.append(time.monotonic()))
    waits = [after - before for before, after in itertools.pairwise(times)]
    return Run(
        {result.student: result for result in batch.known()},
        times[-1] - times[0],
        claims.spent["seconds"],
        claims.spent["bytes"] / (1 << 20),
        max(waits),
    )


def marks(run: Run) -> MARKS:
    """Return outcome and score of each cell of the honest."""
    return {
        student: [(str(cell.outcome), cell.score) for cell in result.cells]
        for student, result in run.results.items()
        if student.startswith("honest")
    }


def mixed(tier: Tier, sizes: tuple[int, int], workers: int) -> None:
    """Print a row for the honest alone and one for all.

    Raises
    ------
    RuntimeError
        If an honest mark differs between the two, or a submission has no result.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        IsolatedExecutor(tier, LIMITS) as executor,
    ):
        bench = Bench(make_course(Path(folder).resolve()), None)
        for number, probe in enumerate(itertools.islice(honest(), sizes[0])):
            bench.hand_in(probe, f"honest{number:03}")
        alone = grade(bench, executor, workers)
        for number, probe in enumerate(hostile(sizes[1])):
            bench.hand_in(probe, f"hostile{number:03}")
        everybody = grade(bench, executor, workers)
    if len(everybody.results) != sum(sizes):
        raise RuntimeError(f"{len(everybody.results)} results of {sum(sizes)}")
    if marks(alone) != marks(everybody):
        raise RuntimeError("honest marks differ where others are hostile")
    for name, run in (("honest alone", alone), ("with the hostile", everybody)):
        numbers = f"{run.cpu:.1f} | {run.memory:.0f} | {run.longest_wait:.1f}"
        print(f"| {tier}, {name} | {len(run.results)} | {run.wall:.1f} | {numbers} |")


def dearest(tier: Tier, count: int) -> None:
    """Print which probes cost the coordinating process most, one at a time."""
    rows: list[tuple[float, float, str]] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        IsolatedExecutor(tier, LIMITS) as executor,
    ):
        bench = Bench(make_course(Path(folder).resolve()), None)
        for probe in load():
            path = bench.hand_in(probe)
            with claims.counting():
                grade_notebook(path, "student", bench.lab, executor)
            rows.append((claims.spent["seconds"], claims.spent["bytes"], str(probe)))
    print("| probe | CPU s | MB |\n|---|---|---|")
    by_time, by_memory = sorted(rows)[-count:], sorted(rows, key=lambda row: row[1])
    for seconds, size, name in reversed([*by_memory[-count:], *by_time]):
        print(f"| {name} | {seconds:.2f} | {size / (1 << 20):.0f} |")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--honest", type=int, default=300)
    parser.add_argument("--hostile", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--tier", type=Tier, choices=list(Tier), default=None)
    parser.add_argument("--dearest", type=int, help="so many probes instead, alone")
    asked = parser.parse_args()
    for tier in [asked.tier] if asked.tier else (Tier.NAMESPACES, Tier.LANDLOCK):
        if asked.dearest:
            dearest(tier, asked.dearest)
        else:
            print("| class | results | wall s | CPU s | grew by MB | longest wait s |")
            print("|---|---|---|---|---|---|")
            mixed(tier, (asked.honest, asked.hostile), asked.workers)


if __name__ == "__main__":
    main()
