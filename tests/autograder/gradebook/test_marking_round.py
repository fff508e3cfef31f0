"""Written answers are marked in groups, as Formgrader would mark each."""

import nbformat
import pytest

from autograder.errors import UsageError
from autograder.gradebook.database import connect
from autograder.gradebook.marking_round import MarkingRound
from autograder.gradebook.members import leave
from autograder.gradebook.totals import read_totals
from autograder.gradebook.written import read_questions
from tests.autograder.double_lab import LAB

WHY = {
    "ada": "Twice is the addition of x and x.",
    "bob": "twice is  the ADDITION of x and x.",
    "cyd": "Twice is the additoin of x and x.",
    "dan": "Twice is not the addition of x and x.",
    "eve": "I think so.",
}


@pytest.fixture
def handed_in(answer_in_words):
    """Grade a class of five who answered in words."""
    return answer_in_words(WHY)


@pytest.fixture
def marking(course, handed_in):
    return MarkingRound(course, LAB)


def kept(course, student):
    """Return what nbgrader says: points, comment, whether it waits."""
    with connect(course) as gradebook:
        grade = gradebook.find_grade("double_why", LAB, LAB, student)
        comment = gradebook.find_comment("double_why", LAB, LAB, student)
        return grade.manual_score, comment.manual_comment, grade.needs_manual_grade


def in_formgrader(course, student, points, comment=None):
    """Enter what Formgrader's own handlers enter."""
    with connect(course) as gradebook:
        grade = gradebook.find_grade("double_why", LAB, LAB, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        if comment is not None:
            found = gradebook.find_comment("double_why", LAB, LAB, student)
            found.manual_comment = comment
        gradebook.db.commit()


def students(group):
    return {answer.student for answer in group.answers}


def test_one_decision_marks_every_answer_that_is_alike(course, marking):
    assert students(marking.current) == {"ada", "bob", "cyd"}

    said = marking.decide("1,5", "Why?")

    assert said == ""
    assert {kept(course, one) for one in ("ada", "bob", "cyd")} == {
        (1.5, "Why?", False)
    }
    assert kept(course, "dan") == (None, None, True)
    assert marking.counts() == (3, 5)


def test_the_marks_count_in_the_totals(course, marking):
    marking.decide(2)

    with connect(course) as gradebook:
        totals = {one.student: one for one in read_totals(gradebook, LAB)}
    assert totals["ada"].points == totals["dan"].points + 2
    assert (totals["ada"].unmarked, totals["dan"].unmarked) == (0, 1)


def test_undo_gives_back_what_was_there_and_goes_back(course, marking):
    first = marking.current
    marking.decide(2, "Good.")

    assert marking.undo() == ""

    assert marking.current == first
    assert kept(course, "ada") == (None, None, True)
    with pytest.raises(UsageError, match="nothing to undo"):
        marking.undo()


def test_a_mark_given_in_formgrader_meanwhile_stays(course, marking):
    in_formgrader(course, "bob", 0.5, "Mine.")

    said = marking.decide(2)

    assert said == "1 marked elsewhere meanwhile: left as they are"
    assert kept(course, "bob") == (0.5, "Mine.", False)
    assert kept(course, "ada") == (2, None, False)


def test_undo_leaves_what_was_changed_in_formgrader_meanwhile(course, marking):
    marking.decide(2)
    in_formgrader(course, "bob", 0.5)

    assert marking.undo() == "1 marked elsewhere meanwhile: left as they are"
    assert kept(course, "bob") == (0.5, None, False)
    assert kept(course, "ada") == (None, None, True)


def test_what_formgrader_marked_before_is_asked_only_again(course, handed_in):
    in_formgrader(course, "dan", 1, "Not so.")

    assert all(
        "dan" not in students(g) for g in MarkingRound(course, LAB).groups["double_why"]
    )
    again = MarkingRound(course, LAB, again=True)
    (group,) = [g for g in again.groups["double_why"] if "dan" in students(g)]
    assert (group.given.points, group.given.comment) == (1, "Not so.")
    assert again.comments() == ["Not so."]


def test_a_regrade_asks_for_another_look_at_a_mark(course, handed_in, marking):
    marking.decide(2, "Good.")
    handed_in.run(handed_in.due(force=True))

    again = MarkingRound(course, LAB)

    assert students(again.current) == {"ada", "bob", "cyd"}
    assert (again.current.given.points, again.current.given.comment) == (2, "Good.")
    again.decide(1, "Good.")
    assert kept(course, "ada") == (1, "Good.", False)


@pytest.mark.parametrize("points", ["", "x", "-1", "2.5", "nan", "inf"])
def test_points_that_cannot_be_given_change_nothing(course, marking, points):
    with pytest.raises(UsageError, match="expected 0 to 2 points"):
        marking.decide(points)

    assert marking.counts() == (0, 5)
    assert kept(course, "ada") == (None, None, True)


def test_a_group_taken_apart_has_a_wording_each(course, marking):
    marking.take_apart()

    assert students(marking.current) == {"ada", "bob"}
    marking.decide(2)
    assert students(marking.current) == {"cyd"}
    assert kept(course, "cyd") == (None, None, True)
    with pytest.raises(UsageError, match="several wordings"):
        marking.take_apart()


def test_undo_finds_its_group_after_another_was_taken_apart(course, marking):
    marking.move(1)
    marking.decide(1)
    undone = students(marking.current)
    marking.move(-2)
    marking.take_apart()

    marking.undo()

    assert students(marking.current).isdisjoint({"ada", "bob", "cyd"})
    assert students(marking.current) != undone


def test_what_was_skipped_comes_again_at_the_end(marking):
    marking.move(1)
    marking.decide(1)
    marking.decide(0)

    assert students(marking.current) == {"ada", "bob", "cyd"}
    marking.decide(2)
    assert marking.current is None
    assert marking.left() == 0
    with pytest.raises(UsageError, match="no answer is left"):
        marking.decide(2)


def test_lines_of_comments_are_offered_the_commonest_first(marking):
    marking.decide(1, "Show it.")
    marking.decide(1, "A number is missing.\nShow it.")

    assert marking.comments() == ["Show it.", "A number is missing."]


def test_a_question_has_its_text_and_the_rubric_of_its_model_answer(course):
    path = course.source(LAB)
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].source = "Because.\n\n**Rubric.** 2: says why."
    nbformat.write(notebook, path)

    (question,) = read_questions(course, LAB)

    assert (question.model_answer, question.rubric) == (
        "Because.",
        "**Rubric.** 2: says why.",
    )
    assert (question.asked, question.max_score) == ("# Doubling", 2)
    assert question.title == "Doubling"


def test_an_answer_without_a_graded_copy_is_named(course, handed_in):
    (course.autograded / "eve" / LAB / f"{LAB}.ipynb").unlink()

    marking = MarkingRound(course, LAB)

    assert marking.notes == [f"eve: no graded copy; run autograder grade {LAB}"]
    assert marking.counts() == (0, 4)


def test_nobody_is_asked_to_mark_who_has_left(course, handed_in):
    leave(course, ["ada", "eve"])

    marking = MarkingRound(course, LAB)

    assert students(marking.current) == {"bob", "cyd"}
    assert marking.counts() == (0, 3)


def test_a_question_that_is_not_there_is_refused(course, handed_in):
    with pytest.raises(UsageError, match="there are: double_why"):
        MarkingRound(course, LAB, "why")
