"""Predictions that count: ``predict.number(…)`` asks before the answer shows.

=============  ======================================================================
`number`       a number on a line
`choice`       one of a few options
`place`        a place on a picture
`calibration`  how often predictions were right, and how far off
=============  ======================================================================

Nobody is marked on them. What is committed stays on the student's own disk (see
`gradlab.history`); the answer is worked out by the student's own functions.
"""

from collections.abc import Callable, Sequence
from typing import Any

from gradlab.study.calibration import calibration
from gradlab.study.questions import ChoiceQuestion, NumberQuestion, PlaceQuestion, Range
from gradlab.study.shown import ShownPrediction

__all__ = ["calibration", "choice", "number", "place"]


def number(
    name: str,
    question: str,
    *,
    answer: Callable[[], Any],
    low: float,
    high: float,
    log: bool = False,
    within: float = 0.05,
    why: str = "",
    about: str = "",
) -> ShownPrediction:
    """Ask for a number, then draw it beside the answer on a line.

    Parameters
    ----------
    name
        Unique in the course, as in ``"sigmoid_at_2"``.
    question
        What is asked.
    answer
        Called without arguments after Commit; returns one finite number.
    low, high
        Ends of the line. They give away where to look, so leave room on both sides.
    log
        Whether equal steps of the line are equal factors; then 0 < low.
    within
        How near counts as right, as a share of the line.
    why
        Shown with the answer; ``{answer:.3f}`` becomes the number.
    about
        The concept, for `gradlab.progress`; by default the topic of the lab.
    """
    asked = NumberQuestion(question, answer, why, low, high, log, within)
    return ShownPrediction(name, asked, about)


def choice(
    name: str,
    question: str,
    options: Sequence[str],
    *,
    answer: Callable[[], Any],
    bars: Callable[[], Sequence[float]] | None = None,
    why: str = "",
    about: str = "",
) -> ShownPrediction:
    """Ask for one of a few options, then mark it beside the answer.

    Parameters
    ----------
    name, question, why, about
        As for `number`.
    options
        Two or more texts that differ; `code` is set as code, formulas are not set.
    answer
        Returns the right option, or its index from 0.
    bars
        Returns a number ≥ 0 for each option, drawn as bars with the answer.
    """
    asked = ChoiceQuestion(question, answer, why, tuple(options), bars)
    return ShownPrediction(name, asked, about)


def place(
    name: str,
    question: str,
    *,
    answer: Callable[[], Any],
    x: Range,
    y: Range,
    curve: Callable[[Any], Any] | None = None,
    labels: tuple[str, str] = ("x", "y"),
    within: float = 0.1,
    why: str = "",
    about: str = "",
) -> ShownPrediction:
    """Ask for a place on a picture, by mouse or by two numbers, then mark both.

    Parameters
    ----------
    name, question, why, about
        As for `number`.
    answer
        Returns the two numbers of the right place.
    x, y
        What the axes span.
    curve
        Takes an array of x and returns one of y: drawn beforehand.
    labels
        Of the two axes.
    within
        How near counts as right, as a share of the picture's width and height.
    """
    asked = PlaceQuestion(question, answer, why, x, y, curve, labels, within)
    return ShownPrediction(name, asked, about)
