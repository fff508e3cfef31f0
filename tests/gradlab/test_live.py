"""The view of a training run: bar, words and curves."""

import math

import pytest

from gradlab.live import TrainingView


def test_every_epoch_moves_the_bar_and_renews_the_words():
    view = TrainingView(epochs=4)

    view.add(2.25, 0.5, 0.4)
    view.add(1.0, 0.75, 0.7)

    assert (view.bar.value, view.bar.max) == (2, 4)
    assert view.words.value == (
        "epoch 2 of 4: loss 1.000, accuracy 0.750 in training, 0.700 in the test"
    )


def test_the_curves_stand_on_fixed_axes():
    view = TrainingView(epochs=4, highest_loss=2)

    view.add(1.0, 0.5, 0.0)

    assert view.curves.value.count('points="70.0,65.0"') == 2  # loss and training
    assert 'points="70.0,130.0"' in view.curves.value


@pytest.mark.parametrize(("loss", "drawn"), [(9.0, "280.0,0.0"), (math.nan, "")])
def test_a_loss_that_explodes_stays_inside_and_one_that_is_nan_is_left_out(loss, drawn):
    view = TrainingView(epochs=1)

    view.add(loss, 0.1, 0.1)

    assert f'points="{drawn}"' in view.curves.value


def test_the_two_accuracies_differ_by_more_than_colour():
    view = TrainingView(epochs=1)

    view.add(1.0, 0.5, 0.5)

    assert view.curves.value.count("stroke-dasharray") == 1
    assert "training solid, test dashed" in view.curves.value


def test_a_reader_without_widgets_gets_one_line_that_never_changes():
    first, second = TrainingView(epochs=3), TrainingView(epochs=3)
    first.add(1.0, 0.5, 0.5)

    assert first.bundle()["text/plain"] == second.bundle()["text/plain"]
