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


MEASURED = """
from gradlab.standin import measured
labels = np.array([1, 0])
loss, slopes, answers = measured(log_loss, [0.5, 0.25], labels)
assert (loss, slopes, answers) == (0.0, [0.0, 0.0], [0.5, 0.25])
assert labels.tolist() == [1, 0]
"""
OWN_VALUE = """
class Value:
    def __init__(self, data):
        self.data, self.grad = data, 0.0

    def backward(self):
        pass
"""
NO_VALUE = """
def pretended(loss, shares, labels):
    return 0.0, [0.0, 0.0], shares

def log_loss(answers, labels):
    return 0.0
"""


@pytest.mark.parametrize("before", ["", OWN_VALUE])
def test_a_loss_is_measured_with_the_class_that_its_notebook_has(before):
    run = judged(before, "return Value(0.0)" if before else "return answers[0] * 0.0")

    assert (run.status, run.message) == (Status.DONE, "")


def test_a_loss_that_changes_its_labels_is_seen():
    run = judged(OWN_VALUE, "labels[:] = 0\n    return Value(0.0)")

    assert run.exception == "AssertionError"


def judged(before, body):
    with running(f"{before}\ndef log_loss(answers, labels):\n    {body}") as student:
        return run_test(MEASURED, student)


@pytest.mark.parametrize(
    "instead",
    [
        "measured = pretended",
        "import gradlab.standin\ngradlab.standin.measured = pretended",
        "from gradlab.standin import measured\nmeasured.register(object, pretended)",
    ],
)
def test_another_measuring_of_the_students_is_not_asked(instead):
    with running(NO_VALUE + instead) as student:
        run = run_test(MEASURED, student)

    assert run.exception == "ValueError"  # "no Value" is no three things
