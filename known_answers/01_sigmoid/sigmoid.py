"""Answers to `sigmoid`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses


def stable(value):
    power = math.exp(-abs(value))
    return 1 / (1 + power) if value >= 0 else power / (1 + power)


# right and unusual


@loses()
def masks(x):
    x = np.asarray(x) * 1.0
    y = np.empty_like(x)
    low = x < 0
    y[low] = np.exp(x[low]) / (1 + np.exp(x[low]))
    y[~low] = 1 / (1 + np.exp(-x[~low]))
    return y


@loses()
def vectorize_with_otypes(x):
    return np.vectorize(lambda v: v if math.isnan(v) else stable(v), otypes=[float])(x)


@loses()
def piecewise(x):
    x = np.asarray(x, dtype=float)
    pieces = [lambda v: np.exp(v) / (1 + np.exp(v)), lambda v: 1 / (1 + np.exp(-v))]
    return np.piecewise(x, [x < 0], pieces)


@loses()
def logaddexp(x):
    return np.exp(-np.logaddexp(0, -np.asarray(x)))


@loses()
def half_of_one_plus_tanh(x):
    return 0.5 * (1 + np.tanh(np.asarray(x) / 2))


@loses()
def where_with_silenced_overflow(x):
    x = np.asarray(x)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


@loses()
def clipped_to_500(x):
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


@loses()
def loop_over_every_entry(x):
    x = np.asarray(x)
    values = [v if math.isnan(v) else stable(v) for v in x.ravel().tolist()]
    return np.array(values, dtype=float).reshape(x.shape)


@loses()
def one_number_comes_back_as_a_python_float(x):
    y = 1 / (1 + np.exp(np.minimum(-np.asarray(x, dtype=float), 709)))
    return y if y.ndim else float(y)


@loses()
def prints_while_it_runs(x):
    print("sigmoid of", x)
    return logaddexp(x)


# right, but noisy


@loses("quiet", named=Mistake.WARNED)
def formula_as_it_stands(x):
    return 1 / (1 + np.exp(-x))


@loses("quiet", named=Mistake.WARNED)
def warns_on_its_own(x):
    np.log(np.array(-1.0))
    return logaddexp(x)


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(x):
    logaddexp(x)


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def prints_instead_of_returning(x):
    print(logaddexp(x))


@loses(*EVERYTHING, named=Mistake.AMBIGUOUS_TRUTH)
def scalar_only_if(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


@loses(*EVERYTHING, named=Mistake.MATH_ON_ARRAY)
def scalar_only_math_exp(x):
    return 1 / (1 + math.exp(-x))


@loses("types", "extremes", "quiet", named=Mistake.RETURNED_LIST)
def list_loop_with_math_exp(x):
    return [1 / (1 + math.exp(-value)) for value in x]


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_right_values(x):
    return logaddexp(x).tolist()


@loses("values", "properties", "extremes", "quiet", named=Mistake.SIGN_OF_EXPONENT)
def exponent_with_the_wrong_sign(x):
    return 1 / (1 + np.exp(x))


@loses("values", "properties", "extremes", "quiet", named=Mistake.UPSIDE_DOWN)
def forgot_one_over(x):
    return 1 + np.exp(-x)


@loses("values", "properties", "extremes", "quiet", named=Mistake.UPSIDE_DOWN)
def brackets_forgotten(x):
    return 1 / 1 + np.exp(-x)


@loses("values", "properties", "extremes", "quiet", named=Mistake.ANOTHER_FUNCTION)
def tanh_instead(x):
    return np.tanh(x)


@loses("values", "properties", named=Mistake.ANOTHER_FUNCTION)
def straight_line_in_the_middle(x):
    return np.clip(0.25 * np.asarray(x) + 0.5, 0.0, 1.0)


@loses("values", "properties", "extremes", "quiet", named=Mistake.ALL_ALIKE)
def always_a_half(x):
    return np.full(np.shape(x), 0.5)


@loses("extremes", "quiet", named=Mistake.GAVE_NAN)
def exp_over_one_plus_exp(x):
    return np.exp(x) / (1 + np.exp(x))


@loses("extremes", named=Mistake.MOVED_NAN)
def nan_repaired_to_a_number(x):
    return np.nan_to_num(logaddexp(x))


@loses("extremes", "quiet", named=Mistake.NEARLY_RIGHT)
def clipped_to_20(x):
    return 1 / (1 + np.exp(-np.clip(x, -20, 20)))


@loses("extremes", named=Mistake.MOVED_NAN)
def masks_that_forget_nan(x):
    x = np.asarray(x) * 1.0
    y = np.zeros_like(x)
    y[x >= 0] = 1 / (1 + np.exp(-x[x >= 0]))
    y[x < 0] = np.exp(x[x < 0]) / (1 + np.exp(x[x < 0]))
    return y


@loses("extremes", named=Mistake.MOVED_NAN)
def one_nan_spreads(x):
    y = logaddexp(x)
    return y * np.nan if np.isnan(y).any() else y


@loses("values", named=Mistake.NEARLY_RIGHT)
def rounded_to_six_digits(x):
    return np.round(logaddexp(x), 6)


@loses("types", named=Mistake.NOT_FLOAT)
def integers_in_integers_out(x):
    x = np.asarray(x)
    y = np.zeros_like(x)
    y[...] = logaddexp(x)
    return y


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(x):
    return logaddexp(np.asarray(x, dtype=np.float32))


@loses("types", named=Mistake.NOT_FLOAT)
def objects(x):
    return np.frompyfunc(lambda v: v if math.isnan(v) else stable(v), 1, 1)(x)


@loses("types", named=Mistake.NUMBER_IN_ARRAY)
def flattened(x):
    return logaddexp(x).ravel()


@loses("types", named=Mistake.NUMBER_IN_ARRAY)
def always_one_dimensional(x):
    return np.atleast_1d(logaddexp(x))


@loses("unchanged", "quiet", named=Mistake.CHANGED_INPUT)
def negated_in_place(x):
    x *= -1
    return 1 / (1 + np.exp(x))


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def clipped_in_place(x):
    if np.ndim(x):
        x[x > 500] = 500
        x[x < -500] = -500
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


@loses("types", "quiet", named=(Mistake.OTHER_PLACES, Mistake.WARNED))
def matrix_in_column_order(x):
    y = 1 / (1 + np.exp(-x))
    return np.ravel(y, order="F").reshape(np.shape(y))
