"""Answers to `gradients`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "properties", "extremes", "unchanged")


def outputs(params, x):
    a = [x]
    for k in range(1, len(params) // 2 + 1):
        a.append(1 / (1 + np.exp(-(a[-1] @ params[f"W{k}"] + params[f"b{k}"]))))
    return a


def back(params, x, target, n=None, slope=lambda a: a * (1 - a)):
    a, found = outputs(params, x), {}
    delta = (a[-1] - target) / (n or len(x))
    for k in range(len(a) - 1, 0, -1):
        found[f"W{k}"] = a[k - 1].T @ delta
        found[f"b{k}"] = delta.sum(axis=0)
        delta = delta @ params[f"W{k}"].T * slope(a[k - 1])
    return found


# right and unusual


@loses()
def two_passes(params, x, target):
    return back(params, x, target)


@loses()
def keys_in_order(params, x, target):
    found = back(params, x, target)
    return {name: found[name] for name in params}


@loses()
def einsum(params, x, target):
    a, found = outputs(params, x), {}
    delta = (a[-1] - target) / len(x)
    for k in reversed(range(1, len(a))):
        found[f"W{k}"] = np.einsum("ni,nj->ij", a[k - 1], delta)
        found[f"b{k}"] = np.einsum("nj->j", delta)
        back_one = np.einsum("nj,ij->ni", delta, params[f"W{k}"])
        delta = back_one * (a[k - 1] - a[k - 1] ** 2)
    return found


@loses()
def one_example_at_a_time(params, x, target):
    found = {name: np.zeros(value.shape) for name, value in params.items()}
    for row, label in zip(x, target, strict=True):
        a = outputs(params, row)
        delta = (a[-1] - label) / len(x)
        for k in range(len(a) - 1, 0, -1):
            found[f"W{k}"] += np.outer(a[k - 1], delta)
            found[f"b{k}"] += delta
            delta = params[f"W{k}"] @ delta * a[k - 1] * (1 - a[k - 1])
    return found


@loses()
def bias_by_ones(params, x, target):
    found = back(params, x, target)
    a = outputs(params, x)
    delta = (a[-1] - target) / len(x)
    found[f"b{len(a) - 1}"] = np.ones(len(x)) @ delta
    return found


@loses()
def divided_at_the_end(params, x, target):
    return {name: g / len(x) for name, g in back(params, x, target, n=1).items()}


@loses()
def recursive(params, x, target):
    a, found = outputs(params, x), {}

    def layer(k, delta):
        if k:
            found[f"W{k}"], found[f"b{k}"] = a[k - 1].T.dot(delta), delta.sum(0)
            layer(k - 1, delta.dot(params[f"W{k}"].T) * a[k - 1] * (1 - a[k - 1]))

    layer(len(a) - 1, (a[-1] - target) / x.shape[0])
    return found


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(params, x, target):
    back(params, x, target)


@loses("values", "properties", "extremes", named=Mistake.GRADIENT_OF_SUM)
def gradient_of_the_sum(params, x, target):
    return back(params, x, target, n=1)


@loses("values", "extremes", named=Mistake.SIGN_OF_GRADIENT)
def downhill(params, x, target):
    return {name: -g for name, g in back(params, x, target).items()}


@loses("values", named=Mistake.TRANSPOSE_MISPLACED)
def forgotten_transpose(params, x, target):
    a, found = outputs(params, x), {}
    delta = (a[-1] - target) / len(x)
    for k in range(len(a) - 1, 0, -1):
        found[f"W{k}"] = a[k - 1].T @ delta
        found[f"b{k}"] = delta.sum(axis=0)
        W = params[f"W{k}"]
        turned = W if W.shape[0] == W.shape[1] else W.T
        delta = delta @ turned * a[k - 1] * (1 - a[k - 1])
    return found


@loses("values", "extremes", named=Mistake.LOCAL_SLOPE_IGNORED)
def no_slope_of_sigmoid(params, x, target):
    return back(params, x, target, slope=lambda a: 1.0)


@loses("values", "extremes", named=Mistake.OUTPUT_TAKEN_FOR_INPUT)
def slope_of_the_slope(params, x, target):
    def slope(a):
        y = 1 / (1 + np.exp(-a))
        return y * (1 - y)

    return back(params, x, target, slope=slope)


@loses("values", "properties", "extremes", named=Mistake.BIAS_MEAN)
def bias_mean(params, x, target):
    found = back(params, x, target)
    return {n: g / len(x) if n[0] == "b" else g for n, g in found.items()}


@loses("values", "types", "properties", "extremes", named=Mistake.WRONG_SHAPE)
def bias_rows_kept(params, x, target):
    a, found = outputs(params, x), {}
    delta = (a[-1] - target) / len(x)
    for k in range(len(a) - 1, 0, -1):
        found[f"W{k}"] = a[k - 1].T @ delta
        found[f"b{k}"] = delta
        delta = delta @ params[f"W{k}"].T * a[k - 1] * (1 - a[k - 1])
    return found


@loses("values", "types", "extremes", named=Mistake.AXIS_OF_ONE)
def bias_with_two_axes(params, x, target):
    found = back(params, x, target)
    return {n: g.reshape(1, -1) if n[0] == "b" else g for n, g in found.items()}


@loses("types", "properties", "extremes", "unchanged", named=Mistake.INDEX_OUTSIDE)
def three_layers_only(params, x, target):
    a = outputs(params, x)
    delta = (a[3] - target) / len(x)
    found = {"W3": a[2].T @ delta, "b3": delta.sum(axis=0)}
    delta = delta @ params["W3"].T * a[2] * (1 - a[2])
    found |= {"W2": a[1].T @ delta, "b2": delta.sum(axis=0)}
    delta = delta @ params["W2"].T * a[1] * (1 - a[1])
    return found | {"W1": x.T @ delta, "b1": delta.sum(axis=0)}


@loses("unchanged", named=Mistake.CHANGED_PARAMS)
def takes_the_step_as_well(params, x, target):
    found = back(params, x, target)
    for name in params:
        params[name] -= 0.5 * found[name]
    return found


@loses(
    "values",
    "properties",
    "extremes",
    named=(Mistake.GRADIENT_OF_SUM, Mistake.ZERO_BY_ZERO),
)
def friends_two_factors_summed(params, x, target):
    a = outputs(params, x)
    y = a[-1]
    found = back(params, x, target, n=1)
    return {
        name: g + 0 * np.sum((y - target) / (y * (1 - y))) for name, g in found.items()
    }


@loses("extremes", named=Mistake.ZERO_BY_ZERO)
def friends_two_factors(params, x, target):
    y = outputs(params, x)[-1]
    with np.errstate(all="ignore"):
        spoiled = np.sum((y - target) / (y * (1 - y)) * 0)
    return {name: g + spoiled for name, g in back(params, x, target).items()}


@loses("values", named=Mistake.ALL_ZERO)
def last_layer_alone(params, x, target):
    found = back(params, x, target)
    last = len(params) // 2
    return {n: g if n.endswith(str(last)) else 0 * g for n, g in found.items()}


@loses(
    "values", "types", "properties", "extremes", "unchanged", named=Mistake.NOT_BY_NAME
)
def as_a_list(params, x, target):
    return list(back(params, x, target).values())


@loses("values", "extremes", named=Mistake.SLOPE_TWICE)
def squared_error_instead(params, x, target):
    a, found = outputs(params, x), {}
    delta = (a[-1] - target) * a[-1] * (1 - a[-1]) / len(x)
    for k in range(len(a) - 1, 0, -1):
        found[f"W{k}"] = a[k - 1].T @ delta
        found[f"b{k}"] = delta.sum(axis=0)
        delta = delta @ params[f"W{k}"].T * a[k - 1] * (1 - a[k - 1])
    return found


@loses("extremes", named=Mistake.ALL_ZERO)
def measured(params, x, target, h=1e-4):
    def loss(P):
        p = np.clip(outputs(P, x)[-1], 1e-12, 1 - 1e-12)
        return -np.mean(target * np.log(p) + (1 - target) * np.log(1 - p))

    found = {}
    for name, value in params.items():
        found[name] = np.zeros(value.shape)
        for place in np.ndindex(value.shape):
            step = np.zeros(value.shape)
            step[place] = h
            ends = [loss(params | {name: value + s * step}) for s in (1, -1)]
            found[name][place] = (ends[0] - ends[1]) / (2 * h)
    return found


@loses("values", "properties", "extremes", named=Mistake.DIVIDED_ONCE_MORE)
def divided_in_every_layer(params, x, target):
    found = back(params, x, target)
    return {n: g / len(x) if n[0] == "W" else g for n, g in found.items()}


@loses("values", "extremes", named=Mistake.FACTOR_MISSING)
def half_a_slope(params, x, target):
    return back(params, x, target, slope=lambda a: 1 - a)


@loses("values", "extremes", named=Mistake.SLOPE_OF_ANOTHER)
def slope_of_tanh(params, x, target):
    return back(params, x, target, slope=lambda a: 1 - a**2)


@loses("values", named=Mistake.SLOPE_OF_NEXT_LAYER)
def slope_of_the_layer_it_comes_from(params, x, target):
    a, found = outputs(params, x), {}
    delta = (a[-1] - target) / len(x)
    for k in range(len(a) - 1, 0, -1):
        found[f"W{k}"] = a[k - 1].T @ delta
        found[f"b{k}"] = delta.sum(axis=0)
        delta = (delta * a[k] * (1 - a[k])) @ params[f"W{k}"].T
    return found


@loses("values", "extremes", named=Mistake.STEP_TAKEN)
def parameters_after_a_step(params, x, target):
    return {n: params[n] - 0.5 * g for n, g in back(params, x, target).items()}


@loses("values", "extremes", named=Mistake.ONE_EXAMPLE_ONLY)
def first_example_only(params, x, target):
    return back(params, x[:1], target[:1])
