"""Visible checks of lab 10: a network of three layers, forward."""

import numpy as np

from gradlab.check import expect, parts
from gradlab.check.expect import Function
from gradlab.check.visible import quiet_counts, visible
from gradlab.words.mistakes import Mistake

_SHAPES = {"W1": (2, 3), "b1": (3,), "W2": (3, 2), "b2": (2,), "W3": (2, 2), "b3": (2,)}


@visible
@quiet_counts
def forward(function: Function) -> None:
    """Check `forward(network, x)` with the book's network: one example and batches."""
    _check_another(function)
    telling: expect.Telling = [
        (Mistake.NO_ACTIVATION, [0.426, 0.912]),
        (Mistake.NO_ACTIVATION, [0.3944213796, 0.8404587315]),
        (Mistake.ACTIVATED_OUTPUT, [0.5785507923, 0.6673622828]),
        (Mistake.PROBABILITIES_NOT_SCORES, [0.4062590716, 0.5937409284]),
        (Mistake.NO_BIAS, [0.2035708752, 0.4666849564]),
        (Mistake.NO_BIAS, [0.2168270764, 0.4962790899]),
        (Mistake.TRANSPOSE_MISPLACED, [0.3939281461, 0.6336541528]),
    ]
    network = _book()
    call = expect.call(function, network, np.array([1.0, 0.5]))
    call.gives([0.3168270764, 0.6962790899], telling).has_form((2,))
    X = np.array([[1.0, 0.5], [0.0, 0.0], [-2.0, 4.0]])
    alone = [expect.call(function, network, row.copy()).numbers for row in X]
    batch = expect.call(function, network, X)
    batch.has_shape((3, 2))
    each = np.allclose(batch.numbers, alone, rtol=1e-6)
    expect.that(each, Mistake.ROWS_MIXED, batch.text)
    batch.has_form((3, 2))
    expect.call(function, network, X[:1]).gives(alone[:1]).has_form((1, 2))
    whole = expect.call(function, network, np.array([-2, 4]))
    whole.gives(alone[2]).has_form((2,))
    _check_far(function)


def _check_another(function: Function) -> None:
    """Expect the scores of a network whose first sums are below zero as well.

    On the book's network alone, whose sums are all positive, relu does nothing.
    """
    telling: expect.Telling = [
        (Mistake.ARGUMENT_IGNORED, [0.3059458485, 0.6721200179]),
        *((Mistake.NO_BIAS, wrong) for wrong in _NO_BIAS),
        *((Mistake.ANOTHER_ACTIVATION, wrong) for wrong in _BENT_OTHERWISE),
        (Mistake.ACTIVATED_OUTPUT, [0.8316382165, 0.6688290129]),
        (Mistake.PROBABILITIES_NOT_SCORES, [0.7097950257, 0.2902049743]),
        (Mistake.NO_ACTIVATION, [2.875, 7.85]),
        (Mistake.NO_ACTIVATION, [0.6495415413, 1.1239761460]),
        (Mistake.NO_ACTIVATION, [1.9956624453, 1.4802119885]),
        (Mistake.SIGN_OF_EXPONENT, [1.7341857261, 0.5598424995]),
        (Mistake.APPLIED_TWICE, [1.8043298787, 0.5192963703]),
        (Mistake.SIGN_INSIDE, [1.4498810999, 1.6131020213]),
        (Mistake.TRANSPOSE_MISPLACED, [0.6158047690, 1.4679860006]),
        (Mistake.TRANSPOSE_MISPLACED, [1.4889571812, 0.5319848031]),
    ]
    other = expect.call(function, _another(), np.array([-1.0, 0.5]))
    other.gives([1.5972823729, 0.7028936219], telling)
    wide = {"W1": np.ones((4, 3)), "b1": np.zeros(3), "W2": np.eye(3)}
    wide |= {"b2": np.zeros(3), "W3": np.ones((3, 5)), "b3": np.zeros(5)}
    expect.call(function, wide, np.zeros((2, 4))).has_form((2, 5))


_NO_BIAS = [  # one of them left out, then two, all, or that of another layer
    [1.6272637080, 0.7138900219],
    [1.7584995843, 0.3928502130],
    [1.3472823729, 1.4528936219],
    [1.7874533749, 0.4063609579],
    [1.5374533749, 1.1563609579],
    [1.7812712998, -0.2206703362],
    [0.9472823729, 1.7528936219],
]
_BENT_OTHERWISE = [  # by relu, tanh, a step, softplus
    [2.3, 5.05],
    [0.9462803263, 2.0535239398],
    [2.75, 1.25],
    [3.2143823515, 3.6046341736],
]


def _check_far(function: Function) -> None:
    """Expect the scores of inputs that are very large, on either side."""
    far = expect.call(
        function, _book(), np.array([[9000.0, 9000.0], [-9000.0, -9000.0]])
    )
    far.gives([[0.3359257242, 0.7386702256], [0.2624647182, 0.5774273552]])


