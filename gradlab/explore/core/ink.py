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

# What a page draws in place of each: its name there, and how it looks in the dark.
# Tints go from the paper on, as they do in the light.
THEME = {
    BLUE: ("blue", "#5CB8F0"),
    GREEN: ("green", "#3CCBA0"),
    VERMILION: ("vermilion", "#FF9A55"),
    INK: ("ink", "#EDEDED"),
    GREY: ("grey", "#A9A9A9"),
    SOFT_INK: ("soft", "#7D7D7D"),
    FAINT: ("faint", "#3C3C3C"),
    PAPER: ("paper", "#161616"),
    ALARM_PAPER: ("alarm", "#432C14"),
    BLUES[0]: ("blue-0", "#10202C"),
    BLUES[1]: ("blue-1", "#15364C"),
    BLUES[2]: ("blue-2", "#1C527A"),
    BLUES[3]: ("blue-3", "#2876AE"),
    ORANGES[0]: ("orange-0", "#2A1B10"),
    ORANGES[1]: ("orange-1", "#472A14"),
    ORANGES[2]: ("orange-2", "#73411A"),
    ORANGES[3]: ("orange-3", "#A85A1E"),
}

SOLID, DASHED, DOTTED = (), (7.0, 3.0), (1.5, 2.5)

TEXT_SIZE = 13.0  # CSS pixels
SMALL = 11.5
