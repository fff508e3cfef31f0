"""Answers to `identity_function`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses

# right and unusual


@loses()
def the_same_object(x):
    return x


@loses()
def a_copy(x):
    return np.array(x)


@loses()
def times_one(x):
    return x * 1


@loses()
def plus_zero(x):
    return np.asarray(x) + 0.0


@loses()
def two_halves(x):
    return np.maximum(x, 0) + np.minimum(x, 0)


@loses()
def the_unary_plus(x):
    return +x


@loses()
def vectorized(x):
    return np.vectorize(lambda value: value, otypes=[float])(x)


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing(x):
    print(x)


@loses("values", named=Mistake.SIGN_LOST)
def absolute_value(x):
    return np.abs(x)


@loses("values", named=Mistake.ANOTHER_FUNCTION)
def positive_part(x):
    return np.maximum(x, 0)


@loses("values", named=Mistake.RETURNED_LIST)
def as_a_list(x):
    return np.asarray(x).tolist()


@loses("values", named=Mistake.FLATTENED)
def flattened(x):
    return np.ravel(x)


@loses("values", named=Mistake.TRANSPOSED)
def transposed(x):
    return np.transpose(x)


@loses("values", named=Mistake.CUT_TO_INTEGERS)
def integers(x):
    return np.asarray(x).astype(int)


@loses("values", named=Mistake.LESS_PRECISE)
def float32_forced(x):
    return np.asarray(x, dtype=np.float32)


@loses("values", named=Mistake.ALL_ALIKE)
def one_for_the_slope(x):
    return np.ones(np.shape(x))


@loses("values", named=Mistake.SIGN_TURNED)
def minus_itself(x):
    return -x


@loses("values", named=Mistake.ANOTHER_FUNCTION)
def clipped_to_one(x):
    return np.clip(x, -1, 1)


@loses("values", named=Mistake.ONE_TOO_FEW)
def an_identity_matrix(x):
    return np.eye(len(np.atleast_1d(x)))


@loses("values", named=Mistake.CHANGED_INPUT)
def doubled_in_place_and_halved(x):
    y = np.array(x)
    if isinstance(x, np.ndarray):
        x *= 2
    return y
