"""What the browser is answered while a hand moves an explorer of faulty functions."""

import functools
import json
import zlib

import faulty
import gallery
import pytest
import student_functions as functions

from gradlab import explore

each = pytest.mark.parametrize("shown", gallery.GALLERY, ids=gallery.NAMES)
ONCE = ("slope", "two_classes", "weights", "why_not_accuracy")  # asked beforehand
UNUSABLE = (functions.raising, functions.unwritten)
FAULTS = (faulty.lists, *faulty.WRONG)


class Hand:
    """Moves the controls of an explorer, as the browser tells the kernel."""

    def __init__(self, shown, functions, monkeypatch):
        self.widget = getattr(explore, shown.name)(*functions)
        self.view, self.heard = self.widget.view, []
        monkeypatch.setattr(self.view, "send", self._hear)

    def _hear(self, _content, buffers):
        self.heard.append(json.loads(zlib.decompress(buffers[0])))

    def places(self, part):
        """For each control, a place where it alone moved so far along."""
        start = list(self.view.start)
        for k, words in enumerate(self.view.words):
            place = round(part * (len(words) - 1))
            if place != start[k]:
                yield [*start[:k], place, *start[k + 1 :]]

    def at(self, place):
        """The frame that the browser is answered: overlay, readout, and so on."""
        self.view._handle_custom_msg({"here": place}, [])
        return self.heard[-1]["frame"]


@pytest.fixture
def hand(monkeypatch):
    """A function that shows an explorer and returns a hand at it."""
    hands = []

    def make(shown, functions):
        hands.append(Hand(shown, functions, monkeypatch))
        return hands[-1]

    yield make
    for one in hands:
        one.widget.close()


@each
@pytest.mark.parametrize("broken", UNUSABLE, ids=lambda f: f.__name__)
def test_wherever_the_hand_goes_a_broken_function_is_named(hand, shown, broken):
    one = hand(shown, [broken] * len(shown.functions))
    for part in (0, 0.4, 1):
        for place in one.places(part):
            overlay, readout, *_, reached = one.at(place)
            if "forward" not in readout:  # step_size measures so by itself
                assert broken.__name__ in readout
            assert "<text" in overlay
            assert "Traceback" not in overlay + readout
            assert reached == []


@each
@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.__name__)
def test_wrong_numbers_under_a_hand_are_answered_with_words(hand, shown, fault):
    one = hand(shown, faulty.all_faulty(fault, shown.functions))
    for place in one.places(0.4):
        overlay, readout, *_ = one.at(place)
        assert "<text" in overlay
        assert readout
        assert "Traceback" not in overlay + readout


@each
def test_a_function_that_fails_under_the_hand_is_named_and_nothing_is_stuck(
    hand, shown
):
    failing = []

    def fragile(function):
        @functools.wraps(function)
        def own(*args, **kwargs):
            if failing:
                raise ValueError("not here")
            return function(*args, **kwargs)

        return own

    one = hand(shown, list(map(fragile, shown.functions)))
    before = repr(one.widget)
    failing.append(True)
    said = [one.at(place)[1] for place in one.places(1)]
    said += [one.at(place)[1] for place in one.places(0)]
    assert any("not here" in words for words in said) == (shown.name not in ONCE)
    failing.clear()
    after = [one.at(place)[1] for place in one.places(0.4)]
    assert not any("not here" in words for words in after)
    assert repr(one.widget) == before
