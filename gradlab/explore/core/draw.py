"""What a picture is made of: a few kinds of shapes, as plain data.

`draw_matplotlib` and `draw_svg` draw them. Coordinates are those of the panel.
Colour never stands alone: lines have dashes, points have markers.
"""

import textwrap
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gradlab.calls import Array
from gradlab.explore.core import ink
from gradlab.explore.core.panel import Panel

NOTE_COLUMNS = 46  # characters in a line of a note
EDGE = 9.0  # CSS pixels from a panel's edge to the triangle that points over it


class Line(NamedTuple):
    """A polyline, cut off at the panel's edges; NaN interrupts it."""

    panel: Panel
    x: npt.ArrayLike
    y: npt.ArrayLike
    colour: str = ink.BLUE
    width: float = 2.4
    dashes: tuple[float, ...] = ink.SOLID
    clip: bool = True


class Dots(NamedTuple):
    """Points with a marker: o D s X ^ v; one beyond the panel points over its edge."""

    panel: Panel
    x: npt.ArrayLike
    y: npt.ArrayLike
    colour: str = ink.INK
    marker: str = "o"
    size: float = 9.0
    filled: bool = True


class Bars(NamedTuple):
    """Upright rectangles from `base` to `y`, each `width` wide in units of x."""

    panel: Panel
    x: npt.ArrayLike
    y: npt.ArrayLike
    colour: str = ink.BLUE
    width: float = 0.7
    base: float = 0.0
    edge: str = ""


class Area(NamedTuple):
    """The band between two curves."""

    panel: Panel
    x: npt.ArrayLike
    low: npt.ArrayLike
    high: npt.ArrayLike
    colour: str = ink.ALARM_PAPER


class Text(NamedTuple):
    """Text at a point; `anchor` is its start, middle or end, `up` its own middle."""

    panel: Panel
    x: float
    y: float
    text: str
    colour: str = ink.INK
    size: float = ink.TEXT_SIZE
    anchor: str = "middle"
    frame: str = ""  # colour of a frame around it
    paper: str = ""  # colour behind it
    bold: bool = False

    def alarming(self) -> "Text":
        """Return the same text with the warning look."""
        return self._replace(frame=ink.VERMILION, paper=ink.ALARM_PAPER)


class Formula(NamedTuple):
    """Mathtext in the upper part of a panel; drawn by the still part only."""

    panel: Panel
    mathtext: str


class Heat(NamedTuple):
    """A grid of cells, each of one of a few colours; the first row is the lowest."""

    panel: Panel
    level: npt.NDArray[np.int_]  # (rows, columns), an index into colours
    colours: tuple[str, ...]


class Arrow(NamedTuple):
    """A straight line with a head at its second end."""

    panel: Panel
    start: tuple[float, float]
    end: tuple[float, float]
    colour: str = ink.GREY
    width: float = 1.5


class Key(NamedTuple):
    """A line of the legend above a panel; drawn by the still part only."""

    panel: Panel
    label: str
    colour: str
    dashes: tuple[float, ...] = ink.SOLID
    marker: str = ""  # a point's instead of a line's
    filled: bool = True


class Group(NamedTuple):
    """Shapes around a point, which grow as the words among them do.

    Parameters
    ----------
    panel, x, y
        The point.
    shapes
        In CSS pixels from the point on.
    width
        How far they reach to the right of it, in CSS pixels.
    """

    panel: Panel
    x: float
    y: float
    shapes: "list[Shape]"
    width: float


class Handle(NamedTuple):
    """A mark that a hand moves: by mouse, by touch, by the keys of a keyboard.

    The browser alone draws it, above the mark. What is moved are controls, which go to
    where the mark comes nearest to the hand.

    Parameters
    ----------
    panel
        Where the mark stands.
    x, y
        At what values of the panel; beyond its edges the handle stays at the edge.
    label
        What it is, in words.
    across, up
        The names of the controls that follow the hand sideways and upwards.
    stops : (n,)
        Values of the panel at which the control's n positions lie, where these are not
        the control's own: of a handle with one control, also one that stands still.
    """

    panel: Panel
    x: float
    y: float
    label: str
    across: str = ""
    up: str = ""
    stops: npt.ArrayLike | None = None


