"""Words in SVG: their size is that of the page around, not that of the picture.

The page says how large a letter is in the picture's own units, so that it can be read
at any width. What would then leave the picture grows as far as there is room.
"""

import html

from gradlab.explore.core import draw, ink
from gradlab.explore.core.panel import WIDTH
from gradlab.explore.core.text_width import text_width
from gradlab.explore.core.theme import declared, paint

UNIT = 10  # of these make a CSS pixel of a picture that is 480 wide
EM = round(UNIT * ink.TEXT_SIZE)  # of these make the usual size of a letter
LEADING = 1.3
FONTS = "DejaVu Sans,Verdana,sans-serif"
EDGE = 5.0  # CSS pixels that stay free at the sides of the picture
MOST_GROWN = 1.5  # a page makes no letter larger than that, by its usual size


def whole(inside: str, size: tuple[float, float]) -> str:
    """Return a picture as a file of its own, light or dark as the page that shows it.

    Parameters
    ----------
    inside
        What stands in the `<svg>` element.
    size
        Width and height in CSS pixels.
    """
    width, height = size
    colours = declared(f"{inside} --gl-ink) --gl-paper)")
    root = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": f"{width:g}",
        "height": f"{height:g}",
        "viewBox": f"0 0 {tenths(width)} {tenths(height)}",
        "text-anchor": "middle",
        "font-family": FONTS,
        "font-size": f"{EM}",
    }
    named = " ".join(f"{name}='{value}'" for name, value in root.items())
    looks = "fill:var(--gl-ink);background:var(--gl-paper)"
    style = f"<style>svg{{color-scheme:light dark;{colours}{looks}}}</style>"
    quoted = inside.replace('"', "'")  # for a page that gives it between double quotes
    return f"<svg {named}>{style}{quoted}</svg>"


def tenths(value: float) -> int:
    """Return CSS pixels in tenths."""
    return round(UNIT * float(value))


def words(text: draw.Text) -> str:
    """Return a text, with its frame and paper."""
    x, y = (float(value) for value in text.panel.pixels(text.x, text.y))
    lines = text.text.split("\n")
    wide = max(text_width(line, text.size) for line in lines)
    if not (text.paper or text.frame):
        return _rows(text, lines, x, y, _font(text, x, wide))
    size = f' font-size="{tenths(text.size)}"' if text.size != ink.TEXT_SIZE else ""
    inside = _box(text, wide, len(lines)) + _rows(text, lines, 0, 0, size)
    return grown(x, y, inside, wide + 12, text.anchor)


def grown(x: float, y: float, inside: str, wide: float, anchor: str = "start") -> str:
    """Return what grows around a point as letters do.

    Parameters
    ----------
    x, y
        The point, in CSS pixels.
    inside
        SVG around the origin.
    wide, anchor
        How wide it is, and where in it the point lies: at its start, middle or end.
    """
    most = _room(x, anchor) / wide if wide else MOST_GROWN
    limit = f' font-size="min(1em,{EM * max(most, 1.0):.0f}px)"'
    return (
        f'<svg x="{tenths(x)}" y="{tenths(y)}" width="1em" height="1em" '
        f'viewBox="0 0 {EM} {EM}" overflow="visible"{limit * (most < MOST_GROWN)}>'
        f'<g font-size="{EM}">{inside}</g></svg>'
    )


def _rows(text: draw.Text, lines: list[str], x: float, y: float, size: str) -> str:
    """Return the `<text>` element; the middle of its lines is at the place."""
    look = size + ' font-weight="bold"' * text.bold
    look += f' text-anchor="{text.anchor}"' if text.anchor != "middle" else ""
    look += f' fill="{paint(text.colour)}"' if text.colour != ink.INK else ""
    drop = f"{0.36 - (len(lines) - 1) * LEADING / 2:.2f}em"
    place = f'x="{tenths(x)}" y="{tenths(y)}"'
    if len(lines) == 1:
        return f'<text {place} dy="{drop}"{look}>{html.escape(lines[0])}</text>'
    rows = "".join(
        f'<tspan x="{tenths(x)}" dy="{f"{LEADING}em" if i else drop}">'
        f"{html.escape(line)}</tspan>"
        for i, line in enumerate(lines)
    )
    return f"<text {place}{look}>{rows}</text>"


def _font(text: draw.Text, x: float, wide: float) -> str:
    """Return the attribute of its size: it grows until it meets the picture's edge."""
    share = text.size / ink.TEXT_SIZE
    usual = "1em" if share == 1 else f"{share:.3f}em"
    most = _room(x, text.anchor) / wide if wide else MOST_GROWN
    if most < MOST_GROWN:
        return f' font-size="min({usual},{tenths(text.size * max(most, 1.0))}px)"'
    return "" if share == 1 else f' font-size="{usual}"'


def _room(x: float, anchor: str) -> float:
    """Return how wide words may be that stand at a place."""
    left, right = x - EDGE, WIDTH - x - EDGE
    return {"start": right, "end": left, "middle": 2 * min(left, right)}[anchor]


def _box(text: draw.Text, wide: float, lines: int) -> str:
    """Return the paper behind words at the origin, with its frame."""
    width, height = wide + 12, lines * text.size * LEADING + 8
    left = {"start": -6, "middle": -width / 2, "end": 6 - width}[text.anchor]
    frame = f' stroke="{paint(text.frame)}" stroke-width="13"' if text.frame else ""
    size = f'width="{tenths(width)}" height="{tenths(height)}" rx="40"'
    paper = paint(text.paper or ink.PAPER)
    place = f'x="{tenths(left)}" y="{tenths(-height / 2)}"'
    return f'<rect {place} {size} fill="{paper}"{frame}/>'
