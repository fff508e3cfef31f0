"""Visible checks of lab 13: a training program for XOR, piece by piece."""

from typing import Any

import numpy as np

from gradlab.check import expect, parts
from gradlab.check.expect import Function
from gradlab.check.visible import quiet_counts, visible
from gradlab.words.mistakes import Mistake

Params = dict[str, expect.Array]

NAMES = "W1 b1 W2 b2 W3 b3"


@visible
@quiet_counts
def output_gradient(function: Function) -> None:
    """Check `output_gradient(target, output)` on three outputs and on sure ones."""
    target, output = np.array([[1.0], [0.0], [1.0]]), np.array([[0.4], [0.2], [0.9]])
    right = np.array([[-0.2], [0.0666666667], [-0.0333333333]])
    telling: expect.Telling = {
        Mistake.GRADIENT_OF_SUM: 3 * right,
        Mistake.SIGN_OF_GRADIENT: -right,
        Mistake.SLOPE_TWICE: [[-0.048], [0.0106666667], [-0.003]],
        Mistake.SLOPE_OF_SIGMOID_MISSING: [[-0.8333333], [0.4166667], [-0.3703704]],
    }
    expect.call(function, target, output).gives(right, telling).has_form((3, 1))
    row = expect.call(function, np.array([1.0, 0.0]), np.array([0.4, 0.2]))
    row.gives([-0.3, 0.1]).has_form((2,))
    nans: expect.Telling = {Mistake.ZERO_BY_ZERO: [[np.nan], [np.nan]]}
    sure = np.array([[1.0], [0.0]])
    expect.call(function, sure, sure.copy()).gives([[0], [0]], nans)


_WRONG: list[tuple[str, Mistake, Any]] = [  # what the first wrong parameter gets
    ("W3", Mistake.SLOPE_TWICE, [[0.0174895], [0.02043288]]),
    (
        "W2",
        Mistake.LOCAL_SLOPE_IGNORED,
        [[0.1930978654, -0.0965489327], [-0.2671043409, 0.1335521705]],
    ),
    (
        "W2",
        Mistake.OUTPUT_TAKEN_FOR_INPUT,
        [[0.0420962454, -0.0215404984], [-0.0560067746, 0.0332051668]],
    ),
    (
        "W1",
        Mistake.TRANSPOSE_MISPLACED,
        [[0.0365083924, 0.0022235168], [-0.0199377989, -0.0019831432]],
    ),
]


@visible
def gradients(function: Function) -> None:
    """Check `gradients(params, x, target)` on three layers, two of them square."""
    params = {"W1": np.array([[0.5, -1.0], [0.25, 2.0]]), "b1": np.array([0.1, -0.1])}
    params |= {"W2": np.array([[1.5, -0.5], [0.75, -2.0]]), "b2": np.array([0.2, 0.4])}
    params |= {"W3": np.array([[2.0], [-1.0]]), "b3": np.array([-0.3])}
    x = np.array([[1.0, 2.0], [3.0, -1.0], [-1.0, 0.5]])
    call = expect.call(function, params, x, np.array([[1.0], [0.0], [1.0]]))
    right: dict[str, Any] = {
        "W3": [[0.0582479566], [0.0915380233]],
        "b3": [0.0814575319],
        "W2": [[0.037336857, -0.0347742924], [-0.033622938, 0.0172110269]],
        "b2": [0.0354085447, -0.0381240406],
        "W1": [[0.0734450461, 0.0063584645], [-0.0372210897, -0.0059645502]],
        "b1": [0.0078162624, -0.0048971688],
    }
    found = parts.by_name(call, NAMES)
    for name, wanted in right.items():
        telling = [
            (Mistake.GRADIENT_OF_SUM, 3 * np.array(wanted)),
            (Mistake.SIGN_OF_GRADIENT, -np.array(wanted)),
            *((mistake, value) for at, mistake, value in _WRONG if at == name),
        ]
        if name.startswith("b"):
            telling.append((Mistake.BIAS_MEAN, np.array(wanted) / 3))
        found[name].gives(wanted, telling).has_form(np.shape(wanted))
    one = {"W1": np.array([[0.5], [-1.0]]), "b1": np.array([0.25])}
    call = expect.call(function, one, x, np.array([[1.0], [0.0], [1.0]]))
    parts.by_name(call, "W1 b1")["W1"].has_form((2, 1))


@visible
def descend(function: Function) -> None:
    """Check `descend(params, x, target, lr, epochs)` over one step and over two."""
    x, target = np.array([[1.0, 2.0], [3.0, -1.0], [-1.0, 0.5]]), np.eye(3)[:, :1]
    target[2] = 1.0
    call = expect.call(function, _one_layer(), x, target, 0.5, 1)
    telling: expect.Telling = {
        Mistake.NO_STEP: [[0.5], [-1.0]],
        Mistake.STEP_UPHILL: [[0.9536031479], [-1.4723504036]],
        Mistake.RATE_IGNORED: [[0.40927937], [-0.90552992]],
    }
    params, losses = parts.in_order(call, "params losses")
    W1 = parts.by_name(params, "W1 b1")["W1"]
    W1.gives([[0.0463968521], [-0.5276495964]], telling).has_form((2, 1))
    late: expect.Telling = {Mistake.LOSS_AFTER_STEP: [1.0269337632]}
    losses.gives([1.8169225588], late).has_form((1,))
    start = _one_layer()
    call = expect.call(function, start, x, target, 0.5, 2)
    params, losses = parts.in_order(call, "params losses")
    one: expect.Telling = [(Mistake.ONE_STEP_ONLY, [1.8169225588, 0])]
    losses.gives([1.8169225588, 1.0269337632], one)
    found = parts.by_name(params, "W1 b1")
    old = {Mistake.GRADIENT_KEPT: [[-0.4072063], [-0.05529919]]}
    found["W1"].gives([[-0.2913207994], [-0.1438721707]], old)
    found["b1"].gives([0.4067656633])
    kept = all(np.array_equal(start[name], _one_layer()[name]) for name in start)
    expect.that(kept, Mistake.CHANGED_PARAMS)


