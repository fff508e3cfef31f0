"""Panels and marks drawn by matplotlib: the still part, and whole still pictures.

Everything is set on the objects themselves; `matplotlib.rcParams` is not read for its
colours nor changed, because a slider may move while a student's cell draws.
"""

from collections.abc import Iterable
from functools import singledispatch

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Polygon, Rectangle
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from gradlab.explore.core.panel import WIDTH, Panel
from gradlab.explore.core.shapes import (
    FAINT,
    GREY,
    INK,
    PAPER,
    SMALL,
    TEXT,
    Area,
    Arrow,
    Bars,
    Dots,
    Formula,
    Heat,
    Key,
    Line,
    Mark,
    Words,
    within,
)
from gradlab.explore.core.text_width import FONT, printable

DPI = 100
POINT = 72 / DPI  # points in a CSS pixel: matplotlib's unit for lines and letters


def new_figure(height: float) -> Figure:
    """Return an empty figure with an Agg canvas, unknown to pyplot."""
    figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


def paint(figure: Figure, panels: Iterable[Panel], marks: Iterable[Mark]) -> None:
    """Draw the panels' axes, then the marks in their order.

    Parameters
    ----------
    figure
        From `new_figure`.
    panels
        Each gets its axes, unless it is bare.
    marks
        Drawn above all axes, in CSS pixels, as the browser does.
    """
    marks = list(marks)
    for panel in panels:
        if not panel.bare:
            _axes(figure, panel)
            _legend(figure, panel, [m for m in marks if isinstance(m, Key)])
    sheet = figure.add_axes((0, 0, 1, 1))
    height = figure.get_figheight() * DPI
    sheet.set(xlim=(0, WIDTH), ylim=(height, 0), autoscale_on=False)
    sheet.set_axis_off()
    for mark in marks:
        draw(mark, sheet)


def _axes(figure: Figure, panel: Panel) -> None:
    """Add axes with fixed limits, a quiet grid and a line at y = 0."""
    height = figure.get_figheight() * DPI
    left, top, right, bottom = panel.box
    place = (left / WIDTH, 1 - bottom / height, (right - left) / WIDTH)
    axes = figure.add_axes((*place, (bottom - top) / height), facecolor=PAPER)
    if panel.log_x:
        axes.set_xscale("log")
    if panel.log_y:
        axes.set_yscale("log")
    axes.set(xlim=panel.x, ylim=panel.y, autoscale_on=False)
    _ticks(axes, panel)
    if panel.grid:
        axes.grid(visible=True, color=FAINT, linewidth=0.7, linestyle="-")
    axes.set_axisbelow(True)
    if panel.grid and not panel.log_y and panel.y[0] < 0 < panel.y[1]:
        axes.axhline(0, color=GREY, linewidth=0.8)
    for side, spine in axes.spines.items():
        spine.set(visible=side in {"left", "bottom"}, color=GREY, linewidth=0.8)
    label = axes.set_xlabel(panel.x_label, labelpad=1.5)
    title = axes.set_title(panel.title, loc="left", pad=4)
    for words in (label, title):
        words.set(fontfamily=FONT, fontsize=TEXT * POINT, color=INK)


def _ticks(axes: Axes, panel: Panel) -> None:
    """Put the ticks where the panel wants them."""
    for axis, ticks in ((axes.xaxis, panel.x_ticks), (axes.yaxis, panel.y_ticks)):
        if ticks is not None:
            axis.set_major_locator(FixedLocator([place for place, _ in ticks]))
            axis.set_major_formatter(FixedFormatter([word for _, word in ticks]))
        axis.set_minor_locator(NullLocator())
    axes.tick_params(
        length=3, color=GREY, labelcolor=INK, labelsize=SMALL * POINT, pad=2.5
    )
    axes.tick_params(labelfontfamily=FONT)


def _legend(figure: Figure, panel: Panel, keys: list[Key]) -> None:
    """Name what the panel shows, above it, each beside a piece of its line."""
    handles = [
        Line2D(
            [],
            [],
            color=key.colour,
            linewidth=0 if key.shape else 2.2 * POINT,
            linestyle=(0, tuple(key.dashes)) if key.dashes else "-",
            marker=key.shape or None,
            markersize=8 * POINT,
            markerfacecolor=key.colour if key.filled else PAPER,
            label=printable(key.label),
        )
        for key in keys
        if key.panel is panel or key.panel == panel
    ]
    if not handles:
        return
    height = figure.get_figheight() * DPI
    corner = (panel.box[0] / WIDTH, 1 - (panel.box[1] - 1) / height)
    figure.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=corner,
        ncols=4,
        frameon=False,
        prop={"family": [FONT], "size": TEXT * POINT},
        labelcolor=INK,
        handlelength=2.2,
        handletextpad=0.5,
        columnspacing=1.2,
        borderaxespad=0.1,
        borderpad=0.1,
    )


