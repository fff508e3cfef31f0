"""Visible checks of lab 11: the pieces of a network, backward."""

import numpy as np
import numpy.typing as npt

from gradlab.check import expect, parts
from gradlab.check.expect import Function
from gradlab.check.visible import quiet_counts, visible
from gradlab.words.mistakes import Mistake

_DIGITS = expect.Tolerance(rtol=1e-6, atol=1e-8)  # constants below have ten digits


@visible
@quiet_counts
def softmax_loss_gradient(function: Function) -> None:
    """Check the gradient of two rows of scores, of large scores and of a repetition."""
    target, scores = np.array([0, 1]), np.array([[2.0, 1.0, 0.1], [0.5, 0.2, 3.0]])
    right = np.array(
        [
            [-0.1704994306, 0.1212164854, 0.0492829452],
            [0.0359109954, -0.4733964803, 0.4374854848],
        ]
    )
    call = expect.call(function, target, scores)
    call.gives(right, _telling_gradients(right), _DIGITS).has_form((2, 3))
    small = expect.call(function, np.array([0, 1], dtype=np.uint8), scores)
    small.gives(right, within=_DIGITS)
    many = np.repeat(np.array([[1, 0]]), 300, axis=0)
    call = expect.call(function, np.zeros(300, dtype=np.uint8), many)
    wrapped = [[-0.2689414214 / 300, 0.2689414214 / 300]] * 300
    call.gives(wrapped, within=_DIGITS).has_form((300, 2))
    large = scores + np.array([[1000.0], [0.0]])
    bad: expect.Telling = {
        Mistake.NO_MAXIMUM_SUBTRACTED: np.where([[True], [False]], np.nan, right),
        Mistake.SHARED_MAXIMUM: np.where([[False], [True]], np.nan, right),
    }
    call = expect.call(function, target, large)
    call.gives(right, bad, _DIGITS)


def _telling_gradients(right: expect.Array) -> expect.Telling:
    softmax, marks = 2 * right + np.eye(2, 3), np.eye(2, 3)
    one_row = [[0.3295005694, *right[0, 1:]], [-0.4640890046, *right[1, 1:]]]
    return [
        (Mistake.LABEL_OF_ONE_ROW, one_row),
        (Mistake.LABEL_OF_ONE_ROW, [softmax[0] / 2 - [0.5, 0.5, 0], softmax[1] / 2]),
        (Mistake.SCORES_TAKEN_FOR_PROBABILITIES, [[0.5, 0.5, 0.05], [0.25, -0.4, 1.5]]),
        (Mistake.OTHER_OPERATION, right * marks),
        (Mistake.OTHER_OPERATION, softmax * marks / 2),
        (Mistake.MEAN_OVER_ENTRIES, right * 2 / 3),
        *_known_gradients(right, softmax).items(),
    ]


def _known_gradients(
    right: expect.Array, softmax: expect.Array
) -> dict[Mistake, npt.ArrayLike]:
    return {
        Mistake.GRADIENT_OF_SUM: 2 * right,
        Mistake.MEAN_OVER_ENTRIES: right / 3,
        Mistake.SIGN_OF_GRADIENT: -right,
        Mistake.LABEL_NOT_SUBTRACTED: softmax / 2,
        Mistake.NOT_NORMALISED: softmax,
        Mistake.COUNTED_FROM_ONE: [
            [0.3295005694, 0.1212164854, -0.4507170548],
            [-0.4640890046, 0.0266035197, 0.4374854848],
        ],
        Mistake.LABELS_NOT_PAIRED: [
            [-0.1704994306, -0.3787835146, 0.0492829452],
            [-0.4640890046, -0.4733964803, 0.4374854848],
        ],
        Mistake.OVER_COLUMNS: [
            [-0.0912127619, 0.3449872406, 0.0260767815],
            [0.0912127619, -0.3449872406, 0.4739232185],
        ],
        Mistake.SHARED_SUM: [
            [-0.3918722287, 0.0397779841, 0.0161725215],
            [0.0241265669, -0.4821265996, 0.2939217559],
        ],
        Mistake.SOFTMAX_TWICE: [
            [-0.2758115019, 0.1478087250, 0.1280027770],
            [0.1186488067, -0.3835394051, 0.2648905984],
        ],
    }


@visible
def affine_backward(function: Function) -> None:
    """Check `affine_backward(dout, x, W)` on a rectangular and on a square layer."""
    dout, x = np.array([[1.0, 2.0], [-3.0, 0.5]]), np.array([[1.0, 0, 2], [4, 1, 0]])
    W = np.array([[1.0, -1.0], [0.5, 2.0], [0.0, 3.0]])
    slopes = np.array([[-11.0, 4.0], [-3.0, 0.5], [2.0, 4.0]])
    call = expect.call(function, dout, x, W)
    dx, dW, db = parts.in_order(call, "dx dW db")
    telling: expect.Telling = [
        (Mistake.UPSTREAM_IGNORED, [[0, 2.5, 3]] * 2),
        (Mistake.PARTS_SWAPPED, slopes),
        (Mistake.PARTS_SWAPPED, [-2, 2.5]),
    ]
    dx.gives([[-1.0, 4.5, 6.0], [-3.5, -0.5, 1.5]], telling).has_form((2, 3))
    half: expect.Telling = [
        (Mistake.DIVIDED_ONCE_MORE, slopes / 2),
        (Mistake.PARTS_SWAPPED, [-2, 2.5]),
    ]
    dW.gives(slopes, half).has_form((3, 2))
    wrong: expect.Telling = {
        Mistake.BIAS_MEAN: [-1, 1.25],
        Mistake.BIAS_ROWS: dout,
        Mistake.BIAS_ACROSS: [3, -2.5],
    }
    db.gives([-2.0, 2.5], wrong).has_form((2,))
    _check_square_layer(function)
    one = expect.call(function, np.array([[2.0]]), np.array([[3]]), np.array([[50.0]]))
    dx, dW, db = parts.in_order(one, "dx dW db")
    dx.has_form((1, 1)).gives([[100]])
    dW.has_form((1, 1)).gives([[6]])
    db.has_form((1,)).gives([2])


