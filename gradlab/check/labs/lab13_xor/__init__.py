"""Visible checks of lab 13: a training program for XOR, piece by piece."""

from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

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
        Mistake.SLOPE_OF_SIGMOID_MISSING: [[-0.83333333], [0.41666667], [-0.37037037]],
        Mistake.BRACKETS: output - target / 3,
        Mistake.ARGUMENT_IGNORED: output / 3,
    }
    expect.call(function, target, output).gives(right, telling).has_form((3, 1))
    row = expect.call(function, np.array([1.0, 0.0]), np.array([0.4, 0.2]))
    row.gives([-0.3, 0.1]).has_form((2,))
    nans: expect.Telling = {Mistake.ZERO_BY_ZERO: [[np.nan], [np.nan]]}
    sure = np.array([[1.0], [0.0]])
    expect.call(function, sure, sure.copy()).gives([[0], [0]], nans)


_WRONG: list[tuple[str, Mistake, Any]] = [  # what the first wrong parameter gets
    ("W3", Mistake.SLOPE_TWICE, [[0.0174895], [0.02043288]]),
    ("W3", Mistake.SLOPE_TWICE, [[0.0349790055], [0.0408657523]]),
    ("W3", Mistake.STEP_TAKEN, [[1.9417520434], [-1.0915380233]]),
    ("W3", Mistake.STEP_TAKEN, [[1.9708760217], [-1.0457690117]]),
    ("W3", Mistake.ONE_EXAMPLE_ONLY, [[-0.1841858044], [-0.0277868541]]),
    (
        "W2",
        Mistake.FACTOR_MISSING,
        [[0.0480800142, -0.0184275856], [-0.0398701894, 0.1134148655]],
    ),
    (
        "W2",
        Mistake.FACTOR_MISSING,
        [[0.1450178512, -0.0781213471], [-0.2272341515, 0.0201373049]],
    ),
    (
        "W2",
        Mistake.SIGN_INSIDE,
        [[0.2526988454, -0.1214684019], [-0.420845365, 0.023063583]],
    ),
    (
        "W2",
        Mistake.SLOPE_OF_ANOTHER,
        [[0.0854168712, -0.053201878], [-0.0734931274, 0.1306258924]],
    ),
    (
        "W2",
        Mistake.SLOPE_OF_NEXT_LAYER,
        [[0.0484711056, -0.0242355528], [-0.0462188123, 0.0231094061]],
    ),
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
            (Mistake.DIVIDED_ONCE_MORE, np.array(wanted) / 3),
            *((mistake, value) for at, mistake, value in _WRONG if at == name),
        ]
        if name.startswith("b"):
            telling.insert(0, (Mistake.BIAS_MEAN, np.array(wanted) / 3))
        found[name].gives(wanted, telling).has_form(np.shape(wanted))
    one = {"W1": np.array([[0.5], [-1.0]]), "b1": np.array([0.25])}
    call = expect.call(function, one, x, np.array([[1.0], [0.0], [1.0]]))
    parts.by_name(call, "W1 b1")["W1"].has_form((2, 1))
    sure = {"W1": np.array([[90.0], [90.0]]), "b1": np.array([-40.0])}
    call = expect.call(function, sure, np.array([[1.0, 0.0]]), np.array([[0.0]]))
    nans = {Mistake.ZERO_BY_ZERO: [np.nan]}
    parts.by_name(call, "W1 b1")["b1"].gives([1], nans)


