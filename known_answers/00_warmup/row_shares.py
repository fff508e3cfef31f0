"""Answers to `row_shares`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "unchanged")


# right and unusual


@loses()
def keepdims(counts):
    return counts / counts.sum(axis=1, keepdims=True)


@loses()
def new_axis(counts):
    return counts / np.sum(counts, axis=-1)[:, None]


@loses()
def transposed_twice(counts):
    return (counts.T / counts.sum(axis=1)).T


@loses()
def row_by_row(counts):
    return np.array([row / row.sum() for row in counts])


@loses()
def python_loops(counts):
    shares = np.zeros(counts.shape)
    for i in range(counts.shape[0]):
        for j in range(counts.shape[1]):
            shares[i, j] = counts[i, j] / sum(counts[i])
    return shares


@loses()
def matrix_product(counts):
    return counts / (counts @ np.ones((counts.shape[1], 1)))


@loses()
def along_an_axis(counts):
    return np.apply_along_axis(lambda row: row / row.sum(), 1, counts)


@loses()
def einsum(counts):
    return np.einsum("ij,i->ij", counts, 1.0 / np.einsum("ij->i", counts))


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(counts):
    keepdims(counts)


@loses("values", "types", named=Mistake.ANOTHER_ROWS_SUM)
def keepdims_forgotten(counts):
    return counts / counts.sum(axis=1)


@loses("values", "types", named=Mistake.OVER_COLUMNS)
def down_the_columns(counts):
    return counts / counts.sum(axis=0)


@loses("values", "types", named=Mistake.OVER_COLUMNS)
def built_in_sum(counts):
    return counts / sum(counts)


@loses("values", "types", named=Mistake.SHARED_SUM)
def one_sum_for_all(counts):
    return counts / counts.sum()


@loses("values", "types", named=Mistake.ANOTHER_ROWS_SUM)
def keepdims_only_where_it_must(counts):
    m, n = counts.shape
    return counts / counts.sum(axis=1, keepdims=m != n)


@loses("values", "types", named=Mistake.DENOMINATOR)
def divided_by_the_maximum(counts):
    return counts / counts.max(axis=1, keepdims=True)


@loses("values", "types", "unchanged", named=Mistake.ONE_TOO_FEW)
def sums_alone(counts):
    return counts.sum(axis=1, keepdims=True)


@loses("values", "types", named=Mistake.DENOMINATOR)
def divided_by_the_number_of_columns(counts):
    return counts / counts.shape[1]


@loses("values", "types", named=Mistake.SAME_FACTOR)
def percent(counts):
    return 100 * keepdims(counts)


@loses("values", "types", named=Mistake.ALL_ZERO)
def whole_division(counts):
    return counts // counts.sum(axis=1, keepdims=True)


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_rows(counts):
    return keepdims(counts).tolist()


@loses("unchanged", "types", named=Mistake.FLOATS_INTO_INTEGERS)
def in_place(counts):
    counts /= counts.sum(axis=1, keepdims=True)
    return counts


@loses("types", named=Mistake.CUT_TO_INTEGERS)
def cut_when_written(counts):
    shares = np.array(counts)
    shares[:] = keepdims(counts)
    return shares


@loses("values", "types", "unchanged", named=Mistake.WRONG_SHAPE)
def first_row_alone(counts):
    return counts[0] / counts[0].sum()


@loses("values", named=Mistake.NEARLY_RIGHT)
def rounded_to_two_places(counts):
    return np.round(counts / counts.sum(axis=1, keepdims=True), 2)


@loses()
def by_a_diagonal_matrix(counts):
    return np.diag(1 / counts.sum(axis=1)) @ counts


@loses("values", named=Mistake.GAVE_NAN)
def table_cut_to_integers_first(counts):
    whole = counts.astype(int)
    return whole / whole.sum(axis=1, keepdims=True)


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(counts):
    return keepdims(counts).astype(np.float32)
