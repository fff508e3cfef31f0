"""The best guess why values are not the right ones, from the values alone."""

from collections.abc import Iterator

import numpy as np

from gradlab.calls import Array, as_numbers
from gradlab.words.mistakes import Mistake

_NEARLY = 1e-2  # of a value; what is rounded to two digits is still nearly right

_PARTS = 720  # halves, thirds, quarters and so on are whole numbers of these parts

#: What this module can say: true of the values, whatever the mistake was.
OBSERVED = frozenset(
    {
        Mistake.TRANSPOSED,
        Mistake.RETURNED_TUPLE,
        Mistake.WRONG_SHAPE,
        Mistake.ONE_NUMBER_ONLY,
        Mistake.NUMBER_IN_ARRAY,
        Mistake.ONE_PER_EXAMPLE,
        Mistake.FLATTENED,
        Mistake.AXIS_OF_ONE,
        Mistake.ONE_TOO_FEW,
        Mistake.ONE_TOO_MANY,
        Mistake.MOVED_NAN,
        Mistake.GAVE_NAN,
        Mistake.GAVE_INFINITY,
        Mistake.CUT_TO_INTEGERS,
        Mistake.ALL_ZERO,
        Mistake.FIRST_ONLY,
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
    got: Array, right: Array, result: object, given: tuple[object, ...]
) -> Mistake:
    """Return what can be said of values that are not the right ones.

    Parameters
    ----------
    got, right
        What came back and what is right, as numbers, of any shape.
    result
        What came back, as it is.
    given
        What went in, as it was before the call.
    """
    if got.shape != right.shape and isinstance(result, tuple):
        return Mistake.RETURNED_TUPLE
    if got.shape != right.shape:
        return shape_cause(got.shape, right.shape)
    odd = _not_finite(got, right)
    if odd:
        return odd
    if _cut(got, right, result, given):
        return Mistake.CUT_TO_INTEGERS
    known = np.isfinite(got) & np.isfinite(right)
    got, right = np.where(known, got, 0), np.where(known, right, 0)
    if _near(got, right):
        return Mistake.NEARLY_RIGHT
    if any(_same(got, one) for one in given):
        return Mistake.ARGUMENT_RETURNED
    with np.errstate(all="ignore"):
        related = next(_relations(got, right), None)
    close = _nearly(got, right) or _rounded(got, right)
    nearly = Mistake.NEARLY_RIGHT if close else Mistake.WRONG_VALUE
    return related or nearly


def shape_cause(got: tuple[int, ...], wanted: tuple[int, ...]) -> Mistake:
    """Return what is to be said of a result of another shape than the contract's."""
    if not wanted:
        one = all(length == 1 for length in got)
        return Mistake.NUMBER_IN_ARRAY if one else Mistake.ONE_PER_EXAMPLE
    if not got:
        return Mistake.ONE_NUMBER_ONLY
    if [n for n in got if n != 1] == [n for n in wanted if n != 1]:
        return Mistake.AXIS_OF_ONE
    if len(got) == 2 and got[::-1] == wanted:
        return Mistake.TRANSPOSED
    if len(got) == 1 and len(wanted) > 1 and got[0] == np.prod(wanted):
        return Mistake.FLATTENED
    if len(got) == len(wanted):
        apart = [n - m for n, m in zip(got, wanted, strict=True) if n != m]
        if set(apart) == {-1}:
            return Mistake.ONE_TOO_FEW
        if set(apart) == {1}:
            return Mistake.ONE_TOO_MANY
    return Mistake.WRONG_SHAPE


def _not_finite(got: Array, right: Array) -> Mistake | None:
    if np.isnan(right).any() and (np.isnan(got) != np.isnan(right)).any():
        return Mistake.MOVED_NAN
    if np.isnan(got[~np.isnan(right)]).any():
        return Mistake.GAVE_NAN
    if np.isinf(got[np.isfinite(right)]).any():
        return Mistake.GAVE_INFINITY
    return None


def _cut(got: Array, right: Array, result: object, given: tuple[object, ...]) -> bool:
    """Say whether fractions were lost, and not just everything.

    Zeros alone prove it only where integers went in and integers came back; one number
    alone proves it only where it is an integer itself, and two that are no zeros where
    all of the right values are fractions.
    """
    cuts = (np.trunc(right), np.floor(right), np.round(right))
    if not any(np.array_equal(got, cut) for cut in cuts):
        return False
    whole = np.asarray(result).dtype.kind in "iu"
    integers = any(np.asarray(one).dtype.kind in "iu" for one in given)
    if not got.any():
        return whole and integers
    several = len(np.unique(got)) > 2
    fractions = got.all() and not np.isin(right, np.round(right)).any()
    proof = whole or several or (got.size > 1 and (integers or fractions))
    return bool(got[got != right].any() and proof)


def _relations(got: Array, right: Array) -> Iterator[Mistake]:
    """Yield what holds between all values and the right ones, the surest first.

    A few whole numbers are often related by chance: of them nothing is said.
    """
    by_chance = right.size < 3 and np.array_equal(right, np.round(right))
    if by_chance or not right.any():
        return
    if not got.any():
        yield Mistake.ALL_ZERO
    if _near(got, -right):
        yield Mistake.SIGN_TURNED
    several = len(np.unique(right)) > 1
    if several:
        if np.ptp(got) == 0:
            yield Mistake.ALL_ALIKE
        if _near(np.abs(got), np.abs(right)):
            yield Mistake.SIGN_LOST
    if several or not _is_short(right.flat[0]):
        yield from _formulas(got, right)
    if several and right.size > 2:
        yield from _among_many(got, right)
    between = ((right >= 0) & (right <= 1)).all() and not np.isin(right, (0, 1)).all()
    if got.size > 1 and between and np.isin(got, (0, 1)).all():
        yield Mistake.HARD_CHOICE


def _first_alone(got: Array, right: Array) -> bool:
    """Say whether a loop filled in one entry, and no other."""
    alone = got.any() and not got[1:].any() and np.count_nonzero(right[1:]) > 1
    return bool(alone and _near(got[:1], right[:1]))


def _formulas(got: Array, right: Array) -> Iterator[Mistake]:
    """Yield what a formula applied once too often, or left out, makes of all values."""
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


def _among_many(got: Array, right: Array) -> Iterator[Mistake]:
    """Yield what only three values or more can show."""
    if _first_alone(got.ravel(), right.ravel()):
        yield Mistake.FIRST_ONLY
    largest = np.unravel_index(np.argmax(np.abs(right)), right.shape)
    if _near(got, got[largest] / right[largest] * right):
        yield Mistake.SAME_FACTOR
    if _near(got, right + (got[largest] - right[largest])):
        yield Mistake.SAME_AMOUNT
    if _near(np.sort(got, axis=None), np.sort(right, axis=None)):
        yield Mistake.OTHER_PLACES
    if right.ndim == 1 and _near(got, np.cumsum(right)):
        yield Mistake.RUNNING_TOTAL


def _is_short(value: float) -> bool:
    """Say whether a number is a plain fraction, which formulas meet by chance."""
    return bool(np.isclose(value * _PARTS, np.round(value * _PARTS), rtol=0, atol=1e-3))


def _near(got: Array, wanted: Array) -> bool:
    return np.allclose(got, wanted, rtol=1e-6, atol=1e-9)


def _nearly(got: Array, right: Array) -> bool:
    size = float(np.max(np.abs(right), initial=0))
    return np.allclose(got, right, rtol=_NEARLY, atol=_NEARLY * size / 10)


def _rounded(got: Array, right: Array) -> bool:
    """Say whether the right values were rounded, to two digits or more."""
    return any(_near(got, np.round(right, digits)) for digits in range(2, 7))


def _same(got: Array, argument: object) -> bool:
    if not isinstance(argument, np.ndarray) or not argument.ndim:
        return False
    numbers = as_numbers(argument)
    return numbers is not None and np.array_equal(got, numbers)
