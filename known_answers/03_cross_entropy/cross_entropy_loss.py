"""Answers to `cross_entropy_loss`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses
from .cross_entropy_from_probabilities import picked
from .one_hot import marks

ALL = (*EVERYTHING, "certain")
WRONG_VALUES = ("values", "extremes", "quiet", "certain")
FAR = ("extremes", "quiet", "certain")


def softmax(X):
    powers = np.exp(X - X.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# right and unusual


@loses()
def logaddexp_reduced(target, prediction):
    sums = np.logaddexp.reduce(prediction, axis=1)
    return np.mean(sums - picked(target, prediction))


@loses()
def maximum_taken_out(target, prediction):
    m = prediction.max(axis=1)
    sums = m + np.log(np.sum(np.exp(prediction - m[:, None]), axis=1))
    return (sums - picked(target, prediction)).mean()


@loses()
def loop_with_math(target, prediction):
    losses = []
    for row, label in zip(prediction.tolist(), target, strict=True):
        m = max(row)
        total = math.fsum(math.exp(z - m) for z in row)
        losses.append(m + math.log(total) - row[label])
    return sum(losses) / len(losses)


@loses()
def take_along_axis(target, prediction):
    z = prediction - np.max(prediction, axis=1, keepdims=True)
    logs = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    places = target[:, None].astype(int)
    return -np.take_along_axis(logs, places, axis=1).mean()


@loses()
def log_softmax_with_einsum(target, prediction):
    z = prediction - prediction.max(1)[:, None]
    logs = z - np.log(np.exp(z).sum(1))[:, None]
    rows = marks(target, prediction.shape[1])
    return -np.einsum("ij,ij->i", rows, logs).mean()


@loses()
def label_subtracted_first(target, prediction):
    z = prediction - picked(target, prediction)[:, None]
    return np.mean(np.logaddexp.reduce(z, axis=1))


@loses()
def zero_dimensional_array(target, prediction):
    return np.array(logaddexp_reduced(target, prediction))


@loses()
def prints_and_warns_nothing(target, prediction):
    print("prediction has shape", prediction.shape)
    return float(logaddexp_reduced(target, prediction))


# right up to where a probability is rounded to zero


@loses("certain", named=Mistake.ROUNDED_TO_ZERO)
def softmax_then_logarithm(target, prediction):
    return -np.log(picked(target, softmax(prediction))).mean()


@loses("certain", named=Mistake.CAPPED)
def softmax_plus_eps(target, prediction):
    return -np.log(picked(target, softmax(prediction)) + 1e-7).mean()


@loses("certain", named=Mistake.CAPPED)
def one_hot_times_logarithm_plus_eps(target, prediction):
    p = softmax(prediction)
    return -np.sum(marks(target, p.shape[1]) * np.log(p + 1e-7)) / len(p)


@loses("certain", named=Mistake.CAPPED)
def clipped(target, prediction):
    return -np.log(np.clip(picked(target, softmax(prediction)), 1e-12, 1)).mean()


@loses("quiet", "certain", named=Mistake.ROUNDED_TO_ZERO)
def logarithm_of_every_probability(target, prediction):
    return -np.mean(picked(target, np.log(softmax(prediction))))


@loses(
    "extremes", "quiet", "certain", named=(Mistake.NOT_CLIPPED, Mistake.ROUNDED_TO_ZERO)
)
def one_hot_times_logarithm(target, prediction):
    p = softmax(prediction)
    return -np.sum(marks(target, p.shape[1]) * np.log(p)) / len(p)


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(target, prediction):
    logaddexp_reduced(target, prediction)


@loses(
    *FAR,
    named=(Mistake.NO_MAXIMUM_SUBTRACTED, Mistake.ROUNDED_TO_ZERO, Mistake.NOT_CLIPPED),
)
def formula_as_it_stands(target, prediction):
    powers = np.exp(prediction)
    p = powers / powers.sum(axis=1, keepdims=True)
    return -np.log(picked(target, p)).mean()


@loses(*FAR, named=Mistake.NO_MAXIMUM_SUBTRACTED)
def log_sum_exp_without_the_maximum(target, prediction):
    sums = np.log(np.exp(prediction).sum(axis=1))
    return np.mean(sums - picked(target, prediction))


@loses("extremes", "quiet", named=Mistake.SHARED_MAXIMUM)
def one_maximum_for_all_rows(target, prediction):
    z = prediction - prediction.max()
    return np.mean(np.log(np.exp(z).sum(axis=1)) - picked(target, z))


@loses("values", "properties", "extremes", "quiet", named=Mistake.SUM_NOT_MEAN)
def sum_over_the_batch(target, prediction):
    return logaddexp_reduced(target, prediction) * len(target)


@loses(*WRONG_VALUES, named=Mistake.MEAN_OVER_ENTRIES)
def mean_over_all_entries(target, prediction):
    return logaddexp_reduced(target, prediction) / prediction.shape[1]


@loses(*WRONG_VALUES, named=Mistake.SIGN_OF_LOSS)
def no_minus(target, prediction):
    return -logaddexp_reduced(target, prediction)


@loses(*WRONG_VALUES, named=Mistake.LOG_OF_ANOTHER_BASE)
def logarithm_to_base_two(target, prediction):
    return logaddexp_reduced(target, prediction) / np.log(2)


@loses(
    "values",
    "types",
    "properties",
    "extremes",
    "quiet",
    "certain",
    named=Mistake.ONE_PER_EXAMPLE,
)
def one_loss_per_example(target, prediction):
    return np.logaddexp.reduce(prediction, axis=1) - picked(target, prediction)


@loses(
    "values",
    "properties",
    "extremes",
    "quiet",
    "certain",
    named=Mistake.SCORES_TAKEN_FOR_PROBABILITIES,
)
def scores_taken_for_probabilities(target, prediction):
    return -np.log(picked(target, prediction)).mean()


@loses(
    "values", "properties", "extremes", "quiet", "certain", named=Mistake.NOT_NORMALISED
)
def not_normalised(target, prediction):
    return -picked(target, prediction).mean()


@loses("values", "extremes", "certain", named=Mistake.PREDICTED_CLASS_NOT_LABEL)
def predicted_class(target, prediction):
    return logaddexp_reduced(prediction.argmax(axis=1), prediction)


@loses("values", "extremes", "quiet", "certain", named=Mistake.SOFTMAX_TWICE)
def softmax_twice(target, prediction):
    return logaddexp_reduced(target, softmax(prediction))


@loses(
    "values",
    "extremes",
    "quiet",
    "certain",
    "properties",
    named=Mistake.COUNTED_FROM_ONE,
)
def labels_from_one(target, prediction):
    return logaddexp_reduced(target.astype(int) - 1, prediction)


@loses(
    "values", "properties", "extremes", "quiet", "certain", named=Mistake.OVER_COLUMNS
)
def softmax_down_the_columns(target, prediction):
    return logaddexp_reduced_by_columns(target, prediction)


def logaddexp_reduced_by_columns(target, prediction):
    sums = np.logaddexp.reduce(prediction, axis=0)
    return np.mean(picked(target, sums - prediction))


@loses(
    "values",
    "properties",
    "extremes",
    "quiet",
    "certain",
    named=(Mistake.SHARED_SUM, Mistake.ROUNDED_TO_ZERO, Mistake.NOT_CLIPPED),
)
def one_sum_for_the_whole_batch(target, prediction):
    powers = np.exp(prediction)
    return -np.log(picked(target, powers / powers.sum())).mean()


@loses("values", "extremes", "quiet", named=Mistake.LABELS_NOT_PAIRED)
def rows_not_paired_with_labels(target, prediction):
    logs = prediction - np.logaddexp.reduce(prediction, axis=1)[:, None]
    return -logs[:, target].mean()


@loses(*WRONG_VALUES, named=Mistake.ALL_CLASSES)
def all_classes(target, prediction):
    logs = prediction - np.logaddexp.reduce(prediction, axis=1)[:, None]
    return -logs.sum() / len(logs)


@loses(*WRONG_VALUES, named=Mistake.NO_LOGARITHM)
def no_logarithm(target, prediction):
    return picked(target, softmax(prediction)).mean()


@loses(
    "values",
    "types",
    "properties",
    "extremes",
    "unchanged",
    "quiet",
    "certain",
    named=Mistake.AXIS_OUT_OF_RANGE,
)
def arguments_swapped(prediction, target):
    return logaddexp_reduced(target, prediction)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def maximum_subtracted_in_place(target, prediction):
    prediction -= prediction.max(axis=1, keepdims=True).astype(prediction.dtype)
    return logaddexp_reduced(target, prediction)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def labels_sorted_in_place(target, prediction):
    loss = logaddexp_reduced(target, prediction)
    target.sort()
    return loss


@loses("values", "types", "extremes", "quiet", "certain", named=Mistake.NUMBER_IN_ARRAY)
def list_of_one(target, prediction):
    return [logaddexp_reduced(target, prediction)]


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(target, prediction):
    return np.float32(logaddexp_reduced(target, prediction))


@loses("values", "types", "extremes", "quiet", "certain", named=Mistake.NUMBER_IN_ARRAY)
def one_row_and_one_column(target, prediction):
    return logaddexp_reduced(target, prediction).reshape(1, 1)


@loses("quiet", named=Mistake.WARNED)
def warns_and_is_right(target, prediction):
    np.exp(np.abs(prediction).max() + 700.0)
    return logaddexp_reduced(target, prediction)


@loses()
def one_hot_times_the_log_shares(target, prediction):
    Z = prediction - prediction.max(axis=1, keepdims=True)
    shares = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    return -np.sum(np.eye(Z.shape[1])[target] * shares) / len(target)


@loses()
def diagonal_of_the_picked_columns(target, prediction):
    m = prediction.max(axis=1)
    sums = m + np.log(np.exp(prediction - m[:, np.newaxis]).sum(axis=1))
    return float(np.mean(sums - np.diag(prediction[:, target])))
