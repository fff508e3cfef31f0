"""How soon each explorer is there, and how much of it a saved notebook holds.

Run from the course folder: ``python -m benchmarks.explorers [--rounds 3] [NAME ...]``;
on a machine with other work, after ``chrt -r 1``, which puts it first.
It needs ``pip install psutil playwright`` and a Chromium. A JupyterLab with its default
settings; for each explorer a fresh kernel in which the imports of a lab have run. Then
two cells with the same explorer are run by keyboard, one after the other. Beside them,
in the same run: `interact` with inline plots, and the controls of `slope` alone.
"""

import argparse
import json
import math
import os
import runpy
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as NotSeen

from benchmarks.lab import FLAGS, PATIENCE, Server, chromium, opened, run_first, server
from benchmarks.sliders_cells import CONTESTANTS, FUNCTIONS

GALLERY = Path("tests/gradlab/explore/gallery.py")
IMPORTS = "import math\n\nimport numpy as np\n\nfrom gradlab import check, explore"
REST = 2.0  # seconds between two cells
CONTROLS = """
row = [ipywidgets.FloatSlider(description="x0"), ipywidgets.Button(description="Reset")]
row += [ipywidgets.Checkbox(description=name) for name in ("tangent", "measured slope")]
ipywidgets.Box(row)
"""
ALIVE = (
    'c.querySelector(".gradlab-stage")?.offsetParent '
    '&& c.querySelector(".gradlab-frame > *") '
    '&& c.querySelector(".gradlab-row > .gradlab-reset")'
)
HEADS = (
    "explorer",
    "first of a kernel, ms",
    "second, ms",
    "kB in the saved notebook",
)


@dataclass(frozen=True)
class Way:
    """A cell to run.

    Parameters
    ----------
    name
        As the table says it.
    imports
        What the notebook runs before.
    cell
        The cell itself.
    shows
        JavaScript: whether cell `c` shows its picture and its controls.
    """

    name: str
    imports: str
    cell: str
    shows: str


PEERS = (
    Way(CONTESTANTS[0].name, FUNCTIONS, CONTESTANTS[0].cell, CONTESTANTS[0].shows),
    Way(
        "controls alone", FUNCTIONS, CONTROLS, 'c.querySelector("button.widget-button")'
    ),
)


@dataclass(frozen=True)
class Seen:
    """What running an explorer's cell costs.

    Parameters
    ----------
    first
        Milliseconds from the key to the live picture and its controls, for the first
        explorer of a kernel; infinite where none came.
    second
        The same for the second.
    stored
        Bytes of its outputs in the notebook that JupyterLab saves.
    """

    first: float
    second: float
    stored: float


def explorers() -> list[Way]:
    """Return every explorer of the gallery, with the gallery's functions."""
    return [
        Way(
            shown.name,
            f"{IMPORTS}\nfrom gallery import *",
            f"explore.{shown.name}({', '.join(f.__name__ for f in shown.functions)})",
            ALIVE,
        )
        for shown in runpy.run_path(str(GALLERY))["GALLERY"]
    ]


def watch(browser: Browser, lab: Server, way: Way) -> Seen:
    """Run a cell twice in a fresh kernel, save, and look at the file."""
    with opened(browser, lab, [way.imports, way.cell, way.cell]) as (page, _):
        run_first(page)
        watcher = Path(__file__).with_suffix(".js").read_text("utf-8").rstrip()
        page.evaluate(f"({watcher})({way.shows!r})")
        first, second = _run(page), _run(page)
        page.keyboard.press("ControlOrMeta+s")
        page.wait_for_function("!document.querySelector('.jp-mod-dirty')")
        return Seen(first, second, _stored(lab))


def _run(page: Page) -> float:
    """Run the active cell; return milliseconds until its picture can be seen."""
    page.keyboard.press("Shift+Enter")
    try:
        page.wait_for_function("firstPicture.seen")
    except NotSeen:
        return math.inf
    time.sleep(REST)
    log: dict[str, float] = page.evaluate("firstPicture")
    return log["seen"] - log["begun"]


def _stored(lab: Server) -> float:
    """Return the bytes of an explorer's outputs in the notebook saved last."""
    newest = max(lab.folder.glob("*.ipynb"), key=lambda file: file.stat().st_mtime)
    stop = time.monotonic() + PATIENCE
    while time.monotonic() < stop:
        outputs = json.loads(newest.read_text("utf-8"))["cells"][1]["outputs"]
        if outputs:
            return len(json.dumps(outputs))
        time.sleep(0.1)
    return math.inf


def table(results: dict[str, list[Seen]]) -> str:
    """Return the medians as a table in Markdown, our largest in the last row."""
    lines = ["| " + " | ".join(HEADS) + " |", "|---" * len(HEADS) + "|"]
    rows = {name: _middle(several) for name, several in results.items()}
    ours = [row for name, row in rows.items() if name not in {p.name for p in PEERS}]
    if ours:
        rows["*most*"] = [max(column) for column in zip(*ours, strict=True)]
    for name, (first, second, stored) in rows.items():
        times = f"{first:.0f} | {second:.0f}"
        lines.append(f"| {name} | {times} | {stored / 1000:.1f} |")
    return "\n".join(lines)


def _middle(several: list[Seen]) -> list[float]:
    names = [field.name for field in fields(Seen)]
    return [statistics.median(getattr(seen, n) for seen in several) for n in names]


def race(ways: Sequence[Way], rounds: int) -> dict[str, list[Seen]]:
    """Measure all in turn, several times."""
    results: dict[str, list[Seen]] = {way.name: [] for way in ways}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        shutil.copy(GALLERY, name)
        with server(Path(name)) as lab:
            for way in rounds * [*ways]:
                results[way.name].append(watch(browser, lab, way))
                print(way.name, results[way.name][-1], file=sys.stderr)
        browser.close()
    return results


def main() -> None:
    """Measure, then print the table and how busy the machine was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="kernels for each")
    all_ways = {way.name: way for way in (*PEERS, *explorers())}
    parser.add_argument("names", nargs="*", help="what to measure; else all")
    options = parser.parse_args()
    if unknown := set(options.names) - set(all_ways):
        parser.error(f"no {', '.join(unknown)}; there are {', '.join(all_ways)}")
    before = os.getloadavg()[0]
    ways = [all_ways[name] for name in options.names or all_ways]
    print(table(race(ways, options.rounds)))
    print(f"\n{os.cpu_count()} cores, load {before:.1f} at the start.")


if __name__ == "__main__":
    main()
