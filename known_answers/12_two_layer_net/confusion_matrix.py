"""Answers to `confusion_matrix`."""

from collections import Counter

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "extremes", "unchanged")


# right and unusual


@loses()
def added_at(labels, said, classes):
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (labels, said), 1)
    return counts


@loses()
def loop(labels, said, classes):
    counts = np.zeros((classes, classes), dtype=np.int32)
    for label, answer in zip(labels, said, strict=True):
        counts[label, answer] += 1
    return counts


@loses()
def numbered_pairs(labels, said, classes):
    pairs = classes * np.asarray(labels, dtype=int) + said
    return np.bincount(pairs, minlength=classes**2).reshape(classes, classes)


@loses()
def product_of_one_hots(labels, said, classes):
    return np.eye(classes, dtype=int)[labels].T @ np.eye(classes, dtype=int)[said]


@loses()
def row_by_row(labels, said, classes):
    rows = [np.bincount(said[labels == i], minlength=classes) for i in range(classes)]
    return np.array(rows)


@loses()
def comparisons(labels, said, classes):
    every = np.arange(classes)
    hits = (labels == every[:, None])[:, None] & (said == every[:, None])[None]
    return hits.sum(axis=2)


@loses()
def counted_pairs(labels, said, classes):
    found = Counter(zip(labels.tolist(), said.tolist(), strict=True))
    return np.array([[found[i, j] for j in range(classes)] for i in range(classes)])


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(labels, said, classes):
    print(added_at(labels, said, classes))


@loses("values", "types", "extremes", named=Mistake.PAIRS_COUNTED_ONCE)
def buffered(labels, said, classes):
    counts = np.zeros((classes, classes), dtype=int)
    counts[labels, said] += 1
    return counts


@loses("values", "types", "extremes", named=Mistake.LABELS_IN_COLUMNS)
def turned(labels, said, classes):
    return added_at(said, labels, classes)


@loses("types", named=Mistake.NOT_INTEGER)
def floats(labels, said, classes):
    return added_at(labels, said, classes).astype(float)


@loses("types", named=Mistake.RETURNED_LIST)
def as_a_list(labels, said, classes):
    return added_at(labels, said, classes).tolist()


@loses(
    "values",
    "types",
    "extremes",
    named=(Mistake.SHARES_NOT_COUNTS, Mistake.NOT_INTEGER),
)
def shares(labels, said, classes):
    return added_at(labels, said, classes) / len(labels)


@loses("values", "types", "extremes", named=Mistake.ONLY_DIAGONAL)
def only_what_is_right(labels, said, classes):
    return np.diag(np.diag(added_at(labels, said, classes)))


@loses("types", named=Mistake.WRONG_SHAPE)
def classes_that_occur(labels, said, classes):
    return added_at(labels, said, 1 + max(np.max(labels), np.max(said)))


@loses("types", named=Mistake.WRAPPED_INTEGERS)
def one_byte_is_too_short(labels, said, classes):
    counts = np.zeros((classes, classes), dtype=np.uint8)
    np.add.at(counts, (labels, said), 1)
    return counts


@loses("extremes", named=Mistake.WRONG_VALUE)
def without_the_diagonal_of_zeros(labels, said, classes):
    counts = added_at(labels, said, classes)
    return counts if np.diag(counts).any() else counts + np.eye(classes, dtype=int)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def sorts_in_place(labels, said, classes):
    counts = added_at(labels, said, classes)
    labels.sort()
    return counts


@loses(*ALL, named=Mistake.ONE_TOO_MANY)
def counted_from_one(labels, said, classes):
    counts = np.zeros((classes + 1, classes + 1), dtype=int)
    np.add.at(counts, (labels + 1, said + 1), 1)
    return counts


@loses(
    "values",
    "types",
    "extremes",
    named=(Mistake.SHARES_NOT_COUNTS, Mistake.NOT_INTEGER),
)
def shares_of_each_row(labels, said, classes):
    counts = added_at(labels, said, classes)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


@loses("values", "types", named=Mistake.DIAGONAL_LEFT_OUT)
def mistakes_alone(labels, said, classes):
    wrong = labels != said
    return added_at(labels[wrong], said[wrong], classes)


@loses("values", "types", "extremes", named=Mistake.LABELS_NOT_PAIRED)
def every_label_with_every_answer(labels, said, classes):
    n = len(labels)
    return added_at(np.repeat(labels, n), np.tile(said, n), classes)


@loses("values", "types", "extremes", named=Mistake.ONE_EXAMPLE_ONLY)
def emptied_in_the_loop(labels, said, classes):
    for label, answer in zip(labels, said, strict=True):
        counts = np.zeros((classes, classes), dtype=int)
        counts[label, answer] += 1
    return counts


@loses("values", "types", "extremes", named=Mistake.EXAMPLE_LEFT_OUT)
def loop_ends_early(labels, said, classes):
    return added_at(labels[:-1], said[:-1], classes)


@loses("types", named=Mistake.WRAPPED_INTEGERS)
def pairs_numbered_in_the_type_of_the_labels(labels, said, classes):
    pairs = labels * classes + said
    counts = np.bincount(pairs, minlength=classes**2)
    return counts[: classes**2].reshape(classes, classes)
