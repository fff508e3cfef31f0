import json

import numpy as np
import pytest

from gradlab.explore.core import draw
from gradlab.explore.core.controls import Choice, Slider, Steps, options
from gradlab.explore.core.handles import Placing
from gradlab.explore.core.panel import Panel

PANEL = Panel((100, 50, 200, 250), (-5, 5), (0, 1))
CONTROLS = {
    "a": Slider("a", 0.0, -5.0, 5.0, 0.1),
    "share": Slider("share", 0.5, 0.0, 1.0, 0.25),
    "rate": Steps("rate", 1.0, options((0.1, 1.0, 5.0))),
    "kind": Choice("kind", "mine", options(("mine", "other"))),
}


def placed(*args, **kwargs):
    """What the browser gets of one handle."""
    shapes = [draw.Line(PANEL, [0, 1], [0, 1]), draw.Handle(PANEL, *args, **kwargs)]
    (found,) = Placing(CONTROLS).placed(shapes)
    assert json.loads(json.dumps(found)) == found
    return found


def test_a_handle_is_told_with_its_controls_and_where_their_ends_lie():
    assert placed(0.0, 0.5, "both", across="a", up="share") == [
        *("both", 0, 1, 1500, 1500),
        *([1000, 2000], [2500, 500]),
    ]


def test_a_handle_of_one_direction_names_no_control_for_the_other():
    assert placed(5.0, 0.0, "sideways", across="a") == [
        *("sideways", 0, -1, 2000, 2500),
        *([1000, 2000], []),
    ]


def test_places_that_are_not_even_are_told_one_by_one():
    *_, across, _ = placed(1.0, 0.5, "rate", across="rate")
    assert across == [1510, 1600, 2000]


def test_a_handle_may_say_where_its_positions_lie():
    stops = np.linspace(0, 1, 101) ** 2
    *_, down = placed(0.0, 0.3, "bar", up="a", stops=stops)
    assert len(down) == 101
    assert (down[0], down[50], down[-1]) == (2500, 2000, 500)


@pytest.mark.parametrize(
    ("x", "y", "place"),
    [
        (99.0, 0.5, [2000, 1500]),
        (-np.inf, np.inf, [1000, 500]),
        (np.nan, np.nan, [1500, 1500]),
    ],
)
def test_a_handle_stays_within_its_panel(x, y, place):
    assert placed(x, y, "far", across="a")[3:5] == place


def test_stops_that_are_no_numbers_do_not_reach_the_browser():
    *_, down = placed(0.0, 0.0, "bar", up="share", stops=[np.nan, 0, np.inf, 1, 2])
    assert all(isinstance(stop, int) for stop in down)


def test_a_handle_of_no_control_is_refused():
    with pytest.raises(ValueError, match="no control 'b' for a handle; there are a, "):
        placed(0.0, 0.0, "lost", across="b")
