"""Answers to `softmax_loss_gradient`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses


def softmax_rows(Z):
    powers = np.exp(Z - Z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def right(target, prediction):
    P = softmax_rows(np.array(prediction, dtype=float))
    P[np.arange(len(target)), target] -= 1
    return P / len(target)


# right and unusual


@loses()
def ones_subtracted_by_pairs(target, prediction):
    return right(target, prediction)


@loses()
def one_hot_subtracted(target, prediction):
    n, c = prediction.shape
    return (softmax_rows(prediction) - np.eye(c)[target]) / n


@loses()
def loop_over_rows(target, prediction):
    result = np.zeros(prediction.shape)
    for i, (label, row) in enumerate(zip(target, prediction, strict=True)):
        powers = np.exp(row - row.max())
        result[i] = powers / powers.sum()
        result[i, label] -= 1
    return result / len(target)


@loses()
def logarithm_of_the_sum(target, prediction):
    Z = prediction.astype(float)
    P = np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))
    return np.where(np.arange(Z.shape[1]) == target[:, None], P - 1, P) / len(Z)


@loses()
def list_comprehension(target, prediction):
    rows = softmax_rows(prediction).tolist()
    marked = [
        [value - (j == label) for j, value in enumerate(row)]
        for row, label in zip(rows, target.tolist(), strict=True)
    ]
    return np.array(marked) / len(marked)


@loses()
def subtracted_at(target, prediction):
    P = softmax_rows(prediction)
    np.subtract.at(P, (np.arange(len(P)), target.astype(int)), 1.0)
    P /= P.shape[0]
    return P


@loses()
def divided_first(target, prediction):
    n = prediction.shape[0]
    P = softmax_rows(prediction) / n
    P[range(n), target] -= 1 / n
    return P


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(target, prediction):
    right(target, prediction)


@loses("values", "properties", "extremes", "quiet", named=Mistake.GRADIENT_OF_SUM)
def gradient_of_the_sum(target, prediction):
    return right(target, prediction) * len(target)


@loses("values", "properties", "extremes", "quiet", named=Mistake.MEAN_OVER_ENTRIES)
def divided_by_all_entries(target, prediction):
    return right(target, prediction) / prediction.shape[1]


@loses("values", "properties", "extremes", "quiet", named=Mistake.MEAN_OVER_ENTRIES)
def divided_by_the_classes(target, prediction):
    return right(target, prediction) * len(target) / prediction.shape[1]


@loses("values", "properties", "extremes", "quiet", named=Mistake.SIGN_OF_GRADIENT)
def sign_turned(target, prediction):
    return -right(target, prediction)


@loses("values", "properties", "extremes", "quiet", named=Mistake.LABEL_NOT_SUBTRACTED)
def labels_not_subtracted(target, prediction):
    return softmax_rows(prediction) / len(target)


@loses("values", "properties", "extremes", "quiet", named=Mistake.LABEL_OF_ONE_ROW)
def one_row_only(target, prediction):
    P = softmax_rows(prediction)
    P[np.array(len(target) - 1), target] -= 1
    return P / len(target)


@loses(*EVERYTHING, named=Mistake.INDEX_OUTSIDE)
def array_instead_of_arange(target, prediction):
    P = softmax_rows(prediction)
    P[np.array(len(target)), target] -= 1
    return P / len(target)


@loses("values", "properties", "extremes", "quiet", named=Mistake.LABELS_NOT_PAIRED)
def all_rows_at_every_label(target, prediction):
    P = softmax_rows(prediction)
    P[:, target] -= 1
    return P / len(target)


@loses("extremes", "quiet", named=Mistake.NO_MAXIMUM_SUBTRACTED)
def no_maximum_subtracted(target, prediction):
    powers = np.exp(prediction)
    P = powers / powers.sum(axis=1, keepdims=True)
    return (P - np.eye(P.shape[1])[target]) / len(P)


@loses("extremes", "quiet", named=Mistake.SHARED_MAXIMUM)
def one_maximum_for_all_rows(target, prediction):
    powers = np.exp(prediction - prediction.max())
    P = powers / powers.sum(axis=1, keepdims=True)
    return (P - np.eye(P.shape[1])[target]) / len(P)


@loses("values", "properties", "extremes", "quiet", named=Mistake.OVER_COLUMNS)
def down_the_columns(target, prediction):
    powers = np.exp(prediction - prediction.max(axis=0))
    P = powers / powers.sum(axis=0)
    return (P - np.eye(P.shape[1])[target]) / len(P)


@loses("values", "properties", "extremes", "quiet", named=Mistake.SHARED_SUM)
def one_sum_for_the_whole_matrix(target, prediction):
    powers = np.exp(prediction - prediction.max())
    P = powers / powers.sum()
    return (P - np.eye(P.shape[1])[target]) / len(P)


@loses(
    "values",
    "properties",
    "extremes",
    "quiet",
    named=Mistake.SCORES_TAKEN_FOR_PROBABILITIES,
)
def scores_instead_of_probabilities(target, prediction):
    return (prediction - np.eye(prediction.shape[1])[target]) / len(target)


@loses("values", "properties", "extremes", "quiet", named=Mistake.SOFTMAX_TWICE)
def softmax_twice(target, prediction):
    return right(target, softmax_rows(prediction))


@loses("values", "properties", "extremes", "quiet", named=Mistake.COUNTED_FROM_ONE)
def label_minus_one(target, prediction):
    return right(target.astype(int) - 1, prediction)


@loses("values", "properties", "extremes", "quiet", named=Mistake.OTHER_OPERATION)
def multiplied_by_the_labels(target, prediction):
    return right(target, prediction) * np.eye(prediction.shape[1])[target]


@loses(
    "values",
    "types",
    "properties",
    "extremes",
    "unchanged",
    "quiet",
    named=Mistake.WRONG_SHAPE,
)
def one_number_per_example(target, prediction):
    return right(target, prediction)[np.arange(len(target)), target]


@loses(
    "values",
    "types",
    "properties",
    "extremes",
    "unchanged",
    "quiet",
    named=Mistake.TRANSPOSED,
)
def transposed(target, prediction):
    return right(target, prediction).T


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_lists(target, prediction):
    return right(target, prediction).tolist()


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(target, prediction):
    return right(target, prediction).astype(np.float32)


@loses("types", named=Mistake.CUT_TO_INTEGERS)
def filled_into_integers(target, prediction):
    result = np.zeros_like(prediction)
    result[...] = right(target, prediction)
    return result


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def maximum_subtracted_in_place(target, prediction):
    prediction -= prediction.max(axis=1, keepdims=True)
    return right(target, prediction)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def written_over_the_scores(target, prediction):
    result = right(target, prediction)
    if prediction.dtype == float:
        prediction[...] = result
    return result


@loses("types", named=Mistake.WRONG_VALUE)
def counts_places_in_the_type_of_the_labels(target, prediction):
    gradient = softmax_rows(prediction * 1.0)
    start = np.arange(len(target), dtype=target.dtype) * target.dtype.type(
        prediction.shape[1]
    )
    gradient.flat[start + target] -= 1
    return gradient / len(target)


@loses("extremes", named=Mistake.SAME_FACTOR)
def clipped_scores(target, prediction):
    gradient = softmax_rows(np.clip(prediction, -30.0, 30.0))
    gradient[np.arange(len(target)), target] -= 1
    return gradient / len(target)
