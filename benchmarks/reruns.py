"""What 200 reruns of an explorer's cell leave behind, beside HTML and plain widgets.

Run from the course folder: ``python -m benchmarks.reruns [--runs 200]``. It needs
``pip install psutil playwright`` and a Chromium. In a JupyterLab with its default
settings two cells are run by keyboard, again and again: the first defines the
student's functions anew, the second shows the explorer.
"""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.lab import FLAGS, Server, chromium, kernels, opened, run_first, server

IMPORTS = "import numpy as np\n\nfrom gradlab import explore"
FUNCTIONS = """
def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def sigmoid_derivative(x):
    return sigmoid(x) * (1 - sigmoid(x))
"""
PLAIN = """
from IPython.display import HTML
HTML('<div><svg class="gradlab-frame"><path d="M0 0H9"></path></svg></div>')
"""
CONTROLS = """
import ipywidgets
from ipywidgets.widgets import widget
for left in list(widget._instances.values()):
    left.close()
row = [ipywidgets.FloatSlider(description="x0"), ipywidgets.Button(description="Reset")]
row += [ipywidgets.Checkbox(description=name) for name in ("tangent", "measured slope")]
picture = '<div><svg class="gradlab-frame"><path d="M0 0H9"></path></svg></div>'
ipywidgets.VBox([ipywidgets.HTML(picture), ipywidgets.HBox(row)])
"""
CELLS = {
    "plain HTML": PLAIN,
    "its controls alone": CONTROLS,
    "explorer": "explore.slope(sigmoid, sigmoid_derivative)",
}
COUNT = """
import gc
from comm import get_comm_manager
from ipywidgets.widgets import widget
from gradlab.explore.core.explorer import Explorer
from gradlab.explore.core.scene import Scene
gc.collect()
held = gc.get_objects()
counts = [len(widget._instances), len(get_comm_manager().comms)]
counts += [sum(isinstance(o, kind) for o in held) for kind in (Explorer, Scene)]
del held
print("counted", *counts)
"""
HEADS = (
    "output",
    "runs",
    "widgets",
    "comms",
    "`Explorer`s",
    "scenes",
    "kernel, MB",
    "views",
    "DOM nodes",
    "page's heap, MB",
)


def row(page: Page, session: CDPSession, runs: int) -> list[float]:
    """Run the counting cell and return a row of the table."""
    cell = page.locator('[data-windowed-list-index="3"]')
    before = cell.locator(".jp-InputPrompt").inner_text()
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(
        """(before) => {
            const cell = document.querySelector('[data-windowed-list-index="3"]');
            const prompt = cell.querySelector('.jp-InputPrompt').textContent;
            return prompt !== before && /\\d/.test(prompt);
        }""",
        arg=before,
    )
    words = cell.locator("pre", has_text="counted").inner_text()
    session.send("HeapProfiler.collectGarbage")
    metrics = session.send("Performance.getMetrics")["metrics"]
    found = {metric["name"]: metric["value"] for metric in metrics}
    (kernel,) = kernels()
    return [
        runs,
        *map(int, words.split()[1:]),
        kernel.memory_info().rss / 1e6,
        page.locator(".gradlab-live").count(),
        found["Nodes"],
        found["JSHeapUsedSize"] / 1e6,
    ]


def rerun(page: Page, times: int) -> None:
    """Run the two cells, from the first of them, and end on the cell below."""
    for _ in range(times):
        page.locator('[data-windowed-list-index="1"] .jp-InputPrompt').click()
        prompt = page.locator('[data-windowed-list-index="2"] .jp-InputPrompt')
        before = prompt.inner_text()
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Shift+Enter")
        page.wait_for_function(
            """(before) => {
                const cell = document.querySelector('[data-windowed-list-index="2"]');
                const prompt = cell.querySelector('.jp-InputPrompt').textContent;
                return prompt !== before && /\\d/.test(prompt)
                    && cell.querySelector('.gradlab-frame > *') !== null;
            }""",
            arg=before,
        )


def measure(browser: Browser, lab: Server, cell: str, runs: int) -> list[list[float]]:
    """Rerun a cell in a fresh kernel; return rows for some numbers of runs."""
    rows, done = [], 0
    with opened(browser, lab, [IMPORTS, FUNCTIONS, cell, COUNT]) as (page, _):
        run_first(page)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        for stop in (5, runs // 4, runs // 2, runs):
            rerun(page, stop - done)
            rows.append(row(page, session, stop))
            done = stop
    return rows


def main() -> None:
    """Rerun, count at some of the runs, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    runs = parser.parse_args().runs
    print("| " + " | ".join(HEADS) + " |", "|---" * len(HEADS) + "|", sep="\n")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        with server(Path(name)) as lab:
            for output, cell in CELLS.items():
                for numbers in measure(browser, lab, cell, runs):
                    print("|", output, *(f"| {n:.0f}" for n in numbers), "|")
        browser.close()


if __name__ == "__main__":
    main()