@visible
def train_xor(function: Function) -> None:
    """Check `train_xor(...)`: its start, its first step, and five short trainings."""
    start, losses = _trained(function, lr=0.0, epochs=1, rng=_rng(1))
    losses.has_form((1,))
    for name, shape in zip(NAMES.split(), _shapes(), strict=True):
        start[name].has_form(shape)
        zero = name.startswith("W") or not start[name].numbers.any()
        expect.that(zero, Mistake.BIAS_NOT_ZERO)
    expect.that(np.ptp(start["W1"].numbers) > 0, Mistake.WEIGHTS_ALIKE)
    again, _ = _trained(function, lr=0.0, epochs=1, rng=_rng(1))
    same = np.array_equal(again["W1"].numbers, start["W1"].numbers)
    expect.that(same, Mistake.NOT_REPEATABLE)
    _, late = _trained(function, lr=0.5, epochs=1, rng=_rng(1))
    same = np.allclose(late.numbers, losses.numbers)
    expect.that(same, Mistake.LOSS_AFTER_STEP)
    _drawn_by_rng(function)
    _steps_downhill(function, start)
    _one_neuron_fails(function)
    runs = [_trained(function, lr=5.0, epochs=1_000, rng=_rng(s)) for s in range(5)]
    solved = sum(losses.numbers[-1] < 0.1 for _, losses in runs)
    expect.that(solved >= 2, Mistake.NEVER_LEARNS, f"{solved} of 5 seeds")


def _drawn_by_rng(function: Function) -> None:
    """Expect weights from N(0, 1), other ones for another generator."""
    sizes, starts = (2, 60, 50, 1), []
    for seed in (2, 3):
        options = {"lr": 0.0, "epochs": 1, "sizes": sizes, "rng": _rng(seed)}
        params, _ = parts.in_order(expect.call(function, **options), "params losses")
        starts.append(parts.by_name(params, NAMES)["W2"].has_shape((60, 50)).numbers)
    other = not np.array_equal(starts[0], starts[1])
    expect.that(other, Mistake.ARGUMENT_IGNORED, "another rng gave the same weights")
    wide = np.abs(starts[0]).max() > 2.5 and 0.9 < starts[0].std() < 1.1
    expect.that(wide, Mistake.WRONG_SPREAD, f"std {starts[0].std():.3g}")
    call = expect.call(function, epochs=1)  # a generator need not be given
    parts.in_order(call, "params losses")


def _steps_downhill(function: Function, start: dict[str, expect.Call]) -> None:
    """Expect that a small step lowers the loss by its length squared over the rate."""
    rate = 1e-3
    moved, _ = _trained(function, lr=rate, epochs=1, rng=_rng(1))
    _, losses = _trained(function, lr=rate, epochs=2, rng=_rng(1))
    steps = [moved[name].numbers - start[name].numbers for name in start]
    length = sum(np.sum(step**2) for step in steps)
    drop = losses.numbers[0] - losses.numbers[1]
    detail = (
        f"one step of lr={rate} and size {length**0.5:.3g} changed it by {-drop:.3g}"
    )
    expect.that(length > 0, Mistake.NO_STEP)
    expect.that(drop > 0, Mistake.STEP_UPHILL, detail)
    ratio = length / rate / drop
    expect.that(not 3.8 < ratio < 4.2, Mistake.GRADIENT_OF_SUM, detail)
    expect.that(0.95 < ratio < 1.05, Mistake.GRADIENT_GAP, detail)


def _one_neuron_fails(function: Function) -> None:
    """Expect that a network without hidden layers stays at log 2, as it must on XOR."""
    options = {"lr": 2.0, "epochs": 300, "sizes": (2, 1), "rng": _rng(1)}
    call = expect.call(function, **options)
    params, losses = parts.in_order(call, "params losses")
    parts.by_name(params, "W1 b1")["W1"].has_form((2, 1))
    last = losses.numbers[-1]
    detail = f"one neuron alone reached the loss {last:.4f}; on XOR it cannot"
    expect.that(not np.isnan(losses.numbers).any(), Mistake.GAVE_NAN, detail)
    expect.that(last > 0.69, Mistake.ANOTHER_TABLE, detail)


def _trained(
    function: Function, **options: Any
) -> tuple[dict[str, expect.Call], expect.Call]:
    call = expect.call(function, **options)
    params, losses = parts.in_order(call, "params losses")
    return parts.by_name(params, NAMES), losses


def _rng(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def _one_layer() -> Params:
    return {"W1": np.array([[0.5], [-1.0]]), "b1": np.array([0.25])}


def _shapes() -> list[tuple[int, ...]]:
    return [(2, 3), (3,), (3, 2), (2,), (2, 1), (1,)]
