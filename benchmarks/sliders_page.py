"""One way of `benchmarks.sliders` in a real JupyterLab, dragged by a real mouse."""

import json
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import psutil
from playwright.sync_api import Browser, Page

from benchmarks.sliders_cells import FUNCTIONS, Contestant

PATIENCE = 30  # seconds
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


@dataclass(frozen=True)
class Server:
    """A running JupyterLab: its address, its token, its files."""

    url: str
    token: str
    folder: Path

    def page(self, path: str) -> str:
        """Return the address of a notebook's page."""
        return f"{self.url}/doc/tree/{path}?token={self.token}"

    def ask(self, method: str, path: str) -> Any:
        """Return what the server's API answers."""
        headers = {"Authorization": f"token {self.token}"}
        url = f"{self.url}/api/{path}"
        request = urllib.request.Request(url, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read() or "null")

    def stop_kernels(self) -> None:
        """End what a page left running."""
        for kernel in self.ask("GET", "kernels"):
            self.ask("DELETE", f"kernels/{kernel['id']}")


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """Start JupyterLab with its default settings."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *(f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        *(f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={token}"),
    ]
    home = {"JUPYTER_CONFIG_DIR": "config", "IPYTHONDIR": "ipython"}
    own = {name: str(folder / "home" / place) for name, place in home.items()}
    environment = {**os.environ, **own, "PYTHONPATH": str(Path.cwd())}
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            started = Server(f"http://127.0.0.1:{port}", token, folder)
            _await(started)
            yield started
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _await(started: Server) -> None:
    """Return when the server answers."""
    stop = time.monotonic() + PATIENCE
    while time.monotonic() < stop:
        try:
            started.ask("GET", "status")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(started.url)


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
    name = f"{secrets.token_hex(4)}.ipynb"
    start = FUNCTIONS + way.imports
    cells = [nbformat.v4.new_code_cell(source) for source in (start, way.cell)]
    kernel = {"name": "python3", "display_name": "Python 3"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, lab.folder / name)
    page = browser.new_page(viewport={"width": 1100, "height": 1000})
    page.set_default_timeout(1000 * PATIENCE)
    traffic = _count(page)
    page.goto(lab.page(name))
    try:
        first = _run_cells(page, way)
        return _measure(page, traffic, first)
    finally:
        page.close()
        lab.stop_kernels()


def _count(page: Page) -> list[int]:
    """Return a list that grows by the size of each websocket message."""
    sizes: list[int] = []

    def follow(socket: Any) -> None:
        for event in ("framesent", "framereceived"):
            socket.on(event, lambda message: sizes.append(len(message)))

    page.on("websocket", follow)
    return sizes


def _run_cells(page: Page, way: Contestant) -> float:
    """Run both cells; return the milliseconds of the second until its picture."""
    cells = page.locator(".jp-Notebook-cell")
    cells.nth(1).wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    cells.nth(0).locator(".jp-InputPrompt").click()
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(
        "/\\d/.test(document.querySelector('.jp-InputPrompt').textContent)"
    )
    time.sleep(1)  # the imports' echo
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
    return first


def _measure(page: Page, traffic: list[int], first: float) -> Drag:
    """Drag the slider from its first position to its last, one each 60th second."""
    page.locator(".noUi-handle").scroll_into_view_if_needed()
    track = page.evaluate(TRACK)
    y = track["y"] + track["height"] / 2
    (kernel,) = _kernels()
    page.mouse.move(track["x"], y)
    page.mouse.down()
    time.sleep(0.5)
    messages, cpu = len(traffic), _cpu(kernel)
    begun = time.perf_counter()
    for step in range(1, POSITIONS + 1):
        time.sleep(max(0.0, begun + step / HERTZ - time.perf_counter()))
        page.mouse.move(track["x"] + step / POSITIONS * track["width"], y)
    seen = page.evaluate("sliderLog.frames")
    seconds = time.perf_counter() - begun
    page.mouse.up()
    time.sleep(SETTLE)
    spent, sent = _cpu(kernel) - cpu, sum(traffic[messages:])
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


def _kernels() -> list[psutil.Process]:
    """Return the kernels that this process's server runs."""
    family = psutil.Process().children(recursive=True)
    alive = [p for p in family if p.status() != psutil.STATUS_ZOMBIE]
    return [p for p in alive if "ipykernel_launcher" in " ".join(p.cmdline())]


def _cpu(process: psutil.Process) -> float:
    """Return the CPU seconds that a process has used."""
    times = process.cpu_times()
    return float(times.user + times.system)


def chromium() -> str | None:
    """Return GRADLAB_CHROMIUM, a Chromium on the path, or None: Playwright's."""
    on_path = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("GRADLAB_CHROMIUM") or next(filter(None, on_path), None)
