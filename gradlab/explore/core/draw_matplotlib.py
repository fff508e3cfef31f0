"""Panels and shapes drawn by matplotlib: the still part, and whole still pictures.

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

from gradlab.explore.core import draw, ink
from gradlab.explore.core.panel import WIDTH, Panel
from gradlab.explore.core.text_width import FONT, printable

DPI = 100
POINT = 72 / DPI  # points in a CSS pixel: matplotlib's unit for lines and letters


def new_figure(height: float) -> Figure:
    """Return an empty figure with an Agg canvas, unknown to pyplot."""
    figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=ink.PAPER)
    FigureCanvasAgg(figure)
    return figure


def paint(
    figure: Figure, panels: Iterable[Panel], shapes: Iterable[draw.Shape]
) -> None:
    """Draw the panels' axes, then the shapes in their order.

    Parameters
    ----------
    figure
        From `new_figure`.
    panels
        Each gets its axes, unless it is bare.
    shapes
        Drawn above all axes, in CSS pixels, as the browser does.
    """
    shapes = list(shapes)
    for panel in panels:
        if not panel.bare:
            _axes(figure, panel)
            _legend(figure, panel, [m for m in shapes if isinstance(m, draw.Key)])
    sheet = figure.add_axes((0, 0, 1, 1))
    height = figure.get_figheight() * DPI
    sheet.set(xlim=(0, WIDTH), ylim=(height, 0), autoscale_on=False)
    sheet.set_axis_off()
    for shape in shapes:
        _put(shape, sheet)


def _axes(figure: Figure, panel: Panel) -> None:
    """Add axes with fixed limits, a quiet grid and a line at y = 0."""
    height = figure.get_figheight() * DPI
    left, top, right, bottom = panel.box
    place = (left / WIDTH, 1 - bottom / height, (right - left) / WIDTH)
    axes = figure.add_axes((*place, (bottom - top) / height), facecolor=ink.PAPER)
    if panel.log_x:
        axes.set_xscale("log")
    if panel.log_y:
        axes.set_yscale("log")
    axes.set(xlim=panel.x, ylim=panel.y, autoscale_on=False)
    _ticks(axes, panel)
    if panel.grid:
        axes.grid(visible=True, color=ink.FAINT, linewidth=0.7, linestyle="-")
    axes.set_axisbelow(True)
    if panel.grid and not panel.log_y and panel.y[0] < 0 < panel.y[1]:
        axes.axhline(0, color=ink.GREY, linewidth=0.8)
    for side, spine in axes.spines.items():
        spine.set(visible=side in {"left", "bottom"}, color=ink.GREY, linewidth=0.8)
    label = axes.set_xlabel(panel.x_label, labelpad=1.5)
    title = axes.set_title(panel.title, loc="left", pad=4)
    for words in (label, title):
        words.set(fontfamily=FONT, fontsize=ink.TEXT_SIZE * POINT, color=ink.INK)


def _ticks(axes: Axes, panel: Panel) -> None:
    """Put the ticks where the panel wants them."""
    for axis, ticks in ((axes.xaxis, panel.x_ticks), (axes.yaxis, panel.y_ticks)):
        if ticks is not None:
            axis.set_major_locator(FixedLocator([place for place, _ in ticks]))
            axis.set_major_formatter(FixedFormatter([word for _, word in ticks]))
        axis.set_minor_locator(NullLocator())
    axes.tick_params(
        length=3,
        color=ink.GREY,
        labelcolor=ink.INK,
        labelsize=ink.SMALL * POINT,
        pad=2.5,
    )
    axes.tick_params(labelfontfamily=FONT)


def _legend(figure: Figure, panel: Panel, keys: list[draw.Key]) -> None:
    """Name what the panel shows, above it, each beside a piece of its line."""
    handles = [
        Line2D(
            [],
            [],
            color=key.colour,
            linewidth=0 if key.marker else 2.2 * POINT,
            linestyle=(0, tuple(key.dashes)) if key.dashes else "-",
            marker=key.marker or None,
            markersize=8 * POINT,
            markerfacecolor=key.colour if key.filled else ink.PAPER,
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
        prop={"family": [FONT], "size": ink.TEXT_SIZE * POINT},
        labelcolor=ink.INK,
        handlelength=2.2,
        handletextpad=0.5,
        columnspacing=1.2,
        borderaxespad=0.1,
        borderpad=0.1,
    )


@singledispatch
def _put(shape: draw.Shape, sheet: Axes) -> None:
    """Draw one shape on axes in CSS pixels; a `Key` stands in the legend instead."""


def _clip(artist: Artist, panel: Panel, sheet: Axes) -> None:
    """Cut an artist off at the panel's edges."""
    left, top, right, bottom = panel.box
    box = Rectangle((left, top), right - left, bottom - top, transform=sheet.transData)
    artist.set_clip_path(box)


