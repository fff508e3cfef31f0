"""The distribution of a class's scores, drawn by matplotlib as SVG inside a page."""

import io
import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from autograder.analysis.summary import Bar

_SIZE = (5.2, 2.5)  # inches: on a phone, letters keep their size
# Stand-ins for the page's own colours, which follow light, dark and print.
_INK, _FILL = "#010203", "#040506"
_STYLE: Any = {  # matplotlib types the names of its settings
    "svg.fonttype": "none",
    "svg.hashsalt": "gradlab",  # the same class gives the same file
    "font.size": 11,
    "text.color": _INK,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def histogram(bars: Sequence[Bar]) -> Markup:
    """Return the bars as an SVG element with a text alternative."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    with rc_context(_STYLE):
        figure = Figure(figsize=_SIZE, layout="constrained")
        axes = figure.subplots()
        drawn = axes.bar(
            [bar.low for bar in bars],
            [bar.students for bar in bars],
            [bar.high - bar.low for bar in bars],
            align="edge",
            color=_FILL,
            edgecolor=_INK,
        )
        axes.bar_label(drawn, [str(bar.students or "") for bar in bars])
        axes.set_xticks([bar.low for bar in bars] + [bars[-1].high])
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True, min_n_ticks=1))
        axes.set(xlabel="points that tests gave", ylabel="students")
        axes.set_ylim(0, 1.15 * max(1, *(bar.students for bar in bars)))
        figure.patch.set_alpha(0)
        axes.patch.set_alpha(0)
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None})
    return _inline(text.getvalue(), bars)


def in_words(bars: Sequence[Bar]) -> str:
    """Return what the bars show, as one sentence."""
    full = [bar for bar in bars if bar.students]
    told = (f"{_range(bar, bars)} points: {bar.students}" for bar in full)
    return "Students by points. " + ("; ".join(told) or "None.")


def _range(bar: Bar, bars: Sequence[Bar]) -> str:
    last = bar is bars[-1]
    return f"{bar.low:g} to {bar.high:g}" if last else f"{bar.low:g} to <{bar.high:g}"


def _inline(svg: str, bars: Sequence[Bar]) -> Markup:
    """Return the SVG element alone, in the page's colours."""
    element = svg[svg.index("<svg") :]
    element = re.sub(r"<metadata>.*?</metadata>", "", element, flags=re.DOTALL)
    element = element.replace(_INK, "currentColor").replace(_FILL, "var(--bar)")
    # Drawn from numbers alone: nothing in it was written by a student.
    label = Markup('<svg class="plot" role="img" aria-label="{}"').format(
        in_words(bars)
    )
    return label + Markup(element.removeprefix("<svg"))  # noqa: S704
