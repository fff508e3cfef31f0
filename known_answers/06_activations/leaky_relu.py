"""Answers to `leaky_relu`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

# right and unusual


@loses()
def larger_of_the_two(x, alpha=0.01):
    return np.maximum(alpha * np.asarray(x), x)


@loses()
def two_halves(x, alpha=0.01):
    return np.maximum(x, 0) + alpha * np.minimum(x, 0)


@loses()
def factor_chosen_first(x, alpha=0.01):
    return x * np.where(np.asarray(x) > 0, 1.0, alpha)


@loses()
def masks_on_a_copy(x, alpha=0.01):
    y = np.array(x, dtype=float)
    y[y < 0] *= alpha
    return y


@loses()
def vectorized_if(x, alpha=0.01):
    return np.vectorize(lambda v: v if v > 0 else alpha * v, otypes=[float])(x)


@loses()
def loop_over_every_entry(x, alpha=0.01):
    x = np.asarray(x, dtype=float)
    values = [value if value > 0 else alpha * value for value in x.ravel()]
    return np.array(values, dtype=float).reshape(x.shape)


@loses()
def piecewise(x, alpha=0.01):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x > 0], [lambda v: v, lambda v: alpha * v])


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(x, alpha=0.01):
    np.maximum(alpha * x, x)


@loses(*EVERYTHING, named=Mistake.AMBIGUOUS_TRUTH)
def scalar_only_if(x, alpha=0.01):
    return x if x > 0 else alpha * x


@loses("values", "types", "properties", "extremes", named=Mistake.NOT_LEAKY)
def plain_relu(x, alpha=0.01):
    return np.maximum(x, 0.0)


@loses("values", "types", "properties", "extremes", named=Mistake.ALPHA_ON_ALL)
def alpha_on_all(x, alpha=0.01):
    return alpha * np.asarray(x)


@loses("values", "types", "properties", "extremes", named=Mistake.POSITIVES_STOPPED)
def sides_swapped(x, alpha=0.01):
    return np.where(np.asarray(x) > 0, alpha * np.asarray(x), x)


@loses("values", "types", "properties", "extremes", named=Mistake.POSITIVES_STOPPED)
def smaller_of_the_two(x, alpha=0.01):
    return np.minimum(alpha * np.asarray(x), x)


@loses("properties", named=Mistake.ALPHA_IGNORED)
def alpha_fixed(x, alpha=0.01):
    return np.maximum(0.01 * np.asarray(x), x)


@loses("values", "types", "extremes", named=Mistake.ANOTHER_DEFAULT)
def another_default(x, alpha=0.1):
    return np.maximum(alpha * np.asarray(x), x)


@loses("values", "types", "extremes", named=Mistake.ARGUMENT_COUNT)
def alpha_named_but_required(x, alpha):
    return np.maximum(alpha * np.asarray(x), x)


@loses("values", "types", "properties", "extremes", named=Mistake.NEGATIVES_TURNED)
def negatives_turned(x, alpha=0.01):
    return np.maximum(x, -alpha * np.asarray(x))


@loses("values", "types", "properties", "extremes", named=Mistake.ALPHA_NOT_FACTOR)
def alpha_itself_on_the_left(x, alpha=0.01):
    return np.where(np.asarray(x) > 0, x, alpha)


@loses("values", "types", "properties", "extremes", named=Mistake.ALPHA_NOT_FACTOR)
def alpha_subtracted(x, alpha=0.01):
    return np.where(np.asarray(x) > 0, x, -alpha)


@loses("values", "types", "properties", "extremes", named=Mistake.ALPHA_NOT_FACTOR)
def divided_by_alpha(x, alpha=0.01):
    return np.where(np.asarray(x) > 0, x, np.asarray(x) / alpha)


@loses("values", "types", "properties", "extremes", named=Mistake.ANOTHER_FUNCTION)
def exponential_left_side(x, alpha=0.01):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * (np.exp(np.minimum(x, 0)) - 1))


@loses("values", "types", "properties", "extremes", named=Mistake.SLOPE_NOT_VALUE)
def its_derivative(x, alpha=0.01):
    return np.where(np.asarray(x) > 0, 1.0, alpha)


@loses("types", "extremes", named=Mistake.CHANGED_INPUT)
def written_into_the_input(x, alpha=0.01):
    x[x < 0] *= alpha
    return x


@loses("extremes", named=Mistake.CHANGED_INPUT)
def product_into_the_input(x, alpha=0.01):
    y = np.maximum(alpha * np.asarray(x), x)
    if np.ndim(x):
        x[...] = y
    return y


@loses("types", named=(Mistake.WRONG_VALUE, Mistake.NOT_FLOAT))
def filled_into_integers(x, alpha=0.01):
    y = np.array(x)
    y[y < 0] = alpha * y[y < 0]
    return y


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_right_values(x, alpha=0.01):
    return np.maximum(alpha * np.asarray(x), x).tolist()


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(x, alpha=0.01):
    return np.maximum(alpha * np.asarray(x), x).astype(np.float32)


@loses("extremes", named=Mistake.GAVE_NAN)
def multiplied_by_masks(x, alpha=0.01):
    x = np.asarray(x)
    return x * (x > 0) + alpha * x * (x <= 0)