Shape = Line | Dots | Bars | Area | Text | Formula | Heat | Arrow | Key | Group | Handle
Shapes = list[Shape]


@dataclass(frozen=True)
class Frame:
    """What an explorer shows at one position of its controls.

    Parameters
    ----------
    shapes
        In the order in which they are drawn.
    readout
        The numbers in one line.
    halted
        Whether a function's trouble stands in place of the picture.
    reached
        Of each of the scene's goals; empty where there is nothing to judge.
    """

    shapes: Shapes
    readout: str
    halted: bool = False
    reached: tuple[bool, ...] = ()


def heat(
    panel: Panel, values: Array, levels: tuple[float, ...], colours: tuple[str, ...]
) -> Heat:
    """Return a map of values, (rows, columns), between levels; nan is grey."""
    level = np.where(np.isnan(values), len(colours), np.searchsorted(levels, values))
    return Heat(panel, level, (*colours, ink.FAINT))


def note(
    panel: Panel, sentence: str, *, alarm: bool = True, place: str = "centre"
) -> Text:
    """Return a sentence in a panel, wrapped and framed.

    Parameters
    ----------
    panel
        Where.
    sentence
        May hold anything, such as a student's error message.
    alarm
        Give it the warning look: a sign, tinted paper, a strong frame.
    place
        "centre", "top" or "bottom" of the panel.
    """
    left, top, right, bottom = panel.box
    columns = min(NOTE_COLUMNS, int((right - left) / 7.4))
    sign = "\N{WARNING SIGN} " if alarm else ""
    text = textwrap.fill(sign + sentence, columns)
    half = (text.count("\n") + 1) * ink.TEXT_SIZE * 0.65 + 12
    up = {"centre": (top + bottom) / 2, "top": top + half, "bottom": bottom - half}
    pixels = Panel(panel.box, (left, right), (bottom, top), bare=True)
    middle = (left + right) / 2
    calm = Text(pixels, middle, up[place], text, frame=ink.SOFT_INK, paper=ink.PAPER)
    return calm.alarming() if alarm else calm


def within(dots: Dots) -> list[tuple[str, float, float]]:
    """Return marker and pixels of each point; beyond an edge, a triangle there."""
    _, top, _, bottom = dots.panel.box
    x, y = dots.panel.pixels(np.atleast_1d(dots.x), np.atleast_1d(dots.y))
    placed = []
    for across, down in zip(x, y, strict=True):
        if np.isnan(across) or np.isnan(down):
            continue
        if down < top - 1:
            placed.append(("^", float(across), top + EDGE))
        elif down > bottom + 1:
            placed.append(("v", float(across), bottom - EDGE))
        else:
            placed.append((dots.marker, float(across), float(down)))
    return placed


def runs(mask: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return first and last index of each unbroken run of True in a (n,) mask."""
    edges = np.flatnonzero(np.diff(np.r_[0, mask.astype(np.int8), 0]))
    return [(int(a), int(b) - 1) for a, b in edges.reshape(-1, 2)]


def curve(
    panel: Panel,
    x: Array,
    y: Array,
    colour: str = ink.BLUE,
    dashes: tuple[float, ...] = ink.SOLID,
    width: float = 2.4,
) -> Shapes:
    """Return a sampled curve; what does not fit is pointed at, gaps are tinted.

    Parameters
    ----------
    panel
        Where.
    x : (n,) float64
        Increasing.
    y : (n,) float64
        NaN where there is no number.
    colour, dashes, width
        As of `Line`.

    Returns
    -------
    list
        The tinted gaps, the line, the triangles at the edges.
    """
    half, (low, high) = (x[1] - x[0]) / 2, panel.y
    found: Shapes = [
        Area(panel, [x[first] - half, x[last] + half], [low] * 2, [high] * 2)
        for first, last in runs(np.isnan(y))
    ]
    finite = np.where(np.isfinite(y), y, np.nan)
    found.append(Line(panel, x, finite, colour, width, dashes))
    for beyond, edge in ((y > high, np.inf), (y < low, -np.inf)):
        middles = [float(x[(a + b) // 2]) for a, b in runs(beyond)]
        if middles:
            found.append(Dots(panel, middles, [edge] * len(middles), colour))
    return found
