import base64
import io
import json
import re

import ipywidgets
import pytest
import student_functions as functions
from ipywidgets.widgets import widget as registry
from PIL import Image

from gradlab import explore
from gradlab.explore import explorer, still
from gradlab.explore.backend import View
from gradlab.explore.style import HEIGHT, WIDTH

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


def find(widget, kind):
    """All widgets of a kind inside an explorer, in their order."""
    return [part for part in explorer._parts(widget) if isinstance(part, kind)]


def picture_and_words(widget):
    return [part.value for part in find(widget, ipywidgets.HTML)[1:]]


def test_the_picture_follows_the_slider(shown):
    before, _ = picture_and_words(shown)
    find(shown, ipywidgets.FloatSlider)[0].value = -2.0
    after, words = picture_and_words(shown)
    assert before != after
    assert "x0 = -2, parabola(x0) = 0.0800" in words


def test_the_live_picture_has_alternative_text(shown):
    picture, _ = picture_and_words(shown)
    assert 'alt="Two plots for x from -6 to 6' in picture
    assert "max-width:100%" in picture


def test_the_readout_is_a_live_region_and_the_settings_can_be_copied(shown):
    _, words = picture_and_words(shown)
    assert 'role="status" aria-live="polite"' in words
    assert "explore.slope(parabola, parabola_derivative, x0=1.5)</code>" in words


def test_reset_goes_back_to_the_start(shown):
    (slider,) = find(shown, ipywidgets.FloatSlider)
    slider.value = 4.0
    find(shown, ipywidgets.Button)[0].click()
    assert slider.value == 1.5


def test_the_student_function_is_not_called_again_by_a_move():
    calls = []
    widget = explore.slope(lambda x: calls.append(x) or x, functions.parabola)
    before = len(calls)
    find(widget, ipywidgets.FloatSlider)[0].value = 3.0
    assert len(calls) == before
    widget.close()


def test_every_control_has_a_label(shown):
    controls = find(shown, ipywidgets.FloatSlider | ipywidgets.BoundedFloatText)
    assert [control.description for control in controls] == ["x0", "x0 ="]


def test_the_cell_shows_a_still_and_then_the_widget(displayed):
    first, second = displayed
    assert list(first) == ["text/plain", "text/html", "image/png"]
    assert set(second) == {
        "text/plain",
        "application/vnd.jupyter.widget-view+json",
    }


def test_both_outputs_carry_the_numbers_in_full(shown, displayed):
    first, second = displayed
    assert first["text/plain"] == second["text/plain"] == repr(shown)
    assert repr(shown).startswith("slope: x0 = 1.5, parabola(x0) = 0.0450,")


def test_the_stored_outputs_take_at_most_20_kilobytes(displayed):
    assert len(json.dumps(displayed)) <= 20_000


def test_the_still_is_an_image_with_alternative_text(displayed):
    (data,) = re.findall(
        r'<img src="data:image/webp;base64,(.*?)"', displayed[0]["text/html"]
    )
    for encoded in (data, displayed[0]["image/png"]):
        assert Image.open(io.BytesIO(base64.b64decode(encoded))).size == (WIDTH, HEIGHT)


def test_the_png_carries_its_alternative_text_as_metadata(shown):
    _, metadata = still.bundle(shown._name, shown._scene, {"x0": 1.5})
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


def test_another_backend_can_take_the_place_of_the_first(shown):
    class Plain:
        def show(self, scene, controls):
            words = ipywidgets.Label(scene.readout({"x0": controls["x0"].value}))
            return View(ipywidgets.Label("picture"), words)

    slider = explorer.slider("x0", 2.0, -6, 6, 0.1)
    other = explorer.Explorer("slope", shown._scene, {"x0": slider}, Plain())
    assert "x0 = 2," in find(other, ipywidgets.Label)[1].value
    other.close()
