"""Goals: said where they are reached, by nothing but what the picture shows."""

import faulty
import gallery
import numpy as np
import pytest
import student_functions as functions

from gradlab import explore

# For each goal settings that reach it, and beside them what must not.
TANH = (np.tanh, lambda x: 1 - np.tanh(x) ** 2)
REACHED = {
    "slope": [{"x0": -6.0}],
    "neuron": [{"w": -2.0, "b": 4.0}, {"w": 10.0, "b": -10.0}],
    "overflow": [{"x": 800.0}, {"x": 12.0, "dtype": "float16"}],
    "softmax": [{"T": 20.0}, {"x0": 2.0, "x1": 1.5, "T": 0.05}],
    "two_classes": [{"a": 1.0, "b": 3.0}, {"a": -0.1, "b": -5.0}],
    "loss": [
        {"x0": -20.0, "x1": 20.0},
        {"x0": 0.5, "x1": 0.0, "x2": -20.0, "target": 1},
    ],
    "why_not_accuracy": [{"w": 2.05}, {"w": 6.0, "threshold": 0.9}],
    "vanishing": [{"weight": 4.0, "depth": 30}],
    "layers": [{"spread": 0.177}],
    "step_size": [{"h": 1e-5}, {"h": 10**-3.5, "dtype": "float32"}],
    "descent": [
        {"lr": 0.3, "steps": 50},
        {"surface": "two minima", "x": 2.0, "y": 0.1, "lr": 0.1, "steps": 50},
    ],
    "forward": [{"x1": 1.0, "x2": -1.0}, {"x1": -2.0, "x2": 2.8}],
    "backprop": [{"x": -1.5}, {"bug": "relu"}],
    "training": [{"epoch": 1000, "lr": 5.0}],
    "boundary": [{"hidden": 8, "seed": 1}, {"hidden": 4, "seed": 1}],
    "bench": [{"size": 1e-7}, {"size": 1e-4}],
    "weights": [{"unit": 9}, {"unit": 6}],
    "tape": [{"a": 1.0, "b": -0.5, "c": 1.0}, {"a": 1.0, "b": 0.5, "c": 0.0}],
}
each = pytest.mark.parametrize("shown", gallery.GALLERY, ids=gallery.NAMES)


def scene(shown, *given):
    call = getattr(explore, shown.name)
    widget = call(*(given or shown.functions))
    widget.close()
    return widget.scene


@each
def test_every_explorer_has_a_goal_in_words(shown):
    goals = scene(shown).goals
    assert [goal.stretch for goal in goals] == [False, True][: len(goals)]
    assert all(goal.words and not goal.words.endswith(".") for goal in goals)


@each
def test_no_goal_is_reached_before_a_hand_moves_anything(shown):
    drawn = scene(shown)
    reached = drawn.frame(drawn.usual).reached
    assert len(reached) == len(drawn.goals)
    assert not any(reached)


@each
def test_goals_are_reached_by_right_functions(shown):
    drawn = scene(shown)
    for place, change in enumerate(REACHED[shown.name]):
        told = drawn.frame(drawn.usual | change)
        assert told.reached[place], (drawn.goals[place].words, told.readout)


@each
@pytest.mark.parametrize(
    "fault", [functions.unwritten, functions.raising, list], ids=lambda f: f.__name__
)
def test_a_function_that_gives_no_picture_reaches_nothing(shown, fault):
    drawn = scene(shown, *[fault] * len(shown.functions))
    for change in REACHED[shown.name]:
        assert not any(drawn.frame(drawn.usual | change).reached)


@each
def test_nan_reaches_nothing(shown):
    drawn = scene(shown, *faulty.all_faulty(faulty.nan, shown.functions))
    if shown.name in ("boundary", "tape", "weights"):  # classes, and a dictionary
        return
    for change in REACHED[shown.name]:
        assert not any(drawn.frame(drawn.usual | change).reached)


def test_relu_and_tanh_have_goals_of_their_own_in_layers():
    pairs = explore.layers(gallery.ramp, gallery.ramp_slope, *TANH)
    drawn = pairs.scene
    pairs.close()
    reached = drawn.frame(drawn.usual | {"activation": "tanh", "spread": 0.177}).reached
    assert [goal.stretch for goal in drawn.goals] == [False, True]
    assert reached == (False, True)


def test_only_relu_keeps_a_gradient_at_a_value_far_from_zero():
    both = explore.vanishing(
        gallery.through_layers, gallery.logistic_slope, gallery.ramp_slope
    )
    drawn = both.scene
    both.close()
    far = {"value": 2.0, "weight": 1.0, "depth": 30, "activation": "ramp_slope"}
    assert drawn.frame(drawn.usual | far).reached == (True, True)
    assert drawn.frame(drawn.usual | far | {"weight": 0.9}).reached == (False, False)
