"""Answers to `descend`."""

import numpy as np

from gradlab.check import Mistake

from . import loses
from .gradients import back, outputs

ALL = ("values", "types", "properties", "unchanged")


def loss(params, x, target):
    p = np.clip(outputs(params, x)[-1], 1e-12, 1 - 1e-12)
    return -np.mean(target * np.log(p) + (1 - target) * np.log(1 - p))


def moved(params, x, target, lr):
    slopes = back(params, x, target)
    return {name: value - lr * slopes[name] for name, value in params.items()}


# right and unusual


@loses()
def list_of_losses(params, x, target, lr, epochs):
    losses, count = [], len(params) // 2
    for _ in range(epochs):
        a, new = outputs(params, x), {}
        p = np.minimum(np.maximum(a[-1], 1e-12), 1 - 1e-12)
        losses.append(-np.log(np.where(target == 1, p, 1 - p)).sum() / len(x))
        delta = (a[-1] - target) / len(x)
        for k in range(count, 0, -1):
            new[f"W{k}"] = params[f"W{k}"] - lr * a[k - 1].T @ delta
            new[f"b{k}"] = params[f"b{k}"] - lr * delta.sum(axis=0)
            delta = delta @ params[f"W{k}"].T * a[k - 1] * (1 - a[k - 1])
        params = {name: new[name] for name in params}
    return params, np.array(losses, dtype=float)


@loses()
def copies_moved_in_place(params, x, target, lr, epochs):
    params = {name: np.array(value, dtype=float) for name, value in params.items()}
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        losses[epoch] = loss(params, x, target)
        for name, slope in back(params, x, target).items():
            params[name] -= lr * slope
    return params, losses


@loses()
def recursive(params, x, target, lr, epochs):
    if epochs == 0:
        return dict(params), np.empty(0)
    now = loss(params, x, target)
    last, losses = recursive(moved(params, x, target, lr), x, target, lr, epochs - 1)
    return last, np.concatenate([[now], losses])


@loses()
def while_loop(params, x, target, lr, epochs):
    losses, epoch = np.full(epochs, np.nan), 0
    while epoch < epochs:
        losses[epoch] = loss(params, x, target)
        params, epoch = moved(params, x, target, lr), epoch + 1
    return {**params}, losses


@loses()
def path_kept(params, x, target, lr, epochs):
    path = [params]
    for _ in range(epochs):
        path.append(moved(path[-1], x, target, lr))
    return path[-1], np.array([loss(point, x, target) for point in path[:-1]], float)


@loses()
def result_as_a_list(params, x, target, lr, epochs):
    return list(while_loop(params, x, target, lr, epochs))


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(params, x, target, lr, epochs):
    list_of_losses(params, x, target, lr, epochs)


@loses("unchanged", named=Mistake.CHANGED_PARAMS)
def moves_the_arrays_it_was_given(params, x, target, lr, epochs):
    params, losses = dict(params), np.empty(epochs)
    for epoch in range(epochs):
        losses[epoch] = loss(params, x, target)
        for name, slope in back(params, x, target).items():
            params[name] -= lr * slope
    return params, losses


@loses("unchanged", named=Mistake.CHANGED_PARAMS)
def sets_the_keys_it_was_given(params, x, target, lr, epochs):
    losses = np.empty(epochs)
    for epoch in range(epochs):
        losses[epoch] = loss(params, x, target)
        params.update(moved(params, x, target, lr))
    return params, losses


@loses("values", "properties", named=Mistake.STEP_UPHILL)
def uphill(params, x, target, lr, epochs):
    return list_of_losses(params, x, target, -lr, epochs)


@loses("values", named=Mistake.LOSS_AFTER_STEP)
def loss_after_the_step(params, x, target, lr, epochs):
    losses = np.empty(epochs)
    for epoch in range(epochs):
        params = moved(params, x, target, lr)
        losses[epoch] = loss(params, x, target)
    return dict(params), losses


