"""Every lab passes under the engine that grades students."""

from pathlib import Path

import pytest

from tests import needs

from autograder.course.course import Course
from autograder.execution.isolated.executor import IsolatedExecutor
from autograder.errors import NoIsolation
from autograder.grading.grade import grade_notebook
from autograder.course.lab import Lab
from autograder.grading.records import Outcome

COURSE = Course.find(Path(__file__))

pytestmark = pytest.mark.kernel


@pytest.fixture(scope="module")
def executor():
    try:
        with IsolatedExecutor() as executor:
            yield executor
    except NoIsolation as reason:
        needs.missing("landlock", str(reason))


@pytest.mark.parametrize("name", COURSE.labs())
def test_the_reference_answers_get_every_point_that_tests_give(executor, name):
    lab = Lab.load(COURSE, name)

    result = grade_notebook(COURSE.source(name), "reference", lab, executor).result

    assert [
        cell
        for cell in result.cells
        if cell.outcome not in (Outcome.PASSED, Outcome.MANUAL)
    ] == []
    assert result.notes == ()


@pytest.mark.parametrize("name", COURSE.labs())
def test_a_lab_handed_in_as_it_came_gets_no_point(executor, name):
    lab = Lab.load(COURSE, name)
    released = COURSE.notebooks / name / f"{name}.ipynb"

    result = grade_notebook(released, "blank", lab, executor).result

    assert result.score == 0
    assert result.waiting == 0
