"""A class on JupyterHub, by the chapter of the manual: two Unix users, a browser.

Files and commands are read from the chapter; folders, names and ports are other ones.
"""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from lab_server import PATIENCE, ROOT

from tests import needs

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.kernel]
LAB = "01_sigmoid"
MANUAL = (ROOT / "docs" / "instructors.md").read_text("utf-8")
CHAPTER = MANUAL.partition("\n## JupyterHub\n")[2].partition("\n## ")[0]
BLOCKS = [
    re.sub(r"^    ", "", block, flags=re.MULTILINE).strip()
    for block in re.findall(r"(?:^    .+\n)+", CHAPTER, re.MULTILINE)
]
FILES = {
    block.splitlines()[0].removeprefix("# "): block
    for block in BLOCKS
    if block.startswith("# /")
}
COMMANDS = [line for b in BLOCKS if b not in FILES.values() for line in b.splitlines()]
PORTS = """
c.JupyterHub.bind_url = "http://127.0.0.1:{0}"
c.JupyterHub.hub_port = {1}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{2}"
c.ConfigurableHTTPProxy.command = ["{proxy}"]
c.Spawner.env_keep = {kept}
c.Spawner.start_timeout = 120
c.PAMAuthenticator.open_sessions = False  # a container has no sessions
"""
KEPT = ["PATH", "PYTHONPATH", "JUPYTER_CONFIG_PATH", "LANG", "VIRTUAL_ENV"]
ORDINARY = ("--reuid=12345", "--regid=12345", "--clear-groups")


def commands(beginning):
    """Return the commands of the chapter that begin so, in its order."""
    return [line for line in COMMANDS if line.startswith(beginning)]


def obstacle():
    """Return why no hub with users of its own can run here; empty if it can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "only root can make users"
    tools = ("useradd", "userdel", "chpasswd", "runuser", "setpriv", "npm")
    for tool in tools:
        if not shutil.which(tool):
            return f"no {tool} here"
    if not (Path(sys.executable).parent / "jupyterhub").is_file():
        return "no jupyterhub here: pip install gradlab[hub]"
    started = f"cd '{ROOT}' && '{sys.executable}' -c pass; exit $?"
    tried = subprocess.run(["setpriv", *ORDINARY, "sh", "-c", started], check=False)
    return "other users cannot start this Python" if tried.returncode else ""


@dataclass(frozen=True)
class Hub:
    """A running hub and its two users, the password of both being their name."""

    url: str
    folder: Path
    teacher: str
    student: str

    def home(self, user):
        return self.folder / "home" / user

    def run(self, user, command, folder):
        """Run a command as a user in a terminal would."""
        return subprocess.run(
            ["runuser", "-u", user, "--", "sh", "-c", command],
            cwd=folder,
            env={**os.environ, "HOME": str(self.home(user)), "USER": user},
            capture_output=True,
            text=True,
            timeout=300,
        )

    def teach(self, command):
        """Run one of the chapter's commands as the teacher, in the course folder."""
        done = self.run(self.teacher, command, self.home(self.teacher) / "gradlab")
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr


