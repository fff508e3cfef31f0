"""Colours, dashes and sizes of text; colour never stands alone beside them."""

from gradlab import colours

BLUE = "#0072B2"  # Okabe and Ito, "Color Universal Design" (2008): told apart by all
GREEN = "#00795A"  # their bluish green, darker for thin lines on white
VERMILION = "#C44E00"  # theirs, darker for the same reason
INK = "#262626"
GREY = "#6B6B6B"
SOFT_INK = "#939393"  # between ink and paper, for the edges of letters
FAINT = "#DCDCDC"
PAPER = "#FFFFFF"
ALARM_PAPER = "#FFF0E3"
BLUES, ORANGES = colours.BLUES, colours.ORANGES
ANSWERS = colours.STEPS  # a map of heights is darker where it is lower

# What a page with another theme draws in their place: `view.css` says how they look.
NAMES = {
    BLUE: "blue",
    GREEN: "green",
    VERMILION: "vermilion",
    INK: "ink",
    GREY: "grey",
    SOFT_INK: "soft",
    FAINT: "faint",
    PAPER: "paper",
    ALARM_PAPER: "alarm",
    **{colour: f"blue-{i}" for i, colour in enumerate(BLUES)},
    **{colour: f"orange-{i}" for i, colour in enumerate(ORANGES)},
}

SOLID, DASHED, DOTTED = (), (7.0, 3.0), (1.5, 2.5)

TEXT_SIZE = 13.0  # CSS pixels
SMALL = 11.5
