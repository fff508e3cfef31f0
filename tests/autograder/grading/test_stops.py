"""The first cell that stopped: found, named, and no more than that."""

import json

import nbformat
import pytest

from autograder.grading.grade import Task, grade
from autograder.grading.records import Outcome, Stop
from tests.autograder.double_lab import RIGHT, answer


@pytest.fixture
def graded(lab, released, executor):
    """Return a function that grades right work below a first cell of the student's."""

    def run(first, code=RIGHT):
        made = answer(nbformat.from_dict(released), code)
        made.cells.insert(0, nbformat.v4.new_code_cell(first))
        return grade(Task("ada", json.dumps(made).encode()), lab, executor).result

    return run


def test_a_missing_module_is_named_with_its_cell(graded):
    result = graded("# my modules\nimport no_such_module_here as m")

    line = "import no_such_module_here as m"
    assert result.stopped == Stop(1, line, "ModuleNotFoundError", "no_such_module_here")


def test_who_uses_what_the_cell_defines_is_counted(graded):
    needs = "def double(x):\n    return two * x"

    result = graded("1 / 0\ntwo = 2", needs)

    assert result.stopped == Stop(1, "1 / 0", "ZeroDivisionError")
    assert result.unexplained == 2


@pytest.mark.parametrize("first", ["x = 1", "raise NotImplementedError"])
def test_nothing_stopped_where_all_ran_or_is_not_written_yet(graded, first):
    assert graded(first).stopped is None


def test_a_check_that_finds_a_fault_has_not_stopped(graded):
    result = graded("x = 1", "def double(x):\n    return 0")

    assert result.stopped is None
    assert result.cells[0].outcome is Outcome.FAILED


def test_a_long_line_is_cut(graded):
    assert len(graded("1 / 0 " + "+ 1 " * 100).stopped.line) == 80
