"""Answers to `relu_backward`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

# right and unusual


@loses()
def chosen_by_where(dout, x):
    return np.where(x > 0, dout, 0)


@loses()
def masked_copy(dout, x):
    result = dout.copy()
    result[x <= 0] = 0
    return result


@loses()
def multiplied_by_a_truth(dout, x):
    return dout * (x > 0)


@loses()
def passes_at_zero(dout, x):
    return dout * (x >= 0)


@loses()
def half_at_zero(dout, x):
    return dout * np.heaviside(x, 0.5)


@loses()
def sign_and_a_half(dout, x):
    return dout * (np.sign(x) + 1) * 0.5 * (x != 0)


@loses()
def entry_after_entry(dout, x):
    result = np.zeros(np.shape(x))
    for place in np.ndindex(np.shape(x)):
        if x[place] > 0:
            result[place] = dout[place]
    return result


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(dout, x):
    dout * (x > 0)


@loses("values", "extremes", named=Mistake.UPSTREAM_IGNORED)
def slope_alone(dout, x):
    return (x > 0) * 1.0


@loses("values", "extremes", named=Mistake.LOCAL_SLOPE_IGNORED)
def gradient_alone(dout, x):
    return dout * 1.0


@loses("values", "extremes", named=Mistake.MASK_TURNED)
def mask_turned(dout, x):
    return dout * (x < 0)


@loses("values", "extremes", named=Mistake.MASK_OF_GRADIENT)
def relu_of_the_gradient(dout, x):
    return np.maximum(dout, 0)


@loses("values", "extremes", named=Mistake.ARGUMENTS_SWAPPED)
def masked_by_the_gradient(dout, x):
    return x * (dout > 0) * 1.0


@loses("values", "extremes", named=Mistake.VALUE_NOT_SLOPE)
def times_relu_itself(dout, x):
    return dout * np.maximum(x, 0)


@loses("values", "extremes", named=Mistake.ANOTHER_FUNCTION)
def sign_of_the_input(dout, x):
    return dout * np.sign(x)


@loses("values", "extremes", named=Mistake.WRONG_VALUE)
def positive_on_both_sides(dout, x):
    return np.where((x > 0) & (dout > 0), dout, 0)


@loses("values", "extremes", named=Mistake.ANOTHER_FUNCTION)
def leaky(dout, x):
    return np.where(x > 0, dout, 0.01 * dout)


@loses("extremes", named=Mistake.STEP_ELSEWHERE)
def beyond_a_margin(dout, x):
    return dout * (x > 1e-8)


@loses("extremes", named=Mistake.GAVE_NAN)
def divided_by_the_input(dout, x):
    return dout * np.maximum(x, 0) / x


@loses(*EVERYTHING, named=Mistake.ONE_NUMBER_ONLY)
def flattened(dout, x):
    return (dout * (x > 0)).sum()


@loses("types", "extremes", "unchanged", named=Mistake.ONE_TOO_FEW)
def positive_entries_alone(dout, x):
    return np.where(x > 0, dout, 0) if x.ndim == 2 else dout[x > 0]


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_numbers(dout, x):
    return (dout * (x > 0)).tolist()


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(dout, x):
    return (dout * (x > 0)).astype(np.float32)


@loses("types", named=Mistake.CUT_TO_INTEGERS)
def filled_into_integers(dout, x):
    result = np.zeros_like(x)
    result[...] = dout * (x > 0)
    return result


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def zeroed_in_place(dout, x):
    dout[x <= 0] = 0
    return dout


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def mask_written_into_the_input(dout, x):
    result = dout * (x > 0)
    x[...] = x > 0
    return result
