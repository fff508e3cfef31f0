"""Every explorer in a real JupyterLab: mouse, keyboard, dark, narrow, accessible.

All explorers stand in one notebook, which is opened twice: in a light wide page and in
a dark narrow one.
"""

import re
import shutil
import sys

import nbformat
import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")

from accessible import findings
from lab_page import LIVE, LabPage
from lab_server import PATIENCE, ROOT
from playwright.sync_api import expect

UNIT = ROOT / "tests" / "gradlab" / "explore"
sys.path.insert(0, str(UNIT))
from gallery import GALLERY, NAMES  # noqa: E402  (it lies with the unit tests)

pytestmark = pytest.mark.browser
each = pytest.mark.parametrize("name", NAMES)
THEMES = "@jupyterlab/apputils-extension:themes"


class Explorers:
    """A page with every explorer alive in a cell of its own."""

    def __init__(self, lab):
        self.page = lab.page
        self.lab = lab

    def at(self, name):
        """The explorer's root element, in view."""
        root = self.lab.cell(1 + NAMES.index(name)).locator(LIVE)
        root.scroll_into_view_if_needed()
        expect(root.locator(".gradlab-picture")).to_have_attribute("aria-label", ANY)
        return root


ANY = re.compile(".")


def notebook():
    """A notebook that shows every explorer."""
    sources = ["from gradlab import explore\nfrom gallery import *"]
    for shown in GALLERY:
        functions = ", ".join(function.__name__ for function in shown.functions)
        sources.append(f"explore.{shown.name}({functions})")
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in sources],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )


def opened(server, browser, name, width, theme):
    """Open the notebook of all explorers and run it."""
    server.set(THEMES, theme=theme)
    server.set("@jupyterlab/notebook-extension:tracker", windowingMode="none")
    shutil.copy(UNIT / "gallery.py", server.root)
    server.save(notebook(), name, trusted=True)
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_default_timeout(1000 * PATIENCE)
    page.goto(server.address(name, "doc"))
    lab = LabPage(page)
    lab.await_kernel()
    lab.select_first()
    for _ in range(len(NAMES) + 1):
        page.keyboard.press("Shift+Enter")
    for number in range(1, len(NAMES) + 1):
        expect(lab.cell(number).locator(LIVE)).to_be_visible()
    return Explorers(lab)


@pytest.fixture(scope="module")
def light(server, browser):
    """All explorers on a wide light page."""
    shown = opened(server, browser, "light.ipynb", 1000, "JupyterLab Light")
    yield shown
    shown.page.close()


@pytest.fixture(scope="module")
def dark(server, browser):
    """All explorers on a dark page as narrow as a phone."""
    shown = opened(server, browser, "dark_narrow.ipynb", 400, "JupyterLab Dark")
    yield shown
    shown.page.close()
    server.set(THEMES, theme="JupyterLab Light")


def drag(page, root):
    """Drag the first slider from its middle; return what shows under the hand."""
    handle = root.locator("[role=slider]").first
    box = handle.bounding_box()
    track = root.locator(".noUi-base").first.bounding_box()
    seen = set()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(11):
        x = track["x"] + track["width"] * step / 10
        page.mouse.move(x, box["y"] + box["height"] / 2)
        seen.add(root.locator(".gradlab-picture > svg").inner_html())
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
    root.locator("[role=slider]").first.press("ArrowLeft")
    expect(readout).not_to_have_text(dragged)
    root.get_by_role("button", name="Reset").click()
    expect(readout).to_have_text(before)


@each
def test_an_explorer_has_no_serious_accessibility_finding(light, axe, name, artefacts):
    root = light.at(name)
    assert findings(light.page, root, axe) == []
    root.screenshot(path=artefacts / f"explorer-{name}-light.png")


@each
def test_an_explorer_fits_a_dark_page_as_narrow_as_a_phone(dark, name, artefacts):
    root = dark.at(name)
    root.screenshot(path=artefacts / f"explorer-{name}-dark.png")
    expect(root.locator(".gradlab-picture")).to_have_css("filter", ANY)
    for part in root.locator(".gradlab-picture, input, button, select, p").all():
        box = part.bounding_box()
        if box and box["width"] > 1:
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 400


@each
def test_an_explorer_in_the_dark_has_no_serious_accessibility_finding(dark, axe, name):
    assert findings(dark.page, dark.at(name), axe) == []
