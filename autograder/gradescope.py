"""Grading on Gradescope: the zip that its container is made from, and a run in it.

The formats are those of https://gradescope-autograders.readthedocs.io/en/latest/specs/.
Hidden tests are in the zip, which students do not get; what they see is what
`autograder.pages.for_student` lets through.
"""

import io
import json
import shlex
import sys
import zipfile
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

import autograder
import gradlab
from autograder.course.course import CONFIG, Course
from autograder.course.lab import Lab
from autograder.errors import AutograderError, UsageError
from autograder.execution.interface import Executor
from autograder.files import write_whole
from autograder.grading.grade import Task, grade
from autograder.grading.records import SubmissionResult
from autograder.grading.said import points
from autograder.pages.for_student import ToldResult, ToldTest, for_student

# Gradescope runs it once, as root and with a network, when the zip is uploaded.
_SETUP = """\
#!/usr/bin/env bash
set -euo pipefail
base=${AUTOGRADER:-/autograder}
cd "$base/source"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \\
    python3-pip python3-venv libseccomp2 bubblewrap >/dev/null
python3 -m venv "$base/uv"
"$base/uv/bin/python" -m pip install --quiet uv
# The python of the zip's maker: the image's own may be older than the course wants.
UV_PYTHON_INSTALL_DIR="$base/python" "$base/uv/bin/uv" venv --quiet \\
    --python @PYTHON@ "$base/venv"
"$base/uv/bin/uv" pip install --quiet --python "$base/venv/bin/python" \\
    -r requirements.txt -c constraints.txt
"""
# Gradescope runs it for each submission, in a container that is then thrown away.
_RUN = """\
#!/usr/bin/env bash
set -euo pipefail
base=${AUTOGRADER:-/autograder}
export PYTHONPATH="$base/source/packages" PYTHONDONTWRITEBYTECODE=1
cd "$base/source/course"
exec "$base/venv/bin/python" -m autograder gradescope @LAB@ --run "$base"@UNSAFE@
"""
_EXECUTABLE = 0o100755 << 16
_PLAIN = 0o100644 << 16


def pack(course: Course, lab: Lab, *, unsafe: bool = False) -> bytes:
    """Return the zip for a lab.

    Parameters
    ----------
    unsafe
        Whether it grades where the container offers no isolation.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in _files(course, lab, unsafe):
            entry = zipfile.ZipInfo(name)  # of 1980: the same zip each time
            entry.compress_type = zipfile.ZIP_DEFLATED
            runs = name in ("setup.sh", "run_autograder")
            entry.external_attr = _EXECUTABLE if runs else _PLAIN
            packed.writestr(entry, data)
    return held.getvalue()


def _files(course: Course, lab: Lab, unsafe: bool) -> Iterator[tuple[str, str | bytes]]:
    major, minor = sys.version_info[:2]
    run = _RUN.replace("@LAB@", shlex.quote(lab.name))
    yield "setup.sh", _SETUP.replace("@PYTHON@", f"{major}.{minor}")
    yield (
        "run_autograder",
        run.replace("@UNSAFE@", " --unsafe-no-sandbox" if unsafe else ""),
    )
    wanted, pins = _requirements()
    yield "requirements.txt", wanted
    yield "constraints.txt", pins
    yield "course/grading/.keep", ""  # the configuration asks for the folder
    for path in _course_files(course, lab.name):
        yield f"course/{path.relative_to(course.root)}", path.read_bytes()
    for package in (autograder, gradlab):
        folder = Path(str(package.__file__)).parent
        for path in _plain_files(folder):
            inside = path.relative_to(folder.parent)
            yield f"packages/{inside}", path.read_bytes()


def _course_files(course: Course, lab: str) -> list[Path]:
    """Return what a course needs to grade one lab.

    Raises
    ------
    UsageError
        If its sources lie elsewhere: the container would not find them.
    """
    if not course.solutions.is_relative_to(course.root):
        raise UsageError(
            f"{course.solutions} is outside of {course.root}: name a folder in it as "
            f"source_directory in {CONFIG}"
        )
    around = course.config_for(lab).IncludeHeaderFooter
    named = [around.get(part) for part in ("header", "footer")]
    beside = [
        course.root / CONFIG,
        course.autotests(lab),
        *map(Path, filter(None, named)),
    ]
    every = [*filter(None, beside), *_plain_files(course.solutions / lab)]
    return list(dict.fromkeys(every))


def _plain_files(folder: Path) -> list[Path]:
    kept = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return [p for p in kept if not {"__pycache__", ".ipynb_checkpoints"} & {*p.parts}]


def _requirements() -> tuple[str, str]:
    """Return what the grader needs, and the versions that it has here."""
    declared = map(Requirement, metadata.requires("gradlab") or [])
    extra = {"extra": "grading"}
    wanted = [r for r in declared if r.marker is None or r.marker.evaluate(extra)]
    names = sorted({str(Requirement(f"{r.name}{r.specifier}")) for r in wanted})
    pins = {f"{one.name}=={one.version}" for one in metadata.distributions()}
    others = [pin for pin in pins if not pin.startswith("gradlab==")]
    return _lines(names), _lines(sorted(others))


def _lines(texts: list[str]) -> str:
    return "".join(f"{text}\n" for text in texts)


def run(
    course: Course, lab: Lab, base: Path, executor: Callable[[], Executor]
) -> SubmissionResult:
    """Grade what a student submitted, and write the results for Gradescope.

    Where the grader itself fails no results are written: Gradescope then gives no score
    and tells the student to ask the course's staff.

    Parameters
    ----------
    base
        Gradescope's folder, with ``submission`` in it: ``/autograder``.

    Raises
    ------
    UsageError
        If there is no submission in it, or no isolation is available.
    AutograderError
        If the grader failed, or the results cannot be written.
    """
    submitted = base / "submission"
    if not submitted.is_dir():
        raise UsageError(f"no folder {submitted}: expected Gradescope's")
    with executor() as engine:
        task = Task.read(submitted, _student(base), lab)
        result = grade(task, lab, engine).result
    if result.grader_failed:
        raise AutograderError(result.notes[0])
    text = json.dumps(results(for_student(result, lab)), indent=1)
    write_whole(base / "results" / "results.json", f"{text}\n")
    return result


def _student(base: Path) -> str:
    """Return whose the submission is, by the address that Gradescope knows."""
    try:
        text = (base / "submission_metadata.json").read_text("utf-8")
        return str(json.loads(text)["users"][0]["email"])
    except (OSError, ValueError, LookupError, TypeError):
        return "student"


def results(told: ToldResult) -> dict[str, Any]:
    """Return a result in Gradescope's format; all of it may be seen."""
    shown: dict[str, Any] = {
        "output": told.message or _written(told),
        "visibility": "visible",
        "stdout_visibility": "hidden",  # the whole record, for instructors
    }
    if told.message:
        return {"score": 0.0, **shown}
    tests = [_test(n, t) for n, t in enumerate(told.tests, 1)]
    return {**shown, "tests": tests} if tests else {"score": 0.0, **shown}


def _written(told: ToldResult) -> str:
    if not told.written:
        return ""
    return f"A person marks your written answers, {points(told.written)} points."


def _test(number: int, test: ToldTest) -> dict[str, Any]:
    return {
        "number": f"{number}",
        "name": test.name,
        "score": test.score,
        "max_score": test.max_score,
        "status": "passed" if test.status == "pass" else "failed",
        "output": test.message,
        "output_format": "text",
        "visibility": "visible",
    }
