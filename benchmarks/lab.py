"""A real JupyterLab for the benchmarks of explorers, and the kernels that it runs."""

import json
import os
import secrets
import shutil
import socket
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

PATIENCE = 30  # seconds
FORMULA = "$x$"  # as in every lab: the page has loaded what draws formulas
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run")


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
    environment = {
        **os.environ,
        **own,
        "PYTHONPATH": str(Path.cwd()),
    }
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=log
        )
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


@contextmanager
def opened(
    browser: Browser, lab: Server, sources: list[str]
) -> Iterator[tuple[Page, list[int]]]:
    """Open a notebook of these code cells in a page of its own, with a fresh kernel.

    Yields the page, and a list that grows by the size of each websocket message.
    """
    name = f"{secrets.token_hex(4)}.ipynb"
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    cells.append(nbformat.v4.new_markdown_cell(FORMULA))
    kernel = {"name": "python3", "display_name": "Python 3"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, lab.folder / name)
    page = browser.new_page(viewport={"width": 1100, "height": 1000})
    page.set_default_timeout(1000 * PATIENCE)
    try:
        traffic = _count(page)
        page.goto(lab.page(name))
        yield page, traffic
    finally:
        page.close()
        lab.stop_kernels()


def run_first(page: Page) -> None:
    """Run the first cell, when the kernel is there, and wait until all is quiet."""
    cells = page.locator(".jp-Notebook-cell")
    cells.nth(1).wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    cells.nth(0).locator(".jp-InputPrompt").click()
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(
        "/\\d/.test(document.querySelector('.jp-InputPrompt').textContent)"
    )
    time.sleep(1)  # the imports' echo


def _count(page: Page) -> list[int]:
    """Return a list that grows by the size of each websocket message."""
    sizes: list[int] = []

    def follow(socket: Any) -> None:
        for event in ("framesent", "framereceived"):
            socket.on(event, lambda message: sizes.append(len(message)))

    page.on("websocket", follow)
    return sizes


def kernels() -> list[psutil.Process]:
    """Return the kernels that this process's server runs."""
    family = psutil.Process().children(recursive=True)
    alive = [p for p in family if p.status() != psutil.STATUS_ZOMBIE]
    return [p for p in alive if "ipykernel_launcher" in " ".join(p.cmdline())]


def cpu_seconds(process: psutil.Process) -> float:
    """Return the CPU seconds that a process has used."""
    times = process.cpu_times()
    return float(times.user + times.system)


def chromium() -> str | None:
    """Return GRADLAB_CHROMIUM, a Chromium on the path, or None: Playwright's."""
    on_path = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("GRADLAB_CHROMIUM") or next(filter(None, on_path), None)
