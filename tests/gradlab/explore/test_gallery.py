"""What holds for every explorer."""

import json
import re
from itertools import pairwise

import gallery
import ipywidgets
import numpy as np
import pytest
import student_functions as functions
from widgets import find, held

from gradlab import explore
from gradlab.explore.core import draw, still
from gradlab.explore.core.axes import axes
from gradlab.explore.core.controls import Slider, Steps
from gradlab.explore.core.images import raster
from gradlab.explore.core.panel import WIDTH
from gradlab.explore.core.text_width import text_width

each = pytest.mark.parametrize("shown", gallery.GALLERY, ids=gallery.NAMES)


def none(*args, **kwargs):
    return None


def text(*args, **kwargs):
    return "0.5"


def not_numbers(*args, **kwargs):
    return np.array([np.nan] * 3)


SLIDERS_ALONE = {  # docs/explorers.md says why
    "softmax": {"T"},
    "backprop": {"step"},
    "tape": {"step"},
    "weights": {"unit"},
}
BROKEN = [functions.unwritten, functions.raising, none, text, not_numbers, list]


@pytest.fixture
def make():
    """A function that opens an explorer, closed after the test."""
    opened = []

    def open_(shown, functions=None, **start):
        call = getattr(explore, shown.name)
        opened.append(call(*(functions or shown.functions), **start))
        return opened[-1]

    yield open_
    for widget in opened:
        widget.close()


def stored(widget):
    """What showing the explorer stores in a notebook, twice the text included."""
    data, _ = still.bundle(widget.scene, widget.values)
    return len(json.dumps(data)) + len(data["text/plain"])


def test_every_explorer_is_in_the_gallery():
    assert sorted(gallery.NAMES) == sorted(explore.__all__)


@each
def test_a_readout_is_one_line_of_numbers_without_a_problem(make, shown, capsys):
    line = repr(make(shown))
    assert line.startswith(f"{shown.name}: ")
    assert not re.search(r"\n|raised|returned|took longer|nan", line)
    assert capsys.readouterr() == ("", "")


@each
def test_settings_bring_the_picture_back(make, shown):
    widget = make(shown, **shown.other)
    line = widget.scene.settings(widget.values)
    again = eval(line, {"explore": explore, **vars(gallery)})
    assert repr(again) == repr(widget)
    assert again.values == widget.values
    again.close()


@each
def test_what_is_stored_takes_at_most_27_kilobytes(make, shown):
    assert stored(make(shown)) <= 27_000
    assert stored(make(shown, **shown.other)) <= 27_000


@each
@pytest.mark.parametrize("broken", BROKEN, ids=lambda f: f.__name__)
def test_a_broken_function_is_named_in_the_picture_not_raised(make, shown, broken):
    widget = make(shown, [broken] * len(shown.functions))
    assert broken.__name__ in repr(widget)


@each
def test_the_browser_gets_one_frame_first_and_then_those_along_every_control(
    make, shown
):
    seen = make(shown).view
    alone = {json.dumps(f) for axis in held(seen)["axes"] for f in axis if f}
    seen.fill()
    frames = held(seen)
    assert len(alone) == 1
    assert len(frames["axes"]) == len(frames["base"]) == len(seen.controls)
    assert all(axis[i] for axis, i in zip(frames["axes"], frames["base"], strict=True))
    assert all(svg and readout for svg, readout, *_ in filter(None, frames["axes"][0]))


@each
def test_something_in_the_picture_can_be_moved_by_hand(make, shown):
    seen = make(shown, **shown.other).view
    frames = held(seen)
    handles = frames["axes"][0][frames["base"][0]][4]
    assert handles
    for label, across, up, *_ in handles:
        assert label
        assert max(across, up) >= 0


@each
def test_what_a_slider_moves_a_mark_in_the_picture_moves_too(make, shown):
    scene = make(shown).scene
    numbers = {n for n, c in scene.controls.items() if isinstance(c, Slider | Steps)}
    shapes = scene.frame(scene.usual).shapes
    handles = [shape for shape in shapes if isinstance(shape, draw.Handle)]
    moved = {name for handle in handles for name in (handle.across, handle.up)}
    assert numbers - moved == SLIDERS_ALONE.get(shown.name, set())


@each
def test_trouble_leaves_the_handles_where_they_are(make, shown):
    frames = held(make(shown, [functions.raising] * len(shown.functions)).view)
    here = next(frame for axis in frames["axes"] for frame in axis if frame)
    # The curves of slope say it themselves, and errors are what bench shows.
    assert here[4] is None or shown.name in ("slope", "bench")


@each
def test_the_live_picture_and_the_still_say_the_same(make, shown):
    widget = make(shown, **shown.other)
    seen = widget.view
    frames = held(seen)
    here = frames["axes"][0][frames["base"][0]]
    assert repr(widget) == f"{shown.name}: {here[1]}"
    assert here[3] in seen.stills


@each
def test_every_control_has_a_label_and_fits_its_values(make, shown):
    widget = make(shown)
    for name, control in widget.controls.items():
        assert control.description
        assert control.value in widget.scene.controls[name].positions


@each
def test_reset_brings_every_control_back(make, shown):
    widget = make(shown)
    before = widget.values
    for name, value in shown.other.items():
        widget.controls[name].value = value
    assert widget.values != before
    find(widget, ipywidgets.Button)[-1].click()
    assert widget.values == before


@each
def test_the_wrong_number_of_functions_is_refused_in_one_line(shown):
    with pytest.raises(TypeError, match=rf"^{shown.name} wants functions, as in"):
        getattr(explore, shown.name)()
    with pytest.raises(TypeError, match=r"it got ndarray\.$"):
        getattr(explore, shown.name)(*shown.functions[:-1], np.zeros(3))


@each
def test_legends_stay_in_the_picture_and_cover_nothing(make, shown):
    widget = make(shown, **shown.other)
    rows = {}
    for panel in widget.scene.axes(widget.values):
        keys = axes(panel, widget.scene.still(widget.values))[len(axes(panel)) :]
        if keys:
            (legend,) = keys
            last = legend.shapes[-1]
            end = legend.x + last.x + text_width(last.text, last.size)
            assert legend.x + legend.width == pytest.approx(end)
            rows.setdefault(panel.box[1], []).append((panel.box[0], end))
            assert panel.title == ""
    for row in rows.values():
        for (_, end), (begin, _) in pairwise([*sorted(row), (WIDTH, 0)]):
            assert end <= begin


@each
def test_the_picture_keeps_its_size(make, shown):
    widget = make(shown, **shown.other)
    image = raster(widget.scene.picture(widget.values), widget.scene.tints)
    assert image.size == (480, widget.scene.height)
