import pytest

from autograder.gradebook import connect, open_gradebook
from autograder.marks import Mark, Marks, marked, read_marks
from autograder.records import Outcome

from .conftest import LAB
from .pages.conftest import graded


@pytest.fixture
def enter(course, lab):
    """Return a function that marks ada's written answer as Formgrader would."""
    with open_gradebook(course, lab) as gradebook:
        gradebook.record(graded(Outcome.PASSED, score=3.0), None)

    def write(score, comment=None, extra=None, penalty=None):
        with connect(course) as book:
            grade = book.find_grade("double_why", LAB, LAB, "ada")
            grade.manual_score, grade.extra_credit = score, extra
            said = book.find_comment("double_why", LAB, LAB, "ada")
            said.manual_comment = comment
            notebook = book.find_submission_notebook(LAB, LAB, "ada")
            notebook.late_submission_penalty = penalty
            book.db.commit()

    return write


def test_points_comment_and_penalty_are_read_as_formgrader_wrote_them(course, enter):
    enter(1.5, "Good.", extra=0.5, penalty=2)

    marks = read_marks(course, LAB)

    assert marks["ada"] == Marks({"double_why": Mark(1.5, 0.5, "Good.")}, 2.0)


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
