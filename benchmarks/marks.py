"""Drag every explorer's first mark, beside a slider of `interact`.

Run from the course folder: ``python -m benchmarks.marks [--rounds 3] [NAME ...]``; on a
machine with other work, after ``chrt -r 1``, which puts it first. A JupyterLab with its
default settings, a fresh kernel for each drag. A real mouse hovers over a mark for a
moment, takes hold of it, and draws a loop of two seconds at 60 places a second. A mark
that moves in two directions comes before the others of its picture.
The packages: ``pip install psutil playwright``.
"""

import argparse
import math
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.explorers import GALLERY, Way, explorers
from benchmarks.lab import (
    FLAGS,
    Server,
    chromium,
    cpu_seconds,
    kernels,
    opened,
    run_first,
    server,
)
from benchmarks.sliders_cells import CONTESTANTS
from benchmarks.sliders_page import HERTZ, POSITIONS, SETTLE, drag

IMPORTS = "from gradlab import explore\nfrom gallery import *"
FREE = '.gradlab-grip[aria-roledescription="slider in two directions"]'
HOVER = 0.5  # seconds over the mark before it is taken
HEADS = (
    "what is dragged",
    "directions",
    "hand → picture, median ms",
    "95th percentile",
    "pictures/s",
    "positions/s that the hand reached",
    "moves/s of the mouse",
    "exact after release, ms",
    "kernel CPU ms/picture",
)


@dataclass(frozen=True)
class Loop:
    """What one loop of the hand cost; milliseconds where nothing else is said."""

    directions: float
    median: float
    late: float
    per_second: float
    reached: float
    moves: float
    settled: float
    cpu: float


def loop(browser: Browser, lab: Server, cell: str) -> Loop:
    """Show an explorer in a fresh kernel and lead a mark along a loop."""
    with opened(browser, lab, [IMPORTS, cell, ""]) as (page, _):
        run_first(page)
        page.keyboard.press("Shift+Enter")
        page.locator(".gradlab-grip").first.wait_for()
        time.sleep(2)
        free = page.locator(FREE)
        directions = 2 if free.count() else 1
        grip = (free if free.count() else page.locator(".gradlab-grip")).first
        grip.evaluate(Path(__file__).with_suffix(".js").read_text("utf-8"))
        grip.scroll_into_view_if_needed()
        box = grip.locator(".gradlab-reach").bounding_box()
        assert box
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        return _lead(page, *middle, directions)


def _lead(page: Page, x: float, y: float, directions: int) -> Loop:
    """Take hold of what is there, draw a loop, let go, and read the log."""
    (kernel,) = kernels()
    page.mouse.move(x, y)
    time.sleep(HOVER)
    page.mouse.down()
    spent, begun = cpu_seconds(kernel), time.perf_counter()
    for step in range(1, POSITIONS + 1):
        turn = 2 * math.pi * step / POSITIONS * 0.97
        page.mouse.move(x + 90 * math.sin(turn), y + 60 * math.sin(2 * turn))
        time.sleep(max(0.0, begun + step / HERTZ - time.perf_counter()))
    seconds = time.perf_counter() - begun
    page.mouse.up()
    time.sleep(SETTLE)
    log = page.evaluate("markLog")
    delays = log["delays"] or [math.inf]
    return Loop(
        directions=directions,
        median=statistics.median(delays),
        late=statistics.quantiles([*delays, delays[-1]], n=20)[-1],
        per_second=log["pictures"] / seconds,
        reached=log["positions"] / seconds,
        moves=POSITIONS / seconds,
        settled=max(0.0, (log["exact"] or math.inf) - log["released"]),
        cpu=1000 * (cpu_seconds(kernel) - spent) / max(1, log["pictures"]),
    )


def race(ways: Sequence[Way], rounds: int) -> dict[str, list[Loop]]:
    """Measure `interact` and all marks in turn, several times."""
    found: dict[str, list[Loop]] = {}
    interact = CONTESTANTS[0]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        shutil.copy(GALLERY, name)
        with server(Path(name)) as lab:
            for _ in range(rounds):
                d = drag(browser, lab, interact)
                unknown = math.nan, math.nan
                seen = 1, d.median, d.late, d.per_second
                slid = Loop(*seen, *unknown, d.lag, d.cpu)
                found.setdefault(f"slider of {interact.name}", []).append(slid)
                print(interact.name, slid, file=sys.stderr)
                for way in ways:
                    found.setdefault(way.name, []).append(loop(browser, lab, way.cell))
                    print(way.name, found[way.name][-1], file=sys.stderr)
        browser.close()
    return found


def main() -> None:
    """Measure, then print the medians and how busy the machine was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="loops of each mark")
    parser.add_argument("names", nargs="*", help="explorers to measure; else all")
    options = parser.parse_args()
    ways = [w for w in explorers() if w.name in options.names or not options.names]
    before = os.getloadavg()[0]
    results = race(ways, options.rounds)
    print("| " + " | ".join(HEADS) + " |", "|---" * len(HEADS) + "|", sep="\n")
    for way, several in results.items():
        names = [field.name for field in fields(Loop)]
        row = [statistics.median(getattr(one, n) for one in several) for n in names]
        told = (f"{row[0]:.0f}", *(f"{number:.1f}" for number in row[1:]))
        print(f"| {way} |", " | ".join(told), "|")
    print(f"\n{os.cpu_count()} cores, load {before:.1f} at the start.")


if __name__ == "__main__":
    main()
