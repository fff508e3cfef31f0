"""Marks of explorers whose functions go wrong, under a hand in a real JupyterLab."""

import shutil

import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")

from hands import pull
from lab_page import LIVE, opened
from lab_server import ROOT
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
UNIT = ROOT / "tests" / "gradlab" / "explore"
IMPORTS = """
import time
from functools import wraps
import faulty
from gallery import shares, walk
from student_functions import raising, unwritten
from gradlab import explore

def fragile(x):
    if x[0] > 2.5:
        raise ValueError("too large for me")
    return shares(x)

@wraps(walk)
def slow_walk(*args, **kwargs):
    time.sleep(0.02)
    return walk(*args, **kwargs)
"""
CELLS = {
    "fragile": "explore.softmax(fragile)",
    "list": "explore.softmax(faulty.lists(shares))",
    "shape": "explore.softmax(faulty.another_shape(shares))",
    "nan": "explore.softmax(faulty.nan(shares))",
    "raising": "explore.softmax(raising)",
    "unwritten": "explore.softmax(unwritten)",
    "slow": "explore.descent(slow_walk)",
    "never": "explore.descent(faulty.ten_seconds(walk))",
}
WORDS = {
    "list": "returned a list",
    "shape": "shape",
    "nan": "nan",
    "raising": "raised",
    "unwritten": "Write unwritten",
    "never": "took longer",
}


@pytest.fixture(scope="module")
def lab(server, browser):
    """All of them in one notebook."""
    for name in ("gallery.py", "faulty.py", "student_functions.py"):
        shutil.copy(UNIT / name, server.root)
    shown = opened(server, browser, "dragging.ipynb", [IMPORTS, *CELLS.values()])
    yield shown
    shown.page.close()
    assert shown.problems == []


@pytest.fixture
def at(lab):
    """A function that returns the root of an explorer."""

    def find(name):
        root = lab.cell(1 + list(CELLS).index(name)).locator(LIVE)
        expect(root.locator(".gradlab-readout")).not_to_be_empty()
        root.scroll_into_view_if_needed()
        return root

    return find


def test_a_mark_goes_on_where_the_function_raises_and_comes_back(lab, at):
    root = at("fragile")
    grip, readout = (
        root.locator(".gradlab-grip").first,
        root.locator(".gradlab-readout"),
    )
    pull(lab.page, grip, 0, -60)
    expect(readout).to_contain_text("too large for me")
    expect(root.locator(".gradlab-frame")).to_contain_text("fragile raised")
    pull(lab.page, grip, 0, 80)
    expect(readout).to_contain_text("shares")
    expect(readout).not_to_contain_text("too large for me")


@pytest.mark.parametrize("name", WORDS)
def test_what_is_wrong_is_said_in_the_picture_wherever_the_hand_goes(lab, at, name):
    root = at(name)
    frame = root.locator(".gradlab-frame")
    expect(frame).to_contain_text(WORDS[name])
    for grip in root.locator(".gradlab-grip").all()[:2]:
        pull(lab.page, grip, 0, -40)
        expect(frame).to_contain_text(WORDS[name])
    slider = root.locator(".noUi-handle").first
    said = root.locator(".gradlab-settings code").inner_text()
    slider.press("ArrowLeft")
    expect(root.locator(".gradlab-settings code")).not_to_have_text(said)
    expect(frame).to_contain_text(WORDS[name])
    expect(root).not_to_contain_text("Traceback")


def test_of_a_slow_function_the_newest_place_is_shown_at_last(lab, at):
    root = at("slow")
    grip = root.locator(".gradlab-grip[aria-label^='start']")
    pull(lab.page, grip, 37, 21, steps=40)
    place = grip.get_attribute("aria-valuetext")
    across, up = (float(part.split()[1]) for part in place.split(","))
    readout = root.locator(".gradlab-readout")
    expect(readout).to_contain_text(f"from [{across:.1f}, {up:.1f}]")
    expect(root.locator(".gradlab-waiting")).to_have_count(0)
