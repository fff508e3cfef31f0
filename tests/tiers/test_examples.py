"""The example class gets its deserved marks, and the same in both tiers."""

from dataclasses import replace

import pytest

from autograder import demo
from autograder.grading.grade import Task
from tests.tiers.course import COURSE, load

CLASS = demo.examples()


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return the course with the example class's submissions."""
    made = replace(COURSE, grading=tmp_path_factory.mktemp("grading"))
    demo.hand_in(made, CLASS)
    return made


@pytest.mark.parametrize("example", CLASS, ids=lambda e: f"{e.lab} {e.student}")
def test_an_example_gets_its_deserved_marks_in_both_tiers(example, course, result):
    lab = load(example.lab)
    folder = course.submitted / example.student / example.lab

    graded = result(Task.read(folder, example.student, lab), lab)

    assert demo.judge(example, graded).fits
