"""How soon each explorer is there, and how much of it a saved notebook holds.

Run from the course folder: ``python -m benchmarks.explorers [--rounds 3] [NAME ...]``.
It needs ``pip install psutil playwright`` and a Chromium. A JupyterLab with its default
settings; for each explorer a fresh kernel in which the imports of a lab have run. Then
two cells with the same explorer are run by keyboard, one after the other.
"""

import argparse
import json
import os
import runpy
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass, fields
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.lab import FLAGS, PATIENCE, Server, chromium, opened, run_first, server

GALLERY = Path("tests/gradlab/explore/gallery.py")
IMPORTS = "import math\n\nimport numpy as np\n\nfrom gradlab import check, explore"
REST = 2.0  # seconds between two cells
HEADS = (
    "explorer",
    "first of a kernel, ms",
    "second, ms",
    "kB in the saved notebook",
)


@dataclass(frozen=True)
class Seen:
    """What running an explorer's cell costs.

    Parameters
    ----------
    first
        Milliseconds from the key to the live picture and its controls, for the first
        explorer of a kernel.
    second
        The same for the second.
    stored
        Bytes of its outputs in the notebook that JupyterLab saves.
    """

    first: float
    second: float
    stored: float


def watch(browser: Browser, lab: Server, cell: str) -> Seen:
    """Run an explorer's cell twice in a fresh kernel, save, and look at the file."""
    sources = [f"{IMPORTS}\nfrom gallery import *", cell, cell]
    with opened(browser, lab, sources) as (page, _):
        run_first(page)
        page.evaluate(Path(__file__).with_suffix(".js").read_text("utf-8"))
        first, second = _run(page), _run(page)
        page.keyboard.press("ControlOrMeta+s")
        page.wait_for_function("!document.querySelector('.jp-mod-dirty')")
        return Seen(first, second, _stored(lab))


def _run(page: Page) -> float:
    """Run the active cell; return milliseconds until its picture can be seen."""
    page.keyboard.press("Shift+Enter")
    page.wait_for_function("firstPicture.seen")
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
    raise TimeoutError(newest)


def table(results: dict[str, list[Seen]]) -> str:
    """Return the medians as a table in Markdown, the largest in the last row."""
    lines = ["| " + " | ".join(HEADS) + " |", "|---" * len(HEADS) + "|"]
    rows = {name: _middle(several) for name, several in results.items()}
    rows["*most*"] = [max(column) for column in zip(*rows.values(), strict=True)]
    for name, (first, second, stored) in rows.items():
        times = f"{first:.0f} | {second:.0f}"
        lines.append(f"| {name} | {times} | {stored / 1000:.1f} |")
    return "\n".join(lines)


def _middle(several: list[Seen]) -> list[float]:
    names = [field.name for field in fields(Seen)]
    return [statistics.median(getattr(seen, n) for seen in several) for n in names]


def main() -> None:
    """Measure, then print the table and how busy the machine was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="kernels for each")
    parser.add_argument("names", nargs="*", help="explorers to measure; else all")
    options = parser.parse_args()
    results: dict[str, list[Seen]] = {}
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        shutil.copy(GALLERY, name)
        with server(Path(name)) as lab:
            for shown in options.rounds * runpy.run_path(str(GALLERY))["GALLERY"]:
                if not options.names or shown.name in options.names:
                    given = ", ".join(f.__name__ for f in shown.functions)
                    seen = watch(browser, lab, f"explore.{shown.name}({given})")
                    results.setdefault(shown.name, []).append(seen)
        browser.close()
    print(table(results))
    print(f"\n{os.cpu_count()} cores, load {before:.1f} at the start.")


if __name__ == "__main__":
    main()
