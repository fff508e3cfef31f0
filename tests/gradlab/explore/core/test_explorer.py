import base64
import gc
import html
import io
import json
import re
import weakref
from urllib.parse import unquote
from xml.etree import ElementTree

import ipywidgets
import pytest
import student_functions as functions
from ipywidgets.widgets import widget as registry
from matplotlib import pyplot
from PIL import Image
from widgets import find, held

from gradlab import explore
from gradlab.explore.core import explorer, still
from gradlab.explore.core.panel import HEIGHT, WIDTH
from gradlab.explore.core.view import View

RIGHT = (functions.parabola, functions.parabola_derivative)


@pytest.fixture
def shown():
    widget = explore.slope(*RIGHT, x0=1.5)
    yield widget
    widget.close()


@pytest.fixture
def displayed(shown, monkeypatch):
    """The bundles that showing the explorer at the end of a cell emits."""
    calls = []
    monkeypatch.setattr(
        explorer, "display", lambda data, metadata=None, raw=False: calls.append(data)
    )
    shown._ipython_display_()
    return calls


def test_the_readout_follows_the_slider(shown):
    find(shown, ipywidgets.FloatSlider)[0].value = -2.0
    assert "x0 = -2, parabola(x0) = 0.0800" in repr(shown)


def test_the_settings_line_is_python_that_gives_the_same_readout(shown):
    shown.controls["x0"].value = -2.3
    shown.controls["tangent"].value = False
    line = shown.scene.settings(shown.values)
    assert line.endswith("x0=-2.3, tangent=False)")
    again = eval(line, {"explore": explore, **vars(functions)})
    assert repr(again) == repr(shown)
    again.close()


def test_reset_goes_back_to_the_start(shown):
    shown.controls["x0"].value = 4.0
    find(shown, ipywidgets.Button)[0].click()
    assert shown.controls["x0"].value == 1.5


def test_a_slider_between_two_positions_counts_as_the_nearest(shown):
    shown.controls["x0"].value = 1.5999999999999996
    assert shown.values["x0"] == 1.6


def test_the_student_function_is_not_called_again_by_a_move():
    calls = []
    widget = explore.slope(lambda x: calls.append(x) or x, functions.parabola)
    before = len(calls)
    widget.controls["x0"].value = 3.0
    assert len(calls) == before
    widget.close()


def test_the_first_picture_is_drawn_before_any_widget_is_made():
    before, there = len(registry._instances), set()

    def watching(x):
        there.add(len(registry._instances))
        return x

    widget = explore.slope(watching, functions.parabola)
    assert there == {before}
    widget.close()


def test_every_control_has_a_label(shown):
    assert [control.description for control in shown.controls.values()] == [
        "x0",
        "tangent",
        "measured slope",
    ]


def test_the_browser_holds_a_frame_for_every_position_of_every_control(shown):
    (view,) = find(shown, View)
    view.centre([150, 1, 1], seconds=60)
    frames = held(view)
    assert [len(axis) for axis in frames["axes"]] == [241, 2, 2]
    assert all(frame for axis in frames["axes"] for frame in axis)


def test_the_browser_may_ask_for_the_frames_around_another_position(shown):
    (view,) = find(shown, View)
    view._handle_custom_msg({"centre": [10, 0, 9]}, [])
    frames = held(view)
    assert frames["base"] == [10, 0, 1]
    assert frames["axes"][0][10][1].startswith("x0 = -5.5,")


def test_what_the_browser_holds_is_small(shown):
    (view,) = find(shown, View)
    assert len(view.frames) < 60_000
    assert sum(map(len, view.stills.values())) < 80_000


def test_the_cell_shows_the_widget_and_then_a_still(displayed):
    live, still = displayed
    assert set(live) == {"text/plain", "application/vnd.jupyter.widget-view+json"}
    assert list(still) == ["text/plain", "text/html", "image/png"]


def test_nothing_is_drawn_while_a_notebook_is_graded(monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    shown = explore.slope(*RIGHT, x0=1.5)

    shown._ipython_display_()

    assert "slope: not drawn while the notebook is graded" in capsys.readouterr().out
    assert not find(shown, View)
    assert shown.controls["x0"].value == 1.5
    shown.close()


def test_both_outputs_carry_the_numbers_in_full(shown, displayed):
    first, second = displayed
    assert first["text/plain"] == second["text/plain"] == repr(shown)
    assert repr(shown).startswith("slope: x0 = 1.5, parabola(x0) = 0.0450,")


def test_the_stored_outputs_take_at_most_27_kilobytes(displayed):
    assert len(json.dumps(displayed)) <= 27_000


def test_the_still_is_an_image_with_alternative_text(displayed):
    png = base64.b64decode(displayed[1]["image/png"])
    assert Image.open(io.BytesIO(png)).size == (WIDTH, HEIGHT)
    (data,) = re.findall(
        r'<img src="data:image/svg\+xml,(.*?)" alt="Two plots',
        displayed[1]["text/html"],
    )
    picture = ElementTree.fromstring(unquote(html.unescape(data)))
    assert (picture.get("width"), picture.get("height")) == (f"{WIDTH}", f"{HEIGHT}")


def test_the_still_has_colours_for_the_light_and_for_the_dark(displayed):
    page = unquote(displayed[1]["text/html"])
    assert "color-scheme:light dark" in page
    used = set(re.findall(r"var\((--gl-[\w-]+)\)", page))
    declared = re.findall(r"(--gl-[\w-]+):light-dark\(#\w{6},#\w{6}\)", page)
    assert used == set(declared)


def test_the_png_carries_its_alternative_text_as_metadata(shown):
    _, metadata = still.bundle(shown.scene, shown.values)
    assert metadata["image/png"]["alt"].startswith("Two plots")


def test_closing_leaves_no_part_open():
    before = set(registry._instances)
    explore.slope(*RIGHT).close()
    assert set(registry._instances) <= before


def test_running_a_cell_again_closes_the_explorers_of_its_last_run(monkeypatch):
    def run(cell, number):
        monkeypatch.setattr(explorer, "_running_cell", lambda: (cell, number))
        return explore.slope(*RIGHT)

    old, beside, elsewhere = run("a", "1"), run("a", "1"), run("b", "2")
    new = run("a", "3")
    alive = [w.comm is not None for w in (old, beside, elsewhere, new)]
    assert alive == [False, False, True, True]
    elsewhere.close()
    new.close()


def test_drawing_leaves_pyplot_alone(shown):
    shown.scene.picture(shown.values)
    assert pyplot.get_fignums() == []


def test_a_closed_explorer_leaves_no_memory_behind():
    widget = explore.slope(*RIGHT)
    scene = weakref.ref(widget.scene)
    widget.close()
    del widget
    gc.collect()
    assert scene() is None
