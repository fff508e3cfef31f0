"""Answers to `with_first`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "unchanged")


# right and unusual


@loses()
def copy_of_floats(x, value):
    new = np.array(x, dtype=float)
    new[0] = value
    return new


@loses()
def as_type(x, value):
    new = x.astype(np.float64)
    new[0] = value
    return new


@loses()
def concatenated(x, value):
    return np.concatenate([[float(value)], x[1:]])


@loses()
def where_the_index_is_zero(x, value):
    return np.where(np.arange(len(x)) == 0, float(value), x)


@loses()
def stacked(x, value):
    return np.hstack((np.float64(value), x[1:].astype(float)))


@loses()
def by_a_list(x, value):
    entries = [float(entry) for entry in x]
    entries[0] = value
    return np.array(entries, dtype=float)


@loses()
def added_difference(x, value):
    step = np.zeros(len(x))
    step[0] = value - float(x[0])
    return x + step


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(x, value):
    copy_of_floats(x, value)


@loses("unchanged", "types", named=Mistake.CHANGED_INPUT)
def writes_to_the_argument(x, value):
    x[0] = value
    return x


@loses("types", "unchanged", named=Mistake.CHANGED_INPUT)
def writes_to_a_view(x, value):
    new = x[:]
    new[0] = value
    return new


@loses("types", named=Mistake.CUT_TO_INTEGERS)
def copy_of_whole_numbers(x, value):
    new = x.copy()
    new[0] = value
    return new


@loses("values", "types", named=Mistake.NOTHING_REPLACED)
def floats_alone(x, value):
    return np.array(x, dtype=float)


@loses("values", "types", "unchanged", named=Mistake.PUT_IN_FRONT)
def put_in_front(x, value):
    return np.append(float(value), x)


@loses("values", "types", named=Mistake.ALL_REPLACED)
def all_replaced(x, value):
    return np.full(len(x), float(value))


@loses("values", "types", named=Mistake.OTHER_ENTRY)
def second_replaced(x, value):
    new = np.array(x, dtype=float)
    new[min(1, len(x) - 1)] = value
    return new


@loses("values", "types", named=Mistake.OTHER_ENTRY)
def last_replaced(x, value):
    new = np.array(x, dtype=float)
    new[-1] = value
    return new


@loses("types", named=Mistake.RETURNED_LIST)
def as_a_list(x, value):
    return [value, *x[1:]]


@loses("values", "types", "unchanged", named=Mistake.ONE_NUMBER_ONLY)
def the_value_alone(x, value):
    new = np.array(x, dtype=float)
    new[0] = value
    return new[0]


@loses("values", "types", "unchanged", named=Mistake.ONE_TOO_FEW)
def the_rest_alone(x, value):
    return np.array(x[1:], dtype=float)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def as_array_is_no_copy(x, value):
    new = np.asarray(x, dtype=float)
    new[0] = value
    return new


@loses("types", named=Mistake.LESS_PRECISE)
def shorter_floats(x, value):
    new = np.array(x, dtype=np.float32)
    new[0] = value
    return new


@loses("values", named=Mistake.OTHER_ENTRY)
def wherever_that_number_stands(x, value):
    return np.where(x == x[0], value, x) * 1.0


@loses()
def by_put(x, value):
    result = x * 1.0
    np.put(result, 0, value)
    return result
