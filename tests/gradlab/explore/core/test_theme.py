"""The colours of the live picture, light and dark."""

import re

import numpy as np
import pytest

from gradlab.explore.core import draw, ink
from gradlab.explore.core.draw_svg import overlay, paint
from gradlab.explore.core.panel import Panel
from gradlab.explore.core.script import HERE

CSS = (HERE / "view.css").read_text("utf-8")
PAIRS = re.findall(r"--gl-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", CSS)
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
    assert {name: colour for colour, name in ink.NAMES.items()}.items() <= light.items()


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
    assert 'd="M0 0h2v1h-2zM0 1h1v1h-1z" fill="var(--gl-paper)"' in drawn
    assert 'd="M2 0h1v1h-1zM1 1h2v1h-2z" fill="var(--gl-blue)"' in drawn


def test_a_formula_is_drawn_in_the_middle_of_its_panel():
    drawn = overlay([draw.Formula(PANEL, r"$\frac{1}{1 + e^{-x}}$")])
    numbers = [
        int(n) for n in re.findall(r"-?\d+", re.search(r'd="([^"]*)"', drawn)[1])
    ]
    across = numbers[::2]
    assert (min(across) + max(across)) / 2 == pytest.approx(2000, abs=60)
    assert 1000 < min(numbers[1::2]) < max(numbers[1::2]) < 2000
