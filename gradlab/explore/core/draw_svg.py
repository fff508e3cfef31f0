"""Shapes as SVG: what a browser draws above the still part, once for each position.

Every number is a tenth of a CSS pixel, so that a picture is short: no decimals.
"""

import html
import itertools
from collections.abc import Iterable
from functools import singledispatch

import numpy as np
import numpy.typing as npt
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from gradlab.explore.core import draw, ink
from gradlab.explore.core.panel import Panel
from gradlab.explore.core.text_width import text_width

UNIT = 10  # of these make a CSS pixel
FAR = 20_000  # CSS pixels: farther away is not drawn more precisely
HEAD = 9.0  # CSS pixels of an arrow's head
LEADING = 1.3
PENS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}
PENS[Path.CLOSEPOLY] = "Z"
POLYGONS = {  # polygons around the origin, of half size 1
    "D": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "s": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "^": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
    "v": ((0, 1.1), (1.1, -0.9), (-1.1, -0.9)),
}


@np.errstate(all="ignore")
def overlay(shapes: Iterable[draw.Shape]) -> str:
    """Return what stands inside the `<svg>` element, shapes in their order."""
    parts = ((_clipping(shape), _element(shape)) for shape in shapes)
    groups = itertools.groupby(parts, key=lambda part: part[0])
    return "".join(
        _group(panel, "".join(s for _, s in group)) for panel, group in groups
    )


@singledispatch
def _element(shape: draw.Shape) -> str:
    """Return one shape as SVG; nothing for `Key` and `Handle`."""
    return ""


@_element.register
def _line(line: draw.Line) -> str:
    x, y = line.panel.pixels(*np.broadcast_arrays(line.x, line.y))
    dashes = " ".join(f"{UNIT * length:g}" for length in line.dashes)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path d="{_path(x, y)}" fill="none" stroke="{paint(line.colour)}" '
        f'stroke-width="{UNIT * line.width:g}"{dashed}/>'
    )


@_element.register
def _area(area: draw.Area) -> str:
    x, low = area.panel.pixels(area.x, area.low)
    _, high = area.panel.pixels(area.x, area.high)
    path = _path(np.r_[x, x[::-1]], np.r_[low, high[::-1]])
    return f'<path d="{path}z" fill="{paint(area.colour)}"/>'


@_element.register
def _dots(dots: draw.Dots) -> str:
    return "".join(_dot(marker, x, y, dots) for marker, x, y in draw.within(dots))


def _dot(marker: str, x: float, y: float, dots: draw.Dots) -> str:
    half = dots.size / 2
    colour = paint(dots.colour)
    fill = colour if dots.filled else paint(ink.PAPER)
    look = f'fill="{fill}" stroke="{colour}" stroke-width="15"'
    if marker == "o":
        return f'<circle cx="{_t(x)}" cy="{_t(y)}" r="{_t(half)}" {look}/>'
    if marker == "X":
        ends = f"M{_t(x - half)} {_t(y - half)}l{_t(2 * half)} {_t(2 * half)}m0 "
        cross = f"{ends}{_t(-2 * half)}l{_t(-2 * half)} {_t(2 * half)}"
        return f'<path d="{cross}" stroke="{colour}" stroke-width="26"/>'
    corners = np.array(POLYGONS[marker]) * half + (x, y)
    return f'<path d="{_path(corners[:, 0], corners[:, 1])}z" {look}/>'


@_element.register
def _bars(bars: draw.Bars) -> str:
    x, y = np.broadcast_arrays(np.atleast_1d(bars.x), np.atleast_1d(bars.y))
    left, top = bars.panel.pixels(x - bars.width / 2, np.maximum(y, bars.base))
    right, bottom = bars.panel.pixels(x + bars.width / 2, np.minimum(y, bars.base))
    edge = f' stroke="{paint(bars.edge)}" stroke-width="20"' if bars.edge else ""
    boxes = np.clip([left, top, right - left, bottom - top], -FAR, FAR).T
    return "".join(
        f'<rect x="{_t(x)}" y="{_t(y)}" width="{_t(w)}" height="{_t(h)}" '
        f'fill="{paint(bars.colour)}"{edge}/>'
        for x, y, w, h in boxes
        if not np.isnan(h)
    )


@_element.register
def _words(words: draw.Text) -> str:
    x, y = (float(value) for value in words.panel.pixels(words.x, words.y))
    lines = words.text.split("\n")
    size, first = words.size, y - (len(lines) - 1) * words.size * LEADING / 2
    rows = "".join(
        f'<tspan x="{_t(x)}" y="{_t(first + i * size * LEADING + 0.36 * size)}">'
        f"{html.escape(line)}</tspan>"
        for i, line in enumerate(lines)
    )
    look = f' font-size="{_t(size)}"' if size != ink.TEXT_SIZE else ""
    look += ' font-weight="bold"' if words.bold else ""
    look += f' text-anchor="{words.anchor}" fill="{paint(words.colour)}"'
    box = _box(words, x, y, lines) if words.paper or words.frame else ""
    return f"{box}<text{look}>{rows}</text>"


