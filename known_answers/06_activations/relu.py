"""Answers to `relu`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

# right and unusual


@loses()
def maximum_the_other_way_round(x):
    return np.maximum(0.0, x)


@loses()
def where(x):
    return np.where(np.asarray(x) > 0, x, 0)


@loses()
def clipped_below(x):
    return np.clip(x, 0, None)


@loses()
def mask_on_a_copy(x):
    y = np.array(x)
    y[y < 0] = 0
    return y


@loses()
def vectorized_max(x):
    return np.vectorize(lambda value: max(value, 0.0), otypes=[float])(x)


@loses()
def loop_over_every_entry(x):
    x = np.asarray(x, dtype=float)
    y = np.empty_like(x)
    for place in np.ndindex(x.shape):
        y[place] = x[place] if x[place] > 0 else 0.0
    return y


@loses()
def piecewise(x):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x > 0], [lambda value: value, 0])


@loses()
def fmax(x):
    return np.fmax(x, 0)


@loses()
def minus_the_negative_part(x):
    return -np.minimum(-np.asarray(x), 0)


# right for finite numbers, and noisy or wrong at infinity


@loses("extremes", "quiet", named=Mistake.GAVE_NAN)
def multiplied_by_a_mask(x):
    return x * (np.asarray(x) > 0)


@loses("extremes", "quiet", named=Mistake.GAVE_NAN)
def half_of_the_sum_with_the_size(x):
    return (np.asarray(x) + np.abs(x)) / 2


@loses("quiet", named=Mistake.WARNED)
def half_of_the_sum_repaired(x):
    x = np.asarray(x, dtype=float)
    return np.where(np.isneginf(x), 0, (x + np.abs(x)) / 2)


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(x):
    np.maximum(x, 0)


@loses(*EVERYTHING, named=Mistake.AMBIGUOUS_TRUTH)
def scalar_only_if(x):
    return x if x > 0 else 0


@loses(*EVERYTHING, named=Mistake.AMBIGUOUS_TRUTH)
def built_in_max(x):
    return max(x, 0)


@loses(
    "values",
    "properties",
    "extremes",
    "types",
    "quiet",
    "unchanged",
    named=Mistake.ONE_NUMBER_ONLY,
)
def maximum_of_all(x):
    return np.max(x)


@loses(
    "values", "types", "properties", "extremes", "quiet", named=Mistake.NEGATIVES_TURNED
)
def absolute_value(x):
    return np.abs(x)


@loses("values", "types", "extremes", "quiet", named=Mistake.POSITIVES_STOPPED)
def minimum(x):
    return np.minimum(x, 0)


@loses(
    "values", "types", "properties", "extremes", "quiet", named=Mistake.NEGATIVES_KEPT
)
def nothing_stopped(x):
    return np.asarray(x) * 1.0


@loses(
    "values", "types", "properties", "extremes", "quiet", named=Mistake.SLOPE_NOT_VALUE
)
def a_step(x):
    return np.where(np.asarray(x) > 0, 1.0, 0.0)


@loses(
    "values", "types", "properties", "extremes", "quiet", named=Mistake.ANOTHER_FUNCTION
)
def leaky(x):
    return np.where(np.asarray(x) > 0, x, 0.01 * np.asarray(x))


@loses("values", "properties", "extremes", "quiet", named=Mistake.ANOTHER_FUNCTION)
def capped_at_six(x):
    return np.clip(x, 0, 6)


@loses("extremes", named=Mistake.WRONG_VALUE)
def capped_far_out(x):
    return np.clip(x, 0, 10_000)


@loses(
    "values", "types", "properties", "extremes", "quiet", named=Mistake.ANOTHER_FUNCTION
)
def smooth(x):
    return np.logaddexp(0, x)


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_right_values(x):
    return np.maximum(x, 0).tolist()


@loses("types", named=Mistake.RETURNED_LIST)
def list_loop(x):
    return [np.maximum(value, 0) for value in x]


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(x):
    return np.maximum(x, 0).astype(np.float32)


@loses("values", "types", "properties", "extremes", named=Mistake.NOT_FLOAT)
def integers_forced(x):
    return np.maximum(x, 0).astype(int)


@loses("types", "unchanged", named=Mistake.INDEXED_NUMBER)
def written_into_the_input(x):
    x[x < 0] = 0
    return x


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def maximum_into_the_input(x):
    return np.maximum(x, 0, out=x) if isinstance(x, np.ndarray) else max(x, 0.0)


@loses(*EVERYTHING, named=Mistake.WRONG_SHAPE)
def only_the_positive_ones(x):
    return x[x > 0]


@loses("values", "types", "unchanged", named=Mistake.NUMBER_IN_ARRAY)
def flattened(x):
    return np.maximum(np.ravel(x), 0)


@loses("unchanged", named=Mistake.ARGUMENT_RETURNED)
def the_argument_itself_if_nothing_is_negative(x):
    return x if np.all(x > 0) else np.maximum(x, 0)


@loses("types", "values", named=Mistake.OTHER_PLACES)
def columns_for_rows(x):
    y = np.maximum(x, 0.0)
    return y.ravel(order="F").reshape(y.shape) if np.ndim(y) == 2 else y
