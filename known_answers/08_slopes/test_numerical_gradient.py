"""Tests of `numerical_gradient` that students may write."""

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from gradlab import check
from gradlab.check import Mistake

from . import loses

ALL = ("accepts", "catches", "edges")
POINT = np.array([[1.0, -2.0], [0.5, 3.0]])


def cubes(x):
    return np.sum(x**3)


def mixed(x):
    return x[0, 0] ** 2 * x[1, 1] + np.sum(x[:, 1] ** 3)


MIXED = np.array([[6.0, 12.0], [0.0, 28.0]])


def close(g, right):
    return np.shape(g) == np.shape(right) and np.allclose(g, right, rtol=0, atol=1e-5)


# right and unusual


@loses()
def one_matrix_and_integers(gradient):
    x = POINT.copy()
    assert close(gradient(mixed, x), MIXED)
    assert np.array_equal(x, POINT)
    assert close(gradient(lambda x: np.sum(1.5 * x**2), np.array([3, -5])), [9, -15])


@loses()
def with_numpy_testing(gradient):
    x = POINT.copy()
    assert_allclose(gradient(cubes, x), 3 * POINT**2, rtol=0, atol=1e-5)
    assert_array_equal(x, POINT)
    product = gradient(lambda x: x[0] * x[1] * 1.5, np.array([3, 4]))
    assert_allclose(product, [6.0, 4.5], rtol=0, atol=1e-5)
    both = gradient(lambda x: x[0] * x[1] + x[0] ** 3, np.array([2.0, -1.0]))
    assert_allclose(both, [11.0, 2.0], rtol=0, atol=1e-5)


@loses()
def beside_an_own_gradient(gradient):
    rng = np.random.default_rng(0)
    for shape in [(4,), (2, 3)]:
        x = rng.normal(size=shape)
        kept = x.copy()
        mine = np.zeros(shape)
        for place in np.ndindex(shape):
            e = np.zeros(shape)
            e[place] = 1e-4
            mine[place] = (_bent(x + e) - _bent(x - e)) / 2e-4
        assert close(gradient(_bent, x), mine)
        assert np.array_equal(x, kept)
    assert close(gradient(lambda x: np.sum(0.25 * x), np.array([7, 7])), [0.25, 0.25])


def _bent(x):
    return np.sum(x**3) + np.sum(x) ** 2


@loses()
def counted_and_summed_up(gradient):
    failures = 0
    for f, x, right in [
        (mixed, POINT.copy(), MIXED),
        (cubes, np.array([2, -1]), np.array([12.0, 3.0])),
        (lambda x: np.sum(x) * 0.5, np.array([1, 2, 3]), np.full(3, 0.5)),
    ]:
        kept = x.copy()
        failures += not close(gradient(f, x), right)
        failures += not np.array_equal(x, kept)
    assert failures == 0


@loses()
def raises_the_error_itself(gradient):
    try:
        one_matrix_and_integers(gradient)
    except AssertionError as error:
        raise AssertionError("no right gradient") from error


@loses()
def with_a_message(gradient):
    one_matrix_and_integers(gradient)
    shape = np.shape(gradient(cubes, np.ones((2, 2))))
    assert shape == (2, 2), f"a gradient of shape {shape}"


# wrong


@loses(*ALL, named=Mistake.TEST_MISSED_WRONG)
def asks_for_nothing(gradient):
    gradient(cubes, POINT.copy())


@loses("catches", "edges", named=Mistake.TEST_MISSED_WRONG)
def the_example_alone(gradient):
    g = gradient(lambda x: np.sum(x**2), np.array([3.0, 4.0]))
    assert np.allclose(g, [6.0, 8.0], atol=1e-2)


@loses("catches", "edges", named=Mistake.TEST_MISSED_WRONG)
def too_gentle_for_one_sided(gradient):
    assert np.allclose(gradient(cubes, POINT.copy()), 3 * POINT**2, atol=1e-2)


@loses("catches", "edges", named=Mistake.TEST_MISSED_WRONG)
def a_straight_line(gradient):
    g = gradient(lambda x: 2 * x[0] - 3 * x[1], np.array([1.0, 5.0]))
    assert close(g, [2.0, -3.0])


@loses("edges", named=Mistake.TEST_MISSED_WRONG)
def floats_alone(gradient):
    x = POINT.copy()
    assert close(gradient(mixed, x), MIXED)
    assert np.array_equal(x, POINT)


@loses("edges", named=Mistake.TEST_MISSED_WRONG)
def never_looks_at_x(gradient):
    assert close(gradient(mixed, POINT.copy()), MIXED)
    assert close(gradient(lambda x: np.sum(1.5 * x**2), np.array([3, -5])), [9, -15])


@loses("edges", named=Mistake.TEST_MISSED_WRONG)
def vectors_alone(gradient):
    x = np.array([1.0, -2.0, 3.0])
    g = gradient(lambda x: x[0] ** 2 * x[1] + x[2] ** 3, x)
    assert close(g, [-4.0, 1.0, 27.0])
    assert np.array_equal(x, [1.0, -2.0, 3.0])
    assert close(gradient(lambda x: np.sum(1.5 * x**2), np.array([3, -5])), [9, -15])


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def to_the_last_digit(gradient):
    assert np.array_equal(gradient(cubes, POINT.copy()), 3 * POINT**2)


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def refuses_everything(gradient):
    raise AssertionError


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def wrong_by_a_factor(gradient):
    assert close(gradient(cubes, POINT.copy()), 2 * POINT**2)


@loses(*ALL, named=Mistake.TEST_BROKE)
def stops_with_an_error(gradient):
    assert gradient(cubes, POINT.copy())[5] == 0


@loses(*ALL, named=Mistake.TEST_RETURNED)
def returns_the_verdict(gradient):
    return close(gradient(mixed, POINT.copy()), MIXED)


@loses(*ALL, named=Mistake.TEST_MISSED_WRONG)
def hands_on_to_the_check_of_the_course(gradient):
    check.numerical_gradient(gradient)
