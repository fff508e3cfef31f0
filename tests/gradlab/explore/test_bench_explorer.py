import gallery
import pytest

from gradlab import explore
from gradlab.explore.bench import NAMES, SIZES


def scene(test, own=gallery.squares):
    widget = explore.bench(test, own)
    widget.close()
    return widget.scene


def asks_for_nothing(own):
    own(gallery.np.ones(2), gallery.np.zeros(2))


def exact(own):
    assert own(gallery.np.array([0.1, 0.2]), gallery.np.zeros(2)) == 0.025


def unwritten(*args):
    raise NotImplementedError


def readout(drawn, **change):
    return drawn.frame(drawn.usual | change).readout


@pytest.mark.parametrize("kind", NAMES)
def test_a_test_catches_what_is_above_its_tolerance(kind):
    drawn = scene(gallery.test_of_squares)
    assert readout(drawn, kind=kind, size=1e-5).endswith("1e-05: caught.")
    assert readout(drawn, kind=kind, size=1e-8).endswith("1e-08: let pass.")


def test_a_test_that_asks_for_nothing_lets_every_mistake_pass():
    drawn = scene(asks_for_nothing)
    for size in SIZES:
        assert readout(drawn, size=size).endswith("let pass.")
    assert not drawn.frame(drawn.usual | {"size": 1e-4}).reached[1]


def test_a_test_that_refuses_its_own_function_is_said_and_reaches_nothing():
    told = scene(exact).frame(scene(exact).usual)
    assert "exact refuses what squares returned: " in told.readout
    assert told.reached == ()


def test_a_function_that_is_not_written_is_named_not_its_test():
    words = readout(scene(gallery.test_of_squares, unwritten))
    assert "unwritten" in words
    assert "test_of_squares" not in words
