"""Fixtures for tests in a real browser; see `lab_page.py` for what one does there.

Pictures are kept in `build/artefacts`, or where GRADLAB_ARTEFACTS says. The browser is
GRADLAB_CHROMIUM, else a Chromium on the path, else Playwright's own.
"""

import os
import shutil
import subprocess
from pathlib import Path

import nbclient
import nbformat
import pytest
from lab_server import PATIENCE, ROOT, environment, running

from tests import needs

LAB = "01_sigmoid"
GET_BROWSER = "python -m playwright install chromium"
ON_PATH = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--disable-gpu", "--disable-background-networking", "--no-first-run")


@pytest.fixture(scope="session")
def artefacts():
    """The folder where screenshots are kept."""
    folder = Path(os.environ.get("GRADLAB_ARTEFACTS", ROOT / "build" / "artefacts"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def browser():
    """One headless Chromium for all tests; skips where there is none."""
    api = pytest.importorskip("playwright.sync_api")
    api.expect.set_options(timeout=1000 * PATIENCE)
    with api.sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, ON_PATH)), None)
        path = os.environ.get("GRADLAB_CHROMIUM") or found
        path = path or playwright.chromium.executable_path
        if not Path(path).is_file():
            needs.missing("browser", f"no Chromium here; get one with: {GET_BROWSER}")
        started = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def open_file(browser):
    """A function that opens a file offline; what it asks for in vain fails the test."""
    contexts, problems = [], []

    def open_(path, *, width=1280, height=800, theme="light"):
        screen = {"width": width, "height": height}
        context = browser.new_context(viewport=screen, color_scheme=theme, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.on("requestfailed", lambda request: problems.append(request.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture(scope="session")
def axe(tmp_path_factory):
    """The source of axe-core, which npm brings."""
    folder = tmp_path_factory.mktemp("node")
    shutil.copy(Path(__file__).parent / "package.json", folder)
    npm = shutil.which("npm")
    if not npm:
        needs.missing("axe", "no npm here to get axe-core with")
    install = [npm, "install", "--no-package-lock", "--ignore-scripts", "--no-audit"]
    result = subprocess.run(install, cwd=folder, capture_output=True, timeout=120)
    if result.returncode:
        needs.missing("axe", "npm could not get axe-core: no network?")
    return (folder / "node_modules/axe-core/axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def server(browser, tmp_path_factory):
    """A JupyterLab on an empty folder; not started where there is no browser."""
    make = tmp_path_factory.mktemp
    with running(make("course"), make("home")) as server:
        yield server


@pytest.fixture
def open_notebook(server, browser):
    """A function that opens a notebook in a page of its own, closed after the test."""
    from lab_page import LabPage

    contexts = []

    def open_(path, *, mode="lab", width=1100, height=1000):
        contexts.append(
            browser.new_context(viewport={"width": width, "height": height})
        )
        page = contexts[-1].new_page()
        page.set_default_timeout(1000 * PATIENCE)
        page.goto(server.address(path, mode))
        return LabPage(page)

    yield open_
    for context in contexts:
        context.close()
    server.stop_kernels()


@pytest.fixture(scope="session")
def course(server):
    """The released lab 01 as a student has it: its path on the server."""
    shutil.copytree(ROOT / "notebooks" / LAB, server.root / "notebooks" / LAB)
    shutil.copy(ROOT / "nbgrader_config.py", server.root)
    return f"notebooks/{LAB}/{LAB}.ipynb"


@pytest.fixture(scope="session")
def answers():
    """What the source lab answers, by grade_id."""
    source = nbformat.read(ROOT / "solutions" / LAB / f"{LAB}.ipynb", as_version=4)
    marks = ("### BEGIN SOLUTION", "### END SOLUTION")
    return {
        cell.metadata.nbgrader.grade_id: "\n".join(
            line for line in cell.source.splitlines() if line.strip() not in marks
        )
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


@pytest.fixture(scope="session")
def explored(server):
    """A notebook that shows an explorer last, run by a kernel without a front end."""
    sources = [
        "from gradlab import explore\nfrom ipywidgets.widgets import widget",
        "def line(x):\n    return 0.1 * x + 0.5",
        "def line_slope(x):\n    return 0 * x + 0.3",
        "explore.slope(line, line_slope, x0=1.5)",
    ]
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in sources],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    client = nbclient.NotebookClient(notebook, store_widget_state=False)
    client.execute(env=environment(server.home), cwd=str(server.root))
    return notebook
