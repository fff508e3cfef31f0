"""Answers to `predict_class`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

# right and unusual


@loses()
def argmax_of_the_last_axis(scores):
    return scores.argmax(-1)


@loses()
def one_or_many(scores):
    if scores.ndim == 1:
        return int(np.argmax(scores))
    return np.array([int(np.argmax(row)) for row in scores])


@loses()
def stable_sort_of_the_negative(scores):
    return np.argsort(-scores, axis=-1, kind="stable")[..., 0]


@loses()
def first_place_where_the_maximum_stands(scores):
    return (scores == scores.max(axis=-1, keepdims=True)).argmax(axis=-1)


@loses()
def list_methods(scores):
    if np.ndim(scores) == 1:
        values = scores.tolist()
        return values.index(max(values))
    return np.array([row.index(max(row)) for row in scores.tolist()], dtype=np.int32)


@loses()
def loop_that_compares(scores):
    best = np.zeros(scores.shape[:-1], dtype=int)
    for row in np.ndindex(best.shape):
        for j, score in enumerate(scores[row]):
            if score > scores[row][best[row]]:
                best[row] = j
    return best


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(scores):
    np.argmax(scores, axis=-1)


@loses("values", "types", "properties", "extremes", named=Mistake.MAXIMUM_NOT_INDEX)
def maximum_instead_of_position(scores):
    return scores.max(axis=-1)


@loses(*EVERYTHING, named=Mistake.ONE_HOT_NOT_INDEX)
def one_hot_instead_of_position(scores):
    return (scores == scores.max(axis=-1, keepdims=True)).astype(int)


@loses(
    "values", "types", "properties", "extremes", "unchanged", named=Mistake.OVER_COLUMNS
)
def down_the_columns(scores):
    return np.argmax(scores, axis=0)


@loses(
    "values",
    "types",
    "properties",
    "extremes",
    "unchanged",
    named=Mistake.ONE_FOR_WHOLE_BATCH,
)
def one_class_for_the_whole_batch(scores):
    return np.argmax(scores)


@loses("values", "types", "properties", "extremes", named=Mistake.AXIS_OUT_OF_RANGE)
def batches_only(scores):
    return np.argmax(scores, axis=1)


@loses("values", "properties", "extremes", named=Mistake.COUNTED_FROM_ONE)
def counted_from_one(scores):
    return np.argmax(scores, axis=-1) + 1


@loses("values", "properties", "extremes", named=Mistake.SMALLEST_NOT_LARGEST)
def position_of_the_minimum(scores):
    return np.argmin(scores, axis=-1)


@loses("properties", named=Mistake.LAST_OF_TIES)
def last_of_ties(scores):
    return scores.shape[-1] - 1 - np.argmax(scores[..., ::-1], axis=-1)


@loses("extremes", named=Mistake.SIZE_NOT_VALUE)
def larger_than_zero_only(scores):
    return np.argmax(np.maximum(scores, 0), axis=-1)


@loses("extremes", named=Mistake.SIZE_NOT_VALUE)
def largest_size(scores):
    return np.argmax(np.abs(scores), axis=-1)


@loses("extremes", named=Mistake.WRONG_VALUE)
def scores_rounded(scores):
    return np.argmax(np.round(scores, 6), axis=-1)


@loses("extremes", named=Mistake.NO_MAXIMUM_SUBTRACTED)
def softmax_without_the_maximum_first(scores):
    powers = np.exp(scores)
    return np.argmax(powers / powers.sum(axis=-1, keepdims=True), axis=-1)


@loses("types", named=Mistake.NOT_INTEGER)
def floats(scores):
    return np.argmax(scores, axis=-1).astype(float)


@loses("types", named=Mistake.RETURNED_LIST)
def list_for_a_batch(scores):
    return np.argmax(scores, axis=-1).tolist()


@loses(*EVERYTHING, named=Mistake.NUMBER_IN_ARRAY)
def column_for_a_batch(scores):
    return np.argmax(scores, axis=-1, keepdims=True)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def maximum_subtracted_in_place(scores):
    scores -= scores.max(axis=-1, keepdims=True)
    return np.argmax(scores, axis=-1)
