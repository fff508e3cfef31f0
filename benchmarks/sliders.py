"""Drag the same picture's slider in each known way, in one run, and compare.

Run from the course folder: ``python -m benchmarks.sliders [--rounds 3]``. A JupyterLab
with its default settings, a fresh kernel for each drag, a Chromium whose mouse passes
120 positions in two seconds. Ways whose package is not installed are left out and
named. The packages for all of them: ``pip install ipympl plotly psutil playwright``.
"""

import argparse
import importlib.util
import os
import statistics
import sys
import tempfile
from dataclasses import fields
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.lab import FLAGS, chromium, server
from benchmarks.sliders_cells import CONTESTANTS, Contestant
from benchmarks.sliders_page import POSITIONS, Drag, drag

OURS, BUSY = (way.name for way in CONTESTANTS[-2:])
HEADS = (
    "way",
    "input → picture, median ms",
    "95th percentile",
    f"positions shown of {POSITIONS}",
    "pictures/s",
    "lag after release, ms",
    "kernel CPU ms/position",
    "kB/position",
    "first picture, ms",
)


def installed() -> list[Contestant]:
    """Return the ways that can be measured here; name the others."""
    there = {w: importlib.util.find_spec(w.package) is not None for w in CONTESTANTS}
    for way, found in there.items():
        if not found:
            print(f"left out: {way.name} (pip install {way.package})", file=sys.stderr)
    return [way for way, found in there.items() if found]


def race(ways: list[Contestant], rounds: int) -> dict[str, Drag]:
    """Measure all ways in turn, several times; return the median of each number."""
    drags: dict[str, list[Drag]] = {way.name: [] for way in ways}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        with server(Path(name)) as lab:
            for _ in range(rounds):
                for way in ways:
                    drags[way.name].append(drag(browser, lab, way))
                    print(f"{way.name}: {drags[way.name][-1]}", file=sys.stderr)
        browser.close()
    return {name: _middle(several) for name, several in drags.items()}


def _middle(drags: list[Drag]) -> Drag:
    """Return the median of each number over several drags."""
    names = [field.name for field in fields(Drag)]
    return Drag(*(statistics.median(getattr(d, n) for d in drags) for n in names))


def table(results: dict[str, Drag]) -> str:
    """Return the results as a table in Markdown, with ratios to the first way."""
    lines = ["| " + " | ".join(HEADS) + " |", "|---" * len(HEADS) + "|"]
    for name, d in results.items():
        cpu = "(the cell's)" if name == BUSY else f"{d.cpu:.1f}"
        cells = (
            *(f"{d.median:.1f}", f"{d.late:.1f}", f"{d.shown:.0f}"),
            *(f"{d.per_second:.1f}", f"{d.lag:.0f}", cpu),
            *(f"{d.size / 1000:.1f}", f"{d.first:.0f}"),
        )
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", _ratios(next(iter(results.values())), results)])


def _ratios(base: Drag, results: dict[str, Drag]) -> str:
    """Say in one line how an explorer compares with the first way."""
    ours = results.get(OURS, base)
    return (
        f"Against the first: latency {base.median / ours.median:.1f} times lower, "
        f"{ours.shown / base.shown:.1f} times the positions shown, "
        f"kernel CPU 1/{base.cpu / max(ours.cpu, 0.01):.0f}, "
        f"bytes 1/{base.size / max(ours.size, 1):.0f}."
    )


def main() -> None:
    """Measure, then print the table and how busy the machine was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="drags of each way")
    parser.add_argument("--only", help="part of the name of the ways to measure")
    options = parser.parse_args()
    ways = [way for way in installed() if (options.only or "") in way.name]
    before = os.getloadavg()[0]
    results = race(ways, options.rounds)
    print(table(results))
    print(f"\n{os.cpu_count()} cores, load {before:.1f} at the start.")


if __name__ == "__main__":
    main()
