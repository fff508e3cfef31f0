"""Time `autograder grade` against stock `nbgrader autograde` on the same submissions.

Run from the course folder: ``python -m benchmarks.grading [--submissions 6]``. Every
submission is lab 01 with the right answers. Both commands run cold, in turn, with one
worker; wall and CPU seconds include their child processes. The result is a table.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LAB = "01_sigmoid"
KEPT = ("solutions", "notebooks", "nbgrader_config.py")


@dataclass(frozen=True)
class Cost:
    """Seconds that one command took, children included."""

    wall: float
    cpu: float


def make_course(folder: Path, submissions: int) -> Path:
    """Copy the course into `folder` and hand in `submissions` right notebooks."""
    for name in KEPT:
        copy = shutil.copytree if Path(name).is_dir() else shutil.copy
        copy(name, folder / name)
    source = Path("solutions") / LAB / f"{LAB}.ipynb"
    for number in range(submissions):
        target = folder / "grading" / "submitted" / f"student{number:04}" / LAB
        target.mkdir(parents=True)
        shutil.copy(source, target)
    return folder


def measure(command: list[str], folder: Path) -> Cost:
    """Run one command and return what it cost."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu)


def stock(folder: Path) -> list[str]:
    """Return the command of nbgrader, after the lab is in its gradebook."""
    nbgrader = shutil.which("nbgrader") or "nbgrader"
    entered = [nbgrader, "generate_assignment", LAB, "--force"]
    subprocess.run(entered, cwd=folder, check=True, capture_output=True)
    return [nbgrader, "autograde", LAB]


def ours(folder: Path) -> list[str]:
    """Return the command of this project, after the lab is in its gradebook."""
    student = next((folder / "grading" / "submitted").iterdir()).name
    grade = [sys.executable, "-m", "autograder", "grade", LAB, "--workers", "1"]
    first = [*grade, "--student", student]
    subprocess.run(first, cwd=folder, check=True, capture_output=True)
    return [*grade, "--force"]


def run(prepare: Callable[[Path], list[str]], submissions: int) -> Cost:
    """Return the cost for each submission of one way to grade."""
    with tempfile.TemporaryDirectory() as folder:
        course = make_course(Path(folder), submissions)
        cost = measure(prepare(course), course)
    return Cost(cost.wall / submissions, cost.cpu / submissions)


def main() -> None:
    """Measure both in turn, three times, and print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=6)
    submissions = parser.parse_args().submissions
    os.environ["PATH"] += os.pathsep + str(Path(sys.executable).parent)
    costs = [(run(stock, submissions), run(ours, submissions)) for _ in range(3)]
    print(f"{submissions} submissions of {LAB}, seconds each, median of 3 runs")
    print(f"{'':6}{'nbgrader':>10}{'autograder':>12}{'ratio':>8}")
    for name in ("wall", "cpu"):
        peer, own = (
            statistics.median(getattr(pair[way], name) for pair in costs)
            for way in (0, 1)
        )
        print(f"{name:6}{peer:10.2f}{own:12.2f}{peer / own:8.2f}")


if __name__ == "__main__":
    main()
