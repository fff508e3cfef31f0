"""The best guess why values are not the right ones, from the values alone."""

from collections.abc import Iterator

import numpy as np

from gradlab.calls import Array, as_numbers
from gradlab.words.mistakes import Mistake

_NEARLY = 1e-2  # of a value; what is rounded to two digits is still nearly right

#: What this module can say: true of the values, whatever the mistake was.
OBSERVED = frozenset(
    {
        Mistake.TRANSPOSED,
        Mistake.WRONG_SHAPE,
        Mistake.MOVED_NAN,
        Mistake.GAVE_NAN,
        Mistake.GAVE_INFINITY,
        Mistake.CUT_TO_INTEGERS,
        Mistake.ALL_ZERO,
        Mistake.ALL_ALIKE,
        Mistake.ARGUMENT_RETURNED,
        Mistake.SIGN_TURNED,
        Mistake.SIGN_LOST,
        Mistake.SAME_FACTOR,
        Mistake.SAME_AMOUNT,
        Mistake.NEARLY_RIGHT,
        Mistake.ONE_MINUS,
        Mistake.UPSIDE_DOWN,
        Mistake.SQUARED,
        Mistake.OF_SQUARES,
        Mistake.RUNNING_TOTAL,
        Mistake.OTHER_PLACES,
        Mistake.HARD_CHOICE,
        Mistake.LOGARITHM_TAKEN,
        Mistake.EXPONENTIAL_TAKEN,
        Mistake.WRONG_VALUE,
    }
)


def likely_cause(
    got: Array, right: Array, result: object, arguments: tuple[object, ...]
) -> Mistake:
    """Return what can be said of values that are not the right ones.

    Parameters
    ----------
    got, right
        What came back and what is right, as numbers, of any shape.
    result
        What came back, as it is.
    arguments
        What went in.
    """
    if got.shape != right.shape:
        turned = got.ndim == 2 and got.T.shape == right.shape and _near(got.T, right)
        return Mistake.TRANSPOSED if turned else Mistake.WRONG_SHAPE
    odd = _not_finite(got, right)
    if odd:
        return odd
    if _cut(got, right, result, arguments):
        return Mistake.CUT_TO_INTEGERS
    known = np.isfinite(got) & np.isfinite(right)
    got, right = np.where(known, got, 0), np.where(known, right, 0)
    with np.errstate(all="ignore"):
        related = next(_relations(got, right), None)
    if related:
        return related
    if any(_same(got, one) for one in arguments):
        return Mistake.ARGUMENT_RETURNED
    return Mistake.NEARLY_RIGHT if _nearly(got, right) else Mistake.WRONG_VALUE


def _not_finite(got: Array, right: Array) -> Mistake | None:
    if np.isnan(right).any() and (np.isnan(got) != np.isnan(right)).any():
        return Mistake.MOVED_NAN
    if np.isnan(got[~np.isnan(right)]).any():
        return Mistake.GAVE_NAN
    if np.isinf(got[np.isfinite(right)]).any():
        return Mistake.GAVE_INFINITY
    return None


def _cut(
    got: Array, right: Array, result: object, arguments: tuple[object, ...]
) -> bool:
    """Say whether fractions were lost, and not just everything.

    Zeros alone prove it only where integers went in and integers came back.
    """
    cuts = (np.trunc(right), np.floor(right), np.round(right))
    if not any(np.array_equal(got, cut) for cut in cuts):
        return False
    whole = np.asarray(result).dtype.kind in "iu"
    return bool(got.any()) or (whole and any(_integers(one) for one in arguments))


def _integers(argument: object) -> bool:
    return isinstance(argument, np.ndarray) and argument.dtype.kind in "iu"


def _relations(got: Array, right: Array) -> Iterator[Mistake]:
    """Yield what holds between all values and the right ones, the surest first."""
    if not right.any():
        return
    if not got.any():
        yield Mistake.ALL_ZERO
    if _near(got, -right):
        yield Mistake.SIGN_TURNED
    if _near(np.abs(got), np.abs(right)):
        yield Mistake.SIGN_LOST
    for mistake, wrong in (
        (Mistake.ONE_MINUS, 1 - right),
        (Mistake.UPSIDE_DOWN, 1 / right),
        (Mistake.SQUARED, right**2),
        (Mistake.OF_SQUARES, np.sqrt(right)),
        (Mistake.LOGARITHM_TAKEN, np.log(right)),
        (Mistake.EXPONENTIAL_TAKEN, np.exp(right)),
    ):
        if _near(got, wrong):
            yield mistake
    if len(np.unique(right)) > 1:
        yield from _among_several(got, right)


def _among_several(got: Array, right: Array) -> Iterator[Mistake]:
    """Yield what only several values that differ can show."""
    if np.ptp(got) == 0:
        yield Mistake.ALL_ALIKE
    largest = np.unravel_index(np.argmax(np.abs(right)), right.shape)
    factor = got[largest] / right[largest]
    if len(np.unique(np.abs(right[right != 0]))) > 1 and _near(got, factor * right):
        yield Mistake.SAME_FACTOR
    if _near(got, right + (got[largest] - right[largest])):
        yield Mistake.SAME_AMOUNT
    if _near(np.sort(got, axis=None), np.sort(right, axis=None)):
        yield Mistake.OTHER_PLACES
    if right.ndim == 1 and _near(got, np.cumsum(right)):
        yield Mistake.RUNNING_TOTAL
    if np.isin(got, (0, 1)).all() and not np.isin(right, (0, 1)).all():
        yield Mistake.HARD_CHOICE


def _near(got: Array, wanted: Array) -> bool:
    return np.allclose(got, wanted, rtol=1e-6, atol=1e-9)


def _nearly(got: Array, right: Array) -> bool:
    size = float(np.max(np.abs(right), initial=0))
    return np.allclose(got, right, rtol=_NEARLY, atol=_NEARLY * size / 10)


def _same(got: Array, argument: object) -> bool:
    if not isinstance(argument, np.ndarray):
        return False
    numbers = as_numbers(argument)
    return numbers is not None and np.array_equal(got, numbers)
