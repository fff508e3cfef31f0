"""The CPU that small courses of many styles cost here, and in stock nbgrader.

`python -m benchmarks.other_courses --students 24` hands the four kinds of answers of
each course of tests/courses in again and again, and lets both graders grade all of them
in one run each.
"""

import argparse
import os
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path

from benchmarks.grading.measure import Cost, measure
from tests.courses.course import KINDS, LAB, SMALL, course

_AUTOGRADER = (sys.executable, "-m", "autograder")
_NBGRADER = (sys.executable, "-m", "nbgrader")
_ROOT = Path(__file__).parents[1]


def compare(name: str, root: Path, students: int) -> tuple[Cost, Cost]:
    """Return what a course costs in stock nbgrader, and what it costs here."""
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(_ROOT)}
    small = course(name)
    small.write(root)
    measure([*_NBGRADER, "generate_assignment", LAB], root, env)
    small.hand_in(root)
    for number in range(students - len(KINDS)):
        copied = root / "submitted" / KINDS[number % len(KINDS)]
        shutil.copytree(copied, root / "submitted" / f"student{number}")
    stock = measure([*_NBGRADER, "autograde", LAB], root, env)
    (root / "gradebook.db").unlink()
    own = [*_AUTOGRADER, "grade", LAB, "--submissions", "submitted", "--workers", "1"]
    return stock, measure(own, root, env)


def main() -> None:
    """Print a row for each course."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=24)
    names = ["quickstart", *sorted(path.stem for path in SMALL.glob("*.txt"))]
    parser.add_argument("courses", nargs="*", default=names)
    asked = parser.parse_args()
    print(f"| {asked.students} students | stock CPU s | here CPU s | stock / here |")
    print("|---|---|---|---|")
    for name in asked.courses:
        with tempfile.TemporaryDirectory() as folder:
            stock, here = compare(name, Path(folder).resolve(), asked.students)
        ratio = stock.cpu / here.cpu
        print(
            f"| {name} | {stock.cpu:.1f} | {here.cpu:.1f} | {ratio:.1f} |", flush=True
        )


if __name__ == "__main__":
    main()