def _box(words: draw.Text, x: float, y: float, lines: list[str]) -> str:
    """Return the paper behind the words, with its frame."""
    width = max(text_width(line, words.size) for line in lines) + 12
    height = len(lines) * words.size * LEADING + 8
    left = x - {"start": 6, "middle": width / 2, "end": width - 6}[words.anchor]
    frame = f' stroke="{paint(words.frame)}" stroke-width="13"' if words.frame else ""
    paper = paint(words.paper or ink.PAPER)
    return (
        f'<rect x="{_t(left)}" y="{_t(y - height / 2)}" width="{_t(width)}" '
        f'height="{_t(height)}" rx="40" fill="{paper}"{frame}/>'
    )


@_element.register
def _heat(heat: draw.Heat) -> str:
    left, top, right, bottom = heat.panel.box
    rows, columns = heat.level.shape
    place = f"translate({_t(left)} {_t(bottom)})"
    size = (
        f"scale({UNIT * (right - left) / columns:g} {UNIT * (top - bottom) / rows:g})"
    )
    paths = (
        f'<path d="{_cells(heat.level == level)}" fill="{paint(colour)}"/>'
        for level, colour in enumerate(heat.colours)
        if np.any(heat.level == level)
    )
    sharp = 'shape-rendering="crispEdges"'  # else the paper shows between the cells
    return f'<g transform="{place} {size}" {sharp}>{"".join(paths)}</g>'


def _cells(mask: npt.NDArray[np.bool_]) -> str:
    """Return the path around cells, each piece of a row a rectangle."""
    return "".join(
        f"M{first} {row}h{last - first + 1}v1h{first - last - 1}z"
        for row, cells in enumerate(mask)
        for first, last in draw.runs(cells)
    )


@_element.register
def _formula(formula: draw.Formula) -> str:
    """Return mathtext as the outlines of its letters."""
    left, top, right, bottom = formula.panel.box
    size = 24 if right - left > 300 else 17
    font = FontProperties(math_fontfamily="stix")
    letters = TextPath((0, 0), formula.mathtext, size, prop=font)
    box = letters.get_extents()
    across = (left + right - box.x0 - box.x1) / 2
    down = top + 0.22 * (bottom - top) + (box.y0 + box.y1) / 2
    pen = "".join(
        PENS[code] + " ".join(map(str, _placed(points, across, down)))
        for points, code in letters.iter_segments()
    )
    return f'<path d="{pen}" fill="{paint(ink.INK)}"/>'


def _placed(points: npt.ArrayLike, across: float, down: float) -> list[int]:
    """Return pairs of coordinates, counted upwards, in tenths of a CSS pixel."""
    pairs = np.reshape(points, (-1, 2)) * (1, -1) + (across, down)
    return [round(place) for place in (UNIT * pairs).ravel()]


@_element.register
def _arrow(arrow: draw.Arrow) -> str:
    xs, ys = arrow.panel.pixels(*np.transpose([arrow.start, arrow.end]))
    tip = np.array([xs[1], ys[1]])
    along = tip - [xs[0], ys[0]]
    along = HEAD * along / (np.hypot(*along) or 1.0)
    side = 0.45 * np.array([-along[1], along[0]])
    back = tip - along
    head = np.array([tip, back + side, back - side])
    return (
        f'<path d="{_path(np.r_[xs[0], back[0]], np.r_[ys[0], back[1]])}" '
        f'stroke="{paint(arrow.colour)}" stroke-width="{UNIT * arrow.width:g}"/>'
        f'<path d="{_path(head[:, 0], head[:, 1])}z" fill="{paint(arrow.colour)}"/>'
    )


def paint(colour: str) -> str:
    """Return a colour as the page's theme has it."""
    return f"var(--gl-{ink.NAMES[colour]})" if colour in ink.NAMES else colour


def _clipping(shape: draw.Shape) -> Panel | None:
    """Return the panel at whose edges a shape is cut off, if any."""
    if isinstance(shape, draw.Line):
        return shape.panel if shape.clip else None
    return shape.panel if isinstance(shape, draw.Area | draw.Bars) else None


def _group(panel: Panel | None, inside: str) -> str:
    """Wrap what a panel cuts off: an inner `<svg>` shows nothing beyond its box."""
    if panel is None or not inside:
        return inside
    left, top, right, bottom = panel.box
    box = f"{_t(left)} {_t(top)} {_t(right - left)} {_t(bottom - top)}"
    x, y, width, height = box.split()
    place = f'x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{box}"'
    return f"<svg {place}>{inside}</svg>"


def _path(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> str:
    """Return the path through points, relative, interrupted at NaN."""
    points = np.clip(np.stack([x, y], axis=-1) * UNIT, -FAR * UNIT, FAR * UNIT)
    known = ~np.isnan(points.sum(axis=-1))
    whole = np.where(known[:, None], points, 0).round().astype(int)
    return "".join(_stroke(whole[a : b + 1]) for a, b in draw.runs(known))


def _stroke(points: npt.NDArray[np.int_]) -> str:
    """Return one unbroken piece of a path."""
    start = f"M{points[0, 0]} {points[0, 1]}"
    steps = np.diff(points, axis=0)
    return (
        start + "l" * bool(len(steps)) + " ".join(f"{a} {b}" for a, b in steps.tolist())
    )


def _t(value: float) -> int:
    """Return CSS pixels in tenths."""
    return round(UNIT * float(value))
