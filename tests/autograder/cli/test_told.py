"""What students are told elsewhere than on a page: at once, and on Gradescope."""

import zipfile

import nbformat
import pytest
from typer.testing import CliRunner

from autograder.cli import app
from tests.autograder.double_lab import LAB, WRONG, answer

pytestmark = pytest.mark.kernel


@pytest.fixture
def run(course, monkeypatch):
    """Return a function that runs a command in the course folder."""
    monkeypatch.chdir(course.root)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def test_a_check_for_students_shows_points_and_words_alone(run, tmp_path, released):
    path = tmp_path / f"{LAB}.ipynb"
    nbformat.write(answer(released, WRONG), path)

    done, whole = run("check", path, "--for-student"), run("check", path)

    assert done.exit_code == 0, done.output
    assert "double gives the right value" in done.output
    assert "of 4 points from tests" in done.output
    assert "secret" in whole.output
    assert [word for word in ("secret", "21", "42") if word in done.output] == []


def test_what_cannot_be_graded_is_said_and_sets_exit_code_1(run, tmp_path):
    path = tmp_path / f"{LAB}.ipynb"
    path.write_text("not one")

    done = run("check", path, "--for-student")

    assert done.exit_code == 1
    assert "not JSON" in done.output


def test_gradescopes_zip_is_written_where_it_is_wanted(run, course, tmp_path):
    assert run("gradescope", "01").exit_code == 0
    done = run("gradescope", "01", "--to", tmp_path / "my.zip", "--unsafe-no-sandbox")

    assert "it holds the hidden tests" in done.output
    usual = course.root / "build" / "gradescope" / f"{LAB}.zip"
    scripts = [
        zipfile.ZipFile(path).read("run_autograder").decode()
        for path in (usual, tmp_path / "my.zip")
    ]
    assert ["unsafe" in script for script in scripts] == [False, True]
