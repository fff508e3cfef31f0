"""The engine on Dask workers, each a process that has a core of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psutil

from autograder.course.course import Course
from benchmarks.grading.course import LAB
from benchmarks.grading.measure import Cost, measure
from benchmarks.grading.ways import prepared

_PORT = 8786
_ADDRESS = f"tcp://127.0.0.1:{_PORT}"
_PATIENCE = 60  # seconds for the workers to come


def on_cluster(
    folder: Path, original: Course, submissions: int, workers: int = 1
) -> tuple[Cost, float]:
    """Measure `autograder grade --scheduler`.

    Returns
    -------
    tuple
        The cost, with the CPU of that command alone, and the CPU seconds of the
        scheduler meanwhile.
    """
    course = prepared(folder, original, submissions, plugin=True)
    grade = [sys.executable, "-m", "autograder", "grade", LAB, "--scheduler", _ADDRESS]
    with _started(folder, workers) as scheduler:
        before = _cpu_seconds(scheduler)
        cost = measure(grade, course.root)
        return cost, _cpu_seconds(scheduler) - before


@contextmanager
def _started(folder: Path, workers: int) -> Iterator[int]:
    """Start a scheduler and its workers, and give the pid of the scheduler."""
    from distributed import Client

    options = ("--host", "127.0.0.1", "--no-dashboard")
    cores = sorted(os.sched_getaffinity(0))
    running = []

    def start(kind: str, *words: str, pin: Callable[[], None] | None = None) -> None:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *words]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            [*command, *options], cwd=folder, stdout=quiet, stderr=quiet, preexec_fn=pin
        )
        running.append(process)

    try:
        start("scheduler", "--port", str(_PORT))
        for number in range(workers):
            own = {cores[number % len(cores)]}
            pin = partial(os.sched_setaffinity, 0, own)  # what it starts stays there
            start("worker", _ADDRESS, "--nthreads", "1", "--no-nanny", pin=pin)
        with Client(_ADDRESS, timeout=_PATIENCE) as client:
            client.wait_for_workers(workers, timeout=_PATIENCE)
        yield running[0].pid
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()


def _cpu_seconds(pid: int) -> float:
    used = psutil.Process(pid).cpu_times()
    return float(used.user + used.system)
