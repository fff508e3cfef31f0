"""Visible checks of lab 14: local slopes, a walk back along a tape, and `Value`."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from gradlab.check import expect, parts
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
    at = f"{text} at {', '.join(f'{number:g}' for number in numbers)}"
    with expect.silence():
        leaves = [cls(number) for number in numbers]
        result = formula(*leaves)
        expect.that(result is not None, Mistake.RETURNED_NONE, f"{at} is None")
        told = f"{at} is of type {type(result).__name__}, without a method backward"
        of_class = type(result) is type(leaves[0])
        wrong = Mistake.NO_ATTRIBUTE if of_class else Mistake.NOT_A_VALUE
        expect.that(hasattr(result, "backward"), wrong, told)
        result.backward()
        grads = [leaf.grad for leaf in leaves]
    data = expect.Call(f"the data of {at}", (), result.data)
    return data, expect.Call(f"the grads of {at}", (), np.array(grads, float))


def slips(data: float, slope: float) -> list[tuple[Mistake, npt.ArrayLike]]:
    """Return what the grad of a curve's argument is, shape (1,), after usual slips.

    Parameters
    ----------
    data
        The curve's value.
    slope
        Its slope there.
    """
    return [
        (Mistake.NO_GRADIENT, [0]),
        (Mistake.SIGN_OF_SLOPE, [-slope]),
        (Mistake.VALUE_NOT_SLOPE, [data]),
        (Mistake.UPSIDE_DOWN, [1 / slope if slope else np.inf]),
        (Mistake.LOCAL_SLOPE_IGNORED, [1]),
    ]


def both_slopes(call: expect.Call) -> tuple[expect.Call, ...]:
    """Return the two slopes of a call of `local_slopes`; an array of two will do.

    Raises
    ------
    CheckFailed
        If there are not two.
    """
    found = call.result
    if isinstance(found, np.ndarray) and found.ndim:
        call = expect.Call(call.words, call.arguments, tuple(found))
    return parts.in_order(call, "slope_for_a slope_for_b")


@visible
def local_slopes(function: Function) -> None:
    """Check `local_slopes(operation, a, b)` for the four operations."""
    for (operation, right), telling in zip(_SLOPES.items(), _OTHER_SLOPES, strict=True):
        call = expect.call(function, operation, 3.0, -4.0)
        both_slopes(call)
        call.gives(right, telling)
    cut = {Mistake.CUT_TO_INTEGERS: [0, -2]}
    whole = expect.call(function, "/", 7, 2).gives([0.5, -1.75], cut)
    for slope in both_slopes(whole):
        slope.has_form((), integers=None)


_SLOPES: dict[str, npt.ArrayLike] = {
    "+": [1, 1],
    "-": [1, -1],
    "*": [-4, 3],
    "/": [-0.25, -0.1875],
}  # at 3, -4
_OTHER_SLOPES: list[expect.Telling] = [
    [(Mistake.VALUE_NOT_SLOPE, [3, -4]), (Mistake.ALL_ZERO, [0, 0])],
    [
        (Mistake.SIGN_OF_SLOPE, [1, 1]),
        (Mistake.SIGN_OF_SLOPE, [-1, -1]),
        (Mistake.BACK_TO_FRONT, [-1, 1]),
        (Mistake.VALUE_NOT_SLOPE, [3, -4]),
    ],
    [
        (Mistake.FACTORS_SWAPPED, [3, -4]),
        (Mistake.OTHER_OPERATION, [1, 1]),
        (Mistake.VALUE_NOT_SLOPE, [-12, -12]),
    ],
    [
        (Mistake.SIGN_OF_SLOPE, [-0.25, 0.1875]),
        (Mistake.NO_SQUARE, [-0.25, 0.75]),
        (Mistake.OTHER_OPERATION, [-0.25, 1 / 3]),
        (Mistake.OTHER_OPERATION, [-4, 3]),
        (Mistake.FACTOR_MISSING, [-0.25, -0.0625]),
        (Mistake.BACK_TO_FRONT, [-0.1875, -0.25]),
        (Mistake.UPSIDE_DOWN, [-4, -0.1875]),
        (Mistake.ARGUMENTS_SWAPPED, [-0.25, 4 / 9]),
        (Mistake.VALUE_NOT_SLOPE, [-0.75, -0.75]),
    ],
]


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
        (Mistake.NOTHING_PASSED_ON, [0, 0, 1]),
        (Mistake.LAST_NOT_ONE, [-6, -2, 0]),
        (Mistake.SIGN_OF_SLOPE, [-6, 2, 1]),
        (Mistake.OTHER_OPERATION, [2, -1, 1]),
    ]
    expect.call(function, chain).gives([-6, -2, 1], forward).has_form((3,))
    alone = expect.call(function, [((), ())])
    alone.has_form((1,)).gives([1])
    twice = [((), ()), ((), ()), ((0, 1), (2.0, 3.0)), ((2, 0), (1.0, 1.0))]
    overwritten: expect.Telling = [
        (Mistake.OVERWRITTEN_GRAD, [36, 54, 18, 18, 1]),
        (Mistake.FIRST_SOURCE_ONLY, [36, 0, 18, 18, 1]),
        (Mistake.FIRST_SHARE_KEPT, [18, 54, 18, 18, 1]),
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
        _operands_stay(cls, text, formula, at)
        result, found = computed(cls, text, formula, *at)
        result.gives(data, _WRONG_DATA.get(text))
        none = [(Mistake.NO_GRADIENT, np.zeros(len(at)))]
        usual = slips(data, grads[0]) if len(at) == 1 else none
        found.gives(grads, [*_WRONG_GRADS.get(text, []), *usual])
    _shared(cls)
    _kink_and_far(cls)


_WRONG_DATA: dict[str, expect.Telling] = {
    "a * b": [(Mistake.OTHER_OPERATION, -1)],
    "-a": [(Mistake.SIGN_TURNED, 3)],
    "a ** 3": [(Mistake.SIGN_LOST, 8)],
    "2 - a": [(Mistake.ARGUMENTS_SWAPPED, 1)],
    "2 / a": [(Mistake.ARGUMENTS_SWAPPED, 2)],
    "a.log()": [
        (Mistake.LOG_OF_ANOTHER_BASE, -0.3010299957),
        (Mistake.LOG_OF_ANOTHER_BASE, -1),
        (Mistake.ANOTHER_FUNCTION, 0.4054651081),
    ],
    "a.tanh()": [(Mistake.ANOTHER_FUNCTION, 0.5463024898)],
    "a.relu()": [
        (Mistake.NEGATIVES_TURNED, 0.4),
        (Mistake.NEGATIVES_KEPT, -0.4),
        (Mistake.ANOTHER_FUNCTION, -0.004),
        (Mistake.POSITIVES_STOPPED, 0),
    ],
    "a.sigmoid()": [
        (Mistake.SIGN_OF_EXPONENT, 0.1192029220),
        (Mistake.ANOTHER_FUNCTION, 0.9820137900),
    ],
}
_WRONG_GRADS: dict[str, list[tuple[Mistake, npt.ArrayLike]]] = {
    "a + b": [(Mistake.SIGN_OF_SLOPE, [-1, -1]), (Mistake.SAME_FACTOR, [2, 2])],
    "a * b": [
        (Mistake.FACTORS_SWAPPED, [3, -4]),
        (Mistake.LOCAL_SLOPE_IGNORED, [1, 1]),
        (Mistake.FIRST_SOURCE_ONLY, [-4, 0]),
    ],
    "a - b": [(Mistake.SIGN_OF_SLOPE, [1, 1]), (Mistake.WALKED_FORWARD, [1, 0])],
    "a / b": [
        (Mistake.SIGN_OF_SLOPE, [-0.25, 0.1875]),
        (Mistake.NO_SQUARE, [-0.25, 0.75]),
        (Mistake.NOT_MULTIPLIED_UP, [-0.25, -0.0625]),
    ],
    "a ** 3": [(Mistake.FACTOR_MISSING, [4]), (Mistake.POWER_KEPT, [-24])],
    "a.exp()": [(Mistake.INPUT_FOR_OUTPUT, [0.5])],
    "a.log()": [(Mistake.SQUARED, [4])],
    "a.tanh()": [
        (Mistake.NO_SQUARE, [0.5378828427]),
        (Mistake.INPUT_FOR_OUTPUT, [0.75]),
        (Mistake.SIGN_INSIDE, [1.2135522670]),
        (Mistake.SLOPE_OF_SIGMOID, [0.2485648583]),
    ],
    "a.relu()": [(Mistake.SLOPE_LEFT_OF_KINK, [1])],
    "a.sigmoid()": [
        (Mistake.INPUT_TAKEN_FOR_OUTPUT, [-2]),
        (Mistake.FACTOR_MISSING, [0.1192029220]),
        (Mistake.SLOPE_OF_ANOTHER, [0.2241965072]),
    ],
}


def _operands_stay(
    cls: Function, text: str, formula: Function, at: Sequence[float]
) -> None:
    """Expect that a formula leaves the values that it is given as they are."""
    with expect.silence():
        leaves = [cls(number) for number in at]
        before = [leaf.data for leaf in leaves]
        formula(*leaves)
        stay = before == [leaf.data for leaf in leaves]
    expect.that(stay, Mistake.CHANGED_INPUT, f"{text} changed the data of a or b")


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
        ("a + b", lambda a, b: a + b, (3, -5), -2, [1, 1]),
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
        ("a.relu()", lambda a: a.relu(), (-0.4,), 0, [0]),
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

    def turned(a: Any) -> Any:
        middle = a * 2
        return middle + middle * middle

    _, grads = computed(cls, "m * m + m with m = a * 2", diamond, 3.0)
    wrong = {
        Mistake.OVERWRITTEN_GRAD: [12],
        Mistake.PASSED_ON_EARLY: [78],
        Mistake.PASSED_ON_AGAIN: [54],
    }
    grads.gives([26], wrong)
    _, grads = computed(cls, "m + m * m with m = a * 2", turned, 3.0)
    grads.gives([26], {Mistake.PASSED_ON_EARLY: [2]})
    _, grads = computed(cls, "(a + 1) * (1 + a)", lambda a: (a + 1) * (1 + a), 3.0)
    grads.gives([8], {Mistake.OVERWRITTEN_GRAD: [4]})
