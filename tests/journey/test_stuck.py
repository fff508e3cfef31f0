"""A student who is stuck in JupyterLab reads words, and no frame of the course."""

import nbformat
import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")

from playwright.sync_api import expect

from gradlab.words.mistakes import Mistake

pytestmark = pytest.mark.browser

IMPORTS = "import numpy as np\nfrom gradlab import check"
ENDLESS = "def sigmoid(x):\n    while True:\n        x = x + 1"
UNREAD = "def sigmoid(x):\n    return 1 / (1 + np.exp(-x)"


@pytest.fixture
def with_answer(server, open_notebook):
    """A function that opens a notebook with an answer and its check, and runs it."""

    def open_(name, answer):
        cells = [IMPORTS, answer, "check.sigmoid(sigmoid)", ""]
        kernel = {"name": "python3", "display_name": "Python 3"}
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(source) for source in cells],
            metadata={"kernelspec": kernel},
        )
        lab = open_notebook(server.save(notebook, f"{name}.ipynb", trusted=False))
        lab.await_kernel()
        lab.select_first()
        lab.run(0)
        lab.await_result(0)
        return lab

    return open_


def test_an_endless_loop_that_is_interrupted_is_told_by_its_line(
    with_answer, artefacts
):
    lab = with_answer("endless", ENDLESS)
    lab.run(1)
    lab.run(2)
    expect(lab.cell(2).locator(".jp-InputPrompt")).to_have_text("[*]:")
    expect(lab.page.locator("#jp-main-statusbar")).to_contain_text("| Busy")

    lab.page.keyboard.press("i")
    lab.page.keyboard.press("i")

    lab.await_result(2)
    expect(lab.cell(2)).to_contain_text(Mistake.STOPPED.value)
    expect(lab.cell(2)).to_contain_text("sigmoid(np.array([")
    lab.page.screenshot(path=artefacts / "stuck-endless.png")
    expect(lab.cell(2)).not_to_contain_text("Traceback")
    expect(lab.cell(2)).not_to_contain_text("gradlab/")


def test_a_cell_that_python_cannot_read_is_told_where_its_function_is_checked(
    with_answer, artefacts
):
    lab = with_answer("unread", "def sigmoid(x):\n    return x")
    lab.run(1)
    lab.await_result(1)
    lab.cell(1).locator(".jp-InputPrompt").click()
    lab.answer(UNREAD)
    lab.run(1)
    expect(lab.cell(1)).to_contain_text("SyntaxError")
    lab.run(2)

    lab.await_result(2)
    expect(lab.cell(2)).to_contain_text(Mistake.NOT_READ.value)
    expect(lab.cell(2)).to_contain_text("in line 2 of its cell")
    lab.page.screenshot(path=artefacts / "stuck-unread.png")
