"""Visible checks of lab 03: cross entropy."""

import math

import numpy as np

from gradlab.check import expect
from gradlab.check.expect import Function
from gradlab.check.visible import quiet_counts, visible
from gradlab.words.mistakes import Mistake


@visible
def one_hot(function: Function) -> None:
    """Check `one_hot(labels, num_classes)` where one class does not occur."""
    labels = np.array([1, 0, 1])
    right = [[0, 1, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]]
    telling: expect.Telling = {
        Mistake.MISSING_CLASS: [[0, 1], [1, 0], [0, 1]],
        Mistake.COUNTED_FROM_ONE: [[1, 0, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0]],
        Mistake.TRANSPOSED: np.transpose(right),
        Mistake.LABELS_NOT_PAIRED: [[1, 1, 0, 0]] * 3,
    }
    expect.call(function, labels, 4).gives(right, telling).has_form((3, 4))
    small = expect.call(function, np.array([2], dtype=np.uint8), 3)
    small.gives([[0, 0, 1]]).has_form((1, 3))


@visible
def cross_entropy_from_probabilities(function: Function) -> None:
    """Check the loss on two rows of probabilities, and on a probability of 0."""
    target, p = np.array([0, 1]), np.array([[0.7, 0.2, 0.1], [0.05, 0.15, 0.8]])
    right = 1.1268974644
    telling: expect.Telling = [
        *_scaled(right, examples=2, classes=3),
        (Mistake.ONE_PER_EXAMPLE, [0.3566749439, 1.8971199849]),
        (Mistake.NO_LOGARITHM, 0.425),
        (Mistake.PREDICTED_CLASS_NOT_LABEL, 0.2899092476),
        (Mistake.COUNTED_FROM_ONE, 2.6491586833),
        (Mistake.LABELS_NOT_PAIRED, 1.7147412787),
        (Mistake.ALL_CLASSES, 4.6923468796),
        (Mistake.ALL_CLASSES, 4.6923468796 / 3),
        (Mistake.ALREADY_PROBABILITIES, 1.0541494921),
    ]
    expect.call(function, target, p).gives(right, telling, expect.ROUGH).has_form(())
    _check_probability_zero(function)


def _check_probability_zero(function: Function) -> None:
    target, p = np.array([1]), np.array([[1.0, 0.0]])
    call = expect.call(function, target, p)
    bare: expect.Telling = [
        (Mistake.NOT_CLIPPED, np.inf),
        (Mistake.ANOTHER_DEFAULT, capped(call.numbers)),
    ]
    call.gives(16.1180956510, bare, expect.ROUGH)
    fixed = {Mistake.EPS_IGNORED: 16.1180956510, Mistake.NOT_CLIPPED: np.inf}
    expect.call(function, target, p, eps=1e-3).gives(6.9077552790, fixed, expect.ROUGH)
    tiny = expect.call(function, target, np.array([[1.0, 1e-12]]))
    tiny.gives(16.1180956510, {Mistake.BELOW_EPS: 27.6310211159}, expect.ROUGH)
    zeros = {Mistake.NOT_CLIPPED: np.nan}
    expect.call(function, np.array([0]), p).gives(0, zeros, expect.ROUGH)
    small = expect.call(
        function, np.array([1, 0], np.uint8), np.array([[0.5, 0.5]] * 2)
    )
    small.gives(0.6931471806, within=expect.ROUGH)