@pytest.fixture
def folder(monkeypatch):
    """Return a folder in which all users may look, and a path to all tools."""
    if reason := obstacle():
        needs.missing("hub", reason)
    made = Path(tempfile.mkdtemp(prefix="hub-"))
    made.chmod(0o755)
    here = [str(Path(sys.executable).parent), os.environ["PATH"], "/usr/sbin"]
    monkeypatch.setenv("PATH", os.pathsep.join(here))
    known = filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(known))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(made / "etc" / "jupyter"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def users(folder):
    """Make a teacher and a student, and take them away again."""
    names = [f"{role}{secrets.token_hex(3)}" for role in ("teacher", "ada")]
    (folder / "home").mkdir()
    try:
        for name in names:
            home = folder / "home" / name
            subprocess.run(["useradd", "-m", "-d", home, name], check=True)
            subprocess.run(["chpasswd"], input=f"{name}:{name}", text=True, check=True)
        yield names
    finally:
        for name in names:
            subprocess.run(["userdel", "-rf", name], check=False, capture_output=True)


@pytest.fixture
def proxy(folder):
    """Return the proxy in the version that the chapter names."""
    (install,) = commands("npm install")
    package = install.split()[-1]
    quiet = ["--no-audit", "--no-fund", "--prefix", str(folder / "proxy")]
    done = subprocess.run(["npm", "install", *quiet, package], capture_output=True)
    if done.returncode:
        needs.missing("hub", "npm could not get the proxy: no network?")
    return folder / "proxy/node_modules/.bin/configurable-http-proxy"


@pytest.fixture
def hub(folder, users, proxy):
    """Start what the chapter describes."""
    teacher, student = users
    here = {
        "/home/teacher": f"{folder}/home/{teacher}",
        "/srv/": f"{folder}/srv/",
        "/etc/": f"{folder}/etc/",
        '"teacher"': f'"{teacher}"',
        '"ada"': f'"{student}"',
    }

    def local(text):
        for there, ours in here.items():
            text = text.replace(there, ours)
        return text

    for command in [*commands("mkdir"), *commands("chmod")]:
        subprocess.run(["sh", "-c", local(command)], check=True)
    for path, text in FILES.items():
        file = Path(local(path))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(local(text) + "\n")
    course = folder / "home" / teacher / "gradlab"
    shutil.copytree(ROOT / "solutions" / LAB, course / "solutions" / LAB)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    owned = ["chown", "-R", f"{teacher}:", folder / "home" / teacher]
    subprocess.run(owned, check=True)

    ports = [free_port() for _ in range(3)]
    (start,) = commands("jupyterhub")
    file = Path(local(start).split()[-1])
    kept = {"proxy": proxy, "kept": KEPT}
    file.write_text(file.read_text() + PORTS.format(*ports, **kept))
    with (folder / "hub.log").open("w") as log:
        command = local(start).split()
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{ports[0]}"
            await_hub(url, process, folder / "hub.log")
            yield Hub(url, folder, teacher, student)
        finally:
            process.terminate()
            process.wait(PATIENCE)
            print((folder / "hub.log").read_text()[-5000:])  # shown if the test fails


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def log_in(hub, browser):
    """A function that logs a user in and returns the page of their JupyterLab."""
    contexts = []

    def log_in_(user):
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(4000 * PATIENCE)
        page.goto(f"{hub.url}/hub/login")
        page.locator("#username_input").fill(user)
        page.locator("#password_input").fill(user)
        page.locator("#login_submit").click()
        page.wait_for_url(f"**/user/{user}/lab**")
        return page

    yield log_in_
    for context in contexts:
        context.close()


def await_hub(url, process, log):
    """Return when the hub answers; fail with its log if it does not."""
    stop = time.monotonic() + 2 * PATIENCE
    while time.monotonic() < stop and process.poll() is None:
        try:
            return urllib.request.urlopen(f"{url}/hub/health", timeout=PATIENCE)
        except OSError:
            time.sleep(0.1)  # between two questions
    return pytest.fail(f"no hub: {log.read_text()[-3000:]}")


def in_list(page, action):
    """Press a button of the assignment list."""
    button = page.locator(".jp-Assignment-list, #nbgrader-assignment_list, body")
    button.get_by_role("button", name=action, exact=True).first.click()


def test_the_chapter_on_jupyterhub_leads_from_release_to_feedback(
    hub, log_in, artefacts
):
    release, collect, grade, feedback = commands("autograder")
    publish, give_back = commands("nbgrader")
    hub.teach(release)
    hub.teach(publish)

    page = log_in(hub.student)
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Assignment List").click()
    in_list(page, "Fetch")
    expect(page.get_by_role("button", name="Submit", exact=True)).to_be_visible()
    page.screenshot(path=artefacts / "hub-assignments.png")
    in_list(page, "Submit")
    expect(page.locator("#submitted_assignments_list")).to_contain_text(LAB)

    for command in (collect, grade, feedback, give_back):
        hub.teach(command)
    fetched = hub.run(
        hub.student, f"nbgrader fetch_feedback {LAB}", hub.home(hub.student)
    )
    assert fetched.returncode == 0, fetched.stderr
    (given,) = hub.home(hub.student).glob(f"{LAB}/feedback/*/{LAB}.html")
    assert "Nothing is written here yet." in given.read_text("utf-8")

    desk = log_in(hub.teacher)
    answer = desk.goto(f"{hub.url}/user/{hub.teacher}/formgrader")
    expect(desk.locator("body")).to_contain_text(LAB)
    desk.screenshot(path=artefacts / "hub-formgrader.png")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