@singledispatch
def draw(mark: Mark, sheet: Axes) -> None:
    """Draw one mark on axes in CSS pixels; a `Key` stands in the legend instead."""


def _clip(artist: Artist, panel: Panel, sheet: Axes) -> None:
    """Cut an artist off at the panel's edges."""
    left, top, right, bottom = panel.box
    box = Rectangle((left, top), right - left, bottom - top, transform=sheet.transData)
    artist.set_clip_path(box)


@draw.register
def _line(mark: Line, sheet: Axes) -> None:
    x, y = mark.panel.pixels(*np.broadcast_arrays(mark.x, mark.y))
    width = mark.width * POINT
    dashes = (0, tuple(length / mark.width for length in mark.dashes))
    (line,) = sheet.plot(
        x, y, color=mark.colour, lw=width, ls=dashes if mark.dashes else "-"
    )
    if mark.clip:
        _clip(line, mark.panel, sheet)


@draw.register
def _area(mark: Area, sheet: Axes) -> None:
    x, low = mark.panel.pixels(mark.x, mark.low)
    _, high = mark.panel.pixels(mark.x, mark.high)
    corners = np.stack([np.r_[x, x[::-1]], np.r_[low, high[::-1]]], axis=-1)
    shape = Polygon(corners, facecolor=mark.colour, linewidth=0)
    _clip(sheet.add_patch(shape), mark.panel, sheet)


@draw.register
def _dots(mark: Dots, sheet: Axes) -> None:
    for shape, x, y in within(mark):
        sheet.plot(
            x,
            y,
            shape,
            color=mark.colour,
            markerfacecolor=mark.colour if mark.filled else PAPER,
            markeredgewidth=1.5 * POINT,
            markersize=mark.size * POINT,
        )


@draw.register
def _bars(mark: Bars, sheet: Axes) -> None:
    x, y = np.broadcast_arrays(np.atleast_1d(mark.x), np.atleast_1d(mark.y))
    left, top = mark.panel.pixels(x - mark.width / 2, y)
    right, bottom = mark.panel.pixels(x + mark.width / 2, np.full(y.shape, mark.base))
    for a, b, c, d in zip(left, top, right, bottom, strict=True):
        if np.isnan(b):
            continue
        bar = Rectangle((a, b), c - a, d - b, linewidth=2 * POINT)
        bar.set(facecolor=mark.colour, edgecolor=mark.edge or "none")
        _clip(sheet.add_patch(bar), mark.panel, sheet)


@draw.register
def _words(mark: Words, sheet: Axes) -> None:
    x, y = mark.panel.pixels(mark.x, mark.y)
    frame = None
    if mark.paper or mark.frame:
        frame = {
            "boxstyle": "round,pad=0.35",
            "facecolor": mark.paper or PAPER,
            "edgecolor": mark.frame or "none",
            "linewidth": 1.3 * POINT,
        }
    sheet.text(
        float(x),
        float(y),
        "\n".join(map(printable, mark.text.split("\n"))),
        ha={"start": "left", "middle": "center", "end": "right"}[mark.anchor],
        va="center",
        multialignment="left" if mark.anchor != "end" else "right",
        fontsize=mark.size * POINT,
        fontfamily=[FONT],
        fontweight="bold" if mark.bold else "normal",
        color=mark.colour,
        parse_math=False,
        bbox=frame,
    )


@draw.register
def _formula(mark: Formula, sheet: Axes) -> None:
    left, top, right, bottom = mark.panel.box
    sheet.text(
        (left + right) / 2,
        top + 0.22 * (bottom - top),
        mark.mathtext,
        ha="center",
        va="center",
        fontsize=(24 if right - left > 300 else 17) * POINT,
        color=INK,
        math_fontfamily="stix",
    )


@draw.register
def _heat(mark: Heat, sheet: Axes) -> None:
    left, top, right, bottom = mark.panel.box
    sheet.imshow(
        mark.level[::-1],
        cmap=ListedColormap(list(mark.colours)),
        vmin=-0.5,
        vmax=len(mark.colours) - 0.5,
        extent=(left, right, bottom, top),
        interpolation="nearest",
        aspect="auto",
    )
    height = sheet.get_figure().get_figheight() * DPI  # type: ignore[union-attr]
    sheet.set(xlim=(0, WIDTH), ylim=(height, 0))


@draw.register
def _arrow(mark: Arrow, sheet: Axes) -> None:
    xs, ys = mark.panel.pixels(*np.transpose([mark.start, mark.end]))
    sheet.add_patch(
        FancyArrowPatch(
            (xs[0], ys[0]),
            (xs[1], ys[1]),
            arrowstyle="-|>,head_length=6,head_width=2.6",
            shrinkA=0,
            shrinkB=0,
            color=mark.colour,
            linewidth=mark.width * POINT,
        )
    )
