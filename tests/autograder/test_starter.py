"""A course of one's own, from `autograder new` to the report, as its README says."""

import os
import re
import subprocess
import sys
from importlib.resources import files

import pytest

from autograder import starter
from autograder.errors import UsageError
from tests.repository import REPOSITORY


def run(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "autograder", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )


@pytest.mark.kernel
def test_every_command_of_a_new_courses_readme_works_at_once(tmp_path):
    made = run(tmp_path, "new", "my course")
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "my course"
    text = (folder / "README.md").read_text()
    commands = re.findall(r"^    autograder (\w+(?: \w+)?) +#", text, re.MULTILINE)
    assert [words.split()[0] for words in commands[:5]] == [
        "doctor",
        "release",
        "grade",
        "report",
        "feedback",
    ]

    for words in commands[:5]:
        done = run(folder, *words.split())
        assert done.returncode == 0, done.stdout + done.stderr

    released = (folder / "notebooks" / "01_mean" / "01_mean.ipynb").read_text()
    assert "raise NotImplementedError" in released
    assert "BEGIN HIDDEN TESTS" not in released
    marks = (folder / "grading" / "results" / "01_mean.csv").read_text()
    assert "example,01_mean,mean_values,3,3,passed" in marks
    assert "example,01_mean,mean_empty,0,1,errored" in marks
    assert (folder / "grading" / "results" / "01_mean.html").is_file()


def test_the_settings_of_a_new_course_are_those_of_this_one():
    given = files("autograder").joinpath("starter_course", "nbgrader_config.txt")
    ours = (REPOSITORY / "nbgrader_config.py").read_text("utf-8")

    assert given.read_text("utf-8").replace("COURSE", "gradlab") == ours


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")

    with pytest.raises(UsageError, match="is not empty: name a new folder"):
        starter.make_course(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_two_new_courses_are_the_same(tmp_path):
    for name in ("a", "b"):
        starter.make_course(tmp_path / name / "course")

    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def contents(folder):
    """Return every file of a folder by its name there."""
    inside = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in inside}
