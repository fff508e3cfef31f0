"""An explorer as data: which frames a page without a kernel has."""

import base64
import json
import zlib

import numpy as np
import pytest

from autograder.site.snapshot import MOST_BYTES, snapshot
from gradlab import explore


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


@pytest.fixture(scope="module")
def neuron():
    """The neuron, whose two sliders have 201 positions each."""
    return snapshot(explore.neuron(sigmoid))


def frames(line):
    return json.loads(zlib.decompress(base64.b64decode(line["frames"])))


def test_every_position_of_one_control_is_there_while_others_rest(neuron):
    start = [line for line in neuron["lines"] if line["at"] == neuron["start"]]

    assert [line["axis"] for line in start] == [0, 1]
    for line in start:
        (control,) = neuron["controls"][line["axis"] : line["axis"] + 1]
        assert len(frames(line)) == len(control["words"]) == 201


def test_one_slider_moves_while_the_other_rests_in_many_places(neuron):
    for axis in (0, 1):
        lines = [line for line in neuron["lines"] if line["axis"] == axis]
        rests = sorted(line["at"][1 - axis] for line in lines)
        assert len(rests) >= 5
        assert (rests[0], rests[-1]) == (0, 200)


def test_a_line_shows_the_place_where_the_others_rest(neuron):
    line = next(one for one in neuron["lines"] if one["axis"] == 0 and one["at"][1])

    resting = neuron["controls"][1]["words"][line["at"][1]]
    assert all(f"b = {float(resting):g}" in frame[1] for frame in frames(line))


def test_every_frame_has_its_still_part(neuron):
    used = {frame[3] for line in neuron["lines"] for frame in frames(line) if frame}

    assert used == set(neuron["stills"])


def test_frames_stay_within_their_budget(neuron):
    packed = sum(len(base64.b64decode(line["frames"])) for line in neuron["lines"])

    assert packed <= 1.2 * MOST_BYTES
