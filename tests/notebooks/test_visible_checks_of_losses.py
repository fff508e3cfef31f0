"""The visible checks of labs 03 and 05, tried on the same answers as its hidden tests."""

import numpy as np
import pytest
from known import COURSE, answer  # the file beside this one

from autograder.course.audit import hidden_tests
from autograder.course.lab import Lab
from gradlab import check
from gradlab.check import CheckFailed, Mistake

PROBABILITIES = "cross_entropy_from_probabilities"
FUNCTIONS = [
    "one_hot",
    PROBABILITIES,
    "cross_entropy_loss",
    "mean_squared_error",
    "sum_squared_error",
    "binary_cross_entropy",
]


#: What a value says in the visible check and, from other inputs, in the hidden test.
NAMED = [
    ("one_hot", "labels_from_one", Mistake.COUNTED_FROM_ONE),
    ("one_hot", "transposed", Mistake.TRANSPOSED),
    (PROBABILITIES, "sum_over_the_batch", Mistake.SUM_NOT_MEAN),
    (PROBABILITIES, "mean_over_all_entries", Mistake.MEAN_OVER_ENTRIES),
    (PROBABILITIES, "no_minus", Mistake.SIGN_OF_LOSS),
    (PROBABILITIES, "logarithm_to_base_two", Mistake.LOG_OF_ANOTHER_BASE),
    (PROBABILITIES, "one_loss_per_example", Mistake.ONE_PER_EXAMPLE),
    (PROBABILITIES, "most_probable_class", Mistake.PREDICTED_CLASS_NOT_LABEL),
    (PROBABILITIES, "labels_from_one", Mistake.COUNTED_FROM_ONE),
    (PROBABILITIES, "rows_not_paired_with_labels", Mistake.LABELS_NOT_PAIRED),
    (PROBABILITIES, "all_classes", Mistake.ALL_CLASSES),
    (PROBABILITIES, "no_logarithm", Mistake.NO_LOGARITHM),
    (PROBABILITIES, "softmax_first", Mistake.ALREADY_PROBABILITIES),
    ("cross_entropy_loss", "sum_over_the_batch", Mistake.SUM_NOT_MEAN),
    ("cross_entropy_loss", "mean_over_all_entries", Mistake.MEAN_OVER_ENTRIES),
    ("cross_entropy_loss", "no_minus", Mistake.SIGN_OF_LOSS),
    ("cross_entropy_loss", "logarithm_to_base_two", Mistake.LOG_OF_ANOTHER_BASE),
    ("cross_entropy_loss", "one_loss_per_example", Mistake.ONE_PER_EXAMPLE),
    (
        "cross_entropy_loss",
        "scores_taken_for_probabilities",
        Mistake.SCORES_TAKEN_FOR_PROBABILITIES,
    ),
    ("cross_entropy_loss", "not_normalised", Mistake.NOT_NORMALISED),
    ("cross_entropy_loss", "predicted_class", Mistake.PREDICTED_CLASS_NOT_LABEL),
    ("cross_entropy_loss", "softmax_twice", Mistake.SOFTMAX_TWICE),
    ("cross_entropy_loss", "labels_from_one", Mistake.COUNTED_FROM_ONE),
    ("cross_entropy_loss", "softmax_down_the_columns", Mistake.OVER_COLUMNS),
    ("cross_entropy_loss", "one_sum_for_the_whole_batch", Mistake.SHARED_SUM),
    ("cross_entropy_loss", "rows_not_paired_with_labels", Mistake.LABELS_NOT_PAIRED),
    ("cross_entropy_loss", "all_classes", Mistake.ALL_CLASSES),
    ("cross_entropy_loss", "no_logarithm", Mistake.NO_LOGARITHM),
    ("mean_squared_error", "sum_of_squares", Mistake.SUM_NOT_MEAN),
    ("mean_squared_error", "half_of_the_mean", Mistake.HALF_TOO_MUCH),
    ("mean_squared_error", "divided_by_the_rows", Mistake.MEAN_OVER_ROWS),
    ("mean_squared_error", "one_mean_per_row", Mistake.ONE_PER_EXAMPLE),
    ("mean_squared_error", "root_of_the_mean", Mistake.ROOT_TAKEN),
    ("mean_squared_error", "differences_without_square", Mistake.NOT_SQUARED),
    ("sum_squared_error", "whole_sum", Mistake.NO_HALF),
    ("sum_squared_error", "mean", Mistake.MEAN_NOT_SUM),
    ("sum_squared_error", "one_sum_per_row", Mistake.ONE_PER_EXAMPLE),
    ("sum_squared_error", "differences_without_square", Mistake.NOT_SQUARED),
    ("binary_cross_entropy", "sum_over_the_batch", Mistake.SUM_NOT_MEAN),
    ("binary_cross_entropy", "no_minus", Mistake.SIGN_OF_LOSS),
    ("binary_cross_entropy", "logarithm_to_base_two", Mistake.LOG_OF_ANOTHER_BASE),
    ("binary_cross_entropy", "one_loss_per_example", Mistake.ONE_PER_EXAMPLE),
    ("binary_cross_entropy", "only_yes_counted", Mistake.ONLY_YES_COUNTED),
    ("binary_cross_entropy", "arguments_swapped", Mistake.ARGUMENTS_SWAPPED),
]


@pytest.fixture(scope="module")
def hidden():
    """Return the source of each hidden test of both labs."""
    labs = [Lab.load(COURSE, lab) for lab in ("03_cross_entropy", "05_losses")]
    return {name: test for lab in labs for name, test in hidden_tests(lab).items()}


def named_by(act):
    with pytest.raises(CheckFailed, match=r".") as caught:
        act()
    return caught.value.mistake


@pytest.mark.parametrize(("function", "name", "mistake"), NAMED)
def test_a_telling_value_is_named_by_the_hidden_test(function, name, mistake, hidden):
    wrong = answer(function, name)
    values = hidden[f"{function}_values"]

    assert named_by(lambda: exec(values, {function: wrong})) is mistake


def test_an_exact_loss_passes_the_check_of_certain_answers(capsys):
    check.cross_entropy_loss_certain(answer("cross_entropy_loss", "logaddexp_reduced"))

    said = capsys.readouterr().out
    assert said == "cross_entropy_loss_certain: the check passes.\n"


@pytest.mark.parametrize("loss", [16.118095651, 27.6310211159, 690.7755278982, 36.04365339])
def test_a_loss_that_a_small_number_limits_is_known_as_capped(loss):
    assert check.capped(np.array(loss)) == loss


@pytest.mark.parametrize("loss", [800.0, 400.0, 1.31326, 0.0, np.inf])
def test_another_loss_is_not_taken_for_capped(loss):
    assert np.isnan(check.capped(np.array(loss)))


def test_a_loss_of_nan_is_not_told_to_be_capped():
    def of_scores(target, prediction):
        return -np.mean(np.log(prediction[np.arange(len(target)), target]))

    with pytest.raises(CheckFailed, match=Mistake.GAVE_NAN.value):
        check.cross_entropy_loss_certain(of_scores)


@pytest.mark.parametrize("name", [*FUNCTIONS, "cross_entropy_loss_certain"])
def test_a_loss_that_is_not_written_yet_says_so(name):
    def unwritten(first, second):
        raise NotImplementedError

    with pytest.raises(CheckFailed, match=r"^Write unwritten above"):
        getattr(check, name)(unwritten)
