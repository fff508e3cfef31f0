"""What a map's colours mean: a strip of them after its title, from 0 to 1."""

from collections.abc import Sequence

from gradlab.explore.core import draw, ink
from gradlab.explore.core.panel import WIDTH, Panel

THICK, ABOVE = 9.0, 6.0  # CSS pixels: the strip, and between it and the map
TITLE, END = 122.0, 13.0  # CSS pixels that the title takes, and a number at an end


def strip(chart: Panel, height: float, colours: Sequence[str]) -> draw.Shapes:
    """Return a strip of colours above a map of answers from 0 to 1.

    Parameters
    ----------
    chart
        The map; its title says what the answers are.
    height
        Of the whole picture.
    colours
        From the lowest answer to the highest.
    """
    left, top, right, _ = chart.box
    sheet = Panel((0, 0, WIDTH, height), (0, WIDTH), (0, height), bare=True)
    first, low = left + TITLE + END, height - top + ABOVE
    wide = (right - END - first) / len(colours)
    drawn: draw.Shapes = [
        draw.Bars(sheet, first + (i + 0.5) * wide, low + THICK, c, wide, low)
        for i, c in enumerate(colours)
    ]
    ends = (first - 7, "0"), (right - END + 7, "1")
    middle = low + THICK / 2
    return [*drawn, *(draw.Text(sheet, x, middle, t, size=ink.SMALL) for x, t in ends)]
