"""Visible checks of lab 14: local slopes, a walk back along a tape, and `Value`."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.visible import visible
from gradlab.words.mistakes import Mistake


def computed(
    cls: Function, text: str, formula: Function, *numbers: float
) -> tuple[expect.Call, expect.Call]:
    """Compute a formula with values of a student's class, and walk back from it.

    Parameters
    ----------
    cls
        The class `Value`.
    text
        The formula as a student would write it.
    formula
        Takes one value per number and returns a value.
    numbers
        Where the formula is computed.

    Returns
    -------
    tuple
        The result's `data`, shape (), and the `grad` of each number, shape (n,).
    """
    with expect.silence():
        leaves = [cls(number) for number in numbers]
        result = formula(*leaves)
        result.backward()
        grads = [leaf.grad for leaf in leaves]
    at = ", ".join(f"{number:g}" for number in numbers)
    data = expect.Call(f"the data of {text} at {at}", (), result.data)
    return data, expect.Call(f"the grads of {text} at {at}", (), np.array(grads, float))


@visible
def local_slopes(function: Function) -> None:
    """Check `local_slopes(operation, a, b)` for the four operations."""
    swapped = {Mistake.FACTORS_SWAPPED: [3, -4]}
    taken = {Mistake.VALUE_NOT_SLOPE: [3, -4]}
    expect.call(function, "+", 3.0, -4.0).gives([1, 1], taken)
    signs: expect.Telling = [
        (Mistake.SIGN_OF_SLOPE, [1, 1]),
        (Mistake.SIGN_OF_SLOPE, [-1, -1]),
    ]
    expect.call(function, "-", 3.0, -4.0).gives([1, -1], signs)
    expect.call(function, "*", 3.0, -4.0).gives([-4, 3], swapped)
    quotient: expect.Telling = {
        Mistake.SIGN_OF_SLOPE: [-0.25, 0.1875],
        Mistake.NO_SQUARE: [-0.25, 0.75],
        Mistake.OTHER_OPERATION: [-0.25, 1 / 3],
    }
    expect.call(function, "/", 3.0, -4.0).gives([-0.25, -0.1875], quotient)
    cut = {Mistake.CUT_TO_INTEGERS: [0, -2]}
    expect.call(function, "/", 7, 2).gives([0.5, -1.75], cut)


@visible
def walk_back(function: Function) -> None:
    """Check `walk_back(tape)` on a chain, and on a tape that uses a number twice."""
    chain: list[tuple[Sequence[int], Sequence[float]]]
    chain = [((), ()), ((0,), (3.0,)), ((1,), (-2.0,))]
    forward: expect.Telling = [
        (Mistake.NO_GRADIENT, [0, 0, 0]),
        (Mistake.WALKED_FORWARD, [0, -2, 1]),
        (Mistake.STARTED_WITH_ONES, [-2, -1, 1]),
        (Mistake.NOT_MULTIPLIED_UP, [3, -2, 1]),
        (Mistake.SLOPES_IGNORED, [1, 1, 1]),
    ]
    expect.call(function, chain).gives([-6, -2, 1], forward).has_form((3,))
    alone = expect.call(function, [((), ())])
    alone.has_form((1,)).gives([1])
    twice = [((), ()), ((), ()), ((0, 1), (2.0, 3.0)), ((2, 0), (1.0, 1.0))]
    overwritten: expect.Telling = [
        (Mistake.OVERWRITTEN_GRAD, [36, 54, 18, 18, 1]),
        (Mistake.FIRST_SOURCE_ONLY, [36, 0, 18, 18, 1]),
    ]
    longer = expect.call(function, [*twice, ((3,), (18.0,))])
    longer.gives([54, 54, 18, 18, 1], overwritten)
    expect.call(function, twice).gives([3, 3, 1, 1])
    square = expect.call(function, [((), ()), ((0, 0), (3.0, 3.0))])
    square.gives([6, 1], {Mistake.OVERWRITTEN_GRAD: [3, 1]})


@visible
def Value(cls: Function) -> None:  # noqa: N802  (it checks the class of this name)
    """Check the class `Value`: operations, numbers on either side, curves, sharing."""
    start: Any = cls(2.5)
    expect.Call("Value(2.5).data", (), start.data).gives(2.5)
    expect.that(start.grad is not None, Mistake.STARTED_WITH_ONES, "it is None")
    grad = expect.Call("Value(2.5).grad", (), start.grad)
    grad.gives(0, {Mistake.STARTED_WITH_ONES: 1})
    for text, formula, at, data, grads in _formulas():
        result, found = computed(cls, text, formula, *at)
        result.gives(data, _WRONG_DATA.get(text))
        none = (Mistake.NO_GRADIENT, np.zeros(len(at)))
        found.gives(grads, [none, *_WRONG_GRADS.get(text, [])])
    _shared(cls)
    _kink_and_far(cls)


_WRONG_DATA: dict[str, expect.Telling] = {
    "-a": [(Mistake.SIGN_TURNED, 3)],
    "2 - a": [(Mistake.ARGUMENTS_SWAPPED, 1)],
    "2 / a": [(Mistake.ARGUMENTS_SWAPPED, 2)],
    "a.relu()": [(Mistake.NEGATIVES_TURNED, 1.5), (Mistake.NEGATIVES_KEPT, -1.5)],
}
_WRONG_GRADS: dict[str, list[tuple[Mistake, npt.ArrayLike]]] = {
    "a * b": [(Mistake.FACTORS_SWAPPED, [3, -4])],
    "a - b": [(Mistake.SIGN_OF_SLOPE, [1, 1]), (Mistake.WALKED_FORWARD, [1, 0])],
    "a / b": [
        (Mistake.SIGN_OF_SLOPE, [-0.25, 0.1875]),
        (Mistake.NO_SQUARE, [-0.25, 0.75]),
    ],
    "a ** 3": [(Mistake.FACTOR_MISSING, [4]), (Mistake.POWER_KEPT, [-24])],
    "a.exp()": [(Mistake.LOCAL_SLOPE_IGNORED, [1])],
    "a.tanh()": [
        (Mistake.NO_SQUARE, [0.5378828427]),
        (Mistake.VALUE_NOT_SLOPE, [0.4621171573]),
        (Mistake.INPUT_FOR_OUTPUT, [0.75]),
    ],
    "a.relu()": [(Mistake.NEGATIVES_KEPT, [1])],
    "a.sigmoid()": [
        (Mistake.INPUT_TAKEN_FOR_OUTPUT, [-2]),
        (Mistake.VALUE_NOT_SLOPE, [0.8807970780]),
    ],
}


def _kink_and_far(cls: Function) -> None:
    """Expect a slope at the kink of relu, and flat curves far out."""
    _, grads = computed(cls, "a.relu()", lambda a: a.relu(), 0.0)
    expect.that(0 <= grads.numbers[0] <= 1, Mistake.SLOPE_AT_KINK, grads.text)
    for far in (-1000.0, 1000.0):
        data, grads = computed(cls, "a.tanh()", lambda a: a.tanh(), far)
        data.gives(np.sign(far), within=expect.TAIL)
        grads.gives([0], within=expect.TAIL)
        data, grads = computed(cls, "a.sigmoid()", lambda a: a.sigmoid(), far)
        data.gives(far > 0, within=expect.TAIL)
        grads.gives([0], within=expect.TAIL)


def _formulas() -> list[tuple[str, Function, Sequence[float], float, Sequence[float]]]:
    return [
        ("a + b", lambda a, b: a + b, (3, -4), -1, [1, 1]),
        ("a * b", lambda a, b: a * b, (3, -4), -12, [-4, 3]),
        ("-a", lambda a: -a, (3,), -3, [-1]),
        ("a - b", lambda a, b: a - b, (3, -4), 7, [1, -1]),
        ("a ** 3", lambda a: a**3, (-2,), -8, [12]),
        ("a / b", lambda a, b: a / b, (3, -4), -0.75, [-0.25, -0.1875]),
        ("a + 1", lambda a: a + 1, (3,), 4, [1]),
        ("1 + a", lambda a: 1 + a, (3,), 4, [1]),
        ("2 * a", lambda a: 2 * a, (3,), 6, [2]),
        ("2 - a", lambda a: 2 - a, (3,), -1, [-1]),
        ("2 / a", lambda a: 2 / a, (4,), 0.5, [-0.125]),
        ("a.exp()", lambda a: a.exp(), (0.5,), 1.6487212707, [1.6487212707]),
        ("a.log()", lambda a: a.log(), (0.5,), -0.6931471806, [2]),
        ("a.tanh()", lambda a: a.tanh(), (0.5,), 0.4621171573, [0.7864477330]),
        ("a.relu()", lambda a: a.relu(), (1.5,), 1.5, [1]),
        ("a.relu()", lambda a: a.relu(), (-1.5,), 0, [0]),
        ("a.sigmoid()", lambda a: a.sigmoid(), (2,), 0.8807970780, [0.1049935854]),
    ]


def _shared(cls: Function) -> None:
    """Expect that a value used twice collects both shares, in the right order."""
    _, grads = computed(cls, "a + a", lambda a: a + a, 3.0)
    grads.gives([2], {Mistake.OVERWRITTEN_GRAD: [1]})
    _, grads = computed(cls, "a * a", lambda a: a * a, 3.0)
    grads.gives([6], {Mistake.OVERWRITTEN_GRAD: [3]})

    def diamond(a: Any) -> Any:
        middle = a * 2
        return middle * middle + middle

    _, grads = computed(cls, "m * m + m with m = a * 2", diamond, 3.0)
    wrong = {Mistake.OVERWRITTEN_GRAD: [12], Mistake.PASSED_ON_EARLY: [78]}
    grads.gives([26], wrong)
