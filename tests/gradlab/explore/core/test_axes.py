import pytest

from gradlab.explore.core import draw, ink
from gradlab.explore.core.axes import axes
from gradlab.explore.core.panel import Panel, canvas, powers

PANEL = Panel((55, 60, 470, 240), (-6, 6), (-0.3, 1.3), "x", "title")


def words(shapes):
    return [shape.text for shape in shapes if isinstance(shape, draw.Text)]


def test_axes_carry_round_numbers_label_and_title():
    x, y = ["−6", "−4", "−2", "0", "2", "4", "6"], ["−0.25", "0.00", "0.25", "0.50"]
    assert words(axes(PANEL)) == [*x, *y, "0.75", "1.00", "1.25", "title", "x"]


def test_ticks_stand_where_their_values_lie():
    texts = {s.text: s for s in axes(PANEL) if isinstance(s, draw.Text)}
    place = texts["1.00"]
    wanted = PANEL.pixels(-6, 1.0)[1]
    assert place.panel.pixels(place.x, place.y)[1] == pytest.approx(wanted)


def test_own_ticks_are_kept_and_those_beyond_the_edges_left_out():
    ticks = powers(-8, -4, 0, 4)
    panel = Panel((0, 0, 100, 100), (0, 1), (1e-5, 2), log_y=True, y_ticks=ticks)
    assert words(axes(panel))[-2:] == ["1e-4", "1"]


def test_a_logarithmic_axis_without_ticks_of_its_own_has_powers_of_ten():
    panel = Panel((0, 0, 100, 100), (0, 1), (1e-5, 2e3), log_y=True)
    assert words(axes(panel))[-5:] == ["1e-5", "1e-3", "1e-1", "1e1", "1e3"]


def test_a_bare_panel_has_no_axes():
    assert axes(canvas()) == []


def test_a_legend_stands_above_its_own_panel_each_word_after_its_sample():
    other = Panel((0, 300, 100, 400), (0, 1), (0, 1))
    keys = [
        draw.Key(PANEL, "curve", ink.BLUE),
        draw.Key(PANEL, "point", ink.INK, marker="D"),
        draw.Key(other, "elsewhere", ink.GREEN),
    ]
    drawn = axes(PANEL, keys)[len(axes(PANEL)) :]
    (legend,) = drawn
    line, curve, dot, point = legend.shapes
    assert (curve.text, point.text) == ("curve", "point")
    assert max(line.x) < curve.x < dot.x < point.x
    assert draw.within(dot)[0][0] == "D"
    assert legend.panel.pixels(legend.x, legend.y)[1] < PANEL.box[1]
