"""Answers to `sigmoid_backward`."""

import numpy as np

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


# wrong


@loses(*EVERYTHING)
def returns_nothing(dout, out):
    dout * out * (1 - out)


@loses("values", "extremes")
def output_taken_for_input(dout, out):
    z = 1 / (1 + np.exp(-out))
    return dout * z * (1 - z)


@loses("values", "extremes")
def slope_alone(dout, out):
    return out * (1 - out)


@loses("values", "extremes")
def gradient_alone(dout, out):
    return dout * 1.0


@loses("values", "extremes")
def times_the_output(dout, out):
    return dout * out


@loses("values", "extremes")
def times_one_minus_the_output(dout, out):
    return dout * (1 - out)


@loses("values", "extremes")
def sign_turned(dout, out):
    return dout * out * (out - 1)


@loses("values", "extremes")
def arguments_changed_places(dout, out):
    return out * dout * (1 - dout)


@loses("values", "extremes")
def slope_of_tanh(dout, out):
    return dout * (1 - out**2)


@loses("values", "extremes")
def slope_of_relu(dout, out):
    return dout * (out > 0)


@loses("values", "extremes")
def added(dout, out):
    return dout + out * (1 - out)


@loses("values", "extremes")
def divided(dout, out):
    return dout / (out * (1 - out))


@loses("values", "types")
def square_matrix_product(dout, out):
    slope = out * (1 - out)
    return dout @ slope.T if slope.ndim == 2 else dout * slope


@loses("extremes")
def through_the_logarithm(dout, out):
    return dout * np.exp(np.log(out) + np.log(1 - out)) + 0 * np.log(out)


@loses("extremes")
def clipped_away_from_the_ends(dout, out):
    z = np.clip(out, 1e-7, 1 - 1e-7)
    return dout * z * (1 - z)


@loses(*EVERYTHING)
def summed(dout, out):
    return (dout * out * (1 - out)).sum()


@loses("types")
def list_of_numbers(dout, out):
    return (dout * out * (1 - out)).tolist()


@loses("types")
def float32_forced(dout, out):
    return (dout * out * (1 - out)).astype(np.float32)


@loses("unchanged")
def multiplied_in_place(dout, out):
    dout *= out
    dout *= 1 - out
    return dout


@loses("unchanged")
def slope_written_over_the_output(dout, out):
    result = dout * out * (1 - out)
    out[...] = out * (1 - out)
    return result
