"""How wide words are in the pictures' font, which matplotlib brings along."""

from functools import lru_cache

from matplotlib.font_manager import FontProperties, findfont, get_font

FONT = "DejaVu Sans"
_FULL = 100.0


def text_width(text: str, size: float) -> float:
    """Return the width of one line of text, in the unit of `size`, without kerning."""
    return size * sum(map(_advance, text))


@lru_cache(maxsize=2048)
def _advance(character: str) -> float:
    """Return how far one character moves the pen, for size 1."""
    font = get_font(findfont(FontProperties(family=[FONT])))
    font.set_size(_FULL, 72)
    font.set_text(printable(character), 0.0)
    width, _ = font.get_width_height()
    return float(width) / 64 / _FULL if character.strip() else 0.32


@lru_cache(maxsize=2048)
def printable(text: str) -> str:
    """Replace what the font has no glyph for, which would make matplotlib warn."""
    font = get_font(findfont(FontProperties(family=[FONT])))
    return "".join(c if font.get_char_index(ord(c)) else "?" for c in text)