def _check_square_layer(function: Function) -> None:
    dout, x = np.array([[1.0, 2.0], [0.0, 3.0]]), np.array([[2.0, 1.0], [-1.0, 4.0]])
    W = np.array([[1.0, 5.0], [0.0, -2.0]])
    call = expect.call(function, dout, x, W)
    dx, dW, db = parts.in_order(call, "dx dW db")
    turned = Mistake.TRANSPOSE_MISPLACED
    dx.gives([[11, -4], [15, -6]], {turned: [[1, 1], [0, -6]]})
    both: expect.Telling = [(turned, [[4, 9], [-1, 10]]), (turned, [[2, 7], [-1, 10]])]
    dW.gives([[2, 1], [1, 14]], both)
    db.gives([1, 5], {turned: [3, 3]})


@visible
def relu_backward(function: Function) -> None:
    """Check `relu_backward(dout, x)` where the input is negative and positive."""
    dout, x = np.array([[5.0, -2.0, 1.0]]), np.array([[-1.0, 3.0, 0.5]])
    telling: expect.Telling = [
        (Mistake.MASK_TURNED, [[5, 0, 0]]),
        (Mistake.UPSTREAM_IGNORED, [[0, 1, 1]]),
        (Mistake.LOCAL_SLOPE_IGNORED, dout),
        (Mistake.VALUE_NOT_SLOPE, [[0, -6, 0.5]]),
        (Mistake.ARGUMENTS_SWAPPED, [[-1, 0, 0.5]]),
        (Mistake.MASK_OF_GRADIENT, [[5, 0, 1]]),
        (Mistake.ANOTHER_FUNCTION, [[-5, -2, 1]]),
        (Mistake.ANOTHER_FUNCTION, [[0.05, -2, 1]]),
    ]
    expect.call(function, dout, x).gives([[0, -2, 1]], telling).has_form((1, 3))
    fractions = expect.call(function, np.array([0.5, 0.25]), np.array([2, -1]))
    fractions.gives([0.5, 0], {Mistake.CUT_TO_INTEGERS: [0, 0]}).has_form((2,))
    near = expect.call(function, np.array([3.5, 2.5]), np.array([1e-9, -1e-9]))
    near.gives([3.5, 0], {Mistake.STEP_ELSEWHERE: [0, 0]})
    call = expect.unchanged(function, np.array([1.0, 1.0]), np.array([-4.0, 4.0]))
    call.gives([0, 1]).has_form((2,))


@visible
def sigmoid_backward(function: Function) -> None:
    """Check `sigmoid_backward(dout, out)` on a matrix, and where sigmoid is 0 or 1."""
    dout, out = np.array([[2.0, -1.0], [0.5, 3.0]]), np.array([[0.25, 0.5], [0.9, 0.2]])
    taken = [[0.4922681655, -0.2350037122], [0.1027501537, 0.7425497181]]
    telling: expect.Telling = [
        (Mistake.OUTPUT_TAKEN_FOR_INPUT, taken),
        (Mistake.UPSTREAM_IGNORED, [[0.1875, 0.25], [0.09, 0.16]]),
        (Mistake.LOCAL_SLOPE_IGNORED, dout),
        (Mistake.VALUE_NOT_SLOPE, [[0.5, -0.5], [0.45, 0.6]]),
        (Mistake.FACTOR_MISSING, [[1.5, -0.5], [0.05, 2.4]]),
        (Mistake.ARGUMENTS_SWAPPED, out * dout * (1 - dout)),
        (Mistake.SIGN_OF_GRADIENT, [[-0.375, 0.25], [-0.045, -0.48]]),
        (Mistake.ANOTHER_FUNCTION, [[1.875, -0.75], [0.095, 2.88]]),
        (Mistake.NOT_ENTRYWISE, [[0.125, 0.02], [0.84375, 0.525]]),
        (Mistake.OTHER_OPERATION, [[2.1875, -0.75], [0.59, 3.16]]),
        (Mistake.OTHER_OPERATION, [[10.6666666667, -4], [5.5555555556, 18.75]]),
    ]
    call = expect.call(function, dout, out)
    call.gives([[0.375, -0.25], [0.045, 0.48]], telling).has_form((2, 2))
    ends = expect.call(function, np.array([5.0, 5.0]), np.array([0.0, 1.0]))
    ends.gives([0, 0], within=expect.TAIL).has_form((2,))


@visible
def softmax_backward(function: Function) -> None:
    """Check `softmax_backward(dout, p)` on two rows of three probabilities."""
    dout = np.array([[1.0, 0.0, -2.0], [0.5, 0.5, 3.0]])
    p = np.array([[0.5, 0.25, 0.25], [0.125, 0.375, 0.5]])
    right = np.array([[0.5, 0.0, -0.5], [-0.15625, -0.46875, 0.625]])
    telling: expect.Telling = {
        Mistake.SLOPE_OF_SIGMOID: dout * p * (1 - p),
        Mistake.LOCAL_SLOPE_IGNORED: dout,
        Mistake.SIGN_OF_GRADIENT: -right,
        Mistake.OVER_COLUMNS: p * (dout - (dout * p).sum(axis=0)),
        Mistake.ONE_SUM_FOR_ALL: p * (dout - (dout * p).sum()),
    }
    call = expect.unchanged(function, dout, p)
    call.gives(right, telling).has_form((2, 3))
