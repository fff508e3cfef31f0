"""Every explorer in a real JupyterLab: mouse, keyboard, dark, narrow, accessible.

All explorers stand in one notebook, which is opened twice: in a light wide page and in
a dark narrow one. A second notebook is made of the settings copied in the first, shows
each of them twice, and is opened again without a kernel.
"""

import re
import shutil
import sys

import nbformat
import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")

from accessible import findings
from hands import pull
from lab_page import LIVE, STILL, LabPage, opened
from lab_server import PATIENCE, ROOT
from playwright.sync_api import expect

UNIT = ROOT / "tests" / "gradlab" / "explore"
sys.path.insert(0, str(UNIT))
from gallery import GALLERY, NAMES  # noqa: E402  (it lies with the unit tests)

pytestmark = pytest.mark.browser
each = pytest.mark.parametrize("name", NAMES)
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
THEMES = "@jupyterlab/apputils-extension:themes"


class Explorers:
    """A page with every explorer alive in a cell of its own."""

    def __init__(self, lab):
        self.page = lab.page
        self.lab = lab

    def at(self, name, *, views=1, view=0):
        """The explorer's root element, in view; some notebooks show each twice."""
        root = self.lab.cell(1 + views * NAMES.index(name) + view).locator(LIVE)
        root.scroll_into_view_if_needed()
        expect(root.locator(".gradlab-picture")).to_have_attribute("aria-label", ANY)
        return root


ANY = re.compile(".")


def calls():
    """A line for each explorer that shows it."""
    named = [(s.name, (f.__name__ for f in s.functions)) for s in GALLERY]
    return [f"explore.{name}({', '.join(functions)})" for name, functions in named]


def shown_in(server, browser, name, width, theme, lines):
    """Open a notebook of explorers and run it, below a cell with what they need."""
    server.set(THEMES, theme=theme)
    shutil.copy(UNIT / "gallery.py", server.root)
    sources = ["from gradlab import explore\nfrom gallery import *", *lines]
    lab = opened(server, browser, name, sources, width)
    for number in range(1, len(sources)):
        expect(lab.cell(number).locator(LIVE)).to_be_visible()
    return Explorers(lab)


@pytest.fixture(scope="module")
def light(server, browser):
    """All explorers on a wide light page."""
    shown = shown_in(server, browser, "light.ipynb", 1000, LIGHT, calls())
    yield shown
    shown.page.close()


@pytest.fixture(scope="module")
def dark(server, browser):
    """All explorers on a dark page as narrow as a phone."""
    shown = shown_in(server, browser, "dark_narrow.ipynb", 400, DARK, calls())
    yield shown
    shown.page.close()
    server.set(THEMES, theme=LIGHT)


def drag(page, root):
    """Drag the first slider from its middle; return what shows under the hand."""
    handle = root.locator(".noUi-handle").first
    box = handle.bounding_box()
    track = root.locator(".noUi-base").first.bounding_box()
    seen = set()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(11):
        x = track["x"] + track["width"] * step / 10
        page.mouse.move(x, box["y"] + box["height"] / 2)
        seen.add(root.locator(".gradlab-frame").inner_html())
    page.mouse.up()
    return seen


def drag_until_it_follows(page, root):
    """Drag once more where a slow function's frames had not all come yet."""
    for _ in range(20):
        if len(drag(page, root)) >= 6:
            return
        page.wait_for_timeout(1000)
    raise AssertionError("the picture does not follow the hand")


@each
def test_the_picture_follows_mouse_and_keyboard_and_goes_back(light, name):
    root = light.at(name)
    readout = root.locator(".gradlab-readout")
    before = readout.inner_text()
    drag_until_it_follows(light.page, root)
    dragged = readout.inner_text()
    root.locator(".noUi-handle").first.press("ArrowLeft")
    expect(readout).not_to_have_text(dragged)
    root.get_by_role("button", name="Reset").click()
    expect(readout).to_have_text(before)


@each
def test_a_mark_is_dragged_by_mouse_and_moved_by_keys_and_its_slider_goes_along(
    light, name
):
    root = light.at(name)
    grip = root.locator(".gradlab-grip").first
    readout = root.locator(".gradlab-readout")
    before, said = readout.inner_text(), grip.get_attribute("aria-valuetext")
    for aim in ((60, -40), (-60, 40)):  # at an end there is one way only
        if grip.get_attribute("aria-valuetext") == said:
            pull(light.page, grip, *aim)
    expect(grip).to_be_focused()
    expect(grip).not_to_have_attribute("aria-valuetext", said)
    expect(readout).not_to_have_text(before)
    ends = set()
    for key in ("End", "Home"):
        grip.press(key)
        ends.add(grip.get_attribute("aria-valuetext"))
    assert len(ends) == 2
    root.get_by_role("button", name="Reset").click()
    expect(readout).to_have_text(before)


