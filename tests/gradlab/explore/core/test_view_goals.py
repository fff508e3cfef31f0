"""What the kernel keeps of a goal that a hand has reached."""

import gallery
import pytest

from gradlab import explore, history


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The record of a student who works here."""
    monkeypatch.setenv(history.PLACE, str(tmp_path / "progress.json"))
    history.current.cache_clear()
    yield history.current()
    history.current.cache_clear()


def opened():
    return explore.slope(gallery.logistic, gallery.logistic_slope)


def test_a_goal_that_is_reached_is_there_for_the_next_view(kept):
    first = opened()
    assert first.view.reached == []
    first.view._answer(first.view, {"reached": 0}, None)
    again = opened()
    assert again.view.reached == [0]
    (goal,) = kept.read().goals.values()
    assert (goal.explorer, goal.words) == ("slope", first.scene.goals[0].words)
    first.close()
    again.close()


@pytest.mark.parametrize("place", [1, -1, None, "0", 0.5])
def test_a_goal_that_is_none_is_not_kept(kept, place):
    shown = opened()
    shown.view._answer(shown.view, {"reached": place}, None)
    assert kept.read().goals == {}
    shown.close()


def test_the_browser_is_told_the_goals_in_words(kept):
    shown = opened()
    assert shown.view.goals == [{"words": shown.scene.goals[0].words, "stretch": False}]
    shown.close()