@_put.register
def _line(line: draw.Line, sheet: Axes) -> None:
    x, y = line.panel.pixels(*np.broadcast_arrays(line.x, line.y))
    width = line.width * POINT
    dashes = (0, tuple(length / line.width for length in line.dashes))
    (drawn,) = sheet.plot(
        x, y, color=line.colour, lw=width, ls=dashes if line.dashes else "-"
    )
    if line.clip:
        _clip(drawn, line.panel, sheet)


@_put.register
def _area(area: draw.Area, sheet: Axes) -> None:
    x, low = area.panel.pixels(area.x, area.low)
    _, high = area.panel.pixels(area.x, area.high)
    corners = np.stack([np.r_[x, x[::-1]], np.r_[low, high[::-1]]], axis=-1)
    shape = Polygon(corners, facecolor=area.colour, linewidth=0)
    _clip(sheet.add_patch(shape), area.panel, sheet)


@_put.register
def _dots(dots: draw.Dots, sheet: Axes) -> None:
    for marker, x, y in draw.within(dots):
        sheet.plot(
            x,
            y,
            marker,
            color=dots.colour,
            markerfacecolor=dots.colour if dots.filled else ink.PAPER,
            markeredgewidth=1.5 * POINT,
            markersize=dots.size * POINT,
        )


@_put.register
def _bars(bars: draw.Bars, sheet: Axes) -> None:
    x, y = np.broadcast_arrays(np.atleast_1d(bars.x), np.atleast_1d(bars.y))
    left, top = bars.panel.pixels(x - bars.width / 2, y)
    right, bottom = bars.panel.pixels(x + bars.width / 2, np.full(y.shape, bars.base))
    for a, b, c, d in zip(left, top, right, bottom, strict=True):
        if np.isnan(b):
            continue
        bar = Rectangle((a, b), c - a, d - b, linewidth=2 * POINT)
        bar.set(facecolor=bars.colour, edgecolor=bars.edge or "none")
        _clip(sheet.add_patch(bar), bars.panel, sheet)


@_put.register
def _words(words: draw.Text, sheet: Axes) -> None:
    x, y = words.panel.pixels(words.x, words.y)
    frame = None
    if words.paper or words.frame:
        frame = {
            "boxstyle": "round,pad=0.35",
            "facecolor": words.paper or ink.PAPER,
            "edgecolor": words.frame or "none",
            "linewidth": 1.3 * POINT,
        }
    sheet.text(
        float(x),
        float(y),
        "\n".join(map(printable, words.text.split("\n"))),
        ha={"start": "left", "middle": "center", "end": "right"}[words.anchor],
        va="center",
        multialignment="left" if words.anchor != "end" else "right",
        fontsize=words.size * POINT,
        fontfamily=[FONT],
        fontweight="bold" if words.bold else "normal",
        color=words.colour,
        parse_math=False,
        bbox=frame,
    )


@_put.register
def _formula(formula: draw.Formula, sheet: Axes) -> None:
    left, top, right, bottom = formula.panel.box
    sheet.text(
        (left + right) / 2,
        top + 0.22 * (bottom - top),
        formula.mathtext,
        ha="center",
        va="center",
        fontsize=(24 if right - left > 300 else 17) * POINT,
        color=ink.INK,
        math_fontfamily="stix",
    )


@_put.register
def _heat(heat: draw.Heat, sheet: Axes) -> None:
    left, top, right, bottom = heat.panel.box
    sheet.imshow(
        heat.level[::-1],
        cmap=ListedColormap(list(heat.colours)),
        vmin=-0.5,
        vmax=len(heat.colours) - 0.5,
        extent=(left, right, bottom, top),
        interpolation="nearest",
        aspect="auto",
    )
    height = sheet.get_figure().get_figheight() * DPI  # type: ignore[union-attr]
    sheet.set(xlim=(0, WIDTH), ylim=(height, 0))


@_put.register
def _arrow(arrow: draw.Arrow, sheet: Axes) -> None:
    xs, ys = arrow.panel.pixels(*np.transpose([arrow.start, arrow.end]))
    sheet.add_patch(
        FancyArrowPatch(
            (xs[0], ys[0]),
            (xs[1], ys[1]),
            arrowstyle="-|>,head_length=6,head_width=2.6",
            shrinkA=0,
            shrinkB=0,
            color=arrow.colour,
            linewidth=arrow.width * POINT,
        )
    )
