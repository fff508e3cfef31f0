"""Answers to `softmax`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses


def right(x):
    powers = np.exp(x - np.max(x))
    return powers / powers.sum()


# right and unusual


@loses()
def logarithm_of_the_sum(x):
    return np.exp(x - np.logaddexp.reduce(np.asarray(x, dtype=float)))


@loses()
def loops_and_fsum(x):
    powers = [math.exp(value - max(x)) for value in x]
    return np.array([power / math.fsum(powers) for power in powers])


@loses()
def built_in_sum_and_max(x):
    powers = np.exp(x - max(x))
    return powers / sum(powers)


@loses()
def along_the_last_axis(x):
    powers = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@loses()
def more_than_the_maximum_subtracted(x):
    powers = np.exp(x - np.max(x) - 3)
    return powers / powers.sum()


@loses()
def one_over_pairs_with_silenced_overflow(x):
    x = np.asarray(x, dtype=float)
    with np.errstate(over="ignore"):
        return 1 / np.exp(x[None, :] - x[:, None]).sum(axis=1)


@loses()
def sorted_maximum(x):
    shifted = np.asarray(x) - sorted(x)[-1]
    return np.exp(shifted) / np.exp(shifted).sum()


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(x):
    right(x)


@loses("extremes", "quiet", named=Mistake.NO_MAXIMUM_SUBTRACTED)
def no_maximum_subtracted(x):
    return np.exp(x) / np.sum(np.exp(x))


@loses("extremes", "quiet", named=Mistake.NO_MAXIMUM_SUBTRACTED)
def mean_subtracted(x):
    powers = np.exp(x - np.mean(x))
    return powers / powers.sum()


@loses("extremes", "quiet", named=Mistake.NO_MAXIMUM_SUBTRACTED)
def minimum_subtracted(x):
    powers = np.exp(x - np.min(x))
    return powers / powers.sum()


@loses("extremes", named=Mistake.ALL_ALIKE)
def scores_clipped(x):
    powers = np.exp(np.clip(x, -500, 500))
    return powers / powers.sum()


@loses("extremes", "quiet", named=Mistake.ALL_ALIKE)
def nan_repaired_to_a_number(x):
    with np.errstate(over="ignore", invalid="ignore"):
        return np.nan_to_num(no_maximum_subtracted(x), nan=1.0)


@loses("extremes", "quiet", named=Mistake.NO_MAXIMUM_SUBTRACTED)
def maximum_added(x):
    powers = np.exp(x + np.max(x))
    return powers / powers.sum()


@loses("values", "properties", "extremes", "quiet", named=Mistake.NOT_NORMALISED)
def not_divided(x):
    return np.exp(x)


@loses("values", "properties", "extremes", "quiet", named=Mistake.NOT_NORMALISED)
def shifted_but_not_divided(x):
    return np.exp(x - np.max(x))


@loses("values", "properties", "extremes", "quiet", named=Mistake.NOT_NORMALISED)
def divided_by_the_maximum(x):
    powers = np.exp(x - np.max(x))
    return powers / np.max(powers)


@loses("values", "properties", "extremes", "quiet", named=Mistake.SAME_FACTOR)
def divided_by_the_number(x):
    powers = np.exp(x - np.max(x))
    return powers / len(powers)


@loses("values", "properties", "extremes", "quiet", named=Mistake.SAME_FACTOR)
def divided_by_the_sum_of_scores(x):
    return np.exp(x - np.max(x)) / np.sum(x)


@loses("values", "properties", "extremes", "quiet", named=Mistake.DENOMINATOR)
def scores_without_exponential(x):
    return x / np.sum(x)


@loses("values", "properties", "extremes", "quiet", named=Mistake.ANOTHER_FUNCTION)
def sigmoid_of_each(x):
    return np.exp(-np.logaddexp(0, -np.asarray(x)))


@loses("values", "extremes", named=Mistake.ANOTHER_FUNCTION)
def power_of_two(x):
    powers = 2.0 ** (x - np.max(x))
    return powers / powers.sum()


@loses("values", "properties", "extremes", "quiet", named=Mistake.LOGARITHM_TAKEN)
def logarithm_of_softmax(x):
    return x - np.logaddexp.reduce(np.asarray(x, dtype=float))


@loses("values", "properties", "extremes", "quiet", named=Mistake.HARD_CHOICE)
def all_to_the_first_maximum(x):
    return np.eye(len(x))[np.argmax(x)]


@loses("values", "extremes", "quiet", named=Mistake.APPLIED_TWICE)
def softmax_of_softmax(x):
    return right(right(x))


@loses("values", "extremes", named=Mistake.NEARLY_RIGHT)
def rounded_to_four_digits(x):
    return np.round(right(x), 4)


@loses("extremes", named=Mistake.NEARLY_RIGHT)
def small_number_added_below(x):
    powers = np.exp(x - np.max(x))
    return powers / (powers.sum() + 1e-7)


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_right_values(x):
    return right(x).tolist()


@loses("types", "extremes", "quiet", named=Mistake.RETURNED_LIST)
def list_loop_with_math_exp(x):
    powers = [math.exp(value) for value in x]
    return [power / sum(powers) for power in powers]


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(x):
    return right(np.asarray(x, dtype=np.float32))


@loses(
    "values",
    "types",
    "properties",
    "extremes",
    "unchanged",
    "quiet",
    named=Mistake.AXIS_OF_ONE,
)
def column(x):
    return right(x).reshape(-1, 1)


@loses("types", named=Mistake.NOT_FLOAT)
def integers_in_integers_out(x):
    return right(x).astype(np.asarray(x).dtype)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def maximum_subtracted_in_place(x):
    x -= x.max()
    powers = np.exp(x)
    return powers / powers.sum()


@loses()
def divided_by_the_length_of_its_absolute_values(x):
    powers = np.exp(x - np.amax(x))
    return powers / np.linalg.norm(powers, 1)


@loses()
def as_a_batch_of_one_row(x):
    row = x[np.newaxis, :]
    powers = np.exp(row - row.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1, keepdims=True))[0]


@loses()
def by_logarithms_of_the_shares(x):
    z = x - np.max(x)
    return np.exp(z - np.log(np.exp(z).sum()))


@loses()
def with_the_matrix_class(x):
    powers = np.matrix(np.exp(x - np.max(x)))  # NumPy advises against it, and no more
    return np.asarray(powers / powers.sum()).ravel()
