import re

import gallery
import pytest

from gradlab.explore.layers import MOST, Layers


@pytest.mark.parametrize("spread", [0.06, 0.125, 0.177])
def test_the_rule_foretells_the_factor_of_a_layer_of_relu(spread):
    scene = Layers((gallery.ramp, gallery.ramp_slope))
    words = scene.readout(scene.usual | {"spread": spread})
    found = re.search(r"√64 = ([\d.]+), measured ([\d.]+)\.$", words)
    assert float(found[1]) == pytest.approx(float(found[2]), rel=0.1)


def test_the_first_factor_is_the_first_size():
    scene = Layers((gallery.ramp, gallery.ramp_slope))
    _, sizes, factors = scene._forward("ramp", 0.125)
    assert len(sizes) == len(factors) == MOST
    words = scene.readout(scene.usual | {"layers": 1})
    assert words.endswith(f"measured {sizes[0]:.3g}.")
