"""Answers to `cross_entropy_from_probabilities`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import loses
from .one_hot import marks

WRONG_VALUES = ("values", "properties", "extremes")
ALL = ("values", "types", "properties", "extremes", "unchanged")


def picked(target, p):
    return p[np.arange(len(target)), target]


# right and unusual


@loses()
def largest_of_p_and_eps(target, p, eps=1e-7):
    return np.mean(-np.log(np.maximum(picked(target, p), eps)))


@loses()
def eps_added(target, p, eps=1e-7):
    return -np.log(picked(target, p) + eps).mean()


@loses()
def eps_added_to_all_and_one_hot(target, p, eps=1e-7):
    return -np.sum(marks(target, p.shape[1]) * np.log(p + eps)) / len(p)


@loses()
def clipped_on_both_sides(target, p, eps=1e-7):
    return -np.log(np.clip(picked(target, p), eps, 1)).mean()


@loses()
def take_along_axis(target, p, eps=1e-7):
    chosen = np.take_along_axis(p, target[:, None].astype(int), axis=1)
    return -np.mean(np.log(np.clip(chosen, eps, None)))


@loses()
def loop_with_math(target, p, eps=1e-7):
    total = 0.0
    for row, label in zip(p, target, strict=True):
        total -= math.log(max(row[label], eps))
    return total / len(target)


@loses()
def einsum(target, p, eps=1e-7):
    logs = np.log(np.maximum(p, eps))
    return -np.einsum("ij,ij->", marks(target, p.shape[1]), logs) / len(p)


@loses()
def diagonal(target, p, eps=1e-7):
    return -np.log(np.maximum(np.diag(p[:, target]), eps)).mean()


@loses()
def logarithm_before_the_bound(target, p, eps=1e-7):
    with np.errstate(divide="ignore"):
        return np.minimum(-np.log(picked(target, p)), -np.log(eps)).mean()


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(target, p, eps=1e-7):
    print(largest_of_p_and_eps(target, p, eps))


@loses(*WRONG_VALUES, named=Mistake.SUM_NOT_MEAN)
def sum_over_the_batch(target, p, eps=1e-7):
    return largest_of_p_and_eps(target, p, eps) * len(target)


@loses("values", "extremes", named=Mistake.MEAN_OVER_ENTRIES)
def mean_over_all_entries(target, p, eps=1e-7):
    return -np.mean(marks(target, p.shape[1]) * np.log(np.maximum(p, eps)))


@loses("values", "extremes", named=Mistake.SIGN_OF_LOSS)
def no_minus(target, p, eps=1e-7):
    return -largest_of_p_and_eps(target, p, eps)


@loses("values", "extremes", named=Mistake.LOG_OF_ANOTHER_BASE)
def logarithm_to_base_two(target, p, eps=1e-7):
    return -np.log2(np.maximum(picked(target, p), eps)).mean()


@loses("values", "types", "properties", "extremes", named=Mistake.ONE_PER_EXAMPLE)
def one_loss_per_example(target, p, eps=1e-7):
    return -np.log(np.maximum(picked(target, p), eps))


@loses("values", "properties", "extremes", named=Mistake.PREDICTED_CLASS_NOT_LABEL)
def most_probable_class(target, p, eps=1e-7):
    return -np.log(np.maximum(p.max(axis=1), eps)).mean()


@loses("values", "properties", "extremes", named=Mistake.COUNTED_FROM_ONE)
def labels_from_one(target, p, eps=1e-7):
    return largest_of_p_and_eps(target.astype(int) - 1, p, eps)


@loses("values", "properties", "extremes", named=Mistake.LABELS_NOT_PAIRED)
def rows_not_paired_with_labels(target, p, eps=1e-7):
    return -np.log(np.maximum(p[:, target], eps)).mean()


@loses("values", "properties", "extremes", named=Mistake.ALL_CLASSES)
def all_classes(target, p, eps=1e-7):
    return -np.log(np.maximum(p, eps)).sum() / len(p)


@loses("values", "extremes", named=Mistake.NO_LOGARITHM)
def no_logarithm(target, p, eps=1e-7):
    return np.maximum(picked(target, p), eps).mean()


@loses("values", "properties", "extremes", named=Mistake.ALREADY_PROBABILITIES)
def softmax_first(target, p, eps=1e-7):
    powers = np.exp(p)
    return eps_added(target, powers / powers.sum(axis=1, keepdims=True), eps)


@loses("extremes", named=Mistake.NOT_CLIPPED)
def not_clipped(target, p, eps=1e-7):
    return -np.log(picked(target, p)).mean()


@loses("extremes", named=Mistake.NOT_CLIPPED)
def one_hot_without_clipping(target, p, eps=1e-7):
    return -np.sum(marks(target, p.shape[1]) * np.log(p)) / len(p)


@loses("extremes", named=Mistake.EPS_IGNORED)
def eps_fixed(target, p, eps=1e-7):
    return largest_of_p_and_eps(target, p)


@loses("extremes", named=Mistake.ANOTHER_DEFAULT)
def another_eps(target, p, eps=1e-12):
    return largest_of_p_and_eps(target, p, eps)


@loses("types", "unchanged", named=Mistake.CHANGED_INPUT)
def clipped_in_place(target, p, eps=1e-7):
    p[p < eps] = eps
    return -np.log(picked(target, p)).mean()


@loses("values", "types", "extremes", named=Mistake.NUMBER_IN_ARRAY)
def list_of_one(target, p, eps=1e-7):
    return [largest_of_p_and_eps(target, p, eps)]


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(target, p, eps=1e-7):
    return np.float32(largest_of_p_and_eps(target, p, eps))


@loses("extremes", named=Mistake.BELOW_EPS)
def eps_only_where_a_probability_is_zero(target, p, eps=1e-7):
    chosen = picked(target, p)
    return -np.mean(np.log(np.where(chosen == 0, eps, chosen)))
