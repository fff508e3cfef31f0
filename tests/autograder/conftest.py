"""A small course to grade: one lab, `double`, with its solution and tests."""

import json
import shutil

import nbformat
import pytest

from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.course import release
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.gradebook import database as gradebook
from tests.autograder.double_lab import LAB, RIGHT, answer, source_notebook
from tests.autograder.in_process import InProcess
from tests.repository import REPOSITORY


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


@pytest.fixture
def answer_in_words(course, lab, hand_in, released, executor):
    """Return a function that grades a class who wrote these texts, by student."""

    def grade(texts):
        for student, why in texts.items():
            hand_in(student, answer(released, RIGHT, why=why))
        batch = Batch(course, lab, course.submitted, threads(executor))
        batch.run(batch.due())
        return batch

    return grade


@pytest.fixture
def executor():
    """Return an executor that needs no kernel."""
    return InProcess()
