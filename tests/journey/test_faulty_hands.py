"""Every explorer under a hand in a real JupyterLab, of functions that go wrong.

All stand in one notebook. Each explorer meets one kind of fault here, each fault three
explorers; without a browser every explorer meets all (`test_dragged.py`).
"""

import re
import shutil
import sys

import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")

from hands import pull
from lab_page import LIVE, opened
from lab_server import ROOT
from playwright.sync_api import expect

UNIT = ROOT / "tests" / "gradlab" / "explore"
sys.path.insert(0, str(UNIT))
from gallery import GALLERY  # noqa: E402  (it lies with the unit tests)

pytestmark = pytest.mark.browser
FILES = ("gallery.py", "faulty.py", "student_functions.py")
IMPORTS = """
import faulty
from faulty import another_shape, infinity, lists, nan, slow
from gallery import *
from gradlab import explore
from student_functions import raising, unwritten
"""
SAID = {  # by the fault, somewhere in the picture or in its words
    "unwritten": "unwritten|measured",  # step_size measures by itself
    "raising": "raising|measured",
    "another_shape": "shape|returned|number|nan|inf",
    "lists": ".",
    "nan": "nan|returned",
    "slow": ".",
}
PAIRS = [(s, [*SAID][k % len(SAID)]) for k, s in enumerate(GALLERY)]


def call(shown, fault):
    """The line that shows an explorer of functions with a fault."""
    names = ", ".join(f.__name__ for f in shown.functions)
    if fault in ("unwritten", "raising"):
        return f"explore.{shown.name}(*[{fault}] * {len(shown.functions)})"
    return f"explore.{shown.name}(*faulty.all_faulty({fault}, [{names}]))"


@pytest.fixture(scope="module")
def lab(server, browser):
    """All explorers, each with its fault."""
    for name in FILES:
        shutil.copy(UNIT / name, server.root)
    sources = [IMPORTS, *(call(*pair) for pair in PAIRS)]
    shown = opened(server, browser, "faulty_hands.ipynb", sources)
    yield shown
    shown.page.close()
    assert shown.problems == []


@pytest.mark.parametrize(
    ("shown", "fault"), PAIRS, ids=[f"{s.name}-{fault}" for s, fault in PAIRS]
)
def test_a_hand_at_an_explorer_of_faulty_functions_gets_words(lab, shown, fault):
    handled(lab, lab.cell(1 + PAIRS.index((shown, fault))), fault)


def handled(lab, cell, fault):
    """Move all that can be moved in a cell's explorer; words stand there throughout."""
    root = cell.locator(LIVE)
    frame, readout = root.locator(".gradlab-frame"), root.locator(".gradlab-readout")
    expect(readout).not_to_be_empty()
    root.scroll_into_view_if_needed()
    for grip in root.locator(".gradlab-grip").all()[:3]:
        pull(lab.page, grip, 40, -30)
        grip.press("ArrowLeft")
        grip.press("End")
    said = root.locator(".gradlab-settings code")
    handle = root.locator(".noUi-handle").first
    handle.press("Home")
    before = said.inner_text()
    handle.press("ArrowRight")
    expect(said).not_to_have_text(before)
    expect(root.locator(".gradlab-waiting")).to_have_count(0)
    expect(frame.locator("text").first).to_be_attached()
    expect(root).to_contain_text(re.compile(SAID[fault]))
    expect(readout).not_to_be_empty()
    expect(cell).not_to_contain_text("Traceback")
    expect(cell.locator(".jp-RenderedText[data-mime-type*='stderr']")).to_have_count(0)
