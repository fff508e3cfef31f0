import numpy as np
import pytest

from gradlab import explore
from gradlab.data import load_trained


def told(params, **change):
    widget = explore.weights(lambda: params)
    widget.close()
    scene = widget.scene
    return scene.frame(scene.usual | change).readout


def test_the_sum_is_that_of_the_unit_for_the_mean_digit():
    corner = {"W1": np.zeros((64, 2)), "b1": np.array([0.5, -1.0])}
    assert told(corner, unit=0) == "unit 0: mean sum 0.50 for digit 0."
    assert told(corner, unit=1, digit=7) == "unit 1: mean sum -1.00 for digit 7."


@pytest.mark.parametrize(
    ("params", "words"),
    [
        (None, "returned no dictionary with W1 and b1"),
        ({"W1": np.zeros((64, 3))}, "returned no dictionary with W1 and b1"),
        ({"W1": np.zeros((30, 64)), "b1": np.zeros(30)}, "shape (30, 64); expected"),
        ({"W1": np.full((64, 2), np.nan), "b1": np.zeros(2)}, "hold nan or inf"),
    ],
)
def test_weights_that_are_none_are_said(params, words):
    assert words in told(params)


def test_a_unit_that_is_not_there_is_said():
    few = {name: load_trained()[name][..., :4] for name in ("W1", "b1")}
    assert "has 4 units; there is no unit 9" in told(few, unit=9)
