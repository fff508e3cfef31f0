"""Visible checks of lab 04: the table of the report, and its two figures."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from gradlab.check import expect, parts
from gradlab.check.expect import Function
from gradlab.check.labs.lab03_cross_entropy import capped
from gradlab.check.visible import visible
from gradlab.report.drawings import drawing
from gradlab.words.mistakes import Mistake

Graph = Callable[[expect.Array], npt.ArrayLike]
RIGHT: list[tuple[str, list[float] | float]] = [
    ("sigmoid", [0, 0.1192029220, 0.5, 0.6224593312, 0.8807970780, 1]),
    ("sigmoid_derivative", [0, 0.1049935854, 0.25, 0.2350037122, 0.1049935854, 0]),
    ("softmax", [0.6590011389, 0.2424329707, 0.0985658904]),
    ("softmax_large", [0.9999546000, 0.0000453979, 0.0000000021]),
    ("cross_entropy_loss", 1.6752972935),
    ("cross_entropy_loss_sure", 1000),
]
_INPUTS = np.array([-1000.0, -2, 0, 0.5, 2, 1000])
_WRONG: list[tuple[str, Mistake, npt.ArrayLike]] = [
    ("sigmoid", Mistake.SIGN_OF_EXPONENT, 1 - np.array(RIGHT[0][1])),
    ("sigmoid_derivative", Mistake.INPUT_TAKEN_FOR_OUTPUT, _INPUTS * (1 - _INPUTS)),
    ("sigmoid_derivative", Mistake.SIGMOID_FOR_SLOPE, RIGHT[0][1]),
    ("softmax", Mistake.NOT_NORMALISED, [7.3890560989, 2.7182818285, 1.1051709181]),
    ("softmax_large", Mistake.NO_MAXIMUM_SUBTRACTED, [np.nan] * 3),
    ("cross_entropy_loss", Mistake.SUM_NOT_MEAN, 3.3505945870),
    ("cross_entropy_loss", Mistake.SIGN_OF_LOSS, -1.6752972935),
    ("cross_entropy_loss", Mistake.PREDICTED_CLASS_NOT_LABEL, 0.2752972935),
    ("cross_entropy_loss", Mistake.SOFTMAX_TWICE, 1.1295880077),
    ("cross_entropy_loss_sure", Mistake.ROUNDED_TO_ZERO, np.inf),
]


@visible
def main(function: Function) -> None:
    """Check the numbers that `main()` returns, one function after the other."""
    call = expect.call(function)
    found = parts.by_name(call, " ".join(name for name, _ in RIGHT))
    for name, wanted in RIGHT:
        telling = [(m, value) for at, m, value in _WRONG if at == name]
        if name == "cross_entropy_loss_sure":
            telling.append((Mistake.CAPPED, capped(found[name].numbers)))
        found[name].gives(wanted, telling, expect.ROUGH)


@visible
def plot_sigmoid(function: Function) -> None:
    """Check the curve that `plot_sigmoid(ax)` draws, and its axes."""
    figure_fits(drawing(function), lambda x: 1 / (1 + np.exp(-x)))


@visible
def plot_sigmoid_derivative(function: Function) -> None:
    """Check the curve of `plot_sigmoid_derivative(ax)`, its axes and its peak."""
    seen = drawing(function)
    figure_fits(seen, lambda x: 1 / (2 + np.exp(x) + np.exp(-x)))
    peak_marked(seen)


def figure_fits(seen: dict[str, Any], curve: Graph) -> None:
    """Expect a line of this curve from -6 or less to 6 or more, and labelled axes.

    Raises
    ------
    CheckFailed
        If there is no such line, or an axis has no label.
    """
    curve_drawn(seen, curve)
    axes_labelled(seen)


def curve_drawn(seen: dict[str, Any], curve: Graph) -> None:
    """Expect one line of at least 100 points on this curve, from -6 or less to 6.

    Raises
    ------
    CheckFailed
        If no line is like that.
    """
    lines = [np.asarray(line) for line in seen["lines"]]
    long = [line for line in lines if line.shape[1] >= 100]
    expect.that(bool(long), Mistake.NO_CURVE, f"{len(lines)} lines were drawn")
    fitting = [line for line in long if np.allclose(line[1], curve(line[0]), atol=1e-3)]
    expect.that(bool(fitting), Mistake.ANOTHER_CURVE)
    wide = [line for line in fitting if line[0].min() <= -6 and line[0].max() >= 6]
    ends = f"it goes from {fitting[0][0].min():g} to {fitting[0][0].max():g}"
    expect.that(bool(wide), Mistake.SHORT_CURVE, ends)


def axes_labelled(seen: dict[str, Any]) -> None:
    """Expect a label on each axis.

    Raises
    ------
    CheckFailed
        If one is missing.
    """
    labelled = seen["xlabel"].strip() and seen["ylabel"].strip()
    expect.that(bool(labelled), Mistake.NO_AXIS_LABEL)


def peak_marked(seen: dict[str, Any]) -> None:
    """Expect a marker, a scattered point or a text at the peak (0, 0.25).

    Raises
    ------
    CheckFailed
        If there is none.
    """
    away = np.abs(np.reshape(seen["points"], (-1, 2)) - [0, 0.25])
    near = (away[:, 0] <= grid_step(seen)) & (away[:, 1] < 0.005)
    marks = np.reshape(seen["points"], (-1, 2)).round(4).tolist()
    detail = f"marks were seen at {marks}" if marks else "no mark was seen"
    expect.that(bool(near.any()), Mistake.NO_PEAK_MARK, detail)


def grid_step(seen: dict[str, Any]) -> float:
    """Return how far from 0 the middle of a curve's own points may lie: one step."""
    steps = [np.diff(line[0]).max(initial=0) for line in map(np.asarray, seen["lines"])]
    return max([0.05, *(float(step) for step in steps if step < 0.25)])
