from autograder.analysis.summary import Bar, bars, summarise
from autograder.grading.records import Outcome
from tests.autograder.double_results import graded


def test_bars_hold_every_score_and_full_marks_in_the_last():
    spread = bars([0, 0.5, 1, 4], 4)

    assert spread == (Bar(0, 1, 2), Bar(1, 2, 1), Bar(2, 3, 0), Bar(3, 4, 1))


def test_there_are_at_most_twelve_bars_and_the_last_ends_at_full_marks():
    spread = bars([37.0], 37)

    assert len(spread) <= 12
    assert spread[-1].high == 37
    assert spread[-1].students == 1


def test_extra_points_and_a_lab_without_points_still_have_a_bar():
    assert bars([9.0], 4)[-1].students == 1
    assert sum(bar.students for bar in bars([0.0], 0)) == 1


def test_a_refused_submission_counts_in_no_mean(lab):
    refused = graded(Outcome.REFUSED, "why", None, student="bob")

    summary = summarise([graded(Outcome.PASSED, score=3.0), refused], lab)

    assert (summary.submissions, summary.refused) == (2, 1)
    assert summary.mean == summary.median == 4


def test_who_needs_a_look_comes_in_order_of_urgency(lab):
    results = [
        graded(Outcome.PASSED, student="ada", notes=("edited",)),
        graded(Outcome.REFUSED, "no JSON", None, student="bob"),
        graded(Outcome.FAULT, "OSError", None, student="cyd"),
        graded(Outcome.LIMIT, "a generator cannot be handed over", 0.0, student="dan"),
    ]

    kinds = [look.kind for look in summarise(results, lab).looks]

    assert kinds == ["limit of the grader", "grader failed", "not graded", "edited"]
