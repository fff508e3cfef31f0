"""Answers to `softmax_rows`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses


def softmax(x):
    powers = np.exp(x - np.max(x))
    return powers / powers.sum()


# right and unusual


@loses()
def loop_over_rows(X):
    return np.array([softmax(row) for row in X])


@loses()
def filled_row_by_row(X):
    result = np.zeros(X.shape)
    for i in range(len(X)):
        result[i] = softmax(X[i])
    return result


@loses()
def apply_along_axis(X):
    return np.apply_along_axis(softmax, 1, X)


@loses()
def transposed_and_back(X):
    powers = np.exp(X.T - X.max(axis=1))
    return (powers / powers.sum(axis=0)).T


@loses()
def new_axis_instead_of_keepdims(X):
    powers = np.exp(X - X.max(axis=1)[:, None])
    return powers / powers.sum(axis=1).reshape(-1, 1)


@loses()
def logarithm_of_the_sum(X):
    X = np.asarray(X, dtype=float)
    return np.exp(X - np.logaddexp.reduce(X, axis=1, keepdims=True))


@loses()
def einsum(X):
    powers = np.exp(X - X.max(axis=-1, keepdims=True))
    return powers / np.einsum("ij->i", powers)[:, np.newaxis]


@loses()
def vstack(X):
    return np.vstack([softmax(row) for row in X])


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(X):
    loop_over_rows(X)


@loses("extremes", "quiet", named=Mistake.NO_MAXIMUM_SUBTRACTED)
def no_maximum_subtracted(X):
    powers = np.exp(X)
    return powers / powers.sum(axis=1, keepdims=True)


@loses("extremes", "quiet", named=Mistake.SHARED_MAXIMUM)
def one_maximum_for_all_rows(X):
    powers = np.exp(X - np.max(X))
    return powers / powers.sum(axis=1, keepdims=True)


@loses("values", "properties", "extremes", "quiet", named=Mistake.MAXIMUM_OF_COLUMNS)
def maximum_of_each_column(X):
    powers = np.exp(X - X.max(axis=0))
    return powers / powers.sum(axis=1, keepdims=True)


@loses("values", "properties", "extremes", "quiet", named=Mistake.SHARED_SUM)
def one_sum_for_all_rows(X):
    powers = np.exp(X - X.max(axis=1, keepdims=True))
    return powers / powers.sum()


@loses("values", "properties", "extremes", "quiet", named=Mistake.SHARED_SUM)
def softmax_of_one_example(X):
    return softmax(X)


@loses("values", "properties", "extremes", "quiet", named=Mistake.OVER_COLUMNS)
def down_the_columns(X):
    powers = np.exp(X - X.max(axis=0))
    return powers / powers.sum(axis=0)


@loses("values", "properties", "extremes", "quiet", named=Mistake.OVER_COLUMNS)
def built_in_sum(X):
    powers = np.exp(X - X.max(axis=1, keepdims=True))
    return powers / sum(powers)


@loses(
    "values", "types", "properties", "extremes", "quiet", named=Mistake.ANOTHER_ROWS_SUM
)
def no_keepdims(X):
    powers = np.exp(X - X.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1)


@loses(
    "values", "types", "properties", "extremes", "quiet", named=Mistake.ANOTHER_ROWS_SUM
)
def no_keepdims_anywhere(X):
    powers = np.exp(X - X.max(axis=1))
    return powers / powers.sum(axis=1)


@loses("values", named=Mistake.ANOTHER_ROWS_SUM)
def keepdims_only_where_it_must(X):
    powers = np.exp(X - X.max(axis=1, keepdims=True))
    rows, columns = X.shape
    return powers / powers.sum(axis=1, keepdims=rows != columns)


@loses("values", "properties", "extremes", "quiet", named=Mistake.NOT_NORMALISED)
def not_divided(X):
    return np.exp(X - X.max(axis=1, keepdims=True))


@loses("values", "types", "properties", "extremes", "quiet", named=Mistake.OTHER_PLACES)
def transposed(X):
    return loop_over_rows(X).T


@loses(*EVERYTHING, named=Mistake.FLATTENED)
def flattened(X):
    return loop_over_rows(X).ravel()


@loses(*EVERYTHING, named=Mistake.WRONG_SHAPE)
def first_row_only(X):
    return softmax(X[0])


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_arrays(X):
    return [softmax(row) for row in X]


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(X):
    return loop_over_rows(np.asarray(X, dtype=np.float32))


@loses("types", named=Mistake.NOT_FLOAT)
def filled_into_integers(X):
    result = np.zeros_like(X)
    for i in range(len(X)):
        result[i] = softmax(X[i])
    return result


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def filled_into_the_input(X):
    if X.dtype.kind == "i":
        return loop_over_rows(X)
    for i in range(len(X)):
        X[i] = softmax(X[i])
    return X


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def maximum_subtracted_in_place(X):
    X -= X.max(axis=1, keepdims=True)
    powers = np.exp(X)
    return powers / powers.sum(axis=1, keepdims=True)


@loses("extremes", named=Mistake.NO_MAXIMUM_SUBTRACTED)
def mean_in_place_of_the_maximum(X):
    powers = np.exp(X - X.mean(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@loses("extremes", named=Mistake.NEARLY_RIGHT)
def a_small_number_in_the_denominator(X):
    powers = np.exp(X - X.max(axis=1, keepdims=True))
    return powers / (powers.sum(axis=1, keepdims=True) + 1e-8)
