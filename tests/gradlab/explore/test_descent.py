import gallery
import pytest

from gradlab.explore.descent import Descent


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, "it is at [-0.03, 0.02]"),
        ({"lr": 1.1}, "it diverges"),
        ({"surface": "saddle", "steps": 50}, "it falls without end"),
    ],
)
def test_the_readout_says_where_a_path_comes_to(change, verdict):
    scene = Descent(gallery.walk)
    start = {name: control.start for name, control in scene.controls.items()}
    assert scene.readout({**start, **change}).endswith(f"{verdict}.")
