"""The engine on Dask workers, each a process of its own on this machine."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.course.course import Course
from benchmarks.grading.course import LAB
from benchmarks.grading.measure import Cost, measure
from benchmarks.grading.ways import prepared

_PORT = 8786
_ADDRESS = f"tcp://127.0.0.1:{_PORT}"
_PATIENCE = 60  # seconds for the workers to come


def on_cluster(
    folder: Path, original: Course, submissions: int, workers: int = 1
) -> Cost:
    """Measure `autograder grade --scheduler`; CPU is that of the command alone."""
    course = prepared(folder, original, submissions, plugin=True)
    grade = [sys.executable, "-m", "autograder", "grade", LAB, "--scheduler", _ADDRESS]
    with _started(folder, workers):
        return measure(grade, course.root)


@contextmanager
def _started(folder: Path, workers: int) -> Iterator[None]:
    from distributed import Client

    options = ("--host", "127.0.0.1", "--no-dashboard")
    worker = (_ADDRESS, "--nthreads", "1", "--no-nanny", *options)
    commands: list[tuple[str, ...]] = [("scheduler", "--port", str(_PORT), *options)]
    commands += [("worker", *worker)] * workers
    running = []
    try:
        for kind, *words in commands:
            module = f"distributed.cli.dask_{kind}"
            command = [sys.executable, "-m", module, *words]
            quiet = subprocess.DEVNULL
            process = subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet)
            running.append(process)
        with Client(_ADDRESS, timeout=_PATIENCE) as client:
            client.wait_for_workers(workers, timeout=_PATIENCE)
        yield
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()
