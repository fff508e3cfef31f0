"""Answers to the table of the report: `main` with one function changed."""

import numpy as np

from gradlab.check import Mistake

from . import loses

BOTH = ("values", "extremes")
SCORES = np.array([[2.0, 1.0, 0.1], [0.5, 0.2, 3.0]])


def good_sigmoid(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


def good_slope(x):
    return good_sigmoid(x) * (1 - good_sigmoid(x))


def good_softmax(x):
    powers = np.exp(x - x.max())
    return powers / powers.sum()


def good_loss(target, prediction):
    z = prediction - prediction.max(axis=1, keepdims=True)
    sums = np.log(np.exp(z).sum(axis=1))
    return np.mean(sums - z[np.arange(len(z)), target])


def table(sigmoid=good_sigmoid, slope=good_slope, softmax=good_softmax, loss=good_loss):
    x = np.array([-1000.0, -2.0, 0.0, 0.5, 2.0, 1000.0])
    return {
        "sigmoid": sigmoid(x),
        "sigmoid_derivative": slope(x),
        "softmax": softmax(SCORES[0]),
        "softmax_large": softmax(np.array([1010.0, 1000.0, 990.0])),
        "cross_entropy_loss": loss(np.array([0, 1]), SCORES),
        "cross_entropy_loss_sure": loss(np.array([1]), np.array([[1000.0, 0.0]])),
    }


def softmax_bare(x):
    with np.errstate(over="ignore", invalid="ignore"):
        return np.exp(x) / np.exp(x).sum()


# right and unusual


@loses()
def plain():
    return table()


@loses()
def sigmoid_by_tanh():
    return table(sigmoid=lambda x: 0.5 + 0.5 * np.tanh(x / 2))


@loses()
def slope_by_cosh():
    def slope(x):
        with np.errstate(over="ignore"):
            return 0.25 / np.cosh(x / 2) ** 2

    return table(slope=slope)


@loses()
def softmax_by_logarithms():
    def softmax(x):
        return np.exp(x - np.logaddexp.reduce(x))

    return table(softmax=softmax)


@loses()
def loss_by_logaddexp():
    def loss(target, z):
        return np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(z)), target])

    return table(loss=loss)


@loses()
def loops_and_lists():
    def sigmoid(x):
        return [float(good_sigmoid(value)) for value in x]

    def loss(target, z):
        return sum(
            good_loss(target[i : i + 1], z[i : i + 1]) for i in range(len(z))
        ) / len(z)

    return table(sigmoid=sigmoid, loss=loss)


# wrong


@loses(*BOTH, named=Mistake.RETURNED_NONE)
def returns_nothing():
    table()


@loses(*BOTH, named=Mistake.SIGN_OF_EXPONENT)
def exponent_with_the_wrong_sign():
    return table(sigmoid=lambda x: good_sigmoid(-x))


@loses(*BOTH, named=Mistake.INPUT_TAKEN_FOR_OUTPUT)
def input_taken_for_output():
    return table(slope=lambda x: x * (1 - x))


@loses(*BOTH, named=Mistake.SIGMOID_FOR_SLOPE)
def slope_is_sigmoid():
    return table(slope=good_sigmoid)


@loses("extremes", named=Mistake.NO_MAXIMUM_SUBTRACTED)
def no_maximum_subtracted():
    return table(softmax=softmax_bare)


@loses(*BOTH, named=Mistake.SAME_FACTOR)
def not_normalised():
    return table(softmax=lambda x: np.exp(x - x.max()))


@loses("values", named=Mistake.SUM_NOT_MEAN)
def loss_summed():
    return table(loss=lambda t, z: good_loss(t, z) * len(t))


@loses(*BOTH, named=Mistake.SIGN_OF_LOSS)
def loss_without_minus():
    return table(loss=lambda t, z: -good_loss(t, z))


@loses("extremes", named=Mistake.CAPPED)
def loss_capped():
    return table(loss=lambda t, z: min(good_loss(t, z), 16.118))


@loses("values", "extremes", named=Mistake.PREDICTED_CLASS_NOT_LABEL)
def loss_of_the_predicted_class():
    return table(loss=lambda t, z: good_loss(z.argmax(axis=1), z))


@loses(*BOTH, named=Mistake.SOFTMAX_TWICE)
def softmax_twice():
    def loss(target, z):
        return good_loss(target, np.array([good_softmax(row) for row in z]))

    return table(loss=loss)


@loses("extremes", named=Mistake.GAVE_NAN)
def nan_far_out():
    def sigmoid(x):
        with np.errstate(over="ignore", invalid="ignore"):
            return np.exp(x) / (1 + np.exp(x))

    return table(sigmoid=sigmoid)


@loses(*BOTH, named=Mistake.WRONG_SHAPE)
def sigmoid_of_the_middle_alone():
    return table(sigmoid=lambda x: good_sigmoid(x[1:-1]))
