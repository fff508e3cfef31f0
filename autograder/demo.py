"""The example class: made-up submissions whose marks are known beforehand.

`example_class.toml` says what each holds and what it deserves. Right answers are taken
from the course's own solutions; the class holds only what differs from them.
"""

import json
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL

from autograder import pages
from autograder.batch.batch import Batch, OnProgress
from autograder.batch.pool import threads
from autograder.course import release
from autograder.course.course import Course
from autograder.course.lab import Lab, grade_id, is_answer
from autograder.course.notebook import Cell, Notebook, parsed
from autograder.course.sources import read_source
from autograder.errors import UsageError
from autograder.execution.interface import Executor
from autograder.files import write_whole
from autograder.gradebook.manual_marks import read_marks
from autograder.grading.records import SubmissionResult

_LEFT_BY_DEMO = ".example-class"
_MARKER = re.compile(r"^\s*### (BEGIN|END) SOLUTION\n?", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """One made-up submission.

    Attributes
    ----------
    story
        What is particular about it, in a few words.
    marks
        Points from tests that it deserves; None where it cannot be graded.
    loses
        The graded cells in which it deserves less than full marks.
    blank
        Whether every answer is left as it was.
    answers
        What stands in place of the right answer, by grade_id.
    added
        What stands below the right answer, by grade_id.
    edits
        What was done to the file: see `_EDITS`.
    """

    student: str
    lab: str
    story: str
    marks: float | None = None
    loses: tuple[str, ...] = ()
    blank: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)
    edits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What an example got beside what it deserves.

    Attributes
    ----------
    points
        Points from tests; None where it was not graded.
    unlike
        The graded cells with other marks than deserved.
    """

    example: Example
    points: float | None
    unlike: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether the marks are the deserved ones, in total and cell by cell."""
        return self.points == self.example.marks and not self.unlike


def examples() -> list[Example]:
    """Return the example class."""
    text = (resources.files("autograder") / "example_class.toml").read_text("utf-8")
    return [_example(entry) for entry in tomllib.loads(text)["submission"]]


def _example(entry: Mapping[str, Any]) -> Example:
    lists = {key: tuple(value) for key, value in entry.items() if type(value) is list}
    return Example(**{**entry, **lists})


def course_for(course: Course, folder: Path | None = None) -> Course:
    """Return `course` with a grading folder and an SQLite gradebook of its own.

    Raises
    ------
    UsageError
        If `folder` holds anything that no demo left there.
    """
    grading = (folder or course.grading / "demo").resolve()
    ours = (grading / _LEFT_BY_DEMO).exists()
    if not ours and grading.exists() and any(grading.iterdir()):
        raise UsageError(f"{grading} is not empty: name another with --into")
    shutil.rmtree(grading, ignore_errors=True)
    write_whole(grading / _LEFT_BY_DEMO, "made anew by autograder demo\n")
    gradebook = URL.create("sqlite", database=str(grading / "gradebook.db"))
    return Course(course.root, grading, str(gradebook))


def hand_in(course: Course, classroom: list[Example]) -> None:
    """Write the class's submissions into the course's folder of submissions."""
    labs = sorted({example.lab for example in classroom})
    stubs = {lab: _released(course, lab) for lab in labs}
    right = {lab: _right_answers(course, lab) for lab in labs}
    for example in classroom:
        notebook = _fill_in(deepcopy(stubs[example.lab]), example, right[example.lab])
        file = course.submitted / example.student / example.lab / f"{example.lab}.ipynb"
        write_whole(file, json.dumps(notebook, indent=1))
        for edit in example.edits:
            verb, _, name = edit.partition(" ")
            _EDITS[verb](file, name)


def grade(
    course: Course,
    classroom: list[Example],
    executor: Executor,
    workers: int,
    on_progress: OnProgress,
) -> list[Verdict]:
    """Grade the class, write every page, and return how each example fared."""
    found: dict[tuple[str, str], SubmissionResult] = {}
    for name in sorted({example.lab for example in classroom}):
        lab = Lab.load(course, name)
        batch = Batch(course, lab, course.submitted, threads(executor, workers))
        batch.run(batch.due(), on_progress)
        results = batch.known()
        marks = read_marks(course, lab.name)
        pages.write_report(course, lab, results, marks)
        pages.write_feedback(course, lab, results, marks)
        found |= {(result.student, name): result for result in results}
    return [judge(e, found[e.student, e.lab]) for e in classroom]


def judge(example: Example, result: SubmissionResult) -> Verdict:
    """Return what an example got beside what it deserves."""
    if result.refused or example.marks is None:
        refused = () if result.refused and example.marks is None else ("refused",)
        return Verdict(example, None if result.refused else result.score, refused)
    tested = {cell.grade_id for cell in result.cells if cell.max_score}
    lost = {cell.grade_id for cell in result.lost}
    unlike = lost.symmetric_difference(example.loses) & tested
    return Verdict(example, result.score, tuple(sorted(unlike)))


def _released(course: Course, lab: str) -> Notebook:
    files = release.make(course, lab).files
    return parsed(files[f"{lab}.ipynb"].decode())


def _right_answers(course: Course, lab: str) -> dict[str, str]:
    return {
        str(grade_id(cell)): _MARKER.sub("", cell.source)
        for cell in read_source(course, lab).cells
        if is_answer(cell)
    }


def _fill_in(
    notebook: Notebook, example: Example, right: Mapping[str, str]
) -> Notebook:
    for cell in notebook.cells:
        name = grade_id(cell)
        if name is not None and name in right and not example.blank:
            lines = (example.answers.get(name, right[name]), example.added.get(name))
            cell.source = "\n\n\n".join(line.strip("\n") for line in lines if line)
    return notebook


@contextmanager
def _opened(file: Path, name: str) -> Iterator[tuple[list[Cell], int]]:
    """Give the cells in `file` and the place of one; write what is made of them."""
    notebook = json.loads(file.read_text("utf-8"))
    cells = notebook["cells"]
    names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
    yield cells, names.index(name)
    write_whole(file, json.dumps(notebook, indent=1))


def _delete(file: Path, name: str) -> None:
    with _opened(file, name) as (cells, index):
        del cells[index]


def _copy(file: Path, name: str) -> None:
    with _opened(file, name) as (cells, index):
        cells.insert(index, deepcopy(cells[index]))


def _cut(file: Path, _: str) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


def _rename(file: Path, name: str) -> None:
    file.rename(file.with_name(name))


def _remove(file: Path, _: str) -> None:
    file.unlink()


def _swap(file: Path, lab: str) -> None:
    shutil.copy(file.parents[1] / lab / f"{lab}.ipynb", file)


# The first word of an edit; the rest is a grade_id, a file name or a lab.
_EDITS = {
    "delete": _delete,
    "copy": _copy,
    "cut": _cut,
    "rename": _rename,
    "remove": _remove,
    "swap": _swap,
}
