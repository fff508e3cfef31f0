"""Marks as SVG: what a browser draws above the still part, once for each position.

Every number is a tenth of a CSS pixel, so that a picture is short: no decimals.
"""

import base64
import html
import io
import itertools
from collections.abc import Iterable
from functools import singledispatch

import numpy as np
import numpy.typing as npt
from PIL import Image

from gradlab.explore.core.panel import Panel
from gradlab.explore.core.shapes import (
    PAPER,
    TEXT,
    Area,
    Arrow,
    Bars,
    Dots,
    Heat,
    Line,
    Mark,
    Words,
    within,
)
from gradlab.explore.core.text_width import text_width

UNIT = 10  # of these make a CSS pixel
FAR = 20_000  # CSS pixels: farther away is not drawn more precisely
HEAD = 9.0  # CSS pixels of an arrow's head
LEADING = 1.3
SHAPES = {  # polygons around the origin, of half size 1
    "D": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "s": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "^": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
    "v": ((0, 1.1), (1.1, -0.9), (-1.1, -0.9)),
}


@np.errstate(all="ignore")
def overlay(marks: Iterable[Mark]) -> str:
    """Return what stands inside the `<svg>` element, marks in their order."""
    parts = ((_clipping(mark), draw(mark)) for mark in marks)
    groups = itertools.groupby(parts, key=lambda part: part[0])
    return "".join(
        _group(panel, "".join(s for _, s in group)) for panel, group in groups
    )


@singledispatch
def draw(mark: Mark) -> str:
    """Return one mark as SVG; `Key` and `Formula` belong to the still part: nothing."""
    return ""


@draw.register
def _line(mark: Line) -> str:
    x, y = mark.panel.pixels(*np.broadcast_arrays(mark.x, mark.y))
    dashes = " ".join(f"{UNIT * length:g}" for length in mark.dashes)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path d="{_path(x, y)}" fill="none" stroke="{mark.colour}" '
        f'stroke-width="{UNIT * mark.width:g}"{dashed}/>'
    )


@draw.register
def _area(mark: Area) -> str:
    x, low = mark.panel.pixels(mark.x, mark.low)
    _, high = mark.panel.pixels(mark.x, mark.high)
    path = _path(np.r_[x, x[::-1]], np.r_[low, high[::-1]])
    return f'<path d="{path}z" fill="{mark.colour}"/>'


@draw.register
def _dots(mark: Dots) -> str:
    return "".join(
        _dot(shape, x, y, mark.size / 2, mark) for shape, x, y in within(mark)
    )


def _dot(shape: str, x: float, y: float, half: float, mark: Dots) -> str:
    fill = mark.colour if mark.filled else PAPER
    look = f'fill="{fill}" stroke="{mark.colour}" stroke-width="15"'
    if shape == "o":
        return f'<circle cx="{_t(x)}" cy="{_t(y)}" r="{_t(half)}" {look}/>'
    if shape == "X":
        ends = f"M{_t(x - half)} {_t(y - half)}l{_t(2 * half)} {_t(2 * half)}m0 "
        cross = f"{ends}{_t(-2 * half)}l{_t(-2 * half)} {_t(2 * half)}"
        return f'<path d="{cross}" stroke="{mark.colour}" stroke-width="26"/>'
    corners = np.array(SHAPES[shape]) * half + (x, y)
    return f'<path d="{_path(corners[:, 0], corners[:, 1])}z" {look}/>'


@draw.register
def _bars(mark: Bars) -> str:
    x, y = np.broadcast_arrays(np.atleast_1d(mark.x), np.atleast_1d(mark.y))
    left, top = mark.panel.pixels(x - mark.width / 2, np.maximum(y, mark.base))
    right, bottom = mark.panel.pixels(x + mark.width / 2, np.minimum(y, mark.base))
    edge = f' stroke="{mark.edge}" stroke-width="20"' if mark.edge else ""
    boxes = np.clip([left, top, right - left, bottom - top], -FAR, FAR).T
    return "".join(
        f'<rect x="{_t(x)}" y="{_t(y)}" width="{_t(w)}" height="{_t(h)}" '
        f'fill="{mark.colour}"{edge}/>'
        for x, y, w, h in boxes
        if not np.isnan(h)
    )


