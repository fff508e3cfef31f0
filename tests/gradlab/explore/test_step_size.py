import gallery
import numpy as np
import pytest

from gradlab.explore.core import draw, ink
from gradlab.explore.step_size import CURVE, StepSize


def forwards(f, x, h=1e-4):
    return (f(x + h) - f(x)) / h


def shapes(function, kind, **change):
    scene = StepSize(function)
    drawn = scene.at(scene.usual | change).shapes
    mine = [m for m in drawn if m.panel == CURVE and isinstance(m, kind)]
    return [m for m in mine if m.colour == ink.VERMILION]


@pytest.mark.parametrize(("method", "ends"), [("yours", [0, 2]), ("forward", [1, 2])])
def test_the_two_samples_stand_on_the_curve(method, ends):
    (samples,) = shapes(gallery.centred, draw.Dots, method=method)
    assert samples.x == pytest.approx(ends)
    assert samples.y == pytest.approx(np.sin(ends))


def height_at_the_right_sample(function):
    (line,) = shapes(function, draw.Line)
    return np.interp(2.0, line.x, line.y)


def test_the_line_goes_through_both_samples_if_the_slope_is_theirs_alone():
    assert height_at_the_right_sample(gallery.centred) == pytest.approx(np.sin(2))
    assert height_at_the_right_sample(forwards) != pytest.approx(np.sin(2), abs=0.1)
