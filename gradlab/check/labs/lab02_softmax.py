"""Visible checks of lab 02: softmax and the class it predicts."""

import numpy as np

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.visible import quiet_counts, visible
from gradlab.words.mistakes import Mistake


@visible
@quiet_counts
def softmax(function: Function) -> None:
    """Check `softmax(x)` on small scores and on scores around 1000."""
    right = [0.6590011389, 0.2424329707, 0.0985658904]
    x = np.array([2.0, 1.0, 0.1])
    telling: expect.Telling = [
        (Mistake.NOT_NORMALISED, [7.3890560989, 2.7182818285, 1.1051709181]),
        (Mistake.NOT_NORMALISED, [1, 0.3678794412, 0.1495686192]),
        (Mistake.APPLIED_TWICE, [0.4483769989, 0.2956174503, 0.2560055508]),
        (Mistake.ANOTHER_FUNCTION, [0.8807970780, 0.7310585786, 0.5249791875]),
        (Mistake.ANOTHER_FUNCTION, 2**x / np.sum(2**x)),
        (Mistake.DENOMINATOR, [0.6451612903, 0.3225806452, 0.0322580645]),
    ]
    expect.call(function, x).has_form((3,)).gives(right, telling)
    expect.call(function, np.array([5.0])).has_form((1,)).gives([1.0])
    large = np.array([1002.0, 1001.0, 1000.1])
    nans = {Mistake.NO_MAXIMUM_SUBTRACTED: [np.nan] * 3}
    expect.call(function, large).gives(right, nans)
    whole = expect.call(function, np.array([1, 0]))
    whole.has_form((2,)).gives([0.7310585786, 0.2689414214])
    apart = expect.call(function, np.array([-1000.0, 0.0, 1000.0]))
    lost: expect.Telling = [
        (Mistake.NO_MAXIMUM_SUBTRACTED, [0, 0, np.nan]),
        (Mistake.NO_MAXIMUM_SUBTRACTED, [0, np.nan, np.nan]),
    ]
    apart.gives([0, 0, 1], lost, expect.TAIL)


@visible
@quiet_counts
def softmax_rows(function: Function) -> None:
    """Check `softmax_rows(X)` on a rectangular, a square and a very uneven matrix."""
    # Both rows of each matrix share their maximum, so that a wrong sum leads to the
    # same values whether a maximum was subtracted or not.
    square = np.array([[1.0, 0.0], [0.5, 1.0]])
    right = [[0.7310585786, 0.2689414214], [0.3775406688, 0.6224593312]]
    telling = {
        Mistake.ANOTHER_ROWS_SUM: [
            [0.7310585786, 0.22898999],
            [0.44340944, 0.6224593312],
        ],
        Mistake.OVER_COLUMNS: [
            [0.6224593312, 0.2689414214],
            [0.3775406688, 0.7310585786],
        ],
        Mistake.SHARED_SUM: [
            [0.3362011176, 0.1236814792],
            [0.2039162856, 0.3362011176],
        ],
        Mistake.NOT_NORMALISED: np.exp(square - 1),
    }
    expect.call(function, square).gives(right, telling)
    wide = np.array([[2.0, 1.0, 0.1], [0.5, 0.2, 2.0]])
    right = [
        [0.6590011389, 0.2424329707, 0.0985658904],
        [0.1607069230, 0.1190546167, 0.7202384603],
    ]
    columns: expect.Telling = {
        Mistake.MAXIMUM_OF_COLUMNS: [
            [0.4652096178, 0.4652096178, 0.0695807644],
            [0.1334144247, 0.2686636397, 0.5979219357],
        ]
    }
    expect.call(function, wide).has_form((2, 3)).gives(right, columns)
    _uneven(function)
    whole = expect.call(function, np.array([[1, 0]]))
    whole.has_form((1, 2)).gives([[0.7310585786, 0.2689414214]])
    apart = expect.call(function, np.array([[-1000.0, 0.0, 1000.0]]))
    apart.gives([[0, 0, 1]], within=expect.TAIL)


def _uneven(function: Function) -> None:
    uneven = np.array([[1000.0, 1000.0], [0.0, 0.0]])
    halves = [0.5, 0.5]
    bad = {
        Mistake.NO_MAXIMUM_SUBTRACTED: [[np.nan] * 2, halves],
        Mistake.SHARED_MAXIMUM: [halves, [np.nan] * 2],
    }
    expect.call(function, uneven).gives([halves, halves], bad)


@visible
def predict_class(function: Function) -> None:
    """Check `predict_class(scores)` on one example, on a batch and on a tie."""
    telling: expect.Telling = {
        Mistake.MAXIMUM_NOT_INDEX: 2.5,
        Mistake.ONE_HOT_NOT_INDEX: [0, 0, 0, 1],
        Mistake.COUNTED_FROM_ONE: 4,
        Mistake.SMALLEST_NOT_LARGEST: 2,
    }
    one = np.array([0.5, 1.0, 0.2, 2.5])
    expect.call(function, one).gives(3, telling).has_form((), integers=True)
    batch = np.array([[0.5, 0.2, 3.0], [2.0, 1.0, 0.1]])
    columns: expect.Telling = {
        Mistake.OVER_COLUMNS: [1, 1, 0],
        Mistake.ONE_FOR_WHOLE_BATCH: 2,
        Mistake.MAXIMUM_NOT_INDEX: [3, 2],
        Mistake.ONE_HOT_NOT_INDEX: [[0, 0, 1], [1, 0, 0]],
    }
    expect.call(function, batch).gives([2, 0], columns).has_form((2,), integers=True)
    tie = np.array([0.1, 0.7, 0.7])
    expect.call(function, tie).gives(1, {Mistake.LAST_OF_TIES: 2})
    below = expect.call(function, np.array([-5.0, -3.4, -3.2]))
    below.gives(2, {Mistake.SIZE_NOT_VALUE: 0, Mistake.CUT_TO_INTEGERS: 1})
    large = expect.call(function, np.array([800.0, 1000.0]))
    large.gives(1, {Mistake.NO_MAXIMUM_SUBTRACTED: 0})
