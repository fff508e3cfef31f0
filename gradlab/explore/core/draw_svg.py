"""Shapes as SVG: what a browser draws above the still part, once for each position.

Every number is a tenth of a CSS pixel, so that a picture is short: no decimals.
"""

import itertools
from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from gradlab.explore.core import draw, ink, svg_text
from gradlab.explore.core.panel import Panel
from gradlab.explore.core.svg_text import UNIT, tenths
from gradlab.explore.core.theme import paint

FAR = 20_000  # CSS pixels: farther away is not drawn more precisely
HEAD = 9.0  # CSS pixels of an arrow's head
OUTLINE, CROSS = 15, 26  # tenths of a CSS pixel: lines of markers
PENS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}
PENS[Path.CLOSEPOLY] = "Z"
POLYGONS = {  # polygons around the origin, of half size 1
    "D": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "s": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "^": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
    "v": ((0, 1.1), (1.1, -0.9), (-1.1, -0.9)),
}


class Element(NamedTuple):
    """A piece of SVG; paths of one look that follow each other become one path."""

    markup: str  # of a path with a look, where it goes
    look: str = ""


Elements = Iterator[Element]


@np.errstate(all="ignore")
def overlay(shapes: Iterable[draw.Shape]) -> str:
    """Return what stands inside the `<svg>` element, shapes in their order."""
    parts = ((_clipping(shape), e) for shape in shapes for e in _elements(shape))
    groups = itertools.groupby(parts, key=lambda part: part[0])
    return "".join(
        _group(panel, _joined(e for _, e in group)) for panel, group in groups
    )


def _joined(elements: Iterable[Element]) -> str:
    """Return elements one after the other."""
    looks = itertools.groupby(elements, key=lambda element: element.look)
    alike = ((look, "".join(e.markup for e in group)) for look, group in looks)
    return "".join(
        f'<path d="{markup}" {look}/>' if look else markup for look, markup in alike
    )


@singledispatch
def _elements(shape: draw.Shape) -> Elements:
    """Yield one shape as SVG; nothing for `Key` and `Handle`."""
    yield from ()


@_elements.register
def _line(line: draw.Line) -> Elements:
    x, y = line.panel.pixels(*np.broadcast_arrays(line.x, line.y))
    dashes = " ".join(f"{UNIT * length:g}" for length in line.dashes)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    look = (
        f'fill="none" stroke="{paint(line.colour)}" '
        f'stroke-width="{UNIT * line.width:g}"{dashed}'
    )
    yield Element(_path(x, y), look)


@_elements.register
def _area(area: draw.Area) -> Elements:
    x, low = area.panel.pixels(area.x, area.low)
    _, high = area.panel.pixels(area.x, area.high)
    path = _path(np.r_[x, x[::-1]], np.r_[low, high[::-1]])
    yield Element(f'<path d="{path}z" fill="{paint(area.colour)}"/>')


@_elements.register
def _dots(dots: draw.Dots) -> Elements:
    kinds = itertools.groupby(draw.within(dots), key=lambda placed: placed[0])
    for marker, alike in kinds:
        if marker == "o" and dots.filled:
            yield _points(np.array([place[1:] for place in alike]), dots)
        else:
            yield from (_dot(marker, x, y, dots) for _, x, y in alike)


def _points(places: npt.NDArray[np.float64], dots: draw.Dots) -> Element:
    """Return filled circles, the round ends of lines without length."""
    width = tenths(dots.size) + OUTLINE
    look = f'stroke="{paint(dots.colour)}" stroke-width="{width}"'
    whole = np.rint(UNIT * places).astype(int)
    steps = np.diff(whole, axis=0, prepend=[[0, 0]]).tolist()
    path = "h0m".join(f"{a} {b}" for a, b in steps)
    return Element(f"M{path}h0", f'{look} stroke-linecap="round"')


