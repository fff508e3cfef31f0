import faulty
import gallery
import numpy as np
import pytest

from gradlab.explore.boundary import MAP, Boundary
from gradlab.explore.core import draw
from gradlab.explore.core.frames import Frames


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


class Counted(gallery.Net):
    """A network that counts the steps of all networks of its class."""

    steps = 0

    def gradient(self, x, t):
        type(self).steps += 1
        return super().gradient(x, t)


@pytest.fixture
def counted(monkeypatch):
    """The class, with nothing counted yet."""
    monkeypatch.setattr(Counted, "steps", 0)
    return Counted


def test_the_first_picture_waits_for_75_epochs_and_says_so(counted):
    frames = Frames(Boundary(counted, gallery.batches))
    start = [control.begin for control in frames.scene.controls.values()]
    axes, _ = frames.first(start)
    (frame,) = [frame for axis in axes for frame in axis if frame]
    assert counted.steps == 75 * 3
    assert "epoch 75:" in frame[1]
    assert "epoch=75" in frame[2]


def test_a_run_is_trained_once_in_whatever_order_its_epochs_are_seen(counted):
    scene = Boundary(counted, gallery.batches)
    in_parts = [scene.readout(values(scene, epoch=e)) for e in (75, 20, 400, 200)]
    assert counted.steps == 400 * 3
    at_once = Boundary(gallery.Net, gallery.batches)
    assert in_parts[2] == at_once.readout(values(at_once))


def test_a_run_that_fails_late_says_so_at_every_later_epoch():
    class Fragile(gallery.Net):
        def loss(self, x, t):
            if not hasattr(self, "seen"):
                self.seen = 0
            self.seen += 1
            if self.seen > 10:
                raise ValueError("too long")
            return super().loss(x, t)

    scene = Boundary(Fragile, gallery.batches)
    assert "loss" in scene.readout(values(scene, epoch=75))
    for epoch in (400, 200):
        assert "too long" in scene.readout(values(scene, epoch=epoch))
    assert "loss" in scene.readout(values(scene, epoch=20))


def test_answers_that_are_nan_are_not_right_and_are_named():
    (network, batches) = faulty.all_faulty(faulty.nan, (gallery.Net, gallery.batches))
    scene = Boundary(network, batches)
    readout = scene.readout(values(scene))
    assert "0 of 60 right" in readout
    assert "Net answers nan." in readout
