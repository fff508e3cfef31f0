"""Nonsense that a function returns is said, not drawn in silence."""

import re

import gallery
import numpy as np
import pytest
from widgets import texts

from gradlab import explore
from gradlab.explore.core import draw, ink


def told(name, *given, **change):
    widget = getattr(explore, name)(*given)
    widget.close()
    scene = widget.scene
    return scene.frame(scene.usual | change)


def sigmoid_of_each(x):
    return gallery.logistic(x)


def powers_alone(x):
    return np.exp(x)


def below_zero(x):
    return gallery.shares(x) - 0.5


@pytest.mark.parametrize(
    ("softmax", "words"),
    [
        (powers_alone, "The shares of powers_alone add up to 11.58, not to 1."),
        (sigmoid_of_each, "The shares of sigmoid_of_each add up to 2.41, not to 1."),
        (below_zero, "below_zero returned a negative share."),
    ],
)
def test_shares_that_are_none_are_said(softmax, words):
    shown = told("softmax", softmax)
    assert shown.readout.endswith(words)
    assert words in texts(shown.shapes)


def test_right_shares_are_not_doubted_in_any_type():
    half = lambda x: gallery.shares(x).astype(np.float16)  # noqa: E731
    assert "add up" not in told("softmax", half).readout
    assert "add up" not in told("softmax", gallery.shares, T=0.05).readout


def not_normalised(target, prediction):
    return np.mean([-row[k] for row, k in zip(prediction, target, strict=True)])


def test_probabilities_of_a_loss_that_do_not_add_up_are_said():
    words = told("loss", not_normalised, gallery.loss_of_shares).readout
    assert "By not_normalised the probabilities add up to 11.11." in words


def test_answers_of_a_network_beyond_0_and_1_are_said():
    linear = lambda params, x: [3 * layer for layer in gallery.outputs(params, x)]  # noqa: E731
    assert "answers beyond 0 and 1" in told("training", gallery.train, linear).readout


def test_classes_are_counted_from_0():
    widget = explore.softmax(gallery.shares)
    widget.close()
    labels = [word for _, word in widget.scene.panels[0].x_ticks]
    assert labels == ["0", "1", "2", "3"]
    assert [c.description for c in widget.controls.values()][:4] == [
        f"score {i}" for i in range(4)
    ]


@pytest.mark.parametrize("name", ["two_classes", "training", "boundary"])
def test_every_map_of_answers_has_the_same_colours_and_names_them(name):
    widget = getattr(explore, name)(*getattr(gallery.BY_NAME, name).functions)
    widget.close()
    scene = widget.scene
    assert scene.tints == ink.ANSWERS
    shapes = list(scene.still(scene.usual))
    bars = [shape.colour for shape in shapes if isinstance(shape, draw.Bars)]
    assert tuple(bars) == ink.ANSWERS
    assert texts(shapes).count("0 1") == 1
    assert re.search("up, (answer|share):$", scene.panels[0].title)
