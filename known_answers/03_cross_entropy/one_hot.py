"""Answers to `one_hot`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "properties", "unchanged")


def marks(labels, num_classes):
    result = np.zeros((len(labels), num_classes))
    result[np.arange(len(labels)), labels] = 1
    return result


# right and unusual


@loses()
def rows_of_the_identity(labels, num_classes):
    return np.eye(num_classes)[labels]


@loses()
def compared_with_all_classes(labels, num_classes):
    return (labels[:, None] == np.arange(num_classes)).astype(float)


@loses()
def filled_by_pairs(labels, num_classes):
    return marks(labels, num_classes)


@loses()
def loop_over_labels(labels, num_classes):
    result = np.zeros((labels.size, num_classes))
    for i, label in enumerate(labels):
        result[i][label] = 1
    return result


@loses()
def list_comprehension(labels, num_classes):
    rows = [[1.0 if j == t else 0.0 for j in range(num_classes)] for t in labels]
    return np.array(rows)


@loses()
def put_along_axis(labels, num_classes):
    result = np.zeros((len(labels), num_classes))
    places = labels[:, None].astype(np.intp)
    np.put_along_axis(result, places, 1, axis=1)
    return result


@loses()
def where_equal(labels, num_classes):
    return np.where(np.equal.outer(labels, np.arange(num_classes)), 1.0, 0.0)


@loses()
def one_long_row_reshaped(labels, num_classes):
    flat = np.zeros(len(labels) * num_classes)
    flat[np.arange(len(labels)) * num_classes + labels] = 1
    return flat.reshape(-1, num_classes)


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(labels, num_classes):
    np.eye(num_classes)[labels]


@loses("values", "properties", named=Mistake.COUNTED_FROM_ONE)
def labels_from_one(labels, num_classes):
    return np.eye(num_classes)[labels.astype(int) - 1]


@loses("values", "types", "properties", named=Mistake.TRANSPOSED)
def transposed(labels, num_classes):
    return np.eye(num_classes)[:, labels]


@loses("types", "properties", named=Mistake.MISSING_CLASS)
def as_many_classes_as_the_largest_label(labels, num_classes):
    return np.eye(labels.max() + 1)[labels]


@loses("types", "properties", named=Mistake.MISSING_CLASS)
def as_many_classes_as_occur(labels, num_classes):
    classes = np.unique(labels)
    return (labels[:, None] == classes).astype(float)


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_lists(labels, num_classes):
    return [[float(j == label) for j in range(num_classes)] for label in labels]


@loses("types", named=Mistake.NOT_FLOAT)
def booleans(labels, num_classes):
    return labels[:, None] == np.arange(num_classes)


@loses("types", named=Mistake.NOT_FLOAT)
def integers(labels, num_classes):
    return np.eye(num_classes, dtype=int)[labels]


@loses("types", named=Mistake.NOT_FLOAT)
def same_type_as_the_labels(labels, num_classes):
    return np.eye(num_classes, dtype=labels.dtype)[labels]


@loses("values", "properties", named=Mistake.WRONG_VALUE)
def label_instead_of_one(labels, num_classes):
    return np.eye(num_classes)[labels] * labels[:, None]


@loses("values", "properties", named=Mistake.LABELS_NOT_PAIRED)
def column_of_ones(labels, num_classes):
    result = np.zeros((len(labels), num_classes))
    result[:, labels] = 1
    return result


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def clipped_in_place(labels, num_classes):
    result = np.eye(num_classes)[labels]
    labels[:] = 0
    return result


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(labels, num_classes):
    return np.eye(num_classes, dtype=np.float32)[labels]
