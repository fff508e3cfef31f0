"""JupyterLab as a user sees it: the few things that the tests do there."""

import re

import nbformat
from lab_server import PATIENCE
from playwright.sync_api import expect

LIVE = ".gradlab-live"
STILL = ".gradlab-still"
DONE = re.compile(r"\[\d+\]:")


class LabPage:
    """One browser page with one notebook open in JupyterLab."""

    def __init__(self, page):
        self.page = page
        self.problems = []
        self.notebook = page.locator(".jp-NotebookPanel:visible")
        self.active = self.notebook.locator(".jp-Notebook-cell.jp-mod-active")

    def await_kernel(self):
        """Wait until the kernel has started and has nothing to do."""
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("| Idle")

    def do_without_kernel(self):
        """Answer JupyterLab's question for a kernel with none."""
        dialog = self.page.locator(".jp-Dialog")
        dialog.get_by_role("combobox").select_option("null")
        dialog.locator(".jp-mod-accept").click()
        expect(self.notebook).to_contain_text("No Kernel")

    def select_first(self):
        """Click on the first cell, so that the keyboard acts on it."""
        cell = self.cell(0)
        cell.locator(".jp-InputPrompt").click()
        expect(cell).to_have_class(re.compile("jp-mod-active"))

    def cell(self, number):
        """The cell at a place; far from the view it is not in the page."""
        place = f'[data-windowed-list-index="{number}"]'
        return self.notebook.locator(f".jp-Notebook-cell{place}")

    def run(self, number):
        """Run the active cell, which is `number`, by keyboard, and go to the next."""
        self.page.keyboard.press("Shift+Enter")
        expect(self.cell(number + 1)).to_have_class(re.compile("jp-mod-active"))

    def answer(self, text):
        """Replace what the active cell holds, as somebody who pastes does."""
        keyboard = self.page.keyboard
        keyboard.press("Enter")
        editor = self.active.locator(".cm-content")
        expect(editor).to_be_focused()
        keyboard.press("ControlOrMeta+a")
        keyboard.insert_text(text)
        expect(editor).to_contain_text(text.splitlines()[-1].strip()[:40])

    def await_result(self, number, count=DONE):
        """Wait until a code cell near the view has run, as the `count`th if given."""
        cell = self.cell(number)
        if cell.locator(".jp-InputPlaceholder").count():  # folded code has no count
            expect(cell.locator(".jp-OutputArea-output").first).to_be_attached()
        else:
            expect(cell.locator(".jp-InputPrompt")).to_have_text(count)

    def validate(self):
        """Press nbgrader's button and return what its dialog says."""
        self.notebook.get_by_role("button", name="Validate").click()
        dialog = self.page.locator(".jp-Dialog")
        expect(dialog).to_contain_text("Validation Results")
        return dialog

    def save(self):
        """Save by keyboard and wait until nothing is unsaved."""
        self.page.keyboard.press("ControlOrMeta+s")
        expect(self.page.locator(".jp-mod-dirty")).to_have_count(0)


class ExplorerView:
    """The first live explorer of a page that has x0: that of a slope."""

    def __init__(self, lab):
        self.page = lab.page
        self.root = lab.page.locator(LIVE).filter(has_text="x0 =").first
        self.picture = self.root.locator(".gradlab-picture")
        self.marks = self.picture.locator(".gradlab-frame")
        self.handle = self.root.locator(".noUi-handle").first
        self.field = self.root.locator(".widget-readout").first
        self.readout = self.root.locator(".gradlab-readout")
        self.settings = self.root.locator("code")

    def await_rest(self):
        """Wait until everything stands where the handle stands."""
        x0 = float(self.field.inner_text().replace("\N{MINUS SIGN}", "-"))
        shown = float(self.handle.get_attribute("aria-valuenow"))  # of one decimal
        assert abs(shown - x0) < 0.06
        self.await_x0(f"{x0:g}")

    def await_x0(self, text):
        """Wait until number field, readout and the picture's description say x0."""
        signed = f"{float(text):.2f}".replace("-", "\N{MINUS SIGN}")
        expect(self.field).to_have_text(signed)
        expect(self.readout).to_contain_text(f"x0 = {text},")
        told = re.compile(f"x0 = {text},")
        expect(self.picture).to_have_attribute("aria-label", told)

    def take_handle(self):
        """Press the mouse on the slider's handle; return where that is."""
        self.handle.scroll_into_view_if_needed()
        box = self.handle.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        return x, y


def of_code(sources):
    """A notebook of these cells of code."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"name": "python3", "display_name": "Python 3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def opened(server, browser, name, sources, width=1000):
    """A page whose notebook of these cells runs; `problems` are its own errors."""
    server.set("@jupyterlab/notebook-extension:tracker", windowingMode="none")
    server.save(of_code(sources), name, trusted=True)
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_default_timeout(1000 * PATIENCE)
    lab = LabPage(page)
    page.on("pageerror", lambda error: lab.problems.append(str(error)))
    page.goto(server.address(name, "doc"))
    lab.await_kernel()
    lab.select_first()
    for _ in sources:
        page.keyboard.press("Shift+Enter")
    return lab
