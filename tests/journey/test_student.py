"""A student does lab 01 in JupyterLab, from the released file to the marks."""

import json
import subprocess
import sys

import nbformat
import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")

from lab_page import ExplorerView
from lab_server import ROOT
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def shows_slope(cell):
    return cell.cell_type == "code" and cell.source.startswith("explore.slope(")


def do_cell(lab, number, cell, answers):
    """Type the answer that the cell asks for, if any, and run it by keyboard."""
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    if name in answers:
        lab.answer(answers[name])
    lab.run(number)
    if cell.cell_type == "code":
        lab.await_result(number)


def play(lab, artefacts):
    """Move the explorer's slider by mouse, by keyboard and by number."""
    explorer = ExplorerView(lab)
    explorer.await_x0("0")
    before = explorer.marks.inner_html()
    lab.page.screenshot(path=artefacts / "2-explorer.png")
    x, y = explorer.take_handle()
    explorer.page.mouse.move(x + 60, y, steps=15)
    expect(explorer.readout).not_to_contain_text("x0 = 0,")  # the hand is still on it
    assert explorer.marks.inner_html() != before
    explorer.page.mouse.up()
    explorer.await_rest()
    explorer.page.screenshot(path=artefacts / "3-dragged.png")
    explorer.field.fill("-2")
    explorer.field.press("Enter")
    explorer.await_x0("-2")
    explorer.handle.press("ArrowRight")
    explorer.await_x0("-1.95")
    explorer.root.get_by_role("button", name="Reset").click()
    explorer.await_x0("0")


def work_through(lab, cells, answers, artefacts):
    """Answer and run every cell but the closing one, and play with the explorer."""
    lab.select_first()
    for number, cell in enumerate(cells[:-1]):
        do_cell(lab, number, cell, answers)
        if shows_slope(cell):
            play(lab, artefacts)
            lab.cell(number + 1).locator(".jp-InputPrompt").click()


def lost_marks(path):
    """Grade a file by the command that instructors use; return the cells not full."""
    command = [sys.executable, "-m", "autograder", "check", str(path), "--json"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    graded = [c for c in json.loads(ran.stdout)["cells"] if c["outcome"] != "manual"]
    assert sum(cell["max_score"] for cell in graded) > 0
    return [cell for cell in graded if cell["score"] != cell["max_score"]]


def test_a_student_gets_full_marks_for_the_lab_done_in_the_browser(
    server, open_notebook, course, answers, artefacts
):
    lab = open_notebook(course)
    lab.await_kernel()
    lab.page.screenshot(path=artefacts / "1-opened.png")
    cells = nbformat.read(server.root / course, as_version=4).cells
    work_through(lab, cells, answers, artefacts)
    dialog = lab.validate()
    lab.page.screenshot(path=artefacts / "4-validated.png")
    expect(dialog).to_contain_text("Success! Your notebook passes all the tests.")
    dialog.get_by_role("button", name="Ok").click()
    lab.save()
    assert lost_marks(server.root / course) == []
