"""The command line as a person meets it: a real process, its words, its exit code."""

import json
import os
import subprocess
import sys

import nbformat
import pytest

from autograder.gradebook.database import connect
from tests.autograder.double_lab import LAB, RIGHT, WRONG, answer, source_notebook

pytestmark = pytest.mark.kernel


@pytest.fixture
def autograder(course):
    """Return a function that runs `autograder` in the course folder."""

    def run(*words, folder=course.root):
        return subprocess.run(
            [sys.executable, "-m", "autograder", *map(str, words)],
            cwd=folder,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONWARNINGS": "error::SyntaxWarning"},
        )

    return run


def test_help_names_every_command(autograder):
    done = autograder("--help")

    assert done.returncode == 0
    for command in ("demo", "release", "grade", "check", "feedback", "doctor"):
        assert command in done.stdout


def test_a_class_is_graded_reported_and_given_feedback(
    autograder, course, hand_in, released
):
    hand_in("ada", answer(released, RIGHT))

    graded = autograder("grade", "01")
    fed, reported = autograder("feedback", "01"), autograder("report", "01")

    assert graded.returncode == 0, graded.stderr
    assert "ada" in graded.stdout
    assert (course.results / f"{LAB}.csv").is_file()
    assert fed.returncode == reported.returncode == 0
    assert (course.feedback / "ada" / LAB / f"{LAB}.html").is_file()
    assert (course.results / f"{LAB}.html").is_file()


def test_a_submission_that_cannot_be_graded_sets_exit_code_1(autograder, hand_in):
    hand_in("bob", "no notebook")

    done = autograder("grade", "01")

    assert done.returncode == 1
    assert "not JSON" in done.stdout


def test_tables_speak_of_exercises_tests_and_people(
    autograder, course, hand_in, released
):
    path = hand_in("ada", answer(released, WRONG))
    with connect(course) as gradebook:
        gradebook.add_student("ada", first_name="Ada", last_name="Lovelace")

    of_class = autograder("grade", "01").stdout
    of_one = autograder("check", path).stdout

    assert "Doubling" in of_class
    assert "Ada Lovelace (ada)" in of_class
    assert "double: 2 of 3" in of_class
    assert "double gives the right value" in of_one
    assert "✗ not right" in of_one
    assert "written answer under “Doubling”" in of_one
    for jargon in ("double_values", "double_why", "errored", "manual"):
        assert jargon not in of_class + of_one


def test_check_prints_the_record_of_one_notebook(autograder, hand_in, released):
    path = hand_in("ada", answer(released, RIGHT))

    done = autograder("check", path, "--json")

    record = json.loads(done.stdout)
    assert record["lab"] == LAB
    assert [c["score"] for c in record["cells"]] == [0, 3, 1, None]


def test_check_finds_the_lab_of_a_renamed_notebook(autograder, hand_in, released):
    path = hand_in("ada", answer(released, RIGHT))
    renamed = path.rename(path.with_name("copy of homework.ipynb"))

    assert json.loads(autograder("check", renamed, "--json").stdout)["lab"] == LAB


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["grade", "07"], f"no lab '07'; there are: {LAB}"),
        (["grade", "01"], "no folder"),
        (["grade", "01", "--submissions", "nowhere"], "no folder nowhere"),
        (["check", "nothing.ipynb"], "no file nothing.ipynb"),
        (["feedback", "01"], "run autograder grade 01_double first"),
        (["report", "01"], "run autograder grade 01_double first"),
        (["release", "07"], "no lab '07'"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(autograder, words, reason):
    done = autograder(*words)

    assert done.returncode == 2
    assert reason in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_outside_a_course_it_says_so(autograder, tmp_path):
    done = autograder("grade", "01", folder=tmp_path)

    assert done.returncode == 2
    assert "run this in the course" in done.stderr


def test_release_check_writes_nothing_and_fails_where_it_would(autograder, course):
    stale = course.notebooks / LAB / f"{LAB}.ipynb"
    assert autograder("release", "--check").returncode == 0

    stale.unlink()
    done = autograder("release", "--check")

    assert done.returncode == 2
    assert "run autograder release" in done.stderr
    assert not stale.exists()


def test_release_does_not_overwrite_a_folder_edited_by_hand(autograder, course):
    path = course.notebooks / LAB / f"{LAB}.ipynb"
    path.write_text(path.read_text().replace("# Doubling", "# Mine"))

    done = autograder("release")

    assert done.returncode == 2
    assert "edited by hand" in done.stderr
    assert "# Mine" in path.read_text()


@pytest.fixture
def wrong_model(course):
    """Let the answer in the source square in place of doubling."""
    notebook = source_notebook()
    notebook.cells[2].source = notebook.cells[2].source.replace("2 * x", "x * x")
    nbformat.write(notebook, course.source(LAB))
    (course.notebooks / LAB / f"{LAB}.ipynb").unlink()


def test_release_refuses_a_lab_whose_model_solution_loses_points(
    autograder, course, wrong_model
):
    refused = autograder("release")
    assert refused.returncode == 2
    assert "double_values: 0 of 3" in refused.stderr
    assert not (course.notebooks / LAB / f"{LAB}.ipynb").exists()

    done = autograder("release", "--model-may-fail")

    assert done.returncode == 0, done.stderr
    assert "double_values: 0 of 3" in done.stderr
    assert (course.notebooks / LAB / f"{LAB}.ipynb").is_file()


def test_doctor_of_a_lab_names_what_its_model_solution_loses(autograder, wrong_model):
    done = autograder("doctor", "01")

    assert done.returncode == 1
    assert "✓ 01_double, release" in done.stdout
    assert "✗ 01_double, model solution: 0 of 4 points from tests" in done.stdout
    assert "double_values: 0 of 3" in done.stdout


def test_an_audit_without_known_answers_tries_solution_and_stub(autograder, course):
    done = autograder("audit", "01")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "no known answers; solution and stub alone" in done.stdout


def test_doctor_tries_each_part_and_says_what_isolation_there_is(autograder):
    done = autograder("doctor")

    assert done.returncode == 0, done.stdout
    assert "✓ kernel: numpy" in done.stdout
    assert "✓ isolation by" in done.stdout
    assert "ready to grade" in done.stdout


def test_the_demo_keeps_away_from_a_folder_that_is_not_its_own(autograder, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")

    done = autograder("demo", "--into", tmp_path)

    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert (tmp_path / "thesis.txt").read_text() == "mine"
