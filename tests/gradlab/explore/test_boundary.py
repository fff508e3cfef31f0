import gallery
import numpy as np
import pytest

from gradlab.explore.boundary import MAP, Boundary
from gradlab.explore.core import draw


def values(scene, **changes):
    return {name: c.start for name, c in scene.controls.items()} | changes


def lines(**changes):
    """Where each hidden unit's line ends."""
    scene = Boundary(gallery.Net, gallery.batches)
    shapes = scene.frame(values(scene, **changes)).shapes
    return [
        shape.y
        for shape in shapes
        if isinstance(shape, draw.Line) and shape.panel == MAP
    ]


def test_every_hidden_unit_is_a_line():
    found = lines(hidden=4)
    assert len(found) == 4
    assert len({round(float(ends[0]), 6) for ends in found}) == 4


def test_units_that_start_alike_stay_one_line():
    found = lines(hidden=8, std=0.0)
    assert len(found) == 8
    assert np.ptp(found, axis=0) == pytest.approx(0.0, abs=1e-6)


def unwritten(*args):
    raise NotImplementedError


@pytest.mark.parametrize(
    "given", [(unwritten, gallery.batches), (gallery.Net, unwritten)]
)
def test_what_is_not_written_yet_is_named(given):
    scene = Boundary(*given)
    assert scene.readout(values(scene)).startswith("Write unwritten above")
