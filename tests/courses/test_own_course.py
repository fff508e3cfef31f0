"""The page docs/own-course.md, command by command as it is written."""

import os
import re
import subprocess
import sysconfig

import pytest

from tests.courses.course import course
from tests.repository import REPOSITORY

pytestmark = pytest.mark.kernel

PAGE = (REPOSITORY / "docs" / "own-course.md").read_text("utf-8")
NEW, OLD, SETTING = re.findall(r"(?:^    .*\n)+", PAGE, re.MULTILINE)[:3]


def run(commands, folder):
    """Run lines in one shell, which stops at the first that fails."""
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    return subprocess.run(
        ["sh", "-ec", commands],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(REPOSITORY)},
    )


def test_a_new_course_is_made_released_graded_and_reported(tmp_path):
    done = run(NEW, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    results = tmp_path / "mycourse" / "grading" / "results"
    assert (results / "01_mean.html").is_file()


def test_nbgraders_example_is_refused_with_a_setting_that_lets_it_be_graded(tmp_path):
    course("quickstart").write(tmp_path)
    (tmp_path / "source" / "week 1").rename(tmp_path / "source" / "ps1")
    refused = run("autograder release ps1", tmp_path)
    assert refused.returncode == 2
    assert "sum_of_squares_uses_squares: 0 of 0.5" in refused.stderr
    with (tmp_path / "nbgrader_config.py").open("a") as config:
        config.write(SETTING.strip())

    doctor, release, grade = OLD.splitlines()
    tried = run(f"{doctor}\n{release}", tmp_path)
    assert tried.returncode == 0, tried.stdout + tried.stderr
    given = tmp_path / "submitted" / "ada"
    given.mkdir(parents=True)
    (tmp_path / "release" / "ps1").rename(given / "ps1")
    graded = run(grade, tmp_path)

    assert graded.returncode == 0, graded.stdout + graded.stderr
    assert (tmp_path / "grading" / "results" / "ps1.csv").is_file()
