"""A small course to grade: one lab, `double`, with its solution and tests."""

import contextlib
import io
import json
import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.course import release
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.execution.interface import CellRun, Execution, Status
from autograder.gradebook import database as gradebook

REPOSITORY = Path(__file__).parents[2]
LAB = "01_double"


def cell(source, grade_id=None, *, kind="code", points=None, solution=False):
    """Return a notebook cell, with nbgrader's metadata if it has a grade_id."""
    made = getattr(nbformat.v4, f"new_{kind}_cell")(source)
    if grade_id:
        made.id = grade_id
        made.metadata["nbgrader"] = {
            "grade": points is not None,
            "grade_id": grade_id,
            "locked": not solution,
            "schema_version": 3,
            "solution": solution,
            "task": False,
        }
        if points is not None:
            made.metadata["nbgrader"]["points"] = points
    return made


def source_notebook():
    """Return the source of the lab `double`."""
    answer = (
        "def double(x):\n    ### BEGIN SOLUTION\n"
        "    secret_answer = 2 * x\n    return secret_answer\n    ### END SOLUTION"
    )
    hidden = (
        "# double gives the right value\n### BEGIN HIDDEN TESTS\n"
        "assert double(21) == 42, 'secret'\n### END HIDDEN TESTS"
    )
    cells = [
        cell("# Doubling", kind="markdown"),
        cell("start = 1", "setup"),
        cell(answer, "double", solution=True),
        cell("assert double(1) == 2", "double_check", points=0),
        cell(hidden, "double_values", points=3),
        cell(
            "# double takes lists\n### BEGIN HIDDEN TESTS\n"
            "assert double([1]) == [1, 1]\n### END HIDDEN TESTS",
            "double_lists",
            points=1,
        ),
        cell("Because.", "double_why", kind="markdown", points=2, solution=True),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return notebook


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory):
    """Return a new gradebook; nbgrader takes seconds to make one."""
    root = tmp_path_factory.mktemp("gradebook")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    course = Course(root, root, f"sqlite:///{root}/gradebook.db")
    with gradebook.connect(course):
        pass
    return root / "gradebook.db"


@pytest.fixture
def course(tmp_path, empty_gradebook):
    """Return a course of its own with the lab `double`, released."""
    root = tmp_path / "course"
    source = root / "solutions" / LAB / f"{LAB}.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(source_notebook(), source)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    course = Course.find(root)
    release.write(course, release.make(course, LAB))
    shutil.copy(empty_gradebook, course.grading)
    return course


@pytest.fixture
def lab(course):
    """Return the lab `double`."""
    return Lab.load(course, LAB)


@pytest.fixture
def released(course):
    """Return the notebook that students of `double` get."""
    return nbformat.read(course.notebooks / LAB / f"{LAB}.ipynb", as_version=4)


def answer(notebook, source, why="I think so."):
    """Write answers into a released notebook and return it."""
    for made in notebook.cells:
        name = made.metadata.get("nbgrader", {}).get("grade_id")
        made.source = {"double": source, "double_why": why}.get(name, made.source)
    return notebook


RIGHT = "def double(x):\n    return 2 * x"
WRONG = "def double(x):\n    return x * x"


@pytest.fixture
def hand_in(course):
    """Return a function that writes one student's submission and gives its path."""

    def write(student, notebook):
        path = course.submitted / student / LAB / f"{LAB}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = notebook if isinstance(notebook, str) else json.dumps(notebook)
        path.write_text(text, encoding="utf-8")
        return path

    return write


class InProcess:
    """The smallest executor: runs cells by `exec`, for tests of what surrounds it."""

    name = "in process"

    def __init__(self):
        self.ran = 0

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass

    def run(self, notebook, hidden):
        self.ran += 1
        names = {}
        runs = {c.id: _run(c, names) for c in notebook.cells if c.cell_type == "code"}
        return Execution(notebook, runs)


def _run(made, names):
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(made.source, names)
    except BaseException as error:
        return CellRun(Status.RAISED, type(error).__name__, str(error))
    return CellRun(Status.DONE)


@pytest.fixture
def executor():
    """Return an executor that needs no kernel."""
    return InProcess()
