"""The graders that are compared, each as a command on the same submissions."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.course.course import Course
from benchmarks.grading.course import LAB, hand_in, make_course, tests_of
from benchmarks.grading.measure import Cost, measure

_PYTHON = sys.executable
_TOOLS = Path(_PYTHON).parent
_OTTER = Path.cwd() / "build" / "otter"


def engine(
    folder: Path,
    original: Course,
    submissions: int,
    workers: int = 1,
    wrong: Sequence[tuple[str, str]] = (),
) -> Cost:
    """Measure `autograder grade`: isolation, gradebook and result files included.

    Parameters
    ----------
    wrong
        See `hand_in`.
    """
    course = prepared(folder, original, submissions, plugin=True, wrong=wrong)
    grade = [_PYTHON, "-m", "autograder", "grade", LAB, "--workers", str(workers)]
    return measure(grade, course.root)


def stock(folder: Path, original: Course, submissions: int) -> Cost:
    """Measure stock `nbgrader autograde`."""
    course = prepared(folder, original, submissions, plugin=False)
    return measure([str(_TOOLS / "nbgrader"), "autograde", LAB], course.root, _path())


def floor(folder: Path, original: Course, submissions: int) -> Cost:
    """Measure two bare processes: one answers calls, one tests; nothing is isolated."""
    course = prepared(folder, original, submissions, plugin=False)
    command = [_PYTHON, "-m", "benchmarks.grading.floor", str(course.submitted)]
    return measure(command, Path.cwd())


def otter(folder: Path, original: Course, submissions: int) -> Cost:
    """Measure `otter run`, one command for each submission, in its own environment.

    Raises
    ------
    RuntimeError
        If otter-grader is not installed in build/otter.
    """
    program = _OTTER / "bin" / "otter"
    if not program.exists():
        raise RuntimeError("otter-grader is not installed in build/otter: --otter")
    course = prepared(folder, original, submissions, plugin=False)
    archive = _otter_archive(folder, course, program)
    loop = (
        f'for f in "$1"/*/{LAB}/{LAB}.ipynb; do "$0" run -a "$2" "$f" || exit 1; done'
    )
    command = ["sh", "-c", loop, str(program), str(course.submitted), str(archive)]
    return measure(command, folder)


def install_otter() -> None:
    """Install otter-grader, and the project for its tests, in build/otter.

    Not in the project's own environment: it asks for other versions of its libraries.
    """
    subprocess.run([_PYTHON, "-m", "venv", str(_OTTER)], check=True)
    pip = [str(_OTTER / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "otter-grader", "."], check=True)


def prepared(
    folder: Path,
    original: Course,
    submissions: int,
    *,
    plugin: bool,
    wrong: Sequence[tuple[str, str]] = (),
) -> Course:
    """Make the course, enter its lab in the gradebook, and hand in."""
    course = make_course(folder, original, plugin=plugin)
    generate = [str(_TOOLS / "nbgrader"), "generate_assignment", LAB]
    subprocess.run(generate, cwd=folder, env=_path(), check=True, capture_output=True)
    hand_in(course, submissions, wrong)
    return course


def _path() -> dict[str, str]:
    import os

    return {**os.environ, "PATH": f"{_TOOLS}{os.pathsep}{os.environ['PATH']}"}


def _otter_archive(folder: Path, course: Course, program: Path) -> Path:
    """Write the same tests in otter's format and pack them."""
    from autograder.course.lab import grade_id
    from autograder.course.sources import read_source

    tests = folder / "tests"
    tests.mkdir()
    for cell in tests_of(read_source(course, LAB)):
        case = {"code": f">>> exec({cell.source!r}, globals())\n", "hidden": True}
        suite = {"cases": [case], "scored": True, "type": "doctest"}
        test = {"name": grade_id(cell), "points": 1, "suites": [suite]}
        (tests / f"{grade_id(cell)}.py").write_text(
            f"test = {test!r}\nOK_FORMAT = True\n"
        )
    generate = [str(program), "generate", "-t", str(tests), "-o", str(folder / "a.zip")]
    subprocess.run(generate, cwd=folder, check=True, capture_output=True)
    found = next(folder.glob("*.zip"))
    return Path(shutil.move(found, folder / "autograder.zip"))