def _book() -> dict[str, expect.Array]:
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


def _another() -> dict[str, expect.Array]:
    return {
        "W1": np.array([[1.0, -1.0, 0.5], [0.5, 2.0, -1.0]]),
        "b1": np.array([0.1, -0.2, 0.3]),
        "W2": np.array([[1.0, -2.0], [0.5, 1.0], [-1.0, 0.5]]),
        "b2": np.array([-0.4, 0.3]),
        "W3": np.array([[2.0, -1.0], [0.5, 3.0]]),
        "b3": np.array([0.25, -0.75]),
    }


@visible
def accuracy(function: Function) -> None:
    """Check `accuracy(scores, labels)` on nine rows, on a tie and on small integers."""
    classes = np.array([1, 1, 1, 0, 0, 0, 0, 2, 2])  # of the largest scores
    labels = np.array([2, 2, 2, 2, 0, 1, 2, 2, 2])
    scores = np.array([[0.5, 0.25, -0.75], [-2.5, 1.0, -3.5], [0.5, 0.25, 2.0]])
    scores = scores[classes]
    telling: expect.Telling = [
        (Mistake.COUNT_NOT_SHARE, 3),
        (Mistake.PERCENT_NOT_SHARE, 300 / 9),
        (Mistake.WRONG_NOT_RIGHT, 6 / 9),
        (Mistake.MEAN_OVER_ENTRIES, 3 / 27),
        (Mistake.DENOMINATOR, 3 / 8),
        (Mistake.SMALLEST_NOT_LARGEST, 5 / 9),
        (Mistake.SIZE_NOT_VALUE, 7 / 9),
        (Mistake.LABELS_NOT_PAIRED, 21 / 81),
        (Mistake.COUNTED_FROM_ONE, 4 / 9),
        (Mistake.MAXIMUM_NOT_INDEX, 2 / 9),
        (Mistake.BOOLEANS, classes == labels),
    ]
    expect.call(function, scores, labels).gives(3 / 9, telling).has_form(())
    tie = np.array([[0.5, 0.5], [0.1, 0.4], [0.2, 0.0]])
    last = {Mistake.LAST_OF_TIES: 2 / 3}
    small = np.array([1, 1, 1], dtype=np.uint8)
    expect.call(function, tie, small).gives(1 / 3, last).has_form(())
    below = expect.call(
        function, np.array([[-5.0, -2.0], [-1.0, -9.0]]), np.array([1, 0])
    )
    below.gives(1, [(Mistake.SIZE_NOT_VALUE, 0), (Mistake.SIZE_NOT_VALUE, 0.5)])
    large = expect.call(function, np.array([[800.0, 1000.0]]), np.array([1]))
    large.gives(1, {Mistake.NO_MAXIMUM_SUBTRACTED: 0})


@visible
def quadrant_network(function: Function) -> None:
    """Check the names and shapes of `quadrant_network()`, and its answers."""
    made = parts.by_name(expect.call(function), "W1 b1 W2 b2 W3 b3")
    for name, shape in _SHAPES.items():
        made[name].has_form(shape)
    network = {name: part.numbers for name, part in made.items()}
    corners = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
    right = np.array([0, 1, 1, 0])
    turned = np.array_equal(_classes(network, corners), 1 - right)
    expect.that(not turned, Mistake.CLASSES_TURNED, "at the points (±1, ±1)")
    for size in (1.0, 3.0, 0.1):
        said = _classes(network, size * corners)
        for point, one, wanted in zip(size * corners, said, right, strict=True):
            x = np.array2string(point, separator=", ")
            detail = f"predict_class(forward(quadrant_network(), np.array({x})))\n"
            detail += f"  returned  {one}\n  expected  {wanted}"
            expect.that(one == wanted, Mistake.QUADRANT_WRONG, detail)
    _check_new_arrays(function)


def _check_new_arrays(function: Function) -> None:
    first = parts.by_name(expect.call(function), "b1")["b1"]
    before = first.numbers.copy()
    np.asarray(first.result)[...] = 9.0
    second = parts.by_name(expect.call(function), "b1")["b1"]
    same = np.array_equal(second.numbers, before)
    np.asarray(first.result)[...] = before  # a shared array serves the tests as well
    expect.that(same, Mistake.SHARED_ARRAYS, "b1 kept a change of another call")


def _classes(network: dict[str, expect.Array], x: expect.Array) -> expect.Array:
    z = x
    for k in "12":
        z = np.exp(-np.logaddexp(0, -(z @ network[f"W{k}"] + network[f"b{k}"])))
    scores = z @ network["W3"] + network["b3"]
    return np.array(scores[:, 1] > scores[:, 0]).astype(int)
