import gallery
import numpy as np
import pytest

from gradlab.explore.descent import SURFACES, Descent


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


def frame(walk=gallery.walk, **change):
    scene = Descent(walk)
    return scene, scene.frame(scene.usual | change)


def test_the_lab_s_starts_and_rates_are_within_reach():
    scene, told = frame(surface="stretched bowl", x=-7.0, lr=0.9, steps=40)
    assert "it is at [-0.16, 0.00]" in told.readout
    assert {1.01, 1.05, 10.0} <= {rate for _, rate in scene.controls["lr"].options}


def test_two_minima_are_those_of_the_lab():
    start = {"surface": "two minima", "lr": 0.05, "steps": 50, "y": 1.0}
    ends = [frame(x=x0, **start)[1].readout for x0 in (0.0, 0.1)]
    assert ["[-1.04, " in ends[0], "[0.96, " in ends[1]] == [True, True]


@pytest.mark.parametrize(
    ("beside", "words"),
    [("momentum", "; momentum 0.8: loss "), ("random", "; random directions: loss ")],
)
def test_another_walk_stands_beside_yours(beside, words):
    start = {"surface": "stretched bowl", "x": -7.0, "steps": 50}
    assert words in frame(beside=beside, **start)[1].readout


def loss(told):
    return float(told.readout.rpartition("loss ")[2].rstrip("."))


def test_momentum_is_faster_along_a_valley_and_random_directions_are_slower():
    start = {"surface": "stretched bowl", "x": -7.0, "steps": 50, "lr": 0.3}
    alone = float(frame(**start)[1].readout.partition("loss ")[2].partition(",")[0])
    fast, slow = (loss(frame(beside=b, **start)[1]) for b in ("momentum", "random"))
    assert fast < alone / 10
    assert slow > alone


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("x", [(1.5, -0.5), (-3.0, 2.0)])
def test_the_slopes_of_our_own_walks_are_those_of_the_surface(surface, x):
    f, slope = SURFACES[surface]
    measured = [
        (f(np.add(x, h)) - f(np.subtract(x, h))) / 2e-5 for h in 1e-5 * np.eye(2)
    ]
    assert slope(np.array(x)) == pytest.approx(measured, abs=1e-6)


def elsewhere(f, init_x, lr=0.01, step_num=100):
    return gallery.walk(f, init_x + 1, lr, step_num)


def test_a_path_that_begins_elsewhere_is_said():
    told = frame(elsewhere)[1].readout
    assert "The path of elsewhere does not begin at the start." in told
