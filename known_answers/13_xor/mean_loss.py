"""Answers to `mean_loss`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "properties", "extremes", "unchanged")


def logs(target, output, eps=1e-12):
    p = np.clip(output, eps, 1 - eps)
    return target * np.log(p) + (1 - target) * np.log(1 - p)


# right and unusual


@loses()
def picked_by_where(target, output, eps=1e-12):
    p = np.clip(output, eps, 1 - eps)
    return -np.log(np.where(target == 1, p, 1 - p)).mean()


@loses()
def repaired_table(target, output, eps=1e-12):
    y = np.clip(output, eps, 1 - eps).reshape(-1, 1)
    both = np.hstack([1 - y, y])
    labels = np.asarray(target).astype(int).ravel()
    return -np.log(both[np.arange(len(labels)), labels]).sum() / len(labels)


@loses()
def loop(target, output, eps=1e-12):
    total = 0.0
    for t, y in zip(np.ravel(target), np.ravel(output), strict=True):
        p = min(max(y, eps), 1 - eps)
        total -= t * math.log(p) + (1 - t) * math.log(1 - p)
    return total / len(target)


@loses()
def minimum_and_maximum(target, output, eps=1e-12):
    p = np.minimum(np.maximum(output, eps), 1 - eps)
    return np.mean(-target * np.log(p) - (1 - target) * np.log1p(-p))


@loses()
def dot_products(target, output, eps=1e-12):
    p, t = np.clip(np.ravel(output), eps, 1 - eps), np.ravel(target)
    return -(t @ np.log(p) + (1 - t) @ np.log(1 - p)) / t.size


@loses()
def absolute_difference(target, output, eps=1e-12):
    p = np.clip(output, eps, 1 - eps)
    return -np.log(1 - np.abs(target - p)).mean()


@loses()
def average_twice(target, output, eps=1e-12):
    return float(np.average(-logs(target, output, eps)))


@loses()
def clipped_by_masks(target, output, eps=1e-12):
    p = np.array(output, dtype=float)
    p[p < eps] = eps
    p[p > 1 - eps] = 1 - eps
    return -np.mean(target * np.log(p) + (1 - target) * np.log(1 - p))


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(target, output, eps=1e-12):
    print(-logs(target, output, eps).mean())


@loses("values", "properties", "extremes", named=Mistake.SUM_NOT_MEAN)
def sum_over_the_batch(target, output, eps=1e-12):
    return -logs(target, output, eps).sum()


@loses("values", "extremes", named=Mistake.SIGN_OF_LOSS)
def no_minus(target, output, eps=1e-12):
    return logs(target, output, eps).mean()


@loses("values", "properties", "extremes", named=Mistake.ONLY_YES_COUNTED)
def only_yes(target, output, eps=1e-12):
    return -np.mean(target * np.log(np.clip(output, eps, 1 - eps)))


@loses("values", "extremes", named=Mistake.LOG_OF_ANOTHER_BASE)
def logarithm_to_base_two(target, output, eps=1e-12):
    return -logs(target, output, eps).mean() / math.log(2)


@loses(*ALL[:-1], named=Mistake.ONE_PER_EXAMPLE)
def one_per_example(target, output, eps=1e-12):
    return -logs(target, output, eps)


@loses("extremes", named=Mistake.NOT_CLIPPED)
def not_clipped(target, output, eps=1e-12):
    return -np.mean(target * np.log(output) + (1 - target) * np.log(1 - output))


@loses("extremes", named=Mistake.EPS_IGNORED)
def eps_ignored(target, output, eps=1e-12):
    return -logs(target, output).mean()


@loses(
    "values",
    "types",
    "properties",
    "extremes",
    "unchanged",
    named=Mistake.INDEX_OUTSIDE,
)
def array_for_arange(target, output, eps=1e-12):
    y = np.clip(output, eps, 1 - eps).reshape(-1, 1)
    both = np.hstack([1 - y, y])
    labels = np.asarray(target).astype(int).ravel()
    return -np.log(both[np.array(len(labels)), labels]).sum() / len(labels)


@loses("values", "extremes", named=Mistake.NO_LOGARITHM)
def mean_probability(target, output, eps=1e-12):
    p = np.clip(output, eps, 1 - eps)
    return np.mean(target * p + (1 - target) * (1 - p))


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def clips_in_place(target, output, eps=1e-12):
    output[output < eps] = eps
    output[output > 1 - eps] = 1 - eps
    return -np.mean(target * np.log(output) + (1 - target) * np.log(1 - output))


@loses("values", named=Mistake.ARGUMENTS_SWAPPED)
def arguments_swapped(target, output, eps=1e-12):
    return -logs(output, target, eps).mean()


@loses("values", "extremes", named=Mistake.WRONG_VALUE)
def mean_squared_error_instead(target, output, eps=1e-12):
    return 30 * np.mean((output - target) ** 2)


@loses("values", "types", "extremes", named=Mistake.NUMBER_IN_ARRAY)
def array_of_one(target, output, eps=1e-12):
    return [-logs(target, output, eps).mean()]
