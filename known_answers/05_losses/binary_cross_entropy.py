"""Answers to `binary_cross_entropy`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "properties", "extremes", "unchanged")


# right and unusual


@loses()
def clipped_on_both_sides(y, p, eps=1e-12):
    q = np.clip(p, eps, 1 - eps)
    return np.mean(-y * np.log(q) - (1 - y) * np.log(1 - q))


@loses()
def probability_of_the_right_answer(y, p, eps=1e-12):
    q = np.minimum(np.maximum(p, eps), 1 - eps)
    return -np.log(np.where(y == 1, q, 1 - q)).mean()


@loses()
def eps_added_in_both_logarithms(y, p, eps=1e-12):
    return -np.mean(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps))


@loses()
def loop_with_if(y, p, eps=1e-12):
    total = 0.0
    for a, b in zip(y.ravel(), p.ravel(), strict=True):
        b = min(max(b, eps), 1 - eps)
        total += -math.log(b) if a == 1 else -math.log(1 - b)
    return total / y.size


@loses()
def masks(y, p, eps=1e-12):
    q = np.clip(p, eps, 1 - eps)
    yes, no = np.log(q[y == 1]).sum(), np.log1p(-q[y == 0]).sum()
    return -(yes + no) / len(y)


@loses()
def both_terms_averaged_apart(y, p, eps=1e-12):
    q = p.clip(eps, 1 - eps)
    return -(np.mean(y * np.log(q)) + np.mean((1 - y) * np.log(1 - q)))


@loses()
def dot_products(y, p, eps=1e-12):
    y, q = y.ravel(), np.clip(p.ravel(), eps, 1 - eps)
    return -(y @ np.log(q) + (1 - y) @ np.log(1 - q)) / y.size


@loses()
def distance_from_the_answer(y, p, eps=1e-12):
    return -np.log(np.maximum(1 - np.abs(y - p), eps)).mean()


@loses()
def xlogy_by_hand(y, p, eps=1e-12):
    q = np.clip(p, eps, 1 - eps)
    return -np.log(q**y * (1 - q) ** (1 - y)).mean()


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(y, p, eps=1e-12):
    print(clipped_on_both_sides(y, p, eps))


@loses("values", "properties", named=Mistake.SUM_NOT_MEAN)
def sum_over_the_batch(y, p, eps=1e-12):
    return clipped_on_both_sides(y, p, eps) * len(y)


@loses("values", "extremes", named=Mistake.SIGN_OF_LOSS)
def no_minus(y, p, eps=1e-12):
    return -clipped_on_both_sides(y, p, eps)


@loses("values", "extremes", named=Mistake.LOG_OF_ANOTHER_BASE)
def logarithm_to_base_two(y, p, eps=1e-12):
    return clipped_on_both_sides(y, p, eps) / np.log(2)


@loses("values", "types", "properties", "extremes", named=Mistake.ONE_PER_EXAMPLE)
def one_loss_per_example(y, p, eps=1e-12):
    q = np.clip(p, eps, 1 - eps)
    return -(y * np.log(q) + (1 - y) * np.log(1 - q))


@loses("values", "properties", "extremes", named=Mistake.ONLY_YES_COUNTED)
def only_yes_counted(y, p, eps=1e-12):
    return -np.mean(y * np.log(np.clip(p, eps, 1 - eps)))


@loses("values", "properties", "extremes", named=Mistake.SIGN_INSIDE)
def plus_between_no_and_one(y, p, eps=1e-12):
    q = np.clip(p, eps, 1 - eps)
    return -np.mean(y * np.log(q) + (1 + y) * np.log(1 - q))


@loses("values", named=Mistake.ARGUMENTS_SWAPPED)
def arguments_swapped(p, y, eps=1e-12):
    return clipped_on_both_sides(y, p, eps)


@loses("extremes", named=Mistake.NOT_CLIPPED)
def not_clipped(y, p, eps=1e-12):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@loses("extremes", named=Mistake.NOT_CLIPPED)
def clipped_below_only(y, p, eps=1e-12):
    q = np.maximum(p, eps)
    return -np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))


@loses("extremes", named=Mistake.NOT_CLIPPED)
def eps_added_to_p_only(y, p, eps=1e-12):
    return -np.mean(y * np.log(p + eps) + (1 - y) * np.log(1 - (p + eps)))


@loses("extremes", named=Mistake.EPS_IGNORED)
def eps_fixed(y, p, eps=1e-12):
    return clipped_on_both_sides(y, p)


@loses("extremes", named=Mistake.NOT_CLIPPED)
def nan_replaced_by_zero(y, p, eps=1e-12):
    with np.errstate(divide="ignore", invalid="ignore"):
        each = y * np.log(p) + (1 - y) * np.log(1 - p)
    return -np.mean(np.nan_to_num(each))


@loses("values", "extremes", named=Mistake.ANOTHER_FUNCTION)
def squared_error(y, p, eps=1e-12):
    return np.mean((y - p) ** 2)


@loses("types", named=Mistake.NUMBER_IN_ARRAY)
def dot_product_of_what_comes(y, p, eps=1e-12):
    q = np.clip(p, eps, 1 - eps)
    return -(y.T @ np.log(q) + (1 - y).T @ np.log(1 - q)) / len(y)


@loses("types", named=Mistake.NUMBER_IN_ARRAY)
def built_in_sum(y, p, eps=1e-12):
    q = np.clip(p, eps, 1 - eps)
    return sum(-(y * np.log(q) + (1 - y) * np.log(1 - q))) / len(y)


@loses("types", named=Mistake.BROADCAST)
def columns_against_rows(y, p, eps=1e-12):
    return clipped_on_both_sides(y.ravel(), p, eps)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def clipped_in_place(y, p, eps=1e-12):
    np.clip(p, eps, 1 - eps, out=p)
    return clipped_on_both_sides(y, p, eps)


@loses("values", "types", "extremes", named=Mistake.NUMBER_IN_ARRAY)
def list_of_one(y, p, eps=1e-12):
    return [clipped_on_both_sides(y, p, eps)]


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(y, p, eps=1e-12):
    return np.float32(clipped_on_both_sides(y, p, eps))
