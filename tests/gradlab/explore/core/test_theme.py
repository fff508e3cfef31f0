"""The colours of the live picture, light and dark."""

import re

import numpy as np
import pytest

from gradlab.explore.core import draw, ink
from gradlab.explore.core.draw_svg import overlay
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.script import style
from gradlab.explore.core.text_width import text_width
from gradlab.explore.core.theme import paint

PAIRS = re.findall(r"--gl-([\w-]+): ?light-dark\((#\w{6}), ?(#\w{6})\)", style())
DARK = {name: dark for name, _, dark in PAIRS}
PANEL = Panel((100, 100, 300, 300), (0, 1), (0, 1))


def luminance(colour):
    """What the Web Content Accessibility Guidelines call relative luminance."""
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares
    ]
    return sum(w * s for w, s in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_light_theme_has_the_colours_of_the_still():
    light = {name: colour for name, colour, _ in PAIRS}
    names = {name: colour for colour, (name, _) in ink.THEME.items()}
    assert names.items() <= light.items()


@pytest.mark.parametrize("name", ["blue", "green", "vermilion", "ink", "grey", "hand"])
def test_what_is_written_in_the_dark_stands_out_from_its_paper(name):
    assert contrast(DARK[name], DARK["paper"]) >= 4.5


@pytest.mark.parametrize("tints", ["blue", "orange"])
def test_dark_tints_go_from_the_paper_on_as_light_ones_do(tints):
    order = [contrast(DARK[f"{tints}-{i}"], DARK["paper"]) for i in range(4)]
    assert order == sorted(order)
    assert order[0] < 1.5


def test_a_colour_of_the_palette_is_named_and_another_one_stays():
    assert paint(ink.BLUE) == "var(--gl-blue)"
    assert paint("#123456") == "#123456"


def test_a_map_is_drawn_as_rectangles_of_each_colour():
    level = np.array([[0, 0, 1], [0, 1, 1]])
    drawn = overlay([draw.Heat(PANEL, level, (ink.PAPER, ink.BLUE))])
    assert 'd="M0 0h2M0 1h1" stroke="var(--gl-paper)"' in drawn
    assert 'd="M2 0h1M1 1h2" stroke="var(--gl-blue)"' in drawn


def test_lines_of_one_look_that_follow_each_other_are_one_path():
    lines = [draw.Line(PANEL, [0, 1], [y, y], ink.GREY) for y in (0, 1)]
    drawn = overlay([*lines, draw.Line(PANEL, [0, 1], [0, 1], ink.BLUE)])
    assert drawn.count("<path") == 2
    assert 'd="M1000 3000l2000 0M1000 1000l2000 0"' in drawn


def test_words_grow_with_the_page_and_no_farther_than_the_picture():
    short = overlay([draw.Text(PANEL, 0.5, 0.5, "0.5")])
    assert "font-size" not in short
    long = overlay([draw.Text(canvas(), WIDTH / 2, 20, "x" * 56)])
    (most,) = re.findall(r"min\(1em,(\d+)px\)", long)
    assert text_width("x" * 56, int(most) / 10) == pytest.approx(WIDTH - 10, abs=4)


def test_a_frame_grows_around_the_words_in_it():
    drawn = overlay([draw.Text(PANEL, 0.5, 0.5, "sum", frame=ink.INK)])
    assert '<svg x="2000" y="2000" width="1em" height="1em"' in drawn


def test_a_formula_is_drawn_in_the_middle_of_its_panel():
    drawn = overlay([draw.Formula(PANEL, r"$\frac{1}{1 + e^{-x}}$")])
    numbers = [
        int(n) for n in re.findall(r"-?\d+", re.search(r'd="([^"]*)"', drawn)[1])
    ]
    across = numbers[::2]
    assert (min(across) + max(across)) / 2 == pytest.approx(2000, abs=60)
    assert 1000 < min(numbers[1::2]) < max(numbers[1::2]) < 2000
