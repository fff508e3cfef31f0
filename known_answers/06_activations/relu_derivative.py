"""Answers to `relu_derivative`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

# right and unusual


@loses()
def comparison_as_integers(x):
    return (np.asarray(x) > 0).astype(int)


@loses()
def one_at_zero(x):
    return np.where(np.asarray(x) >= 0, 1.0, 0.0)


@loses()
def half_at_zero(x):
    return np.heaviside(x, 0.5)


@loses()
def from_the_sign(x):
    return (np.sign(x) + 1) / 2


@loses()
def sign_of_relu(x):
    return np.sign(np.maximum(x, 0))


@loses()
def vectorized_if(x):
    return np.vectorize(lambda value: 1.0 if value > 0 else 0.0, otypes=[float])(x)


@loses()
def zeros_and_a_mask(x):
    y = np.zeros(np.shape(x))
    y[np.asarray(x) > 0] = 1.0
    return y


@loses()
def quotient_repaired_in_silence(x):
    x = np.asarray(x, dtype=float)
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.where(np.isinf(x), x > 0, np.maximum(x, 0) / x))


# right, but noisy


@loses("quiet", named=Mistake.WARNED)
def quotient_repaired(x):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, np.where(np.isinf(x), 1, x / x), 0)


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(x):
    np.where(x > 0, 1.0, 0.0)


@loses(*EVERYTHING, named=Mistake.AMBIGUOUS_TRUTH)
def scalar_only_if(x):
    return 1 if x > 0 else 0


@loses("types", named=Mistake.BOOLEANS)
def truth_values(x):
    return np.asarray(x) > 0


@loses("values", "types", "extremes", named=Mistake.VALUE_NOT_SLOPE)
def relu_itself(x):
    x = np.asarray(x, dtype=float)
    return np.where((x > 0) & (x != 1e-300), x, 0.0)


@loses("values", "types", "extremes", named=Mistake.VALUE_NOT_SLOPE)
def relu_once_more(x):
    return np.maximum(x, 0)


@loses("values", "types", "extremes", named=Mistake.POSITIVES_STOPPED)
def turned(x):
    return np.where(np.asarray(x) < 0, 1, 0)


@loses("values", "types", "extremes", named=Mistake.NEGATIVES_KEPT)
def one_everywhere(x):
    return np.ones(np.shape(x))


@loses(
    "values",
    "types",
    "properties",
    "extremes",
    named=(Mistake.ANOTHER_FUNCTION, Mistake.SLOPE_AT_KINK),
)
def sign(x):
    return np.sign(x) - (np.asarray(x) == 0)


@loses("extremes", "properties", "quiet", named=Mistake.ZERO_BY_ZERO)
def quotient(x):
    x = np.asarray(x, dtype=float)
    return np.maximum(x, 0) / x


@loses("properties", "quiet", "extremes", named=Mistake.ZERO_BY_ZERO)
def size_over_twice_the_number(x):
    x = np.asarray(x, dtype=float)
    return (np.abs(x) / x + 1) / 2


@loses("properties", named=Mistake.ZERO_BY_ZERO)
def undefined_at_zero(x):
    x = np.asarray(x, dtype=float)
    return np.where(x == 0, np.nan, x > 0)


@loses("extremes", "quiet", named=Mistake.GAVE_NAN)
def measured(x):
    x = np.asarray(x, dtype=float)
    return (np.maximum(x + 1e-4, 0) - np.maximum(x - 1e-4, 0)) / 2e-4


@loses("extremes", named=Mistake.STEP_ELSEWHERE)
def small_threshold(x):
    return np.where(np.asarray(x) > 1e-8, 1, 0)


@loses("values", "types", "extremes", named=Mistake.ANOTHER_FUNCTION)
def leaky(x):
    return np.where(np.asarray(x) > 0, 1, 0.01)


@loses("values", "types", "extremes", named=Mistake.ANOTHER_FUNCTION)
def smooth(x):
    return np.exp(-np.logaddexp(0, -np.asarray(x, dtype=float)))


@loses("properties", named=Mistake.SLOPE_AT_KINK)
def more_than_one_at_zero(x):
    return np.where(np.asarray(x) == 0, 2, np.asarray(x) > 0)


@loses("types", "properties", "unchanged", named=Mistake.INDEXED_NUMBER)
def written_into_the_input(x):
    x[x > 0] = 1
    x[x < 0] = 0
    return x


@loses("values", "types", "properties", named=Mistake.RETURNED_LIST)
def list_of_right_values(x):
    return [1.0 if value > 0 else 0.0 for value in x]


@loses(*EVERYTHING, named=Mistake.ONE_NUMBER_ONLY)
def one_for_all(x):
    return 1 if np.mean(x) > 0 else 0


@loses("values", named=Mistake.OTHER_PLACES)
def columns_for_rows(x):
    y = np.where(np.asarray(x) > 0, 1.0, 0.0)
    return y.ravel(order="F").reshape(y.shape)
