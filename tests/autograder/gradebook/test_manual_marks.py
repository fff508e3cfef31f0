"""What a person enters in Formgrader stays, whatever is graded again."""

import pytest

from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.gradebook.database import connect
from tests.autograder.double_lab import LAB, RIGHT, WRONG, answer


@pytest.fixture
def marked(course, lab, hand_in, released, executor):
    """Grade ada and bob; give ada marks and comments as Formgrader stores them."""
    hand_in("ada", answer(released, WRONG))
    hand_in("bob", answer(released, RIGHT))
    batch = Batch(course, lab, course.submitted, threads(executor))
    batch.run(batch.due())
    with connect(course) as gradebook:
        gradebook.find_grade("double_why", LAB, LAB, "ada").manual_score = 1.5
        gradebook.find_grade("double_values", LAB, LAB, "ada").extra_credit = 0.5
        gradebook.find_comment("double", LAB, LAB, "ada").manual_comment = "Nearly."
        gradebook.find_comment("double_why", LAB, LAB, "ada").manual_comment = "Good."
        gradebook.db.commit()
    return batch


def entered(course):
    """Return what a person entered for ada."""
    with connect(course) as gradebook:
        notebook = gradebook.find_submission_notebook(LAB, LAB, "ada")
        grades = {g.name: (g.manual_score, g.extra_credit) for g in notebook.grades}
        comments = {c.name: c.manual_comment for c in notebook.comments}
    why, values = grades["double_why"], grades["double_values"]
    return why[0], values[1], comments["double"], comments["double_why"]


ENTERED = (1.5, 0.5, "Nearly.", "Good.")


def test_marks_and_comments_survive_a_regrade(course, marked):
    marked.run(marked.due(force=True))

    assert entered(course) == ENTERED


def test_marks_and_comments_survive_new_work(course, marked, hand_in, released):
    hand_in("ada", answer(released, RIGHT, why="Now I know."))

    marked.run(marked.due())

    assert entered(course) == ENTERED


def test_marks_and_comments_survive_work_that_cannot_be_graded(course, marked, hand_in):
    hand_in("ada", "broken")
    marked.run(marked.due())

    assert entered(course) == ENTERED


def test_one_student_graded_alone_leaves_the_others(course, marked, hand_in, released):
    hand_in("bob", answer(released, WRONG))

    marked.run(marked.due(only=["bob"]))
    results = marked.known()

    assert {result.student: result.score for result in results} == {"ada": 0, "bob": 0}
    assert entered(course) == ENTERED
