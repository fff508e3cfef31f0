"""Answers to `train_xor`."""

import numpy as np

from gradlab.check import Mistake

from . import loses
from .descend import list_of_losses, loss, loss_after_the_step, uphill
from .gradients import back, outputs

ALL = ("values", "types", "properties", "extremes", "solves")
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
T = np.array([[0.0], [1.0], [1.0], [0.0]])


def drawn(sizes, normal, bias=np.zeros):
    params = {}
    for k in range(1, len(sizes)):
        params[f"W{k}"] = normal((sizes[k - 1], sizes[k]))
        params[f"b{k}"] = bias(sizes[k])
    return params


def standard(rng):
    return (rng or np.random.default_rng()).standard_normal


# right and unusual


@loses()
def standard_normal(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return list_of_losses(drawn(sizes, standard(rng)), X, T, lr, epochs)


@loses()
def last_layer_first(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    normal, params = standard(rng), {}
    for k in range(len(sizes) - 1, 0, -1):
        params[f"W{k}"] = normal((sizes[k], sizes[k - 1])).T
        params[f"b{k}"] = np.zeros(sizes[k])
    return list_of_losses(params, X, T, lr, epochs)


@loses()
def all_drawn_at_once(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    shapes = [(sizes[k], sizes[k + 1]) for k in range(len(sizes) - 1)]
    numbers = standard(rng)(sum(i * o for i, o in shapes))
    params, at = {}, 0
    for k, (i, o) in enumerate(shapes, 1):
        params[f"W{k}"] = numbers[at : at + i * o].reshape(i, o)
        params[f"b{k}"], at = np.zeros(o), at + i * o
    return list_of_losses(params, X, T, lr, epochs)


@loses()
def examples_in_another_order(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return list_of_losses(drawn(sizes, standard(rng)), X[::-1], T[::-1], lr, epochs)


@loses()
def weights_first_then_biases(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    drawing = drawn(sizes, standard(rng))
    params = {name: drawing[name] for name in sorted(drawing)}
    return list_of_losses(params, X, T, lr, epochs)


@loses()
def loc_and_scale(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    if rng is None:
        rng = np.random.default_rng(0)

    def normal(shape):
        return rng.normal(loc=0.0, scale=1.0, size=shape)

    return list_of_losses(drawn(sizes, normal), X, T, lr, epochs)


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return None


@loses("properties", "solves", named=(Mistake.WEIGHTS_ALIKE, Mistake.NEVER_LEARNS))
def zero_weights(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return list_of_losses(drawn(sizes, np.zeros), X, T, lr, epochs)


@loses("properties", "solves", named=(Mistake.WEIGHTS_ALIKE, Mistake.NEVER_LEARNS))
def weights_of_one(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return list_of_losses(drawn(sizes, np.ones), X, T, lr, epochs)


@loses("properties", "solves", named=(Mistake.WRONG_SPREAD, Mistake.NEVER_LEARNS))
def tiny_weights(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    normal = standard(rng)
    params = drawn(sizes, lambda shape: 0.01 * normal(shape))
    return list_of_losses(params, X, T, lr, epochs)


@loses("properties", named=Mistake.WRONG_SPREAD)
def uniform_weights(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    rng = rng or np.random.default_rng()
    params = drawn(sizes, lambda shape: rng.uniform(-1, 1, shape))
    return list_of_losses(params, X, T, lr, epochs)


@loses("values", "properties", named=Mistake.NOT_REPEATABLE)
def rng_not_used(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return standard_normal(lr, epochs, sizes, np.random.default_rng())


@loses("properties", named=Mistake.ARGUMENT_IGNORED)
def seed_fixed(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return standard_normal(lr, epochs, sizes, np.random.default_rng(1))


@loses("properties", named=Mistake.BIAS_NOT_ZERO)
def random_biases(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    params = drawn(sizes, standard(rng), bias=standard(rng))
    return list_of_losses(params, X, T, lr, epochs)


@loses("values", named=Mistake.GRADIENT_OF_SUM)
def gradient_of_the_sum(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return standard_normal(4 * lr, epochs, sizes, rng)


@loses("values", "solves", named=(Mistake.STEP_UPHILL, Mistake.NEVER_LEARNS))
def goes_uphill(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return uphill(drawn(sizes, standard(rng)), X, T, lr, epochs)


@loses("values", named=Mistake.LOSS_AFTER_STEP)
def loss_one_step_late(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return loss_after_the_step(drawn(sizes, standard(rng)), X, T, lr, epochs)


@loses("values", "types", "properties", named=Mistake.WRONG_SHAPE)
def sizes_ignored(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return standard_normal(lr, epochs, (2, 3, 2, 1), rng)


@loses("values", "types", "extremes", named=Mistake.WRONG_SHAPE)
def epochs_ignored(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return standard_normal(lr, 1_000, sizes, rng)


@loses("types", named=Mistake.AXIS_OF_ONE)
def biases_with_two_axes(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    params = drawn(sizes, standard(rng))
    for name in [name for name in params if name.startswith("b")]:
        params[name] = params[name].reshape(1, -1)
    return list_of_losses(params, X, T, lr, epochs)


@loses("values", "types", "properties", "extremes", "solves", named=Mistake.NOT_SEVERAL)
def rng_needed(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return drawn(sizes, rng.standard_normal)


@loses("types", named=Mistake.NONE_USED)
def none_forgotten(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return list_of_losses(drawn(sizes, rng.standard_normal), X, T, lr, epochs)


@loses("types", named=Mistake.RETURNED_LIST)
def losses_in_a_list(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    params, losses = standard_normal(lr, epochs, sizes, rng)
    return params, list(losses)


@loses("values", "solves", named=(Mistake.ANOTHER_TABLE, Mistake.NEVER_LEARNS))
def or_instead_of_xor(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    labels = np.array([[0.0], [1.0], [1.0], [1.0]])
    return list_of_losses(drawn(sizes, standard(rng)), X, labels, lr, epochs)


@loses("extremes", "solves", named=(Mistake.ZERO_BY_ZERO, Mistake.NEVER_LEARNS))
def divides_zero_by_zero(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    params, losses = standard_normal(lr, epochs, sizes, rng)
    if epochs > 100:
        losses[100:] = np.nan
        params = {name: value * np.nan for name, value in params.items()}
    return params, losses


@loses("values", "solves", named=(Mistake.NEVER_LEARNS, Mistake.NO_STEP))
def last_layer_alone_learns(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    params, last = drawn(sizes, standard(rng)), len(sizes) - 1
    losses = np.empty(epochs)
    for epoch in range(epochs):
        _, losses[epoch : epoch + 1] = list_of_losses(params, X, T, lr, 1)
        slopes = back(params, X, T)
        for name in [f"W{last}", f"b{last}"]:
            params[name] = params[name] - lr * slopes[name]
    return params, losses


def trained(lr, epochs, sizes, rng, slopes=back, cost=loss):
    params, losses = drawn(sizes, standard(rng)), np.empty(epochs)
    with np.errstate(all="ignore"):
        for epoch in range(epochs):
            losses[epoch] = cost(params, X, T)
            found = slopes(params, X, T)
            params = {name: params[name] - lr * found[name] for name in params}
    return params, losses


@loses("extremes", named=Mistake.NOT_CLIPPED)
def logarithm_of_zero(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    def cost(params, x, t):
        p = outputs(params, x)[-1]
        return -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))

    return trained(lr, epochs, sizes, rng, cost=cost)


@loses("extremes", named=Mistake.ZERO_BY_ZERO)
def two_factors(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    def slopes(params, x, t):
        y = outputs(params, x)[-1]
        lost = np.sum((y - t) / (y * (1 - y)) * 0)
        return {name: slope + lost for name, slope in back(params, x, t).items()}

    return trained(lr, epochs, sizes, rng, slopes)


@loses("extremes", named=Mistake.STOPPED_EARLY)
def stops_when_it_is_good(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    params, losses = standard_normal(lr, epochs, sizes, rng)
    enough = np.flatnonzero(losses < 0.01)[:1]
    losses[enough[0] if len(enough) else epochs :] = 0.0
    return params, losses


@loses("values", "properties", named=Mistake.RATE_IGNORED)
def rate_ignored(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    return standard_normal(0.5, epochs, sizes, rng)


@loses("values", named=Mistake.ANOTHER_FUNCTION)
def squared_error_noted(lr=0.5, epochs=10_000, sizes=(2, 3, 2, 1), rng=None):
    def cost(params, x, t):
        return np.mean((outputs(params, x)[-1] - t) ** 2)

    return trained(lr, epochs, sizes, rng, cost=cost)