@visible
def descend(function: Function) -> None:
    """Check `descend(params, x, target, lr, epochs)` over three steps, and none."""
    x, target = np.array([[1.0, 2.0], [3.0, -1.0], [-1.0, 0.5]]), np.eye(3)[:, :1]
    target[2] = 1.0
    start = _one_layer()
    call = expect.call(function, start, x, target, 0.5, 3)
    params, losses = parts.in_order(call, "params losses")
    found = parts.by_name(params, "W1 b1")
    right = [[-0.4688228895], [0.1361269879]]
    found["W1"].gives(right, _OTHER_WALKS).has_form((2, 1))
    stays = {Mistake.BIAS_STAYS: [0.25]}
    found["b1"].gives([0.4853468000], stays).has_form((1,))
    before = np.array([1.8169225588, 1.0269337632, 0.5852662340])
    telling: expect.Telling = {
        Mistake.LOSS_AFTER_STEP: [1.0269337632, 0.5852662340, 0.3882204740],
        Mistake.SUM_NOT_MEAN: 3 * before,
        Mistake.SIGN_OF_LOSS: -before,
        Mistake.ONE_STEP_ONLY: [before[0], 0, 0],
        Mistake.ANOTHER_FUNCTION: [0.64963863, 0.40576078, 0.19749118],
    }
    losses.gives(before, telling).has_form((3,))
    kept = all(np.array_equal(start[name], _one_layer()[name]) for name in start)
    expect.that(kept, Mistake.CHANGED_PARAMS)
    none = expect.call(function, _one_layer(), x, target, 0.5, 0)
    parts.in_order(none, "params losses")[1].has_form((0,))
    slow = {"W1": np.zeros((1, 1)), "b1": np.zeros(1)}  # its loss hardly falls
    x, target = np.array([[2e-6], [-2e-6]]), np.array([[1.0], [0.0]])
    call = expect.call(function, slow, x, target, 1.0, 50)
    params, _ = parts.in_order(call, "params losses")
    moved = parts.by_name(params, "W1 b1")["W1"].numbers
    expect.that(np.allclose(moved, 5e-5, atol=1e-7), Mistake.STOPPED_EARLY)


_OTHER_WALKS: expect.Telling = [  # where W1 is after another walk than descend's
    (Mistake.NO_STEP, [[0.5], [-1.0]]),
    (Mistake.ONE_STEP_ONLY, [[0.0463968521], [-0.5276495964]]),
    (Mistake.ONE_STEP_SHORT, [[-0.2913207994], [-0.1438721707]]),
    (Mistake.ONE_STEP_OVER, [[-0.57045559], [0.34391666]]),
    (Mistake.STEP_UPHILL, [[1.93926014], [-2.54343934]]),
    (Mistake.GRADIENT_KEPT, [[-0.86080944], [0.41705121]]),
    (Mistake.GRADIENT_OF_SUM, [[-0.93600925], [1.10148389]]),
    (Mistake.HALF_TOO_MUCH, [[-0.10533185], [-0.35210282]]),
    (Mistake.BIAS_STAYS, [[-0.44471286], [0.15034293]]),
    (Mistake.IN_TURN, [[-0.46990308], [0.13576097]]),
    (Mistake.GRADIENTS_RETURNED, [[0.90720630], [-0.94470081]]),
    (Mistake.RATE_IGNORED, [[0.23682940], [-0.72501972]]),
    (Mistake.RATE_IGNORED, [[0.47285836], [-0.97173631]]),
    (Mistake.RATE_IGNORED, [[-0.75715619], [0.73076938]]),
]


