"""Answers to `test_gradients`: tests of somebody's `gradients`."""

import numpy as np

from gradlab import check
from gradlab.check import Mistake

from . import loses

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
T = np.array([[0.0], [1.0], [1.0], [0.0]])
SURE = {"W1": np.array([[90.0], [90.0]]), "b1": np.array([-40.0])}
ALL = ("values", "properties", "extremes")


def outputs(params, x):
    for k in range(1, len(params) // 2 + 1):
        x = 1 / (1 + np.exp(-(x @ params[f"W{k}"] + params[f"b{k}"])))
    return x


def loss(params, x, t):
    p = np.clip(outputs(params, x), 1e-12, 1 - 1e-12)
    return -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))


def drawn(*sizes, seed=0):
    rng, params = np.random.default_rng(seed), {}
    for k in range(1, len(sizes)):
        params[f"W{k}"] = rng.normal(size=(sizes[k - 1], sizes[k]))
        params[f"b{k}"] = rng.normal(size=sizes[k])
    return params


def measured(params, x, t, h=1e-5):
    slopes = {}
    for name, array in params.items():
        slopes[name] = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            step = np.zeros(array.shape)
            step[place] = h
            up = loss(params | {name: array + step}, x, t)
            down = loss(params | {name: array - step}, x, t)
            slopes[name][place] = (up - down) / (2 * h)
    return slopes


def agree(candidate, params, x, t, names=None, tolerance=1e-6):
    found = candidate(params, x, t)
    for name, slope in measured(params, x, t).items():
        if names is None or name in names:
            assert np.shape(found[name]) == slope.shape
            assert np.allclose(found[name], slope, rtol=0, atol=tolerance), name


def finite(candidate):
    for slopes in candidate(SURE, X, T).values():
        assert np.isfinite(slopes).all()


# right and unusual


@loses()
def two_networks(candidate):
    agree(candidate, drawn(2, 3, 2, 1), X, T)
    agree(candidate, drawn(2, 2, 1, seed=1), X, T)
    finite(candidate)


@loses()
def relative_errors(candidate):
    params = drawn(2, 3, 1)
    found, slopes = candidate(params, X, T), measured(params, X, T)
    for name in params:
        sizes = np.linalg.norm(found[name]) + np.linalg.norm(slopes[name])
        assert np.linalg.norm(found[name] - slopes[name]) <= 1e-5 * sizes
    finite(candidate)


@loses()
def along_random_directions(candidate):
    rng, params = np.random.default_rng(3), drawn(2, 3, 2, 1)
    found = candidate(params, X, T)
    for _ in range(5):
        way = {name: rng.normal(size=array.shape) for name, array in params.items()}
        up = loss({n: params[n] + 1e-5 * way[n] for n in params}, X, T)
        down = loss({n: params[n] - 1e-5 * way[n] for n in params}, X, T)
        along = sum(np.sum(found[name] * way[name]) for name in params)
        assert abs((up - down) / 2e-5 - along) < 1e-6
    finite(candidate)


@loses()
def testing_of_numpy(candidate):
    params = drawn(2, 2, 1)
    found = candidate(params, X, T)
    for name, slope in measured(params, X, T).items():
        np.testing.assert_allclose(found[name], slope, atol=1e-6)
    finite(candidate)


@loses()
def other_examples(candidate):
    rng = np.random.default_rng(8)
    x, t = rng.normal(size=(7, 3)), (np.arange(7) % 2).reshape(7, 1) * 1.0
    agree(candidate, drawn(3, 4, 1), x, t)
    finite(candidate)


@loses()
def raises_by_hand(candidate):
    try:
        agree(candidate, drawn(2, 3, 1), X, T)
        finite(candidate)
    except Exception as error:
        raise AssertionError("the gradients are wrong") from error


# wrong


@loses(*ALL, named=Mistake.TEST_MISSED_WRONG)
def accepts_everything(candidate):
    candidate(drawn(2, 3, 1), X, T)


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def refuses_everything(candidate):
    raise AssertionError


@loses(*ALL, named=Mistake.TEST_RETURNED)
def returns_a_verdict(candidate):
    try:
        agree(candidate, drawn(2, 3, 1), X, T)
        finite(candidate)
    except AssertionError:
        return False
    return True


@loses("properties", named=Mistake.TEST_MISSED_WRONG)
def one_example_only(candidate):
    agree(candidate, drawn(2, 3, 1), X[1:2], T[1:2])
    agree(candidate, drawn(2, 3, 1), X, T, ["W1", "b1"], 0.05)
    finite(candidate)


@loses("values", "properties", named=Mistake.TEST_MISSED_WRONG)
def shapes_only(candidate):
    params = drawn(2, 3, 1)
    found = candidate(params, X, T)
    assert all(found[name].shape == params[name].shape for name in params)
    finite(candidate)


@loses("extremes", named=Mistake.TEST_MISSED_WRONG)
def never_sure(candidate):
    agree(candidate, drawn(2, 3, 1), X, T)


@loses("properties", named=Mistake.TEST_MISSED_WRONG)
def weights_and_last_bias(candidate):
    agree(candidate, drawn(2, 3, 1), X, T, ["W1", "W2", "b2"])
    finite(candidate)


@loses("properties", named=Mistake.TEST_MISSED_WRONG)
def too_tolerant(candidate):
    agree(candidate, drawn(2, 3, 1), X, T, tolerance=0.01)
    agree(candidate, drawn(2, 3, 1), X, T, ["W2", "b2"])
    finite(candidate)


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def too_strict(candidate):
    params = drawn(2, 3, 1)
    found = candidate(params, X, T)
    for name, slope in measured(params, X, T).items():
        assert np.array_equal(found[name], slope)
    finite(candidate)


@loses("values", named=Mistake.TEST_MISSED_WRONG)
def one_layer_only(candidate):
    agree(candidate, drawn(2, 1), X, T)
    finite(candidate)


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def compares_with_a_sum(candidate):
    params = drawn(2, 3, 1)
    found = candidate(params, X, T)
    for name, slope in measured(params, X, T).items():
        assert np.allclose(found[name], 4 * slope, atol=1e-6)


@loses(*ALL, named=Mistake.TEST_BROKE)
def breaks_on_every_answer(candidate):
    found = candidate(drawn(2, 3, 1), X, T)
    assert found["W9"].any()


@loses(*ALL, named=Mistake.TEST_MISSED_WRONG)
def hands_on_to_the_check_of_the_course(candidate):
    check.gradients(candidate)
