import re
from dataclasses import replace

import pytest

from autograder import pages
from autograder.gradebook.manual_marks import Mark, Marks
from autograder.grading.records import Outcome, Stop
from gradlab.check import CheckFailed
from gradlab.words.mistakes import Mistake
from tests.autograder.double_lab import LAB
from tests.autograder.double_results import graded
from tests.autograder.pages.page_text import text


def test_feedback_names_each_test_in_the_words_of_its_first_line(lab):
    page = text(pages.feedback(graded(Outcome.PASSED, score=3.0), lab))

    assert "double gives the right value 3 of 3 ✓ passed" in page
    assert "4 of 6 points, and 2 more wait for a person" in page


def test_feedback_names_a_known_mistake(lab):
    message = str(CheckFailed(Mistake.RETURNED_LIST, "double(21) returned [42]"))

    page = text(pages.feedback(graded(Outcome.FAILED, message), lab))

    assert "You returned a list" in page
    assert "The function was given single numbers" in page


@pytest.mark.parametrize(
    ("outcome", "message"),
    [
        (Outcome.FAILED, f"{Mistake.WRONG_VALUE.value}\n  double(4711) returned 8"),
        (Outcome.FAILED, "AssertionError: double(4711) == 9422"),
        (Outcome.ERRORED, "ValueError: x was 4711"),
        (Outcome.ERRORED, "X4711: smuggled in a class name"),
        (Outcome.TIMEOUT, "4711"),
    ],
)
def test_feedback_shows_nothing_of_a_hidden_test(lab, outcome, message):
    page = pages.feedback(graded(outcome, message), lab)

    assert "4711" not in page
    assert "assert" not in page


def test_feedback_says_which_builtin_exception_was_raised(lab):
    page = text(pages.feedback(graded(Outcome.ERRORED, "OverflowError: x"), lab))

    assert "Your code raised OverflowError. A function of math overflowed" in page


def test_feedback_points_to_the_section_where_points_were_lost(lab):
    page = text(pages.feedback(graded(Outcome.FAILED), lab))

    assert "Where to look: “Doubling” in the lab" in page


def test_feedback_without_a_loss_points_nowhere(lab):
    page = text(pages.feedback(graded(Outcome.PASSED, score=3.0), lab))

    assert "Where to look" not in page


def test_feedback_shows_what_a_person_entered(lab):
    marks = Marks({"double_why": Mark(1.5, comment="Nearly: say why it halts.")})

    page = text(pages.feedback(graded(Outcome.PASSED, score=3.0), lab, marks))

    assert "5.5 of 6 points" in page
    assert "Nearly: say why it halts." in page
    assert "wait" not in page


def test_feedback_takes_a_late_penalty_off_but_not_below_zero(lab):
    marks = Marks(late_penalty=9.0)

    page = text(pages.feedback(graded(Outcome.PASSED, score=3.0), lab, marks))

    assert "0 of 6 points" in page
    assert "9 points are already taken off" in page


def test_a_refused_submission_reads_the_reason(lab):
    message = "the file is not JSON: line 1"

    page = text(pages.feedback(graded(Outcome.REFUSED, message, None), lab))

    assert "your notebook could not be graded" in page
    assert message in page


def test_a_fault_of_the_grader_is_not_shown_to_students(lab):
    message = "the grader failed: OSError: /srv/course/gradebook"

    page = pages.feedback(graded(Outcome.FAULT, message, None), lab)

    assert "/srv" not in page
    assert "The grader failed, not you" in page


def test_names_and_comments_are_escaped(lab):
    tag = "<script>alert(1)</script>"
    marks = Marks({"double_why": Mark(comment=tag)})

    assert "<script>" not in pages.feedback(
        graded(Outcome.PASSED, student=tag), lab, marks
    )


def test_a_page_lies_where_nbgrader_releases_it_with_the_submissions_secret(
    course, lab, hand_in
):
    handed_in = hand_in("ada", "{}").parent
    (handed_in / "timestamp.txt").write_text("2026-01-02 03:04:05 UTC")
    (handed_in / "submission_secret.txt").write_text("ada's")

    pages.write_feedback(course, lab, [graded(Outcome.PASSED, score=3.0)], {})

    folder = course.feedback / "ada" / LAB
    assert (folder / f"{LAB}.html").is_file()
    assert (folder / "submission_secret.txt").read_text() == "ada's"
    assert (folder / "timestamp.txt").read_text() == "2026-01-02 03:04:05 UTC"


def test_a_secret_that_is_a_link_is_not_followed(course, lab, hand_in, tmp_path):
    (tmp_path / "private").write_text("private")
    handed_in = hand_in("ada", "{}").parent
    (handed_in / "submission_secret.txt").symlink_to(tmp_path / "private")

    pages.write_feedback(course, lab, [graded(Outcome.PASSED, score=3.0)], {})

    secret = course.feedback / "ada" / LAB / "submission_secret.txt"
    assert "private" not in secret.read_text()


def test_a_secret_that_was_made_up_stays_the_same(course, lab):
    secret = course.feedback / "ada" / LAB / "submission_secret.txt"
    results = [graded(Outcome.PASSED, score=3.0)]

    pages.write_feedback(course, lab, results, {})
    first = secret.read_text()
    pages.write_feedback(course, lab, results, {})

    assert len(first) == 128
    assert secret.read_text() == first


def test_a_mistake_has_no_number_that_a_page_could_give_away():
    assert not [m for m in Mistake if re.search(r"\d", m.value)]


def test_a_page_greets_by_name_under_the_labs_title(lab):
    named = Marks(name="Ada Lovelace")

    page = text(pages.feedback(graded(Outcome.PASSED, score=3.0), lab, named))

    assert page.startswith("Doubling: Ada Lovelace Doubling Ada Lovelace: 4 of 6")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_no_outcome_is_told_in_the_graders_own_word(lab, outcome):
    page = text(pages.feedback(graded(outcome, "x", None), lab))

    assert not re.search(r"\b(errored|manual|timeout|refused|fault)\b", page)


def test_what_stopped_first_stands_above_all_it_explains(lab):
    stop = Stop(2, "import seaborn as sns", "ModuleNotFoundError", "seaborn")
    lost = graded(Outcome.ERRORED, "NameError: name 'sns' is not defined")

    page = text(pages.feedback(replace(lost, stopped=stop), lab))

    assert "Your cell of code number 2, import seaborn as sns , stopped: the" in page
    assert "1 of the tests below met a name that is not defined" in page
    assert "mend the cell that stopped first" in page


def test_a_cell_that_explains_nothing_is_not_named(lab):
    stop = Stop(2, "1 / 0", "ZeroDivisionError")

    page = text(pages.feedback(replace(graded(Outcome.FAILED), stopped=stop), lab))

    assert "Mend this first" not in page