def _dot(marker: str, x: float, y: float, dots: draw.Dots) -> Element:
    half = dots.size / 2
    colour = paint(dots.colour)
    if marker == "X":
        size = tenths(dots.size)
        cross = f"M{tenths(x - half)} {tenths(y - half)}l{size} {size}m0 {-size}"
        look = f'stroke="{colour}" stroke-width="{CROSS}"'
        return Element(f"{cross}l{-size} {size}", look)
    fill = colour if dots.filled else paint(ink.PAPER)
    look = f'fill="{fill}" stroke="{colour}" stroke-width="{OUTLINE}"'
    if marker == "o":
        r = tenths(half)
        arc = f"a{r} {r} 0 1 0 "
        return Element(
            f"M{tenths(x) - r} {tenths(y)}{arc}{2 * r} 0{arc}{-2 * r} 0z", look
        )
    corners = np.array(POLYGONS[marker]) * half + (x, y)
    return Element(f"{_path(corners[:, 0], corners[:, 1])}z", look)


@_elements.register
def _bars(bars: draw.Bars) -> Elements:
    x, y = np.broadcast_arrays(np.atleast_1d(bars.x), np.atleast_1d(bars.y))
    left, top = bars.panel.pixels(x - bars.width / 2, np.maximum(y, bars.base))
    right, bottom = bars.panel.pixels(x + bars.width / 2, np.minimum(y, bars.base))
    edge = f' stroke="{paint(bars.edge)}" stroke-width="20"' if bars.edge else ""
    look = f'fill="{paint(bars.colour)}"{edge}'
    boxes = np.clip([left, top, right - left, bottom - top], -FAR, FAR).T
    for x, y, w, h in boxes[~np.isnan(boxes[:, 3])]:
        box = f"M{tenths(x)} {tenths(y)}h{tenths(w)}v{tenths(h)}h{-tenths(w)}z"
        yield Element(box, look)


@_elements.register
def _words(words: draw.Text) -> Elements:
    yield Element(svg_text.words(words))


@_elements.register
def _grown(group: draw.Group) -> Elements:
    inside = _joined(e for shape in group.shapes for e in _elements(shape))
    x, y = group.panel.pixels(group.x, group.y)
    yield Element(svg_text.grown(float(x), float(y), inside, group.width))


@_elements.register
def _heat(heat: draw.Heat) -> Elements:
    left, top, right, bottom = heat.panel.box
    rows, columns = heat.level.shape
    across, up = (right - left) / columns, (top - bottom) / rows
    place = f"translate({tenths(left)} {tenths(bottom + up / 2)})"
    size = f"scale({UNIT * across:g} {UNIT * up:g})"
    paths = (
        f'<path d="{_cells(heat.level == level)}" stroke="{paint(colour)}"/>'
        for level, colour in enumerate(heat.colours)
        if np.any(heat.level == level)
    )
    sharp = 'shape-rendering="crispEdges"'  # else the paper shows between the cells
    yield Element(f'<g transform="{place} {size}" {sharp}>{"".join(paths)}</g>')


def _cells(mask: npt.NDArray[np.bool_]) -> str:
    """Return the path through cells, each piece of a row a line as thick as the row."""
    return "".join(
        f"M{first} {row}h{last - first + 1}"
        for row, cells in enumerate(mask)
        for first, last in draw.runs(cells)
    )


@_elements.register
def _formula(formula: draw.Formula) -> Elements:
    """Yield mathtext as the outlines of its letters."""
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
    yield Element(f'<path d="{pen}" fill="{paint(ink.INK)}"/>')


def _placed(points: npt.ArrayLike, across: float, down: float) -> list[int]:
    """Return pairs of coordinates, counted upwards, in tenths of a CSS pixel."""
    pairs = np.reshape(points, (-1, 2)) * (1, -1) + (across, down)
    return [round(place) for place in (UNIT * pairs).ravel()]


@_elements.register
def _arrow(arrow: draw.Arrow) -> Elements:
    xs, ys = arrow.panel.pixels(*np.transpose([arrow.start, arrow.end]))
    tip = np.array([xs[1], ys[1]])
    along = tip - [xs[0], ys[0]]
    along = HEAD * along / (np.hypot(*along) or 1.0)
    side = 0.45 * np.array([-along[1], along[0]])
    back = tip - along
    head = np.array([tip, back + side, back - side])
    colour, width = paint(arrow.colour), UNIT * arrow.width
    shaft = _path(np.r_[xs[0], back[0]], np.r_[ys[0], back[1]])
    yield Element(shaft, f'stroke="{colour}" stroke-width="{width:g}"')
    yield Element(f"{_path(head[:, 0], head[:, 1])}z", f'fill="{colour}"')


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
    box = f"{tenths(left)} {tenths(top)} {tenths(right - left)} {tenths(bottom - top)}"
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
