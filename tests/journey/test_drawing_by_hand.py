"""A student draws digits in JupyterLab: by mouse, by finger and by keyboard."""

import re

import nbformat
import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")

from accessible import findings
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

READ = """import numpy as np
from gradlab.pad import Pad

def read(image):
    rows = image.reshape(8, 8)  # the digit is the row with most ink, of eight
    return np.append(rows.sum(axis=1), [0, 0]) / 8

pad = Pad(read)
pad"""
SAY = "print(np.round(pad.image.reshape(8, 8).sum(axis=1)).astype(int))"


@pytest.fixture
def drawing(server, open_notebook):
    """A page with an empty pad, in a notebook that asks below what was drawn."""
    cells = [nbformat.v4.new_code_cell(source) for source in (READ, SAY, "")]
    kernel = {"name": "python3", "display_name": "Python 3"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    server.save(notebook, "pad.ipynb", trusted=False)
    lab = open_notebook("pad.ipynb")
    lab.await_kernel()
    lab.select_first()
    lab.run(0)
    lab.await_result(0)
    pad = lab.notebook.locator(".gradlab-pad")
    expect(pad).to_contain_text("Nothing is drawn yet.")
    return lab


def sheet_of(lab):
    """Return the sheet, in view, and the middle of its pixel in a row and column."""
    sheet = lab.notebook.locator(".gradlab-pad-sheet")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()

    def middle(row, column):
        side = box["width"] / 8
        return box["x"] + side * (column + 0.5), box["y"] + side * (row + 0.5)

    return sheet, middle


def rows_in_kernel(lab):
    """Return how much ink the kernel has of each row."""
    lab.cell(1).locator(".jp-InputPrompt").click()
    lab.run(1)
    output = lab.cell(1).locator(".jp-OutputArea-output")
    expect(output).to_have_text(re.compile(r"\[.*\]"))
    return [int(number) for number in re.findall(r"\d+", output.inner_text())]


def test_a_fast_stroke_of_the_mouse_is_one_line_and_is_read(drawing, artefacts):
    _, middle = sheet_of(drawing)
    mouse = drawing.page.mouse

    mouse.move(*middle(3, 0))
    mouse.down()
    mouse.move(*middle(3, 7), steps=2)  # as a quick hand does
    mouse.up()

    expect(drawing.notebook.locator(".gradlab-pad")).to_contain_text("Read as 3 (")
    drawing.page.screenshot(path=artefacts / "pad-mouse.png")
    rows = rows_in_kernel(drawing)
    assert rows[3] >= 7
    assert rows[0] == rows[6] == 0


def test_a_finger_draws_and_does_not_scroll_the_page(drawing, artefacts):
    sheet, middle = sheet_of(drawing)
    before = sheet.bounding_box()
    browser = drawing.page.context.new_cdp_session(drawing.page)
    browser.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind, *places):
        points = [{"x": x, "y": y} for x, y in places]
        event = {"type": kind, "touchPoints": points}
        browser.send("Input.dispatchTouchEvent", event)

    touch("touchStart", middle(1, 4))
    for row in range(2, 7):
        touch("touchMove", middle(row, 4))
    touch("touchEnd")

    expect(drawing.notebook.locator(".gradlab-pad")).to_contain_text("Read as")
    drawing.page.screenshot(path=artefacts / "pad-touch.png")
    assert sheet.bounding_box() == before
    assert all(ink >= 1 for ink in rows_in_kernel(drawing)[1:7])


def test_arrows_and_space_draw_without_leaving_the_pad(drawing, artefacts, axe):
    sheet, _ = sheet_of(drawing)
    sheet.focus()

    for key in ("ArrowUp", "ArrowLeft", "Space", "ArrowRight", "Space"):
        drawing.page.keyboard.press(key)

    expect(sheet).to_be_focused()
    pad = drawing.notebook.locator(".gradlab-pad")
    expect(pad).to_contain_text("row 3, column 4: ink 1.00")
    expect(pad).to_contain_text("Read as 2 (0.25)")
    drawing.page.screenshot(path=artefacts / "pad-keyboard.png")
    assert findings(drawing.page, pad, axe) == []
    pad.get_by_role("button", name="Move the drawing one pixel down").click()
    expect(pad).to_contain_text("Read as 3 (0.25)")
    assert rows_in_kernel(drawing) == [0, 0, 0, 2, 0, 0, 0, 0]
