"""The picture of the slope explorer."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from gradlab.explore import marks, style
from gradlab.explore.slope_data import Moment, Samples, State, moment

X_LIMITS = (-6.3, 6.3)
F_LIMITS = (-0.3, 1.3)
SLOPE_LIMITS = (-0.12, 0.52)
TANGENT_REACH = 2.5  # of x on either side of the point
SLOPE_DASHES = (0, (5, 1.5))
WRONG_DASHES = (0, (6, 2, 1, 2))


def draw(samples: Samples, state: State) -> Figure:
    """Draw the function with its tangent, and below it the derivative.

    Parameters
    ----------
    samples
        From `sample_slope`.
    state
        Where the controls stand.

    Returns
    -------
    Figure
        With fixed limits, on an Agg canvas, unknown to pyplot.
    """
    figure = style.new_figure()
    now = moment(samples, state)
    upper = style.panel(figure, 0.44, 0.41, X_LIMITS, F_LIMITS)
    lower = style.panel(figure, 0.095, 0.265, X_LIMITS, SLOPE_LIMITS)
    upper.tick_params(labelbottom=False)  # the panel below has the same x
    lower.set_xlabel("x", fontfamily=style.FONT, fontsize=style.TEXT, color=style.INK)
    _draw_function(upper, samples, now)
    _draw_derivative(lower, samples, now)
    _headline(figure, now)
    return figure


def _draw_function(axes: Axes, samples: Samples, now: Moment) -> None:
    blue = {"color": style.BLUE, "linewidth": 2.4}
    marks.curve(axes, samples.x, samples.f, ("lower right", "centre"), **blue)
    axes.axvline(now.x0, color=style.GREY, linewidth=1, linestyle=":")
    if now.disagree:
        _wedge(axes, now)
    _tangent(axes, now)
    marks.value(axes, now.x0, now.y, "o", color=style.INK, markersize=8, zorder=6)
    if not samples.f.written:
        style.formula(axes, samples.formula)
    style.legend(axes)


def _draw_derivative(axes: Axes, samples: Samples, now: Moment) -> None:
    look = {"color": style.GREEN, "linestyle": SLOPE_DASHES, "linewidth": 2.2}
    marks.curve(axes, samples.x, samples.slope, ("upper right", "top"), **look)
    axes.axvline(now.x0, color=style.GREY, linewidth=1, linestyle=":")
    if now.disagree:
        ends = np.clip([now.slope, now.measured], *SLOPE_LIMITS)
        axes.vlines(now.x0, *ends, color=style.VERMILION, linewidth=2.5, zorder=5)
    _slope_marks(axes, now)
    style.legend(axes)


def _slope_marks(axes: Axes, now: Moment) -> None:
    """Mark the measured slope by an open diamond and the student's inside it."""
    diamond = {"markerfacecolor": style.PAPER, "markeredgecolor": style.INK}
    marks.value(
        axes,
        now.x0,
        now.measured,
        "D",
        **diamond,
        markersize=10,
        linestyle="",
        label="measured slope",
        zorder=6,
    )
    shape, colour = ("X", style.VERMILION) if now.disagree else ("o", style.GREEN)
    marks.value(axes, now.x0, now.slope, shape, color=colour, markersize=7, zorder=7)


def _tangent(axes: Axes, now: Moment) -> None:
    """Draw the line through the point with the student's slope."""
    if not np.isfinite([now.y, now.slope]).all():
        return
    x = now.x0 + np.array([-TANGENT_REACH, TANGENT_REACH])
    axes.plot(
        x,
        now.y + now.slope * (x - now.x0),
        color=style.VERMILION if now.disagree else style.GREEN,
        linestyle=WRONG_DASHES if now.disagree else SLOPE_DASHES,
        linewidth=2.2,
        label="tangent with your slope",
        zorder=5,
    )


def _wedge(axes: Axes, now: Moment) -> None:
    """Hatch the angle between the student's tangent and the measured one."""
    x = now.x0 + np.array([-TANGENT_REACH, 0, TANGENT_REACH])
    measured = now.y + now.measured * (x - now.x0)
    axes.plot(x, measured, color=style.INK, linewidth=1, zorder=1.6)
    axes.fill_between(
        x,
        measured,
        now.y + now.slope * (x - now.x0),
        facecolor=style.ALARM_PAPER,
        edgecolor=style.VERMILION,
        linewidth=0,
        hatch=style.HATCH,
        zorder=1.4,  # behind the curve
    )


def _headline(figure: Figure, now: Moment) -> None:
    """Say above the picture whether tangent and curve agree."""
    if now.disagree:
        band = Rectangle(
            (0, 0.935),
            1,
            0.065,
            transform=figure.transFigure,
            facecolor=style.ALARM_PAPER,
            edgecolor=style.VERMILION,
            hatch=style.HATCH,
            linewidth=0,
        )
        figure.add_artist(band)
    figure.text(
        0.5,
        0.965,
        headline(now),
        ha="center",
        va="center",
        fontfamily=style.FONT,
        fontsize=style.TEXT,
        color=style.INK,
        bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 3},
    )


def headline(now: Moment) -> str:
    """Return the one line above the picture.

    Parameters
    ----------
    now
        From `moment`.

    Returns
    -------
    str
        Without mathtext; only x0 where a slope is missing.
    """
    if now.agree is None:
        return f"x0 = {now.x0:g}"
    if now.agree:
        return f"x0 = {now.x0:g}: the tangent follows the curve, slope {now.slope:.3f}"
    return (
        "\N{WARNING SIGN} tangent and curve disagree: "
        f"yours {now.slope:.3f}, measured {now.measured:.3f}"
    )
