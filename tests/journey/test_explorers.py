"""How an explorer shows itself in JupyterLab: alive, as a still, small and dark."""

import re
from copy import deepcopy

import nbformat
import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")

from lab_page import STILL, ExplorerView
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
LAST = 3  # the explorer's cell


@pytest.fixture
def dark_theme(server):
    """The dark theme chosen in the user's settings, for one test."""
    plugin = "@jupyterlab/apputils-extension:themes"
    server.set(plugin, theme="JupyterLab Dark")
    yield
    server.set(plugin, theme="JupyterLab Light")


def stored_for_no_kernel(notebook):
    """The notebook as it comes from a machine whose kernel this one lacks."""
    foreign = deepcopy(notebook)
    foreign.metadata.kernelspec = {"name": "r", "display_name": "R", "language": "R"}
    foreign.metadata.language_info = {"name": "R"}
    return foreign


def run_all(lab):
    """Run the cells of the explorer's notebook by keyboard."""
    lab.await_kernel()
    lab.select_first()
    for number in range(LAST + 1):
        lab.run(number)
    explorer = ExplorerView(lab)
    explorer.await_x0("1.5")
    return explorer


def expect_the_still_alone(lab):
    """Claim that one picture shows, with its text, and no word of a lost widget."""
    still = lab.notebook.locator(f"{STILL} img")
    expect(still).to_be_visible()
    expect(still).to_have_attribute("alt", re.compile("above, line with its tangent"))
    assert still.evaluate("image => image.naturalWidth") > 0
    expect(lab.notebook.get_by_role("img", name="Two plots")).to_have_count(1)
    expect(
        lab.notebook.get_by_text(re.compile("widget:|widget\\.\\.\\."))
    ).to_be_hidden()


@pytest.mark.parametrize("trusted", [True, False])
def test_without_a_kernel_a_saved_explorer_is_a_still_with_alternative_text(
    server, open_notebook, explored, artefacts, trusted
):
    name = f"no_kernel_{trusted}.ipynb"
    server.save(stored_for_no_kernel(explored), name, trusted=trusted)
    lab = open_notebook(name)
    lab.do_without_kernel()
    expect_the_still_alone(lab)
    lab.page.screenshot(path=artefacts / f"still-trusted-{trusted}.png")


def test_with_a_fresh_kernel_a_saved_explorer_is_a_still_until_it_is_run(
    server, open_notebook, explored
):
    lab = open_notebook(server.save(explored, "fresh.ipynb", trusted=True))
    lab.await_kernel()
    expect_the_still_alone(lab)
    explorer = run_all(lab)
    expect(explorer.picture).to_be_visible()
    expect(lab.notebook.locator(STILL)).to_be_hidden()


def test_running_the_cell_again_leaves_no_widget_of_the_last_run(
    server, open_notebook, explored
):
    counted = deepcopy(explored)
    counted.cells[LAST].source = (
        "print(len(widget._instances), 'before')\n" + counted.cells[LAST].source
    )
    lab = open_notebook(server.save(counted, "again.ipynb", trusted=True))
    run_all(lab)
    count = lab.cell(LAST).locator("pre", has_text="before")
    expect(count).to_have_text("0 before")
    numbers = set()
    for run in ("[5]:", "[6]:"):
        lab.page.keyboard.press("ArrowUp")
        lab.run(LAST)
        lab.await_result(LAST, run)
        numbers.add(count.inner_text())
    assert len(numbers) == 1


def test_an_explorer_fits_a_page_400_pixels_wide(
    server, open_notebook, explored, artefacts
):
    name = server.save(explored, "narrow.ipynb", trusted=True)
    lab = open_notebook(name, mode="doc", width=400, height=900)
    explorer = run_all(lab)
    explorer.root.scroll_into_view_if_needed()
    lab.page.screenshot(path=artefacts / "narrow.png")
    for part in (explorer.picture, explorer.field, explorer.readout, explorer.settings):
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 400


def test_in_the_dark_theme_words_are_light_and_the_picture_is_dark(
    server, dark_theme, open_notebook, explored, artefacts
):
    name = server.save(explored, "dark.ipynb", trusted=True)
    lab = open_notebook(name)
    explorer = run_all(lab)
    lab.page.screenshot(path=artefacts / "dark.png")
    paper = explorer.root.locator(".gradlab-stage")
    expect(paper).to_have_css("background-color", "rgb(22, 22, 22)")
    colour = explorer.readout.evaluate("p => getComputedStyle(p).color")
    assert min(map(int, re.findall(r"\d+", colour)[:3])) > 180


def test_the_parts_of_an_explorer_have_names_for_screen_readers(
    server, open_notebook, explored
):
    lab = open_notebook(server.save(explored, "named.ipynb", trusted=True))
    explorer = run_all(lab)
    tree = explorer.root.aria_snapshot()
    for part in ('img "Two plots', 'slider "x0"', 'button "Reset"', "status:"):
        assert part in tree


@pytest.fixture
def busy(server, open_notebook, explored):
    """A page whose kernel works on a long cell below a live explorer."""
    long = deepcopy(explored)
    source = "import time\nfor _ in range(60):\n    time.sleep(0.5)"
    long.cells.append(nbformat.v4.new_code_cell(source))
    lab = open_notebook(server.save(long, "busy.ipynb", trusted=True))
    explorer = run_all(lab)
    lab.page.keyboard.press("Shift+Enter")
    lab.await_result(LAST + 1, "[*]:")
    return explorer


def test_a_slider_moves_its_picture_while_another_cell_runs(busy):
    x, y = busy.take_handle()
    busy.page.mouse.move(x + 40, y, steps=8)
    busy.page.mouse.up()
    expect(busy.readout).not_to_contain_text("x0 = 1.5,")
    expect(busy.page.locator("#jp-main-statusbar")).to_contain_text("| Busy")


def test_two_views_of_one_explorer_move_together(server, open_notebook, explored):
    twice = deepcopy(explored)
    twice.cells[LAST].source = "shown = " + twice.cells[LAST].source + "\nshown"
    twice.cells.append(nbformat.v4.new_code_cell("shown"))
    lab = open_notebook(server.save(twice, "twice.ipynb", trusted=True))
    first = run_all(lab)
    lab.run(LAST + 1)
    first.handle.press("ArrowRight")
    readouts = lab.page.locator(".gradlab-readout")
    for view in (0, 1):
        expect(readouts.nth(view)).to_contain_text("x0 = 1.55,")