@draw.register
def _words(mark: Words) -> str:
    x, y = (float(value) for value in mark.panel.pixels(mark.x, mark.y))
    lines = mark.text.split("\n")
    size, first = mark.size, y - (len(lines) - 1) * mark.size * LEADING / 2
    rows = "".join(
        f'<tspan x="{_t(x)}" y="{_t(first + i * size * LEADING + 0.36 * size)}">'
        f"{html.escape(line)}</tspan>"
        for i, line in enumerate(lines)
    )
    look = f' font-size="{_t(size)}"' if size != TEXT else ""
    look += ' font-weight="bold"' if mark.bold else ""
    text = f'<text text-anchor="{mark.anchor}" fill="{mark.colour}"{look}>{rows}</text>'
    return (_box(mark, x, y, lines) if mark.paper or mark.frame else "") + text


def _box(mark: Words, x: float, y: float, lines: list[str]) -> str:
    """Return the paper behind the words, with its frame."""
    width = max(text_width(line, mark.size) for line in lines) + 12
    height = len(lines) * mark.size * LEADING + 8
    left = x - {"start": 6, "middle": width / 2, "end": width - 6}[mark.anchor]
    frame = f' stroke="{mark.frame}" stroke-width="13"' if mark.frame else ""
    return (
        f'<rect x="{_t(left)}" y="{_t(y - height / 2)}" width="{_t(width)}" '
        f'height="{_t(height)}" rx="40" fill="{mark.paper or PAPER}"{frame}/>'
    )


@draw.register
def _heat(mark: Heat) -> str:
    left, top, right, bottom = mark.panel.box
    return (
        f'<image x="{_t(left)}" y="{_t(top)}" width="{_t(right - left)}" '
        f'height="{_t(bottom - top)}" preserveAspectRatio="none" '
        f'style="image-rendering:pixelated" href="{_tiny_png(mark)}"/>'
    )


def _tiny_png(mark: Heat) -> str:
    """Return a picture with one pixel for each cell, as a data URI."""
    image = Image.fromarray(np.ascontiguousarray(mark.level[::-1]).astype(np.uint8))
    image = image.convert("P") if image.mode != "P" else image
    colours = b"".join(bytes.fromhex(colour[1:]) for colour in mark.colours)
    image.putpalette(colours)
    file = io.BytesIO()
    image.save(file, "PNG", bits=4)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


@draw.register
def _arrow(mark: Arrow) -> str:
    xs, ys = mark.panel.pixels(*np.transpose([mark.start, mark.end]))
    tip = np.array([xs[1], ys[1]])
    along = tip - [xs[0], ys[0]]
    along = HEAD * along / (np.hypot(*along) or 1.0)
    side = 0.45 * np.array([-along[1], along[0]])
    back = tip - along
    head = np.array([tip, back + side, back - side])
    return (
        f'<path d="{_path(np.r_[xs[0], back[0]], np.r_[ys[0], back[1]])}" '
        f'stroke="{mark.colour}" stroke-width="{UNIT * mark.width:g}"/>'
        f'<path d="{_path(head[:, 0], head[:, 1])}z" fill="{mark.colour}"/>'
    )


def _clipping(mark: Mark) -> Panel | None:
    """Return the panel at whose edges a mark is cut off, if any."""
    if isinstance(mark, Line):
        return mark.panel if mark.clip else None
    return mark.panel if isinstance(mark, Area | Bars) else None


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
    edges = np.flatnonzero(np.diff(np.r_[0, known.astype(np.int8), 0]))
    return "".join(_stroke(whole[a:b]) for a, b in edges.reshape(-1, 2))


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
