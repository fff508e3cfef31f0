"""Answers to `step_function`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

# right and unusual


@loses()
def comparison_as_integers(x):
    return (np.asarray(x) > 0).astype(int)


@loses()
def comparison_times_one(x):
    return np.greater(x, 0) * 1.0


@loses()
def heaviside_with_zero(x):
    return np.heaviside(x, 0.0)


@loses()
def sign_cut_below_zero(x):
    return np.maximum(np.sign(x), 0)


@loses()
def filled_by_a_mask(x):
    y = np.zeros_like(x, dtype=float)
    y[np.asarray(x) > 0] = 1
    return y


@loses()
def vectorized_if(x):
    return np.vectorize(lambda value: 1 if value > 0 else 0, otypes=[int])(x)


@loses()
def piecewise(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x > 0], [1, 0])


@loses()
def one_number_comes_back_as_an_int(x):
    return int(x > 0) if np.ndim(x) == 0 else np.where(x > 0, 1, 0)


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


@loses("values", "types", named=Mistake.RETURNED_LIST)
def list_of_numbers(x):
    return [1 if value > 0 else 0 for value in x]


@loses("values", "types", "extremes", named=Mistake.UP_AT_ZERO)
def up_at_zero(x):
    return np.where(np.asarray(x) >= 0, 1, 0)


@loses("values", "types", "extremes", named=Mistake.STEP_TURNED)
def turned(x):
    return np.where(np.asarray(x) < 0, 1, 0)


@loses("values", "types", "extremes", named=Mistake.MIDDLE_NOT_ZERO)
def half_at_zero(x):
    return np.heaviside(x, 0.5)


@loses("values", "types", "extremes", named=Mistake.ANOTHER_FUNCTION)
def minus_one_below(x):
    return np.sign(x)


@loses("values", "types", "extremes", named=Mistake.GAVE_NAN)
def nan_at_zero(x):
    x = np.asarray(x, dtype=float)
    return (x / np.abs(x) + 1) / 2


@loses("values", "extremes", named=Mistake.STEP_ELSEWHERE)
def threshold_at_a_half(x):
    return np.where(np.asarray(x) > 0.5, 1, 0)


@loses("extremes", named=Mistake.STEP_ELSEWHERE)
def small_threshold(x):
    return np.where(np.asarray(x) > 1e-7, 1, 0)


@loses("values", "types", "extremes", named=Mistake.MIDDLE_NOT_ZERO)
def steep_sigmoid(x):
    return np.exp(-np.logaddexp(0, -50 * np.asarray(x, dtype=float)))


@loses("types", "extremes", named=Mistake.INDEXED_NUMBER)
def written_into_the_input(x):
    x[x > 0] = 1
    x[x <= 0] = 0
    return x


@loses("values", "types", "extremes", named=Mistake.ANOTHER_FUNCTION)
def positive_numbers_as_they_are(x):
    return np.maximum(x, 0)


@loses("values", "types", "extremes", named=Mistake.WRONG_SHAPE)
def flattened(x):
    return np.where(np.ravel(x) > 0, 1, 0)[:1]


@loses("values", "types", "extremes", named=Mistake.KEY_UNKNOWN)
def removed_numpy_type(x):
    return (x > 0).astype(vars(np)["int"])
