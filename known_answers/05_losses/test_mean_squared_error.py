"""Tests of `mean_squared_error` that students may write."""

import math

import numpy as np
from numpy.testing import assert_allclose

from gradlab import check
from gradlab.check import Mistake

from . import loses

ALL = ("accepts", "catches", "edges")
Y = np.array([[1.0, 2.0, 4.0], [0.0, -1.0, 3.5]])
T = np.array([[0.0, 4.0, 4.0], [1.0, 2.0, 1.5]])
RIGHT = (1 + 4 + 0 + 1 + 9 + 4) / 6


def refuses(loss, y, t):
    try:
        loss(y, t)
    except ValueError:
        return True
    return False


def small(value):
    return np.array([value], dtype=np.uint8)


def edges(loss):
    assert refuses(loss, np.ones((3, 1)), np.ones(3))
    assert abs(loss(small(200), small(100)) - 10000) < 1e-6
    y, t = Y.copy(), T.copy()
    loss(y, t)
    assert np.array_equal(y, Y)
    assert np.array_equal(t, T)


# right and unusual


@loses()
def one_matrix_and_the_edges(loss):
    assert np.shape(loss(Y.copy(), T.copy())) == ()
    assert np.isclose(loss(Y.copy(), T.copy()), RIGHT)
    edges(loss)


@loses()
def with_numpy_testing(loss):
    assert_allclose(loss(Y.copy(), T.copy()), np.float64(RIGHT), strict=False)
    assert np.ndim(loss(Y.copy(), T.copy())) == 0
    edges(loss)


@loses()
def beside_a_loop(loss):
    rng = np.random.default_rng(0)
    for shape in [(5,), (2, 3), (4, 1)]:
        y, t = rng.normal(size=shape), rng.normal(size=shape)
        total = math.fsum((a - b) ** 2 for a, b in zip(y.flat, t.flat, strict=True))
        assert abs(float(loss(y, t)) - total / y.size) < 1e-9
        assert np.ndim(loss(y, t)) == 0
    edges(loss)


@loses()
def raises_by_itself(loss):
    result = loss(Y.copy(), T.copy())
    if np.ndim(result) or abs(result - RIGHT) > 1e-9:
        raise AssertionError(f"{result} is not {RIGHT}")
    edges(loss)


@loses()
def three_small_examples(loss):
    for y, t, right in [([3.0], [1.0], 4.0), ([1.0] * 3, [0.0] * 3, 1.0)]:
        assert np.isclose(loss(np.array(y), np.array(t)), right)
    assert np.isclose(loss(Y.copy(), T.copy()), RIGHT)
    assert np.size(loss(Y.copy(), T.copy())) == 1
    edges(loss)


@loses()
def both_signs_of_the_edges(loss):
    assert np.isclose(loss(Y.copy(), T.copy()), RIGHT)
    assert np.isclose(loss(T.copy(), Y.copy()), RIGHT)
    assert refuses(loss, np.ones(3), np.ones((3, 1)))
    edges(loss)


# wrong


@loses(*ALL, named=Mistake.TEST_MISSED_WRONG)
def asks_for_nothing(loss):
    loss(Y.copy(), T.copy())


@loses(*ALL, named=Mistake.TEST_BROKE)
def calls_nothing_that_is_there(loss):
    loss(Y.copy())


@loses(*ALL, named=Mistake.TEST_RETURNED)
def returns_the_comparison(loss):
    return np.isclose(loss(Y.copy(), T.copy()), RIGHT)


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def expects_half_the_sum(loss):
    assert np.isclose(loss(Y.copy(), T.copy()), RIGHT * 3)


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def refuses_everything(loss):
    raise AssertionError


@loses("catches", "edges", named=Mistake.TEST_MISSED_WRONG)
def the_example_of_the_docstring(loss):
    assert np.isclose(loss(np.array([1.0, 2.0]), np.array([0.0, 4.0])), 2.5)
    edges_without_values = refuses(loss, np.ones((2, 1)), np.ones(2))
    assert edges_without_values


@loses("edges", named=Mistake.TEST_MISSED_WRONG)
def values_alone(loss):
    assert np.shape(loss(Y.copy(), T.copy())) == ()
    assert np.isclose(loss(Y.copy(), T.copy()), RIGHT)


@loses("edges", named=Mistake.TEST_MISSED_WRONG)
def no_small_integers(loss):
    assert np.shape(loss(Y.copy(), T.copy())) == ()
    assert np.isclose(loss(Y.copy(), T.copy()), RIGHT)
    assert refuses(loss, np.ones((3, 1)), np.ones(3))


@loses(
    "accepts", "edges", named=(Mistake.TEST_MISSED_WRONG, Mistake.TEST_REFUSED_RIGHT)
)
def equal_to_the_last_digit_of_a_row(loss):
    y = np.array([0.1, 0.2, 0.3, 0.7])
    squares = [(value - 1.1) ** 2 for value in y]
    assert (
        loss(y, np.full(4, 1.1))
        == (squares[3] + squares[0] + squares[1] + squares[2]) / 4
    )
    assert np.isclose(loss(Y.copy(), T.copy()), RIGHT)
    assert np.shape(loss(Y.copy(), T.copy())) == ()


@loses("catches", "edges", named=Mistake.TEST_MISSED_WRONG)
def equal_arrays_only(loss):
    assert loss(np.ones(3), np.ones(3)) == 0
    assert loss(np.ones(3), np.zeros(3)) > 0


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def insists_on_a_type(loss):
    assert type(loss(Y.copy(), T.copy())) is np.float64
    assert np.isclose(loss(Y.copy(), T.copy()), RIGHT)


@loses(*ALL, named=Mistake.TEST_MISSED_WRONG)
def hands_on_to_the_check_of_the_course(loss):
    check.mean_squared_error(loss)