@visible
@quiet_counts
def cross_entropy_loss(function: Function) -> None:
    """Check `cross_entropy_loss(target, prediction)` on ordinary and large scores."""
    target, scores = np.array([0, 1]), np.array([[2.0, 1.0, 0.1], [0.5, 0.2, 3.0]])
    right = 1.6752972935
    telling: expect.Telling = [
        *_scaled(right, examples=2, classes=3),
        (Mistake.ONE_PER_EXAMPLE, [0.4170300163, 2.9335645707]),
        (Mistake.SCORES_TAKEN_FOR_PROBABILITIES, 0.4581453659),
        (Mistake.NOT_NORMALISED, -1.1),
        (Mistake.NO_LOGARITHM, 0.3561040891),
        (Mistake.PREDICTED_CLASS_NOT_LABEL, 0.2752972935),
        (Mistake.SOFTMAX_TWICE, 1.1295880077),
        (Mistake.COUNTED_FROM_ONE, 2.4752972935),
        (Mistake.OVER_COLUMNS, 0.6862569720),
        (Mistake.SHARED_SUM, 2.4312945030),
        (Mistake.LABELS_NOT_PAIRED, 1.8502972935),
        (Mistake.ALL_CLASSES, 4.9258918804),
    ]
    call = expect.call(function, target, scores)
    call.gives(right, telling, expect.ROUGH).has_form(())
    _check_large_scores(function)


def _check_large_scores(function: Function) -> None:
    target = np.array([0, 1])
    large = np.array([[1002.0, 1001.0, 1000.1], [1000.5, 1000.2, 1003.0]])
    nans: expect.Telling = [
        (Mistake.NO_MAXIMUM_SUBTRACTED, np.nan),
        (Mistake.NO_MAXIMUM_SUBTRACTED, np.inf),
    ]
    expect.call(function, target, large).gives(1.6752972935, nans, expect.ROUGH)
    uneven = np.array([[1000.0, 1001.0], [0.0, 1.0]])
    bad = [(Mistake.SHARED_MAXIMUM, nothing) for nothing in (np.nan, np.inf, -np.inf)]
    expect.call(function, target, uneven).gives(0.8132616875, bad, expect.ROUGH)
    sure, zeros = np.array([[900.0, 0.0]]), {Mistake.NOT_CLIPPED: np.nan}
    expect.call(function, np.array([0]), sure).gives(0, zeros, expect.ROUGH)
    whole = expect.call(
        function, np.array([1, 0], np.uint8), np.array([[1, 0], [1, 0]])
    )
    whole.gives(0.8132616875, within=expect.ROUGH).has_form(())


@visible
def cross_entropy_loss_certain(function: Function) -> None:
    """Check that a sure and wrong answer costs the whole difference of the scores."""
    label = np.array([0])
    call = expect.call(function, label, np.array([[-100.0, 650.0]]))
    telling: expect.Telling = [
        (Mistake.ROUNDED_TO_ZERO, np.inf),
        (Mistake.SIGN_OF_LOSS, -750),
        (Mistake.CAPPED, capped(call.numbers)),
    ]
    call.gives(750, telling)
    call = expect.call(function, label, np.array([[0.0, 800.0]]))
    overflow: expect.Telling = [
        (Mistake.NO_MAXIMUM_SUBTRACTED, np.nan),
        (Mistake.NO_MAXIMUM_SUBTRACTED, np.inf),
    ]
    call.gives(800, overflow)


def _scaled(right: float, examples: int, classes: int) -> list[tuple[Mistake, float]]:
    """Return what a mean loss becomes when it is divided or multiplied wrongly."""
    return [
        (Mistake.SUM_NOT_MEAN, right * examples),
        (Mistake.MEAN_OVER_ENTRIES, right / classes),
        (Mistake.SIGN_OF_LOSS, -right),
        (Mistake.LOG_OF_ANOTHER_BASE, right / math.log(2)),
        (Mistake.LOG_OF_ANOTHER_BASE, right / math.log(10)),
    ]


def capped(loss: expect.Array) -> expect.Array:
    """Return a loss again if a small number beside a probability made it, else nan.

    It is the logarithm of a power of ten, or of the smallest numbers of a type. For a
    loss of nan it is 0: as an expected value nan would fit.
    """
    otherwise = np.where(np.isnan(loss), 0, np.nan)
    loss = np.where(np.isfinite(loss), loss, 0)
    tens = loss / math.log(10)
    power = (loss > 5) & (loss < 740) & (np.abs(tens - np.round(tens)) < 1e-3)
    tiny = np.isin(
        np.round(loss, 3), np.round([36.0436534, 708.3964185, 87.3365447], 3)
    )
    return np.where(power | tiny, loss, otherwise)
