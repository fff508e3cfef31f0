"""Colours by name: a picture says which, a page says how they look in its theme."""

from gradlab.explore.core import ink


def paint(colour: str) -> str:
    """Return a colour as the page's theme has it."""
    return f"var(--gl-{ink.THEME[colour][0]})" if colour in ink.THEME else colour


def declared(drawn: str = "") -> str:
    """Return CSS declarations of the named colours, light and dark.

    Parameters
    ----------
    drawn
        SVG; only the colours in it are declared. Empty: all.
    """
    return "".join(
        f"--gl-{name}:light-dark({light},{dark});"
        for light, (name, dark) in ink.THEME.items()
        if not drawn or f"--gl-{name})" in drawn
    )
