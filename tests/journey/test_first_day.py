"""README and manual as written: every command runs, and marks reach Canvas' file."""

import os
import re
import shutil
import socket
import subprocess

import pytest
from lab_server import Server, await_answer

from autograder.course.course import Course
from benchmarks import first_day
from tests.repository import REPOSITORY

pytestmark = pytest.mark.kernel
# Of the README's list: what runs until it is stopped, or needs a name of the class.
NOT_HERE = {"autograder watch 01", "autograder leave zoe"}


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A copy of the course with Canvas' two files in it, and its environment."""
    root = tmp_path_factory.mktemp("first") / "gradlab"
    git = ("git", "-C", REPOSITORY, "ls-files", "--cached", "-z")
    listed = subprocess.run(git, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (REPOSITORY / name).is_file() and not name.startswith("tests/"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, root / name)
    deserved = first_day.hand_in(Course.find(root), root)
    first_day.stand_in(root)
    return root, {**os.environ, "PYTHONPATH": str(root)}, deserved


@pytest.fixture(scope="module")
def ten_minutes(machine):
    """The manual's first ten minutes, command by command."""
    root, environment, _ = machine
    lines = first_day.commands(root, *first_day.MANUAL)
    return lines, list(first_day.play(root, lines, environment))


def test_every_command_of_the_ten_minutes_ends_well(ten_minutes):
    lines, said = ten_minutes

    assert [(one.command, one.code) for one in said] == [(line, 0) for line in lines], (
        said[-1].text
    )
    assert [line.split()[1] for line in lines if line.startswith("autograder")] == [
        *("doctor", "collect", "grade", "report", "feedback", "export")
    ]


def test_they_end_in_marks_for_canvas(machine, ten_minutes):
    root, _, deserved = machine
    _, said = ten_minutes

    marks = first_day.canvas_marks(root)
    assert {student: float(mark) for student, mark in marks.items()} == deserved
    assert f"column '{first_day.COLUMN}'" in said[-1].text
    assert "points so far: written answers wait" in said[-1].text


def test_every_command_of_the_readme_is_one(machine, ten_minutes):
    root, environment, _ = machine
    lines = first_day.commands(root, *first_day.README)
    file = f"grading/submitted/ada/{first_day.LAB}/{first_day.LAB}.ipynb"
    given = [line.replace("FILE", file) for line in lines if line not in NOT_HERE]
    given = ["source .venv/bin/activate", *given, "autograder --help"]

    said = list(first_day.play(root, given, environment))

    assert [(one.command, one.code) for one in said] == [(line, 0) for line in given], (
        said[-1].text
    )
    assert {line.split()[1] for line in lines} <= set(re.findall(r"\w+", said[-1].text))


def test_the_students_command_opens_jupyterlab_on_all_labs(machine):
    root, environment, _ = machine
    (line,) = [c for c in first_day.commands(root, *first_day.STUDENT) if "lab" in c][
        -1:
    ]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    quietly = f"--no-browser --allow-root --ServerApp.token=t --port={port}"
    server = Server(f"http://127.0.0.1:{port}", "t", root, root)

    with (root / "server.log").open("w") as log:
        process = subprocess.Popen(
            [*line.split(), *quietly.split()],
            cwd=root,
            env={**environment, "JUPYTER_RUNTIME_DIR": str(root / "run")},
            stderr=log,
        )
        try:
            await_answer(server, process)
            listed = server.request("GET", "contents")["content"]
        finally:
            process.terminate()
            process.wait()

    assert line == ".venv/bin/jupyter lab notebooks"
    assert set(Course.find(root).labs()) <= {one["name"] for one in listed}
