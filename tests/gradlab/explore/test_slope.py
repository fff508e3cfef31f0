import gallery
import numpy as np
import pytest
import student_functions as functions
from widgets import texts

from gradlab import explore
from gradlab.explore.core import draw
from gradlab.explore.slope import UPPER, Slope, X

RIGHT = (functions.parabola, functions.parabola_derivative)
WRONG = (functions.parabola, functions.doubled_derivative)
ON = {"tangent": True, "measured": True}


def frame(pair, x0):
    return Slope(*pair).frame({"x0": x0, **ON})


def samples(*pair):
    return Slope(*pair).samples


def tangent(pair):
    """The line through the point, the last one of the upper panel."""
    shapes = frame(pair, 2.0).shapes
    return [m for m in shapes if isinstance(m, draw.Line) and m.panel.box == UPPER.box][
        -1
    ]


def test_a_right_derivative_agrees_everywhere():
    found = samples(*RIGHT)
    assert all(found.at(x).agree for x in X)


def test_a_wrong_derivative_disagrees_where_it_is_wrong_only():
    found = samples(*WRONG)
    assert found.at(2.0).agree is False
    assert found.at(0.0).agree is True


def test_the_measured_slope_is_that_of_the_given_function():
    now = samples(*WRONG).at(2.0)
    assert (now.y, now.slope) == pytest.approx((0.08, 0.16))
    assert now.measured == pytest.approx(0.08)


def test_at_a_corner_the_slope_of_either_side_is_right():
    for value_at_zero in (0, 0.5, 1):
        found = samples(np.abs, lambda x, v=value_at_zero: np.where(x, 9, v))
        assert found.at(0.0).agree is True


def test_float32_answers_are_precise_enough():
    found = samples(
        lambda x: np.tanh(x.astype(np.float32)), lambda x: 1 - np.tanh(x) ** 2
    )
    assert all(found.at(x).agree for x in X)


@pytest.mark.parametrize(
    ("pair", "heights", "slopes"),
    [
        ((gallery.ramp, gallery.ramp_slope), (-1.5, 7.5), (-0.25, 1.25)),
        ((np.tanh, lambda x: 1 - np.tanh(x) ** 2), (-1.5, 1.5), (-0.25, 1.25)),
        ((gallery.logistic, gallery.logistic_slope), (-0.25, 1.25), (-0.06, 0.31)),
    ],
    ids=["relu", "tanh", "sigmoid"],
)
def test_the_axes_hold_all_that_the_functions_return(pair, heights, slopes):
    upper, lower = Slope(*pair).axes({})
    assert upper.y == pytest.approx(heights, abs=0.01)
    assert lower.y == pytest.approx(slopes, abs=0.01)


def test_an_axis_is_not_stretched_by_a_value_that_is_far_out():
    upper, lower = Slope(lambda x: np.where(x > 5, 1e9, x / 6), np.zeros_like).axes({})
    assert upper.y == pytest.approx((-1.46, 1.29), abs=0.02)
    assert np.isfinite(lower.y).all()


def test_axes_stand_where_there_is_no_number_at_all():
    upper, _ = Slope(lambda x: x * np.nan, functions.unwritten).axes({})
    assert upper.y == (-1.0, 1.0)


def test_a_missing_slope_neither_agrees_nor_disagrees():
    found = samples(functions.parabola, functions.unwritten)
    assert found.at(1.0).agree is None


def test_x0_between_samples_moves_to_the_nearest():
    assert samples(*RIGHT).at(1.234).x0 == 1.25


def test_the_readout_gives_four_decimals_and_a_verdict():
    assert frame(RIGHT, 1.5).readout == (
        "x0 = 1.5, parabola(x0) = 0.0450, your slope = 0.0600, "
        "measured slope = 0.0600; tangent and curve agree."
    )


def test_the_readout_has_no_negative_zero():
    assert "-0.0000" not in frame(RIGHT, 0.0).readout


def test_the_readout_tells_the_problem_of_each_function():
    words = frame((functions.listed, functions.raising), 0.0).readout
    assert "listed returned a list" in words
    assert "raising raised ValueError" in words


def test_the_description_says_what_is_drawn():
    words = Slope(*RIGHT).describe({"x0": 1.0, **ON})
    assert "above, parabola with its tangent" in words
    assert "below, parabola_derivative" in words


def test_a_disagreement_is_told_by_words_tint_and_line_style():
    shapes = frame(WRONG, 2.0).shapes
    assert "tangent and curve disagree: yours 0.160, measured 0.080" in texts(shapes)
    assert any(isinstance(shape, draw.Area) for shape in shapes)
    assert tangent(WRONG).dashes != tangent(RIGHT).dashes


def test_tangent_and_measured_slope_can_be_switched_off():
    shapes = Slope(*RIGHT).at({"x0": 2.0, "tangent": False, "measured": False}).shapes
    assert [shape.marker for shape in shapes if isinstance(shape, draw.Dots)] == [
        "o",
        "o",
    ]
    assert not any(isinstance(m, draw.Line) and m.dashes == (7.0, 3.0) for m in shapes)


@pytest.mark.parametrize("given", [np.zeros(3), 0.5, None, "sigmoid"])
def test_what_is_no_function_is_refused_in_one_line(given):
    with pytest.raises(TypeError, match=r"^slope wants functions.*; it got \w+\.$"):
        explore.slope(functions.parabola, given)


def test_too_few_functions_are_refused_in_one_line():
    with pytest.raises(TypeError, match=r"^slope wants functions, as in .*; it got 1"):
        explore.slope(functions.parabola)


def test_x0_must_be_a_number_on_the_slider():
    with pytest.raises(TypeError, match=r"x0 must be a number.*'1'"):
        explore.slope(*RIGHT, x0="1")
    with pytest.raises(ValueError, match="x0 must lie from -6 to 6; it is 7"):
        explore.slope(*RIGHT, x0=7)
    with pytest.raises(TypeError, match="slope has no x1; it has x0, tangent"):
        explore.slope(*RIGHT, x1=1)


def test_a_function_of_numpy_keeps_its_prefix_in_the_settings():
    scene = Slope(np.tanh, functions.parabola_derivative)
    line = scene.settings({"x0": 1.0})
    assert line == "explore.slope(np.tanh, parabola_derivative, x0=1.0)"