@visible
def train_xor(function: Function) -> None:
    """Check `train_xor(...)`: its start, its first step, and five short trainings."""
    start, losses = _trained(function, lr=0.0, epochs=1, rng=_rng(1))
    losses.has_form((1,))
    for name, shape in zip(NAMES.split(), _shapes(), strict=True):
        start[name].has_form(shape)
    expect.that(np.ptp(start["W1"].numbers) > 0, Mistake.WEIGHTS_ALIKE)
    again, _ = _trained(function, lr=0.0, epochs=1, rng=_rng(1))
    expect.that(_alike(again["W1"], start["W1"]), Mistake.NOT_REPEATABLE)
    still, _ = _trained(function, lr=0.0, epochs=2, rng=_rng(1))
    for name in NAMES.split():
        detail = f"at lr=0 a step moved {name}"
        expect.that(_alike(still[name], start[name]), Mistake.RATE_IGNORED, detail)
        zero = name.startswith("W") or not start[name].numbers.any()
        expect.that(zero, Mistake.BIAS_NOT_ZERO)
    _first_loss(start, losses)
    _, late = _trained(function, lr=0.5, epochs=1, rng=_rng(1))
    same = np.allclose(late.numbers, losses.numbers)
    expect.that(same, Mistake.LOSS_AFTER_STEP)
    _drawn_by_rng(function)
    _steps_downhill(function, start)
    one = expect.call(function, lr=2.0, epochs=3, sizes=(2, 1), rng=_rng(1))
    params, _ = parts.in_order(one, "params losses")
    parts.by_name(params, "W1 b1")["W1"].has_form((2, 1))
    _stays_finite(function)
    runs = [_trained(function, lr=5.0, epochs=1_000, rng=_rng(s)) for s in range(5)]
    for _, losses in runs:
        last = losses.numbers[-100:]
        noted = (losses.numbers > 0).all() and (np.ptp(last) > 0 or last[-1] > 0.3)
        expect.that(noted, Mistake.STOPPED_EARLY, "within 1000 epochs at lr=5")
    solved = sum(losses.numbers[-1] < 0.1 for _, losses in runs)
    expect.that(solved >= 2, Mistake.NEVER_LEARNS, f"{solved} of 5 seeds")


def _alike(one: expect.Call, other: expect.Call) -> bool:
    return np.array_equal(one.numbers, other.numbers)


def _first_loss(start: dict[str, expect.Call], losses: expect.Call) -> None:
    """Expect the loss of the first weights, and name what else it can be."""
    y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    for k in (1, 2, 3):
        y = 1 / (1 + np.exp(-(y @ start[f"W{k}"].numbers + start[f"b{k}"].numbers)))
    yes, no = -np.log(y).ravel(), -np.log(1 - y).ravel()
    tables = [np.array(table) for table in product((0, 1), repeat=4)]
    means = [float(np.mean(np.where(table, yes, no))) for table in tables]
    (right,) = (
        means[at] for at, table in enumerate(tables) if [*table] == [0, 1, 1, 0]
    )
    apart = y.ravel() - [0, 1, 1, 0]
    telling: list[tuple[Mistake, npt.ArrayLike]] = [
        (Mistake.SUM_NOT_MEAN, [4 * right]),
        (Mistake.SIGN_OF_LOSS, [-right]),
        (Mistake.ANOTHER_FUNCTION, [np.mean(apart**2)]),
        (Mistake.ANOTHER_FUNCTION, [np.sum(apart**2) / 2]),
        (Mistake.ONLY_YES_COUNTED, [(yes[1] + yes[2]) / 4]),
        *((Mistake.ANOTHER_TABLE, [mean]) for mean in means),
    ]
    losses.gives([right], telling)


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
    step = f"one step of lr={rate} and size {length**0.5:.3g}"
    detail = f"{step} changed the loss by {-drop:.3g}"
    expect.that(length > 0, Mistake.NO_STEP)
    ratio = length / rate / drop if drop else np.inf
    mirrored = 0.95 < -ratio < 1.05 or 3.8 < -ratio < 4.2
    expect.that(not mirrored, Mistake.STEP_UPHILL, detail)
    expect.that(not 3.8 < ratio < 4.2, Mistake.GRADIENT_OF_SUM, detail)
    expect.that(0.95 < ratio < 1.05, Mistake.GRADIENT_GAP, detail)


def _stays_finite(function: Function) -> None:
    """Expect numbers where a huge rate makes outputs exactly 0 and 1."""
    params, losses = _trained(function, lr=1_000.0, epochs=200, rng=_rng(1))
    numbers = [part.numbers for part in params.values()]
    detail = "with lr=1000 a parameter is not finite after 200 epochs"
    finite = all(np.isfinite(array).all() for array in numbers)
    expect.that(finite, Mistake.ZERO_BY_ZERO, detail)
    detail = "with lr=1000 a loss is not finite within 200 epochs"
    expect.that(np.isfinite(losses.numbers).all(), Mistake.NOT_CLIPPED, detail)


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
