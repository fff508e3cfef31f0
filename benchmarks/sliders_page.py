"""One way of `benchmarks.sliders` in a real JupyterLab, dragged by a real mouse."""

import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.lab import Server, cpu_seconds, kernels, opened, run_first
from benchmarks.sliders_cells import BUSY, FUNCTIONS, Contestant

HERTZ = 60
POSITIONS = 120
SETTLE = 3.0  # seconds after the release in which late pictures are counted
TRACK = "document.querySelector('.noUi-base').getBoundingClientRect().toJSON()"


@dataclass(frozen=True)
class Drag:
    """What one drag over all positions cost.

    Parameters
    ----------
    median, late
        Milliseconds from input to picture: median and 95th percentile.
    shown
        How many of the positions were seen.
    per_second
        Pictures while the mouse was down.
    lag
        Milliseconds from release to the last picture.
    cpu
        Milliseconds of the kernel for each position shown.
    size
        Bytes over the websocket for each position shown, both ways.
    first
        Milliseconds from running the cell to the first picture.
    """

    median: float
    late: float
    shown: float
    per_second: float
    lag: float
    cpu: float
    size: float
    first: float


def drag(browser: Browser, lab: Server, way: Contestant) -> Drag:
    """Run a contestant's cell in a fresh kernel and drag its slider from end to end.

    Parameters
    ----------
    browser
        A real one.
    lab
        From `server`.
    way
        Whom to measure.

    Returns
    -------
    Drag
        Of one run.
    """
    cells = [FUNCTIONS + way.imports, way.cell]
    with opened(browser, lab, [*cells, BUSY] if way.busy else cells) as (page, traffic):
        first = _run_cells(page, way)
        return _measure(page, traffic, first)


def _run_cells(page: Page, way: Contestant) -> float:
    """Run both cells; return the milliseconds of the second until its picture."""
    run_first(page)
    watcher = (Path(__file__).parent / "sliders.js").read_text("utf-8")
    begun = time.perf_counter()
    page.keyboard.press("Shift+Enter")
    ready = f"""() => {{
        const c = document.querySelector('[data-windowed-list-index="1"]');
        return c.querySelector(".noUi-handle") && ({way.shows}) != null; }}"""
    page.wait_for_function(ready)
    first = 1000 * (time.perf_counter() - begun)
    time.sleep(2)
    page.evaluate(f"({watcher.rstrip()})({way.shows!r})")
    if way.busy:
        page.keyboard.press("Shift+Enter")
        page.get_by_text("Python 3 (ipykernel) | Busy").wait_for()
    return first


def _measure(page: Page, traffic: list[int], first: float) -> Drag:
    """Drag the slider from its first position to its last, one each 60th second."""
    page.locator(".noUi-handle").scroll_into_view_if_needed()
    track = page.evaluate(TRACK)
    y = track["y"] + track["height"] / 2
    (kernel,) = kernels()
    page.mouse.move(track["x"], y)
    page.mouse.down()
    time.sleep(0.5)
    messages, cpu = len(traffic), cpu_seconds(kernel)
    begun = time.perf_counter()
    for step in range(1, POSITIONS + 1):
        time.sleep(max(0.0, begun + step / HERTZ - time.perf_counter()))
        page.mouse.move(track["x"] + step / POSITIONS * track["width"], y)
    seen = page.evaluate("sliderLog.frames")
    seconds = time.perf_counter() - begun
    page.mouse.up()
    time.sleep(SETTLE)
    spent, sent = cpu_seconds(kernel) - cpu, sum(traffic[messages:])
    log = page.evaluate("sliderLog")
    delays = _delays(log)
    return Drag(
        median=statistics.median(delays),
        late=statistics.quantiles(delays, n=20)[-1] if len(delays) > 1 else delays[0],
        shown=len(delays),
        per_second=seen / seconds,
        lag=max(0.0, log["last"] - log["released"]),
        cpu=1000 * spent / len(delays),
        size=sent / len(delays),
        first=first,
    )


def _delays(log: dict[str, Any]) -> list[float]:
    """Return milliseconds from input to picture of every position that was seen."""
    shown = log["pictures"]
    delays = [shown[at] - made for at, made in log["inputs"].items() if at in shown]
    return [delay for delay in delays if delay >= 0]
