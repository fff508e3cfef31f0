"""Answers to `accuracy`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

# right and unusual


@loses()
def mean_of_hits(scores, labels):
    return np.mean(np.argmax(scores, axis=1) == labels)


@loses()
def hits_over_rows(scores, labels):
    return float(np.sum(scores.argmax(axis=1) == labels)) / scores.shape[0]


@loses()
def loop(scores, labels):
    hits = 0
    for row, label in zip(scores.tolist(), labels.tolist(), strict=True):
        if row.index(max(row)) == label:
            hits += 1
    return hits / len(labels)


@loses()
def one_minus_the_errors(scores, labels):
    return 1 - np.count_nonzero(scores.argmax(axis=-1) - labels.astype(int)) / len(
        labels
    )


@loses()
def zero_dimensional_array(scores, labels):
    return np.array((scores.argmax(axis=1) == labels.ravel()).mean())


@loses("types", named=Mistake.LESS_PRECISE)
def float32(scores, labels):
    hits = scores.argmax(axis=1) == labels
    return np.float32(hits.sum()) / np.float32(len(labels))


@loses()
def average_with_weights(scores, labels):
    return np.average(np.equal(np.argmax(scores, 1), labels).astype(float))


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(scores, labels):
    mean_of_hits(scores, labels)


@loses("values", "types", "properties", "extremes", named=Mistake.COUNT_NOT_SHARE)
def count_of_hits(scores, labels):
    return np.sum(scores.argmax(axis=1) == labels)


@loses("values", "types", "properties", "extremes", named=Mistake.PERCENT_NOT_SHARE)
def percentage(scores, labels):
    return 100 * mean_of_hits(scores, labels)


@loses("values", "types", "properties", "extremes", named=Mistake.WRONG_NOT_RIGHT)
def share_of_errors(scores, labels):
    return np.mean(scores.argmax(axis=1) != labels)


@loses(*EVERYTHING, named=Mistake.BOOLEANS)
def one_truth_per_example(scores, labels):
    return scores.argmax(axis=1) == labels


@loses("values", "types", "properties", "extremes", named=Mistake.MEAN_OVER_ENTRIES)
def divided_by_all_entries(scores, labels):
    return np.sum(scores.argmax(axis=1) == labels) / scores.size


@loses("values", "properties", "extremes", named=Mistake.BROADCAST_SHAPES)
def down_the_columns(scores, labels):
    return np.mean(scores.argmax(axis=0) == labels)


@loses("values", "types", "properties", "extremes", named=Mistake.MAXIMUM_NOT_INDEX)
def maximum_instead_of_position(scores, labels):
    return np.mean(scores.max(axis=1) == labels)


@loses(
    "values",
    "types",
    "properties",
    "extremes",
    "unchanged",
    named=Mistake.AXIS_OUT_OF_RANGE,
)
def one_hot_labels_wanted(scores, labels):
    return np.mean(scores.argmax(axis=1) == labels.argmax(axis=1))


@loses("values", "types", "properties", "extremes", named=Mistake.COUNTED_FROM_ONE)
def counted_from_one(scores, labels):
    return np.mean(scores.argmax(axis=1) + 1 == labels)


@loses("properties", named=Mistake.LAST_OF_TIES)
def last_of_ties(scores, labels):
    predicted = scores.shape[1] - 1 - scores[:, ::-1].argmax(axis=1)
    return np.mean(predicted == labels)


@loses("properties", named=Mistake.LAST_OF_TIES)
def label_is_among_the_largest(scores, labels):
    chosen = scores[np.arange(len(labels)), labels]
    return np.mean(chosen == scores.max(axis=1))


@loses("values", "types", "properties", "extremes", named=Mistake.LABELS_NOT_PAIRED)
def every_label_against_every_row(scores, labels):
    return np.mean(scores.argmax(axis=1)[:, None] == labels)


@loses("values", "types", "properties", "extremes", named=Mistake.ALL_ZERO)
def whole_division(scores, labels):
    return np.sum(scores.argmax(axis=1) == labels) // len(labels) * 1.0


@loses("values", "types", "properties", named=Mistake.NEARLY_RIGHT)
def rounded(scores, labels):
    return round(float(mean_of_hits(scores, labels)), 2)


@loses("values", "types", "properties", "extremes", named=Mistake.ALL_ZERO)
def all_or_nothing(scores, labels):
    return float(np.array_equal(scores.argmax(axis=1), labels))


@loses("extremes", named=Mistake.SIZE_NOT_VALUE)
def positive_scores_only(scores, labels):
    return np.mean(np.maximum(scores, 0).argmax(axis=1) == labels)


@loses(*EVERYTHING, named=Mistake.NUMBER_IN_ARRAY)
def list_of_one(scores, labels):
    return [mean_of_hits(scores, labels)]


@loses("extremes", named=Mistake.NO_MAXIMUM_SUBTRACTED)
def probabilities_that_overflow(scores, labels):
    powers = np.exp(scores)
    shares = powers / powers.sum(axis=1, keepdims=True)
    return np.mean(shares.argmax(axis=1) == labels)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def sorted_labels_in_place(scores, labels):
    hits = np.mean(scores.argmax(axis=1) == labels)
    labels.sort()
    scores.sort(axis=1)
    return hits


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def sorts_the_labels(scores, labels):
    order = np.argsort(labels)
    share = np.mean(scores[order].argmax(axis=1) == labels[order])
    labels.sort()
    return share


@loses("values", "types", "properties", "extremes", named=Mistake.SMALLEST_NOT_LARGEST)
def smallest_scores(scores, labels):
    return np.mean(scores.argmin(axis=1) == labels)


@loses("values", "extremes", named=Mistake.SIZE_NOT_VALUE)
def largest_in_size(scores, labels):
    return np.mean(np.abs(scores).argmax(axis=1) == labels)


@loses("values", "types", "properties", "extremes", named=Mistake.DENOMINATOR)
def divided_by_one_less(scores, labels):
    return np.sum(scores.argmax(axis=1) == labels) / max(len(labels) - 1, 1)
