"""Answers to `celsius`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "unchanged")


# right and unusual


@loses()
def formula(fahrenheit):
    return (fahrenheit - 32) * 5 / 9


@loses()
def factor_first(fahrenheit):
    return 5 / 9 * (fahrenheit - 32)


@loses()
def divided_by_one_point_eight(fahrenheit):
    return (np.asarray(fahrenheit) - 32) / 1.8


@loses()
def multiplied_out(fahrenheit):
    return fahrenheit * 5 / 9 - 160 / 9


@loses()
def trick_of_forty(fahrenheit):
    return (fahrenheit + 40) * 5 / 9 - 40


@loses()
def vectorized(fahrenheit):
    return np.vectorize(lambda f: (f - 32) * 5 / 9, otypes=[float])(fahrenheit)


@loses()
def interpolated(fahrenheit):
    return np.interp(fahrenheit, [-1e4 * 9 / 5 + 32, 1e4 * 9 / 5 + 32], [-1e4, 1e4])


@loses()
def loop_into_a_new_array(fahrenheit):
    out = np.zeros(np.shape(fahrenheit))
    for at in np.ndindex(out.shape):
        out[at] = (np.asarray(fahrenheit)[at] - 32) * 5 / 9
    return out


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(fahrenheit):
    formula(fahrenheit)


@loses("values", "types", named=Mistake.BRACKETS)
def no_brackets(fahrenheit):
    return fahrenheit - 32 * 5 / 9


@loses("values", "types", named=Mistake.INVERSE_FUNCTION)
def other_direction(fahrenheit):
    return fahrenheit * 9 / 5 + 32


@loses("values", "types", named=Mistake.SAME_FACTOR)
def factor_turned(fahrenheit):
    return (fahrenheit - 32) * 9 / 5


@loses("values", "types", named=Mistake.SAME_AMOUNT)
def added_instead(fahrenheit):
    return (fahrenheit + 32) * 5 / 9


@loses("values", "types", named=Mistake.SAME_AMOUNT)
def no_offset(fahrenheit):
    return fahrenheit * 5 / 9


@loses("values", "types", named=Mistake.RETURNED_LIST)
def loop_over_a_list(fahrenheit):
    return [(f - 32) * 5 / 9 for f in fahrenheit]


@loses("types", named=Mistake.NOT_FLOAT)
def whole_division(fahrenheit):
    if np.asarray(fahrenheit).dtype.kind == "i":
        return (fahrenheit - 32) * 5 // 9
    return (fahrenheit - 32) * 5 / 9


@loses("values", "types", "unchanged", named=Mistake.ONE_NUMBER_ONLY)
def first_entry_alone(fahrenheit):
    return formula(np.ravel(fahrenheit)[0])


@loses("values", "types", "unchanged", named=Mistake.ONE_NUMBER_ONLY)
def mean_temperature(fahrenheit):
    return np.mean(formula(fahrenheit))


@loses("types", named=Mistake.AXIS_OF_ONE)
def flattened(fahrenheit):
    return formula(np.ravel(fahrenheit)) if np.ndim(fahrenheit) else formula(fahrenheit)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def in_place(fahrenheit):
    if isinstance(fahrenheit, np.ndarray) and fahrenheit.dtype.kind == "f":
        fahrenheit -= 32
        fahrenheit *= 5 / 9
        return fahrenheit
    return formula(fahrenheit)


@loses("types", named=Mistake.NOT_FLOAT)
def cut_when_written(fahrenheit):
    out = np.array(fahrenheit)
    out[...] = formula(fahrenheit)
    return out


@loses("values", "types", named=Mistake.SAME_FACTOR)
def rounded_factor(fahrenheit):
    return (fahrenheit - 32) * 0.56
