import re

import pytest

from autograder import pages
from autograder.records import CellResult, Outcome, SubmissionResult
from gradlab.check import CheckFailed
from gradlab.check.mistakes import Mistake

from .conftest import LAB


def graded(outcome, message="", score=0.0, student="ada"):
    cells = (
        CellResult("double_check", 0.0, 0.0, Outcome.PASSED),
        CellResult("double_values", score, 3.0, outcome, 0.1, message),
        CellResult("double_lists", 1.0, 1.0, Outcome.PASSED),
        CellResult("double_why", None, 2.0, Outcome.MANUAL),
    )
    return SubmissionResult(student, LAB, "digest", "kernel", cells)


def text(page):
    """Return the words of a page, without markup."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", body).split())


def test_feedback_names_each_test_in_the_words_of_its_first_line(lab):
    page = text(pages.feedback(graded(Outcome.PASSED, score=3.0), lab))

    assert "double gives the right value 3 of 3 ✓ passed" in page
    assert "4 of 6 points, and 2 more wait for a person" in page


def test_feedback_names_a_known_mistake(lab):
    message = str(CheckFailed(Mistake.RETURNED_LIST, "double(21) returned [42]"))

    page = text(pages.feedback(graded(Outcome.FAILED, message), lab))

    assert "You returned a list" in page


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

    assert "Your code raised OverflowError." in page


def test_a_refused_submission_reads_the_reason(lab):
    message = "the file is not JSON: line 1"

    page = text(pages.feedback(graded(Outcome.REFUSED, message, None), lab))

    assert "your notebook could not be graded" in page
    assert message in page


def test_a_fault_of_the_grader_is_not_shown_to_students(lab):
    message = "the grader failed: OSError: /srv/course/gradebook"

    assert "/srv" not in pages.feedback(graded(Outcome.REFUSED, message, None), lab)


def test_names_are_escaped(lab):
    result = graded(Outcome.PASSED, student="<script>alert(1)</script>")

    assert "<script>" not in pages.feedback(result, lab)
    assert "<script>" not in pages.report([result], lab)


def test_a_report_counts_what_was_passed_and_which_mistakes_were_made(lab):
    message = str(CheckFailed(Mistake.SUM_NOT_MEAN))
    results = [
        graded(Outcome.PASSED, score=3.0, student="ada"),
        graded(Outcome.FAILED, message, student="bob"),
        graded(Outcome.FAILED, message, student="cyd"),
    ]

    page = text(pages.report(results, lab))

    assert "double_values double gives the right value 1 of 3" in page
    assert f"2 of 3: {Mistake.SUM_NOT_MEAN.value}" in page
    assert "Median 1 of 4 points that tests give" in page


def test_a_report_on_refused_submissions_alone_has_no_median(lab):
    page = text(pages.report([graded(Outcome.REFUSED, "why", None)], lab))

    assert "1 submissions, 1 of them could not be graded" in page


def test_a_mistake_has_no_number_that_a_page_could_give_away():
    assert not [m for m in Mistake if re.search(r"\d", m.value)]
