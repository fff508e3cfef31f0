"""Feedback by nbgrader's own command, as Formgrader's button runs it."""

import pytest

from autograder.gradebook.database import connect
from tests.autograder.double_lab import LAB, RIGHT, WRONG, answer
from tests.autograder.pages.page_text import text
from tests.autograder.plugins.test_autograde import run

pytestmark = pytest.mark.kernel


@pytest.fixture
def write(course, hand_in, released):
    """Return a function that hands in, grades by a command, and reads the page."""

    def work(code, *grade):
        hand_in("eve", answer(released, code))
        run(course, "nbgrader", "generate_assignment", LAB, "--force")
        graded = run(course, *grade)
        assert graded.returncode == 0, graded.stderr
        with connect(course) as book:
            book.find_comment("double_why", LAB, LAB, "eve").manual_comment = "Hm."
            book.db.commit()
        done = run(course, "nbgrader", "generate_feedback", LAB, "--force")
        assert done.returncode == 0, done.stderr
        return text((course.feedback / "eve" / LAB / f"{LAB}.html").read_text("utf-8"))

    return work


def test_generate_feedback_shows_no_hidden_test(write, course):
    page = write(WRONG, "nbgrader", "autograde", LAB)

    assert "0 of 6 points" in page
    assert "double gives the right value" in page
    assert "Hm." in page
    assert "secret" not in page
    assert "assert" not in page
    assert (course.feedback / "eve" / LAB / "submission_secret.txt").is_file()


def test_generate_feedback_knows_why_where_our_command_graded(write):
    page = write("def double(x):\n    raise KeyError", "autograder", "grade", LAB)

    assert "Your code raised KeyError." in page


def test_the_marks_are_those_of_the_last_grading(write, course):
    write(WRONG, "autograder", "grade", LAB)

    page = write(RIGHT, "nbgrader", "autograde", LAB, "--force")

    assert "4 of 6 points" in page
    assert "Where to look" not in page