@each
def test_a_finger_drags_a_mark_on_a_page_as_narrow_as_a_phone(dark, name):
    root = dark.at(name)
    grip = root.locator(".gradlab-grip").first
    readout = root.locator(".gradlab-readout")
    before, said = readout.inner_text(), grip.get_attribute("aria-valuetext")
    for aim in ((40, -30), (-40, 30)):
        if grip.get_attribute("aria-valuetext") == said:
            pull(dark.page, grip, *aim, touch=True)
    expect(readout).not_to_have_text(before)
    root.get_by_role("button", name="Reset").click()
    expect(readout).to_have_text(before)


def test_a_page_loads_the_module_of_all_explorers_once(light):
    light.at(NAMES[-1])
    assert light.page.evaluate("gradlabModules.size") == 1


@each
def test_an_explorer_has_no_serious_accessibility_finding(light, axe, name, artefacts):
    root = light.at(name)
    assert findings(light.page, root, axe) == []
    root.screenshot(path=artefacts / f"explorer-{name}-light.png")


@each
def test_an_explorer_fits_a_dark_page_as_narrow_as_a_phone(dark, name, artefacts):
    root = dark.at(name)
    root.screenshot(path=artefacts / f"explorer-{name}-dark.png")
    paper = root.locator(".gradlab-stage")
    expect(paper).to_have_css("background-color", "rgb(22, 22, 22)")
    for part in root.locator(".gradlab-picture, input, button, select, p").all():
        box = part.bounding_box()
        if box and box["width"] > 1:
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 400


@each
def test_an_explorer_in_the_dark_has_no_serious_accessibility_finding(dark, axe, name):
    assert findings(dark.page, dark.at(name), axe) == []


def move_slider(root):
    """Move the first slider by a position, away from its end if it stands there."""
    handle = root.locator(".noUi-handle").first
    lowest = handle.get_attribute("aria-valuemin")
    at_lowest = handle.get_attribute("aria-valuenow") == lowest
    handle.press("ArrowRight" if at_lowest else "ArrowLeft")


def copied(page, root):
    """Move an explorer and press its button; return what it copies and its readout."""
    code = root.locator(".gradlab-settings code")
    before = code.inner_text()
    move_slider(root)
    expect(code).not_to_have_text(before)
    root.get_by_role("button", name=re.compile("Cop")).click()
    readout = root.locator(".gradlab-readout").inner_text()
    return page.evaluate("navigator.clipboard.readText()"), readout


@pytest.fixture(scope="module")
def moved(light):
    """For each explorer, the settings that its button copied, and its readout."""
    light.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return {name: copied(light.page, light.at(name)) for name in NAMES}


@pytest.fixture(scope="module")
def twice(server, browser, moved):
    """A page that shows every explorer from its copied settings, in two cells."""
    lines = []
    for name, (line, _) in moved.items():
        lines += [f"shown_{name} = {line}\nshown_{name}", f"shown_{name}"]
    shown = shown_in(server, browser, "twice_each.ipynb", 1000, LIGHT, lines)
    yield shown
    shown.page.close()


@pytest.fixture(scope="module")
def reopened(server, browser, twice):
    """The same notebook, saved by JupyterLab and opened where there is no kernel."""
    twice.lab.save()
    saved = nbformat.read(server.root / "twice_each.ipynb", as_version=4)
    saved.metadata.kernelspec = {"name": "r", "display_name": "R", "language": "R"}
    saved.metadata.language_info = {"name": "R"}
    name = server.save(saved, "no_kernel_each.ipynb", trusted=True)
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.set_default_timeout(1000 * PATIENCE)
    page.goto(server.address(name))
    lab = LabPage(page)
    lab.do_without_kernel()
    yield lab
    page.close()


@each
def test_copied_settings_bring_the_picture_back(twice, moved, name):
    root = twice.at(name, views=2)
    expect(root.locator(".gradlab-readout")).to_have_text(moved[name][1])


@each
def test_two_views_of_an_explorer_move_together(twice, moved, name):
    first, second = (twice.at(name, views=2, view=k) for k in (0, 1))
    first.locator(".noUi-handle").first.press("ArrowRight")
    expect(second.locator(".gradlab-readout")).not_to_have_text(moved[name][1])
    for part in (".gradlab-readout", ".gradlab-settings code"):
        words = second.locator(part).inner_text()
        expect(first.locator(part)).to_have_text(words)


@each
def test_reopened_without_a_kernel_an_explorer_is_a_still_with_its_text(
    reopened, moved, name
):
    cell = reopened.cell(1 + 2 * NAMES.index(name))
    still = cell.locator(f"{STILL} img")
    expect(still).to_be_visible()
    expect(still).to_have_attribute("alt", re.compile(re.escape(moved[name][1])))
    assert still.evaluate("image => image.naturalWidth") > 0
    expect(cell.locator(".jp-OutputArea-child:visible")).to_have_count(1)
