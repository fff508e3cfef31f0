"""Axes as shapes: what matplotlib draws of a panel, for the browser."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.ticker import MaxNLocator

from gradlab.explore.core import draw, ink
from gradlab.explore.core.panel import WIDTH, Panel, Ticks, powers
from gradlab.explore.core.text_width import printable, text_width

THIN, HAIR = 0.8, 0.7  # CSS pixels
TICK, GAP = 3.0, 6.0  # CSS pixels: a tick; from it to its word
LINE, AIR, NEXT = 30.0, 7.0, 15.0  # in the legend: a sample, after it, after the words
MOST_TICKS = 9
STEPS = (1, 2, 2.5, 5, 10)  # as matplotlib's own


def axes(panel: Panel, shapes: Iterable[draw.Shape] = ()) -> draw.Shapes:
    """Return grid, edges, ticks, words and legend of a panel.

    Parameters
    ----------
    panel
        Nothing is returned of a bare one.
    shapes
        All of the picture; those that are a `Key` of this panel make its legend.
    """
    if panel.bare:
        return []
    x, y = _ticks(panel, 0), _ticks(panel, 1)
    left, top, right, bottom = panel.box
    sheet = Panel(panel.box, (left, right), (bottom, top), bare=True)
    across = [float(panel.pixels(value, panel.y[0])[0]) for value, _ in x]
    down = [float(panel.pixels(panel.x[0], value)[1]) for value, _ in y]
    drawn = _grid(sheet, across, down) if panel.grid else []
    if panel.grid and not panel.log_y and panel.y[0] < 0 < panel.y[1]:
        zero = float(panel.pixels(panel.x[0], 0.0)[1])
        drawn.append(_line(sheet, [left, right], [zero] * 2, ink.GREY, THIN))
    drawn.append(_line(sheet, [left, left, right], [top, bottom, bottom], ink.GREY))
    for (_, word), place in zip(x, across, strict=True):
        drawn.append(_line(sheet, [place] * 2, [bottom, bottom + TICK], ink.GREY))
        down_to = bottom + TICK + GAP + 3
        drawn.append(draw.Text(sheet, place, down_to, word, size=ink.SMALL))
    for (_, word), place in zip(y, down, strict=True):
        drawn.append(_line(sheet, [left - TICK, left], [place] * 2, ink.GREY))
        at = draw.Text(sheet, left - GAP, place, word, size=ink.SMALL, anchor="end")
        drawn.append(at)
    return [
        *drawn,
        *_words(sheet, panel, any(word for _, word in x)),
        *_legend(panel, shapes),
    ]


def _line(
    sheet: Panel,
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    colour: str,
    width: float = THIN,
) -> draw.Shape:
    return draw.Line(sheet, x, y, colour, width, clip=False)


def _grid(sheet: Panel, across: Sequence[float], down: Sequence[float]) -> draw.Shapes:
    left, top, right, bottom = sheet.box
    upright = [_line(sheet, [x, x], [top, bottom], ink.FAINT, HAIR) for x in across]
    level = [_line(sheet, [left, right], [y, y], ink.FAINT, HAIR) for y in down]
    return upright + level


def _ticks(panel: Panel, axis: int) -> Ticks:
    """Return values and words: the panel's own, else round numbers that fit."""
    ends, log = (panel.x, panel.log_x) if axis == 0 else (panel.y, panel.log_y)
    own = panel.x_ticks if axis == 0 else panel.y_ticks
    low, high = sorted(ends)
    if own is None and log:
        first, last = np.ceil(np.log10(low)), np.floor(np.log10(high))
        stride = max(1, round((last - first) / 4))
        own = powers(*range(int(first), int(last) + 1, stride))
    if own is None:
        own = _round_numbers(panel, axis, low, high)
    slack = 1e-9 * (high - low)
    return tuple(t for t in own if low - slack <= t[0] <= high + slack)


def _round_numbers(panel: Panel, axis: int, low: float, high: float) -> Ticks:
    """Return at most nine evenly spaced numbers with as few digits as they need."""
    left, top, right, bottom = panel.box
    room = (
        (right - left) / (3 * ink.SMALL)
        if axis == 0
        else (bottom - top) / (2 * ink.SMALL)
    )
    most = int(np.clip(room, 1, MOST_TICKS))
    places = MaxNLocator(most, steps=STEPS).tick_values(low, high)
    digits = next(
        d for d in range(10) if np.allclose(np.round(places, d), places, atol=1e-9)
    )
    return tuple(
        (float(p), f"{p + 0.0:.{digits}f}".replace("-", "\N{MINUS SIGN}"))
        for p in np.round(places, 9)
    )


def _words(sheet: Panel, panel: Panel, worded: bool) -> draw.Shapes:
    """Return the title above and the label below."""
    left, top, right, bottom = panel.box
    drawn: draw.Shapes = []
    if panel.title:
        drawn.append(draw.Text(sheet, left, top - 11, panel.title, anchor="start"))
    if panel.x_label:
        below = bottom + (27 if worded else 14)
        drawn.append(draw.Text(sheet, (left + right) / 2, below, panel.x_label))
    return drawn


def _legend(panel: Panel, shapes: Iterable[draw.Shape]) -> draw.Shapes:
    """Name what the panel shows, above it, each beside a piece of its line."""
    left, top, right, _ = panel.box
    sheet = Panel((0, 0, WIDTH, WIDTH), (0, WIDTH), (WIDTH, 0), bare=True)
    x = 0.0
    drawn: draw.Shapes = []
    for key in shapes:
        if isinstance(key, draw.Key) and key.panel == panel:
            words = printable(key.label)
            named = draw.Text(sheet, x + LINE + AIR, 0, words, anchor="start")
            drawn += [_sample(sheet, x, key), named]
            x += LINE + AIR + text_width(words, ink.TEXT_SIZE) + NEXT
    above = Panel((left, 0, right, top), (left, right), (top, 0), bare=True)
    at = left + 4, top - 11.0
    return [draw.Group(above, *at, drawn, x - NEXT)] if drawn else []


def _sample(sheet: Panel, x: float, key: draw.Key) -> draw.Shape:
    """Return a piece of a line, or its marker."""
    if key.marker:
        dot = draw.Dots(sheet, x + LINE / 2, 0.0, key.colour, key.marker, 8)
        return dot._replace(filled=key.filled)
    ends = [x, x + LINE], [0.0, 0.0]
    return draw.Line(sheet, *ends, key.colour, 2.2, key.dashes, clip=False)
