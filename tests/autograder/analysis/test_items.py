import numpy as np
import pytest

from autograder.analysis.items import item_rest_correlation, items
from autograder.grading.records import Outcome
from tests.autograder.double_results import graded


def test_an_item_is_correlated_with_everything_but_itself():
    scores = np.array([0.0, 1.0, 1.0, 0.0, 1.0])
    rest = np.array([1.0, 4.0, 2.0, 2.0, 3.0])

    r = item_rest_correlation(scores, scores + rest)

    assert r == pytest.approx(np.corrcoef(scores, rest)[0, 1])


def test_the_correlation_of_a_passed_or_failed_test_is_the_point_biserial():
    passed = np.array([1.0, 1.0, 0.0, 0.0])
    rest = np.array([5.0, 3.0, 2.0, 2.0])

    r = item_rest_correlation(passed, passed + rest)

    p = passed.mean()
    gap = rest[passed == 1].mean() - rest[passed == 0].mean()
    assert r == pytest.approx(gap / rest.std() * np.sqrt(p * (1 - p)))


@pytest.mark.parametrize(
    ("scores", "totals"),
    [([], []), ([0, 1], [1, 3]), ([1, 1, 1], [2, 3, 4]), ([0, 1, 0], [2, 3, 2])],
)
def test_the_correlation_is_not_defined_without_three_students_who_differ(
    scores, totals
):
    assert item_rest_correlation(np.array(scores), np.array(totals)) is None


def test_difficulty_is_the_share_of_the_points_that_were_earned(lab):
    results = [
        graded(Outcome.PASSED, score=3.0),
        graded(Outcome.FAILED, score=1.5, lists=0.0),
    ]

    (exercise,) = items(results, lab)

    assert exercise.name == "double"
    assert exercise.difficulty == pytest.approx(5.5 / 8)
    assert [test.difficulty for test in exercise.tests] == [0.75, 0.5]
    assert [test.passed for test in exercise.tests] == [1, 1]


def test_a_class_without_graded_work_has_no_difficulty(lab):
    (exercise,) = items([], lab)

    assert exercise.difficulty is None
    assert exercise.taken == 0
