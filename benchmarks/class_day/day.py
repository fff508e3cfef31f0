"""An instructor's day: each command as it is typed, with what it cost."""

import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from autograder.course.course import Course
from autograder.course.sources import read_source
from benchmarks.class_day.classroom import Classroom, correct
from benchmarks.class_day.handed_in import LAB

TASK = "draw_both"
REFUSED = "collect with 20.11.2026"


@dataclass(frozen=True)
class Step:
    """One command, with its exit code and all that it printed.

    Attributes
    ----------
    wall, cpu
        Seconds on the clock, and of processor time with all that it started.
    """

    name: str
    code: int
    wall: float
    cpu: float
    said: str


def make_course(original: Course, folder: Path) -> Course:
    """Make a course in `folder` with the one lab, and a task more to mark in it."""
    lab = read_source(original, LAB)
    lab.cells.append(_task())
    (folder / "solutions" / LAB).mkdir(parents=True)
    nbformat.write(lab, folder / "solutions" / LAB / f"{LAB}.ipynb")
    shutil.copy(original.root / "nbgrader_config.py", folder)
    return Course.find(folder)


def _task() -> Any:
    about = {"grade_id": TASK, "points": 2.0, "schema_version": 3, "locked": True}
    about |= {"task": True, "grade": False, "solution": False}
    words = "## Draw\n\nDraw both curves in a new cell below."
    return nbformat.v4.new_markdown_cell(words, metadata={"nbgrader": about}, id=TASK)


def work(course: Course, classroom: Classroom) -> Iterator[Step]:
    """Do everything from the download to the file that Canvas imports."""
    gradebook = str(classroom.gradebook)
    roster = ("--roster", gradebook, "--due", "2026-11-20 23:59 UTC")
    canvas = ("--format", "canvas", "--gradebook", gradebook, "--incomplete")
    archives = [str(path) for path in classroom.archives]
    yield _run(
        course, "collect with 20.11.2026", *archives, "--due", "20.11.2026 23:59"
    )
    yield _run(course, "collect", *archives, *roster)
    correct(course.grading / "collect" / f"{LAB}.csv", classroom.corrections)
    yield _run(course, "collect again", *archives)
    yield _run(course, "grade")
    yield _run(course, "leave", *sorted(classroom.having("left")))
    for command in ("report", "feedback"):
        yield _run(course, command)
    yield _run(course, "export", *canvas)


def _run(course: Course, name: str, *words: str) -> Step:
    lab = () if name == "leave" else (LAB,)
    command = [sys.executable, "-m", "autograder", name.split()[0], *lab, *words]
    begun, used = time.perf_counter(), _children_cpu()
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True)
    wall, cpu = time.perf_counter() - begun, _children_cpu() - used
    return Step(name, done.returncode, wall, cpu, done.stdout + done.stderr)


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
