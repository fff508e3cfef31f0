"""A real JupyterLab with folders of its own, started and stopped by the tests."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30  # seconds until what should happen counts as not happening


@dataclass(frozen=True)
class Server:
    """A running JupyterLab: its address, its files, its user's settings."""

    url: str
    token: str
    root: Path
    home: Path

    def address(self, path, mode="lab"):
        """The page that opens a file, in a workspace without a past."""
        fresh = f"{mode}/workspaces/{secrets.token_hex(4)}" if mode == "lab" else mode
        return f"{self.url}/{fresh}/tree/{path}?token={self.token}"

    def request(self, method, path):
        """Ask the server's API; return the JSON that it answers, if any."""
        headers = {"Authorization": f"token {self.token}"}
        url = f"{self.url}/api/{path}"
        request = urllib.request.Request(url, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read() or "null")

    def stop_kernels(self):
        """End every kernel that a closed page left running."""
        for kernel in self.request("GET", "kernels"):
            self.request("DELETE", f"kernels/{kernel['id']}")

    def set(self, plugin, **settings):
        """Write a user's settings of one JupyterLab plugin."""
        package, _, name = plugin.partition(":")
        folder = self.home / "config/lab/user-settings" / package
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.jupyterlab-settings").write_text(json.dumps(settings))

    def save(self, notebook, name, *, trusted):
        """Write a notebook; trusted means signed, as after a student's own save."""
        notebook.metadata["saved_as"] = name  # equal files would share a signature
        nbformat.write(notebook, self.root / name)
        if trusted:
            notary = NotebookNotary(data_dir=str(self.home / "data"))
            notary.sign(nbformat.read(self.root / name, as_version=4))
            notary.store.close()
        return name


@contextmanager
def running(root, home):
    """Start a JupyterLab on a folder, with the extensions of this environment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(f"http://127.0.0.1:{port}", secrets.token_hex(16), root, home)
    server.set("@jupyterlab/apputils-extension:notification", fetchNews="false")
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *(f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        *(f"--ServerApp.root_dir={root}", f"--IdentityProvider.token={server.token}"),
    ]
    with (home / "server.log").open("w") as log:
        process = subprocess.Popen(
            command, env=environment(home), cwd=root, stdout=log, stderr=log
        )
        try:
            await_answer(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(PATIENCE)


def environment(home):
    """Return the environment of a user who has just installed the course."""
    folders = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython",
    }
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        **{name: str(home / folder) for name, folder in folders.items()},
        "PYTHONPATH": os.pathsep.join(paths),
    }


def await_answer(server, process):
    """Return when the server answers; fail with its log if it does not."""
    stop = time.monotonic() + PATIENCE
    while time.monotonic() < stop and process.poll() is None:
        try:
            return server.request("GET", "status")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)  # between two questions
    return pytest.fail(f"no server: {(server.home / 'server.log').read_text()[-3000:]}")
