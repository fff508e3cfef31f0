from datetime import datetime

import pytest

from autograder.course.course import Course
from autograder.errors import GradebookError
from autograder.gradebook.database import connect
from autograder.gradebook.lab_rows import open_gradebook
from autograder.gradebook.manual_marks import Mark, Marks, marked, read_marks
from autograder.grading.records import Outcome
from tests.autograder.double_lab import LAB
from tests.autograder.double_results import graded


@pytest.fixture
def enter(course, lab):
    """Return a function that marks ada's written answer as Formgrader would."""
    with open_gradebook(course, lab) as gradebook:
        gradebook.record(graded(Outcome.PASSED, score=3.0), None)

    def write(score, comment=None, extra=None):
        with connect(course) as book:
            grade = book.find_grade("double_why", LAB, LAB, "ada")
            grade.manual_score, grade.extra_credit = score, extra
            said = book.find_comment("double_why", LAB, LAB, "ada")
            said.manual_comment = comment
            book.db.commit()

    return write


def test_points_and_comment_are_read_as_formgrader_wrote_them(course, enter):
    enter(1.5, "Good.", extra=0.5)

    marks = read_marks(course, LAB)

    assert marks["ada"] == Marks({"double_why": Mark(1.5, 0.5, "Good.")})


def test_a_comment_alone_is_no_mark(course, enter):
    enter(None, "Good.")

    marks = read_marks(course, LAB)
    (result,) = marked([graded(Outcome.PASSED, score=3.0)], marks)

    assert marks["ada"].comment("double_why") == "Good."
    assert result.waiting == 2


def test_points_by_hand_count_instead_of_those_of_a_test():
    marks = {"ada": Marks({"double_values": Mark(2.0, 0.5), "double_why": Mark(0.0)})}

    (result,) = marked([graded(Outcome.FAILED)], marks)

    assert result.score == 3.5
    assert result.waiting == 0


def test_a_lab_that_nobody_marked_has_no_marks(course):
    assert read_marks(course, LAB) == {}


def test_a_late_penalty_follows_the_marks(course, enter):
    rule = 'c.AssignLatePenalties.plugin_class = "autograder.plugins.late.PlainRule"'
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f'\n{rule}\nc.PlainRule.per_day = "10%"\n')
    fresh = Course.find(course.root)
    with connect(fresh) as book:
        book.find_assignment(LAB).duedate = datetime(2026, 1, 1)
        book.find_submission(LAB, "ada").timestamp = datetime(2026, 1, 1, 1)
        book.db.commit()

    enter(2.0)  # 4 points of tests, 2 by hand

    assert read_marks(fresh, LAB)["ada"].late_penalty == pytest.approx(0.6)


def test_a_damaged_gradebook_is_called_so(course):
    (course.grading / "gradebook.db").write_text("no database")

    with pytest.raises(GradebookError, match=r"gradebook damaged: .* put a copy back"):
        read_marks(course, LAB)
