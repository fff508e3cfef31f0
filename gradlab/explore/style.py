"""How the explorers' pictures look: palette, type, panels, notices.

Everything is set on the objects themselves; `matplotlib.rcParams` is neither read for
its colours nor changed, because a slider may move while a student's cell draws.
"""

import textwrap

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font

# Okabe and Ito, "Color Universal Design" (2008): distinct in all kinds of colour sight.
BLUE = "#0072B2"
GREEN = "#00795A"  # their bluish green, darker for thin lines on white
VERMILION = "#C44E00"  # theirs, darker for the same reason
INK = "#262626"
GREY = "#6B6B6B"
FAINT = "#DCDCDC"
PAPER = "#FFFFFF"
ALARM_PAPER = "#FFF0E3"
SOFT_INK = "#939393"  # between ink and paper, for the edges of letters
# All that a picture may hold: eight colours halve the size of its file.
PALETTE = (PAPER, INK, SOFT_INK, BLUE, GREEN, VERMILION, ALARM_PAPER, FAINT)

WIDTH, HEIGHT = 480, 430  # CSS pixels; shrinks to a phone with text still 10 px high
DPI = 100
FONT = ["DejaVu Sans"]
TEXT = 9.5
SMALL = 8.5
FORMULA = 17
HATCH = "///"  # where something is wrong or missing
NOTE_PLACES = {  # x and y as fractions of the panel, characters in a line
    "centre": (0.5, 0.5, 52),
    "top": (0.5, 0.93, 52),
    "lower right": (0.98, 0.07, 26),
    "upper right": (0.98, 0.93, 26),
}


def new_figure() -> Figure:
    """Return an empty figure with an Agg canvas, unknown to pyplot."""
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


def panel(
    figure: Figure,
    bottom: float,
    height: float,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
) -> Axes:
    """Add axes with fixed limits, a quiet grid and a line at y = 0.

    Parameters
    ----------
    figure
        Gets the new axes.
    bottom, height
        As fractions of the figure.
    x_range, y_range
        The limits, which nothing moves.

    Returns
    -------
    Axes
        Without data.
    """
    axes = figure.add_axes((0.115, bottom, 0.865, height), facecolor=PAPER)
    axes.set(xlim=x_range, ylim=y_range, autoscale_on=False)
    axes.grid(visible=True, color=FAINT, linewidth=0.7, linestyle="-")
    axes.set_axisbelow(True)
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.tick_params(
        length=3, color=GREY, labelcolor=INK, labelsize=SMALL, labelfontfamily=FONT[0]
    )
    for side, spine in axes.spines.items():
        spine.set(visible=side in {"left", "bottom"}, color=GREY, linewidth=0.8)
    return axes


def legend(axes: Axes) -> None:
    """Name the lines above the panel, each beside a piece of its line."""
    if not axes.get_legend_handles_labels()[0]:
        return
    box = axes.legend(
        loc="lower left",
        bbox_to_anchor=(-0.01, 0.985),
        ncols=3,
        frameon=False,
        prop={"family": FONT, "size": TEXT},
        labelcolor=INK,
        handlelength=2.4,
        columnspacing=1.4,
        borderaxespad=0.2,
    )
    box.set_in_layout(False)


def note(axes: Axes, sentence: str, place: str, *, alarm: bool) -> None:
    """Write a sentence into a panel, as plain text (no mathtext), wrapped.

    Parameters
    ----------
    axes
        The panel.
    sentence
        May hold anything, such as a student's error message.
    place
        One of NOTE_PLACES.
    alarm
        Give it the warning look: dashed frame, tinted paper, a sign.
    """
    x, y, columns = NOTE_PLACES[place]
    sign = "\N{WARNING SIGN} " if alarm else ""
    axes.text(
        x,
        y,
        textwrap.fill(sign + _printable(sentence), columns),
        transform=axes.transAxes,
        ha="right" if "right" in place else "center",
        multialignment="left",
        va={"c": "center", "l": "bottom", "u": "top", "t": "top"}[place[0]],
        fontsize=TEXT,
        fontfamily=FONT,
        color=INK,
        parse_math=False,
        zorder=10,
        bbox={
            "boxstyle": "round,pad=0.5",
            "facecolor": ALARM_PAPER if alarm else PAPER,
            "edgecolor": VERMILION if alarm else SOFT_INK,
            "linestyle": "--" if alarm else "-",
            "linewidth": 1.2 if alarm else 0.8,
        },
    )


def _printable(sentence: str) -> str:
    """Replace what the font has no glyph for, which would make matplotlib warn."""
    font = get_font(findfont(FontProperties(family=FONT)))  # both cached by matplotlib
    return "".join(c if font.get_char_index(ord(c)) else "?" for c in sentence)


def formula(axes: Axes, mathtext: str) -> None:
    """Write a formula in the upper part of an empty panel.

    Parameters
    ----------
    axes
        The panel.
    mathtext
        Between dollar signs; may be empty.
    """
    axes.text(
        0.5,
        0.8,
        mathtext,
        transform=axes.transAxes,
        ha="center",
        va="center",
        fontsize=FORMULA,
        color=INK,
        math_fontfamily="stix",
    )