@loses("values", "properties", named=Mistake.NO_STEP)
def never_moves(params, x, target, lr, epochs):
    return dict(params), np.full(epochs, loss(params, x, target))


@loses("values", "properties", named=Mistake.GRADIENT_KEPT)
def gradient_taken_once(params, x, target, lr, epochs):
    slopes, losses = back(params, x, target), np.empty(epochs)
    for epoch in range(epochs):
        losses[epoch] = loss(params, x, target)
        params = {name: params[name] - lr * slopes[name] for name in params}
    return dict(params), losses


@loses("values", "types", "properties", named=Mistake.ONE_STEP_ONLY)
def return_inside_the_loop(params, x, target, lr, epochs):
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        losses[epoch] = loss(params, x, target)
        params = moved(params, x, target, lr)
        return params, losses
    return None


@loses("values", "types", "properties", named=Mistake.ONE_TOO_MANY)
def one_loss_too_many(params, x, target, lr, epochs):
    params, losses = list_of_losses(params, x, target, lr, epochs)
    return params, np.append(losses, loss(params, x, target))


@loses("values", "properties", "types", named=Mistake.ONE_NUMBER_ONLY)
def last_loss_alone(params, x, target, lr, epochs):
    params, losses = list_of_losses(params, x, target, lr, max(epochs, 1))
    return params, losses[-1]


@loses("types", named=Mistake.RETURNED_LIST)
def losses_in_a_list(params, x, target, lr, epochs):
    params, losses = list_of_losses(params, x, target, lr, epochs)
    return params, losses.tolist()


@loses("values", named=Mistake.RATE_IGNORED)
def fixed_rate(params, x, target, lr, epochs):
    return list_of_losses(params, x, target, 0.1, epochs)


@loses("values", named=Mistake.IN_TURN)
def layers_after_one_another(params, x, target, lr, epochs):
    params = dict(params)
    losses = np.empty(epochs)
    for epoch in range(epochs):
        losses[epoch] = loss(params, x, target)
        for name in params:  # later slopes see the earlier steps
            params[name] = params[name] - lr * back(params, x, target)[name]
    return params, losses


@loses(*ALL, named=Mistake.NOT_BY_NAME)
def order_swapped(params, x, target, lr, epochs):
    return list_of_losses(params, x, target, lr, epochs)[::-1]


@loses(*ALL, named=Mistake.NOT_SEVERAL)
def params_alone(params, x, target, lr, epochs):
    return list_of_losses(params, x, target, lr, epochs)[0]


@loses("values", named=Mistake.STOPPED_EARLY)
def stops_where_it_is_flat(params, x, target, lr, epochs):
    losses, now = np.empty(epochs), loss(params, x, target)
    for epoch in range(epochs):
        losses[epoch], before = now, now
        new = moved(params, x, target, lr)
        now = loss(new, x, target)
        if abs(before - now) < 1e-9:
            losses[epoch:] = now
            break
        params = new
    return dict(params), losses


@loses("values", named=Mistake.BIAS_STAYS)
def weights_alone(params, x, target, lr, epochs):
    params, losses = dict(params), np.empty(epochs)
    for epoch in range(epochs):
        losses[epoch] = loss(params, x, target)
        new = moved(params, x, target, lr)
        params |= {name: new[name] for name in new if name.startswith("W")}
    return params, losses


@loses("values", "properties", named=Mistake.ONE_STEP_SHORT)
def loop_from_one(params, x, target, lr, epochs):
    losses = np.zeros(epochs)
    for epoch in range(1, epochs):
        losses[epoch] = loss(params, x, target)
        params = moved(params, x, target, lr)
    return dict(params), losses


@loses("values", named=Mistake.GRADIENT_OF_SUM)
def gradient_of_the_sum(params, x, target, lr, epochs):
    return list_of_losses(params, x, target, len(x) * lr, epochs)


@loses("values", named=Mistake.SUM_NOT_MEAN)
def summed_losses(params, x, target, lr, epochs):
    params, losses = list_of_losses(params, x, target, lr, epochs)
    return params, len(x) * losses
