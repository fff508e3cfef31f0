"""Answers to `sigmoid_backward`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

# right and unusual


@loses()
def three_factors(dout, out):
    return dout * (1.0 - out) * out


@loses()
def difference_of_squares(dout, out):
    return dout * (out - out**2)


@loses()
def named_slope(dout, out):
    slope = np.multiply(out, np.subtract(1, out))
    return np.multiply(dout, slope)


@loses()
def einsum(dout, out):
    return np.einsum("...,...,...->...", dout, out, 1 - out)


@loses()
def entry_after_entry(dout, out):
    result = np.zeros(np.shape(out))
    for place in np.ndindex(np.shape(out)):
        result[place] = dout[place] * out[place] * (1 - out[place])
    return result


@loses()
def vectorised(dout, out):
    if np.size(out) == 0:
        return np.array([])
    return np.vectorize(lambda d, z: d * z * (1 - z))(dout, out)


@loses()
def product_of_a_list(dout, out):
    return np.prod([dout, out, 1 - out], axis=0)


@loses()
def a_quarter_minus_a_square(dout, out):
    return (0.25 - (out - 0.5) ** 2) * dout


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(dout, out):
    dout * out * (1 - out)


@loses("values", "extremes", named=Mistake.OUTPUT_TAKEN_FOR_INPUT)
def output_taken_for_input(dout, out):
    z = 1 / (1 + np.exp(-out))
    return dout * z * (1 - z)


@loses("values", "extremes", named=Mistake.UPSTREAM_IGNORED)
def slope_alone(dout, out):
    return out * (1 - out)


@loses("values", "extremes", named=Mistake.LOCAL_SLOPE_IGNORED)
def gradient_alone(dout, out):
    return dout * 1.0


@loses("values", "extremes", named=Mistake.VALUE_NOT_SLOPE)
def times_the_output(dout, out):
    return dout * out


@loses("values", "extremes", named=Mistake.FACTOR_MISSING)
def times_one_minus_the_output(dout, out):
    return dout * (1 - out)


@loses("values", "extremes", named=Mistake.SIGN_OF_GRADIENT)
def sign_turned(dout, out):
    return dout * out * (out - 1)


@loses("values", "extremes", named=Mistake.ARGUMENTS_SWAPPED)
def arguments_changed_places(dout, out):
    return out * dout * (1 - dout)


@loses("values", "extremes", named=Mistake.ANOTHER_FUNCTION)
def slope_of_tanh(dout, out):
    return dout * (1 - out**2)


@loses("values", "extremes", named=Mistake.LOCAL_SLOPE_IGNORED)
def slope_of_relu(dout, out):
    return dout * (out > 0)


@loses("values", "extremes", named=Mistake.OTHER_OPERATION)
def added(dout, out):
    return dout + out * (1 - out)


@loses("values", "extremes", named=Mistake.OTHER_OPERATION)
def divided(dout, out):
    return dout / (out * (1 - out))


@loses("values", "types", named=Mistake.NOT_ENTRYWISE)
def square_matrix_product(dout, out):
    slope = out * (1 - out)
    return dout @ slope.T if slope.ndim == 2 else dout * slope


@loses("extremes", named=Mistake.GAVE_NAN)
def through_the_logarithm(dout, out):
    return dout * np.exp(np.log(out) + np.log(1 - out)) + 0 * np.log(out)


@loses("extremes", named=Mistake.WRONG_VALUE)
def clipped_away_from_the_ends(dout, out):
    z = np.clip(out, 1e-7, 1 - 1e-7)
    return dout * z * (1 - z)


@loses(*EVERYTHING, named=Mistake.ONE_NUMBER_ONLY)
def summed(dout, out):
    return (dout * out * (1 - out)).sum()


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_numbers(dout, out):
    return (dout * out * (1 - out)).tolist()


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(dout, out):
    return (dout * out * (1 - out)).astype(np.float32)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def multiplied_in_place(dout, out):
    dout *= out
    dout *= 1 - out
    return dout


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def slope_written_over_the_output(dout, out):
    result = dout * out * (1 - out)
    out[...] = out * (1 - out)
    return result
