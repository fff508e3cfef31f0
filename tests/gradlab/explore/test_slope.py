import numpy as np
import pytest
import student_functions as functions
from matplotlib import pyplot

from gradlab import explore
from gradlab.explore.pixels import raster
from gradlab.explore.slope_data import State, moment, sample_slope
from gradlab.explore.slope_figure import SLOPE_LIMITS, X_LIMITS, draw
from gradlab.explore.slope_words import describe, readout, settings
from gradlab.explore.style import HEIGHT, WIDTH

RIGHT = (functions.parabola, functions.parabola_derivative)
WRONG = (functions.parabola, functions.doubled_derivative)
ALL = [f for name, f in vars(functions).items() if callable(f)]


def texts(figure):
    """All the words of a figure in one string."""
    return " ".join(
        text.get_text().replace("\n", " ")
        for text in [*figure.texts, *(t for axes in figure.axes for t in axes.texts)]
    )


def tangent_style(functions):
    """The dashes of the tangent at x0 = 2."""
    lines = draw(sample_slope(*functions), State(2.0)).axes[0].lines
    (tangent,) = (line for line in lines if "tangent" in line.get_label())
    return tangent._unscaled_dash_pattern


def test_a_right_derivative_agrees_everywhere():
    samples = sample_slope(*RIGHT)
    assert all(moment(samples, State(x)).agree for x in samples.x)


def test_a_wrong_derivative_disagrees_where_it_is_wrong_only():
    samples = sample_slope(*WRONG)
    assert moment(samples, State(2.0)).agree is False
    assert moment(samples, State(0.0)).agree is True


def test_the_measured_slope_is_that_of_the_given_function():
    now = moment(sample_slope(*WRONG), State(2.0))
    assert (now.y, now.slope) == pytest.approx((0.08, 0.16))
    assert now.measured == pytest.approx(0.08)


def test_at_a_corner_the_slope_of_either_side_is_right():
    for value_at_zero in (0, 0.5, 1):
        samples = sample_slope(np.abs, lambda x, v=value_at_zero: np.where(x, 9, v))
        assert moment(samples, State(0.0)).agree is True


def test_float32_answers_are_precise_enough():
    samples = sample_slope(
        lambda x: np.tanh(x.astype(np.float32)), lambda x: 1 - np.tanh(x) ** 2
    )
    assert all(moment(samples, State(x)).agree for x in samples.x)


def test_a_missing_slope_neither_agrees_nor_disagrees():
    samples = sample_slope(functions.parabola, functions.unwritten)
    assert moment(samples, State(1.0)).agree is None


def test_x0_between_samples_moves_to_the_nearest():
    assert moment(sample_slope(*RIGHT), State(1.234)).x0 == 1.25


def test_the_readout_gives_four_decimals_and_a_verdict():
    assert readout(sample_slope(*RIGHT), State(1.5)) == (
        "x0 = 1.5, parabola(x0) = 0.0450, your slope = 0.0600, "
        "measured slope = 0.0600; tangent and curve agree."
    )


def test_the_readout_has_no_negative_zero():
    assert "-0.0000" not in readout(sample_slope(*RIGHT), State(0.0))


def test_the_readout_tells_the_problem_of_each_function():
    words = readout(sample_slope(functions.listed, functions.raising), State())
    assert "listed returned a list" in words
    assert "raising raised ValueError" in words


def test_the_description_says_what_is_drawn():
    words = describe(sample_slope(*RIGHT), State())
    assert "above, parabola with its tangent" in words
    assert "below, parabola_derivative" in words


def test_the_settings_line_is_python_that_gives_the_same_readout():
    line = settings(sample_slope(*RIGHT), State(-2.3))
    again = eval(line, {"explore": explore, **vars(functions)})
    assert "x0 = -2.3," in repr(again)
    again.close()


def test_the_picture_has_fixed_axes_whatever_the_values():
    figures = [draw(sample_slope(f, f), State(2.0)) for f in ALL]
    assert {figure.axes[0].get_xlim() for figure in figures} == {X_LIMITS}
    assert {figure.axes[1].get_ylim() for figure in figures} == {SLOPE_LIMITS}


def test_a_disagreement_is_told_by_words_hatch_and_line_style():
    figure = draw(sample_slope(*WRONG), State(2.0))
    upper = figure.axes[0]
    assert "tangent and curve disagree: yours 0.160, measured 0.080" in texts(figure)
    assert any(part.get_hatch() for part in upper.collections)
    assert tangent_style(WRONG) != tangent_style(RIGHT)


def test_the_placeholder_shows_the_formula_and_what_to_do():
    figure = draw(
        sample_slope(functions.unwritten, functions.unwritten, "$a$"), State()
    )
    assert "Write unwritten above, then run this cell again." in texts(figure)
    assert "$a$" in texts(figure)


@pytest.mark.parametrize("function", ALL)
def test_every_kind_of_answer_is_drawn_without_a_warning(function):
    image = raster(draw(sample_slope(function, function), State(1.5)))
    assert image.size == (WIDTH, HEIGHT)


def test_an_error_message_is_shown_as_it_is_where_the_font_allows():
    figure = draw(sample_slope(functions.raising, functions.raising), State())
    assert "raising raised ValueError: no $luck$ with ?" in texts(figure)


def test_values_beyond_the_panel_are_pointed_at():
    figure = draw(sample_slope(lambda x: x * 0 + 9, lambda x: x * 0 - 9), State())
    upper, lower = ({line.get_marker() for line in a.lines} for a in figure.axes)
    assert "^" in upper
    assert "v" in lower


def test_where_there_is_no_number_the_panel_is_hatched():
    figure = draw(sample_slope(functions.nan_near_zero, functions.parabola), State(3))
    strip = figure.axes[0].patches[0]
    assert strip.get_hatch()
    assert strip.get_x() == pytest.approx(-0.125)


def test_drawing_leaves_pyplot_alone():
    draw(sample_slope(*RIGHT), State())
    assert pyplot.get_fignums() == []


@pytest.mark.parametrize("given", [np.zeros(3), 0.5, None, "sigmoid"])
def test_what_is_no_function_is_refused_in_one_line(given):
    with pytest.raises(TypeError, match=r"^slope wants two functions.*; it got \w+\.$"):
        explore.slope(functions.parabola, given)


def test_x0_must_be_a_number_on_the_slider():
    with pytest.raises(TypeError, match=r"x0 must be a number.*'1'"):
        explore.slope(*RIGHT, x0="1")
    with pytest.raises(ValueError, match="x0 must lie from -6 to 6; it is 7"):
        explore.slope(*RIGHT, x0=7)
