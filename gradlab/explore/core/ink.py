"""Colours, dashes and sizes of text; colour never stands alone beside them."""

BLUE = "#0072B2"  # Okabe and Ito, "Color Universal Design" (2008): told apart by all
GREEN = "#00795A"  # their bluish green, darker for thin lines on white
VERMILION = "#C44E00"  # theirs, darker for the same reason
INK = "#262626"
GREY = "#6B6B6B"
SOFT_INK = "#939393"  # between ink and paper, for the edges of letters
FAINT = "#DCDCDC"
PAPER = "#FFFFFF"
ALARM_PAPER = "#FFF0E3"
BLUES = ("#EAF3F9", "#C5DFEE", "#8FC1DE", "#4A99C8")  # tints, from light to strong
ORANGES = ("#FBEDE3", "#F4D2B9", "#E8AC82", "#D97D42")
# The one rule for maps of answers in explorers: blue is yes and more,
# orange no and less, pale undecided. A map of heights is darker where it is lower.
ANSWERS = (*ORANGES[::-1], *BLUES)

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
