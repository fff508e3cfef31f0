"""The workflow for GitHub Classroom: its step that grades, run as a runner runs it."""

import base64
import json
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import nbformat
import pytest
import yaml

from tests.autograder import container
from tests.autograder.double_lab import LAB, WRONG, answer
from tests.repository import REPOSITORY

WORKFLOW = yaml.safe_load(
    (REPOSITORY / "docs" / "github" / "classroom.yml").read_text("utf-8")
)
STEPS = WORKFLOW["jobs"]["run-autograding-tests"]["steps"]
pytestmark = pytest.mark.kernel


@pytest.fixture
def graded(course):
    """Return a function that runs the step on a file, and gives output and told."""
    (grading,) = [step["run"] for step in STEPS if step.get("id") == "lab"]
    with container.folder() as base:
        yield partial(in_container, grading, course, base)


def in_container(grading, course, base, write):
    shutil.copytree(course.root, base / "course")
    (base / "submission" / "labs").mkdir(parents=True)
    write(base / "submission" / "labs" / f"{LAB}.ipynb")
    output = base / "output"
    output.touch()
    python = Path(sys.executable).parent
    environ = {
        "PATH": f"{python}:{container.path_without_bubblewrap(base)}",
        "PYTHONPATH": str(REPOSITORY),
        "RUNNER_TEMP": str(base),
        "GITHUB_OUTPUT": str(output),
        "LAB": LAB,
        "STUDENT": "organisation/double-eve",
    }
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", grading]
    done = subprocess.run(
        container.shut_in(shell, base),
        cwd=base,
        env=environ,
        capture_output=True,
        text=True,
    )
    container.skip_where_nothing_confines(done.stderr)
    assert done.returncode == 0, done.stderr
    name, _, told = output.read_text().strip().partition("=")
    assert name == "result"
    return done.stdout, json.loads(base64.b64decode(told))


def test_a_push_gets_points_and_words_that_hide_the_tests(graded, released):
    log, told = graded(lambda path: nbformat.write(answer(released, WRONG), path))

    assert (told["version"], told["status"]) == (1, "fail")
    assert told["max_score"] == sum(test["max_score"] for test in told["tests"])
    first = told["tests"][0]
    assert (first["name"], first["status"]) == ("double gives the right value", "fail")
    assert (first["score"], first["max_score"]) == (0, 3)
    assert first["message"] == "The result is not what the contract promises."
    assert [hidden for hidden in ("42", "21", "secret") if hidden in log] == []


def test_a_push_of_what_is_no_notebook_is_an_error_with_its_reason(graded):
    _, told = graded(lambda path: path.write_text("not one"))

    assert told["status"] == "error"
    assert "not JSON" in told["message"]
    assert sum(test["score"] for test in told["tests"]) == 0


def test_the_reporter_reads_what_the_step_says():
    (reporter,) = [step for step in STEPS if "grading-reporter" in step.get("uses", "")]

    assert reporter["with"]["runners"] == "lab"
    assert reporter["env"] == {"LAB_RESULTS": "${{ steps.lab.outputs.result }}"}


def test_no_step_leaves_a_key_where_students_code_could_read_it():
    checkouts = [step for step in STEPS if "checkout" in step.get("uses", "")]

    assert len(checkouts) == 2
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)
