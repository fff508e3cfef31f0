import gallery
import pytest
from widgets import texts

from gradlab.explore.forward import Forward


def turned(network, x):
    return gallery.scores_of(network | {"W3": network["W3"].T}, x)


def never_bent(network, x):
    for k in (1, 2, 3):
        x = x @ network[f"W{k}"] + network[f"b{k}"]
    return x


def large_network():
    return {name: 100 * W for name, W in gallery.book_network().items()}


def frame(forward, network=gallery.book_network, **change):
    scene = Forward(forward, network, ())
    return scene.frame(scene.usual | change)


@pytest.mark.parametrize("network", [gallery.book_network, large_network])
@pytest.mark.parametrize("x1", [-3.0, 1.0, 3.0])
def test_a_right_forward_pass_contradicts_no_sum(network, x1):
    told = frame(gallery.scores_of, network, x1=x1)
    assert "Not what the sums give" not in told.readout


@pytest.mark.parametrize(
    ("forward", "nodes"),
    [(turned, "y[0], y[1]."), (never_bent, "z1[0], z1[1], z1[2], z2[0], z2[1].")],
)
def test_nodes_are_named_whose_sum_is_another(forward, nodes):
    told = frame(forward)
    assert f"Not what the sums give: {nodes}" in told.readout
    assert f"not what the sums give: {nodes[:-1]}" in texts(told.shapes)


def test_the_written_sum_stands_beside_the_number_that_contradicts_it():
    assert frame(turned, node="y[0]").readout.endswith("= 0.317, y[0] = 0.394.")


def test_a_layer_that_is_not_reached_is_not_judged():
    assert "Not what" not in frame(turned, layer=2).readout


def test_the_shapes_are_those_of_the_chosen_node():
    shown = texts(frame(gallery.scores_of, node="z2[1]").shapes)
    assert "z1 (3,) @ W2 (3, 2) + b2 (2,) gives (2,)" in shown
