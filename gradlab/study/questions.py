"""A question and its answer: a number, a choice, a place on a picture.

Each kind reads what a student gives, works out the answer, judges the one by the other,
and says both in words. None of them draws.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from gradlab import calls

SECONDS = 5.0  # that working out an answer may take

Range = tuple[float, float]


class Unknown(Exception):
    """The answer cannot be worked out; the message says why and what to do."""


@dataclass(frozen=True)
class Judged:
    """A prediction beside the answer; `off` as in `history.KeptPrediction`."""

    right: bool
    off: float | None


@dataclass(frozen=True)
class Question:
    """What all kinds share.

    Parameters
    ----------
    text
        What is asked; `code`, **strong** and $formulas$ are typeset.
    answer
        Works out the answer, where possible by the student's own functions.
    why
        Shown with the answer; ``{answer:.3f}`` in it becomes the number.
    """

    kind: ClassVar[str]

    text: str
    answer: Callable[[], Any]
    why: str = ""

    def read(self, given: str) -> Any:
        """Return what a student gave as a value; a ValueError says what is wrong."""
        raise NotImplementedError

    def truth(self) -> Any:
        """Return the answer.

        Raises
        ------
        Unknown
            If the student's functions do not give it.
        """
        try:
            limit = calls.TimeLimit().at_most(SECONDS)
            found = calls.call(self.answer, (), {}, prints=False, limit=limit).value
            return self.accepted(found)
        except NotImplementedError as error:
            raise Unknown(
                "The function that gives the answer is not written yet. Write it, run "
                "its cell, then run this cell again."
            ) from error
        except calls.TooSlow as error:
            raise Unknown(
                f"The answer took more than {SECONDS:g} seconds; does a loop not end?"
            ) from error
        except Exception as error:
            raise Unknown(
                f"Your code gave no answer ({type(error).__name__}: {error}). Let its "
                f"check pass first, then run this cell again."
            ) from error

    def accepted(self, found: Any) -> Any:
        """Return what `answer` gave as a value of this kind; else a ValueError."""
        raise NotImplementedError

    def judge(self, guess: Any, truth: Any) -> Judged:
        """Return whether a guess is right, and how far off."""
        raise NotImplementedError

    def words(self, value: Any) -> str:
        """Return a guess or an answer in words."""
        raise NotImplementedError


@dataclass(frozen=True)
class NumberQuestion(Question):
    """A number on a line from `low` to `high`, of equal factors if `log`.

    Parameters
    ----------
    within
        How near is right, as a share of the line.
    """

    kind = "number"

    low: float = 0.0
    high: float = 1.0
    log: bool = False
    within: float = 0.05

    def __post_init__(self) -> None:
        _check_range("low and high", (self.low, self.high), log=self.log)

    def read(self, given: str) -> float:
        """Return a number written with a point or a comma, or as a fraction."""
        return _number(given)

    def accepted(self, found: Any) -> float:
        """Return one finite number."""
        return _one(found)

    def judge(self, guess: float, truth: float) -> Judged:
        """Return how far apart the two stand on the line."""
        off = self.share(guess) - self.share(truth)
        return Judged(abs(off) <= self.within, off)

    def words(self, value: float) -> str:
        """Return at most four significant digits."""
        return f"{value + 0.0:.4g}"

    def share(self, value: float) -> float:
        """Return where a number stands: 0 at the low end of the line, 1 at the high."""
        return _share(value, (self.low, self.high), log=self.log)


@dataclass(frozen=True)
class ChoiceQuestion(Question):
    """One of a few options; `answer` gives its text, or its index from 0.

    Parameters
    ----------
    bars
        Works out one number ≥ 0 for each option, drawn as bars with the answer.
    """

    kind = "choice"

    options: tuple[str, ...] = ()
    bars: Callable[[], Sequence[float]] | None = None

    def __post_init__(self) -> None:
        if len(self.options) < 2 or len(set(self.options)) < len(self.options):
            raise ValueError("a choice wants two or more options that differ")
        if any("$" in option for option in self.options):
            raise ValueError("options hold no formulas, but may hold `code`")

    def read(self, given: str) -> int:
        """Return the index of an option."""
        if given not in self.options:
            raise ValueError("Choose one of the options first.")
        return self.options.index(given)

    def accepted(self, found: Any) -> int:
        """Return the index of the right option."""
        if isinstance(found, str):
            return self.read(found)
        index = int(found)
        if not 0 <= index < len(self.options):
            raise ValueError(f"there is no option {index}")
        return index

    def judge(self, guess: int, truth: int) -> Judged:
        """Return whether it is the same option."""
        return Judged(guess == truth, None)

    def words(self, value: int) -> str:
        """Return the option."""
        return self.options[value]

    def lengths(self) -> list[float]:
        """Return the numbers of the bars; empty where there are none."""
        if self.bars is None:
            return []
        try:
            answer = calls.call(self.bars, (), {}, prints=False)
        except Exception:  # the student's; the answer itself is shown without bars
            return []
        found = calls.as_numbers(answer.value)
        good = found is not None and found.shape == (len(self.options),)
        return found.tolist() if found is not None and good else []


@dataclass(frozen=True)
class PlaceQuestion(Question):
    """A place on a picture with fixed axes, and a curve in it if one is given.

    Parameters
    ----------
    curve
        Takes an array of x and returns one of y: what the picture shows beforehand.
    within
        How near is right, as a share of the picture's width and height.
    """

    kind = "place"

    x: Range = (0.0, 1.0)
    y: Range = (0.0, 1.0)
    curve: Callable[[Any], Any] | None = None
    labels: tuple[str, str] = ("x", "y")
    within: float = 0.1

    def __post_init__(self) -> None:
        _check_range("x", self.x)
        _check_range("y", self.y)

    def read(self, given: str) -> tuple[float, float]:
        """Return two numbers, apart by a semicolon."""
        first, _, second = given.partition(";")
        return _number(first), _number(second)

    def accepted(self, found: Any) -> tuple[float, float]:
        """Return two finite numbers."""
        first, second = found
        return _one(first), _one(second)

    def judge(self, guess: Range, truth: Range) -> Judged:
        """Return how far apart the two are, each axis as long as 1."""
        (x0, y0), (x1, y1) = self.shares(guess), self.shares(truth)
        off = math.hypot(x0 - x1, y0 - y1)
        return Judged(off <= self.within, off)

    def words(self, value: Range) -> str:
        """Return both numbers, with at most three significant digits."""
        return f"({value[0] + 0.0:.3g}, {value[1] + 0.0:.3g})"

    def shares(self, value: Range) -> Range:
        """Return where a place stands: (0, 0) lower left, (1, 1) upper right."""
        return _share(value[0], self.x), _share(value[1], self.y)

    def points(self, count: int = 101) -> list[Range]:
        """Return points of the curve as shares; empty where it cannot be had."""
        if self.curve is None:
            return []
        x = np.linspace(*self.x, count)
        try:
            y = calls.as_numbers(calls.call(self.curve, (x,), {}, prints=False).value)
        except Exception:  # the student's; the axes are shown without a curve
            return []
        if y is None or y.shape != x.shape:
            return []
        pairs = zip(x.tolist(), y.tolist(), strict=True)
        return [self.shares(pair) for pair in pairs if math.isfinite(pair[1])]


def _number(given: str) -> float:
    text = given.strip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
    above, _, below = text.partition("/")
    try:
        value = float(above) / float(below) if below else float(text)
    except (ValueError, ZeroDivisionError):
        value = math.nan
    if not math.isfinite(value):
        shown = f"“{given.strip()}” is not a number." if given.strip() else "Empty."
        raise ValueError(f"{shown} Write one, such as 0.25 or 1/4.")
    return value


def _one(found: Any) -> float:
    numbers = calls.as_numbers(found)
    if numbers is None or numbers.size != 1 or not np.isfinite(numbers).all():
        raise ValueError(f"one finite number was expected, not {str(found)[:60]}")
    return float(numbers.item())


def _share(value: float, ends: Range, *, log: bool = False) -> float:
    low, high = ends
    if log:
        value, low, high = math.log(max(value, low)), math.log(low), math.log(high)
    return (value - low) / (high - low)


def _check_range(name: str, ends: Range, *, log: bool = False) -> None:
    if not ends[0] < ends[1] or (log and ends[0] <= 0):
        wanted = "0 < low < high" if log else "low < high"
        raise ValueError(f"{name}: {wanted} is wanted, not {ends[0]:g}, {ends[1]:g}")
