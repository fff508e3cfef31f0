"""Reading what a student's function draws, where the figure is."""

import pytest

from autograder.execution.interface import Status
from autograder.execution.isolated.test_run import run_test
from tests.autograder.execution.boundary.across import running

TEST = """
from gradlab.report import drawing
seen = drawing(plot)
assert [line.tolist() for line in seen["lines"]] == [[[1, 2, 3], [4, 5, 6]]]
assert seen["xlabel"] == "x"
"""
DRAWN = """
def plot(ax):
    ax.plot([1, 2, 3], [4, 5, 6])
    ax.set_xlabel("x")
"""
PRETENDED = """
def pretended(plot):
    return {"lines": [np.array([[1, 2, 3], [4, 5, 6]])], "xlabel": "x"}

def plot(ax):
    pass
"""


def ended(source):
    with running(source) as student:
        return run_test(TEST, student)


def test_what_a_function_draws_in_its_own_process_is_read():
    run = ended(DRAWN)

    assert (run.status, run.message) == (Status.DONE, "")


def test_what_a_function_raises_while_it_draws_is_told():
    run = ended("def plot(ax):\n    ax.ploot([1, 2])")

    assert run.exception == "AnswerRaised"
    assert run.message.startswith("Axes have no such method")


@pytest.mark.parametrize(
    "instead",
    [
        "drawing = pretended",
        "import gradlab.report\ngradlab.report.drawing = pretended",
        "from gradlab.report import drawings\ndrawings.drawing = pretended",
        "from gradlab.report import drawing\ndrawing.register(object, pretended)",
        "from gradlab.report import drawing\ndrawing.register(type(plot), pretended)",
    ],
)
def test_another_drawing_of_the_students_is_not_asked(instead):
    run = ended(PRETENDED + instead)

    assert run.exception == "AssertionError"
