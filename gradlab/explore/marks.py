"""Marks that the explorers share: sampled curves and single values, on fixed axes.

What a panel cannot show is pointed at, never autoscaled: triangles at the edge for
values beyond it, a hatched strip where there is no number.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from gradlab.explore import style
from gradlab.explore.samples import Array, Curve

EDGE = (
    0.035  # of the panel's height, between an edge and the triangle that points at it
)


def curve(
    axes: Axes, x: Array, drawn: Curve, notes: tuple[str, str], **line: Any
) -> None:
    """Draw a sampled function, point at what does not fit, and say what is wrong.

    Parameters
    ----------
    axes
        A panel with fixed limits.
    x : (n,) float64
        Where the curve was sampled.
    drawn
        With `y` of shape (n,).
    notes
        Where a note stands beside a curve and in an empty panel: two of
        `style.NOTE_PLACES`.
    **line
        Colour, style and width, as for `Axes.plot`.
    """
    if drawn.drawable:
        axes.plot(x, drawn.y, label=f"{drawn.name}(x)", **line)
        _point_at_hidden(axes, x, drawn.y, line["color"])
        _hatch_missing(axes, x, drawn.y)
    if drawn.problem:
        beside, alone = notes
        place = beside if drawn.drawable else alone
        style.note(axes, drawn.problem, place, alarm=drawn.written)


def value(axes: Axes, x: float, y: float, marker: str, **look: Any) -> None:
    """Mark one value; one beyond the panel becomes a triangle at its edge.

    Parameters
    ----------
    axes
        A panel with fixed limits.
    x, y
        Where; nothing is drawn for NaN.
    marker
        Matplotlib's name of the shape, used inside the panel.
    **look
        As for `Axes.plot`.
    """
    if np.isnan(y):
        return
    low, high = axes.get_ylim()
    margin = EDGE * (high - low)
    if y > high:
        marker, y = "^", high - margin
    elif y < low:
        marker, y = "v", low + margin
    axes.plot(x, y, marker, **look)


def _point_at_hidden(axes: Axes, x: Array, y: Array, colour: str) -> None:
    """Put a triangle at the edge over the middle of each run of values beyond it."""
    low, high = axes.get_ylim()
    for beyond, edge in ((y > high, np.inf), (y < low, -np.inf)):
        for first, last in _runs(beyond):
            middle = float(x[(first + last) // 2])
            value(axes, middle, edge, "", color=colour, markersize=7)


def _hatch_missing(axes: Axes, x: Array, y: Array) -> None:
    """Hatch the parts of the range where the function gave no number."""
    half = (x[1] - x[0]) / 2
    for first, last in _runs(np.isnan(y)):
        axes.axvspan(
            x[first] - half,
            x[last] + half,
            facecolor=style.ALARM_PAPER,
            edgecolor=style.VERMILION,
            linewidth=0,
            hatch=style.HATCH,
            zorder=0.5,
        )


def _runs(mask: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return first and last index of each unbroken run of True in a (n,) mask."""
    edges = np.flatnonzero(np.diff(np.r_[0, mask.astype(np.int8), 0]))
    return [(int(a), int(b) - 1) for a, b in edges.reshape(-1, 2)]
