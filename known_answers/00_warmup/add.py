"""Answers to `add`."""

import operator

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "unchanged")


# right and unusual


@loses()
def plus(x, y):
    return x + y


@loses()
def from_the_other_side(x, y):
    return y + x


@loses()
def minus_minus(x, y):
    return x - -y


@loses()
def operator_add(x, y):
    return operator.add(x, y)


@loses()
def vectorized(x, y):
    return np.vectorize(lambda a, b: a + b)(x, y)


@loses()
def loop_into_a_new_array(x, y):
    total = np.empty(np.shape(x), dtype=np.result_type(x, y))
    for at in np.ndindex(np.shape(x)):
        total[at] = np.asarray(x)[at] + np.asarray(y)[at]
    return total


@loses()
def sum_of_a_stack(x, y):
    return np.sum([x, y], axis=0)


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def prints_only(x, y):
    print(x + y)


@loses("values", named=Mistake.OTHER_OPERATION)
def difference(x, y):
    return x - y


@loses("values", "types", "unchanged", named=Mistake.PUT_TOGETHER)
def appended(x, y):
    return np.append(x, y)


@loses("values", named=Mistake.OTHER_OPERATION)
def product(x, y):
    return x * y


@loses("values", named=Mistake.ARGUMENT_IGNORED)
def first_alone(x, y):
    return x


@loses("values", named=Mistake.ARGUMENT_IGNORED)
def twice_the_first(x, y):
    return x + x


@loses("values", "types", "unchanged", named=Mistake.ONE_NUMBER_ONLY)
def one_number(x, y):
    return np.sum(x + y)


@loses("values", "types", named=Mistake.RETURNED_LIST)
def list_of_sums(x, y):
    return [a + b for a, b in zip(x, y, strict=True)]


@loses("types", named=Mistake.RETURNED_LIST)
def as_a_list(x, y):
    return (np.asarray(x) + y).tolist()


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def in_place(x, y):
    x += y
    return x


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def into_the_second(x, y):
    if isinstance(y, np.ndarray):
        y[...] = x + y
        return y
    return x + y


@loses("values", named=Mistake.CUT_TO_INTEGERS)
def cut_to_whole_numbers(x, y):
    return np.asarray(x + y) // 1 * 1.0


@loses("values", "types", "unchanged", named=Mistake.TEXT_RETURNED)
def text(x, y):
    return f"{x} + {y}"
