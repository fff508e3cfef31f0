"""The commands between an LMS and the gradebook, and what they print."""

import os
import subprocess
import sys

import pytest

from tests.autograder.double_lab import LAB, RIGHT
from tests.autograder.lms_files import ADA, BOB, canvas_list, text_of, zipped

pytestmark = pytest.mark.kernel


@pytest.fixture
def autograder(course):
    """Return a function that runs `autograder` in the course folder."""

    def run(*words):
        return subprocess.run(
            [sys.executable, "-m", "autograder", *map(str, words)],
            cwd=course.root,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONWARNINGS": "error::SyntaxWarning"},
        )

    return run


@pytest.fixture
def handed_in(tmp_path, released):
    """Return a Canvas zip of two submissions, one late, and the gradebook for it."""
    text = text_of(released, RIGHT)
    files = {f"lovelaceada_101_1_{LAB}.ipynb": text}
    files[f"mullerbob_LATE_102_2_{LAB}-1.ipynb"] = text
    zip_file = zipped(tmp_path / "submissions.zip", files)
    return zip_file, canvas_list(tmp_path / "gradebook.csv", ADA, BOB)


def test_collect_prints_what_became_of_the_files(autograder, handed_in):
    zip_file, roster = handed_in

    done = autograder("collect", "01", zip_file, "--roster", roster)

    assert done.returncode == 0, done.stderr
    assert "2 collected" in done.stdout
    assert f"{LAB}.csv; to change it, fill correct_to" in done.stdout


def test_collect_names_who_handed_in_no_notebook(autograder, tmp_path):
    files = {"lovelaceada_101_text.html": "<p>My answer is", "bob/work.rar": "x"}
    zip_file = zipped(tmp_path / "in.zip", files)
    roster = canvas_list(tmp_path / "list.csv", ADA, BOB)

    done = autograder("collect", "01", zip_file, "--roster", roster)

    assert done.returncode == 1
    assert "ada: handed in no notebook; there is lovelaceada_101_text" in done.stderr
    assert "bob/work.rar: refused; packed, and not looked into" in done.stderr


def test_collect_exits_with_1_while_somebody_is_unknown(autograder, tmp_path):
    zip_file = zipped(tmp_path / "in.zip", {f"zoe_9_9_{LAB}.ipynb": "x"})
    roster = canvas_list(tmp_path / "list.csv", ADA)

    done = autograder("collect", "01", zip_file, "--roster", roster)

    assert done.returncode == 1
    assert f"zoe_9_9_{LAB}.ipynb: unknown student" in done.stderr


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["nowhere.zip"], "no file or folder nowhere.zip"),
        (["nbgrader_config.py"], "nbgrader_config.py is not a zip file"),
        (["solutions", "--roster", "nbgrader_config.py"], "is not a table"),
        (["solutions", "--due", "soon"], "'soon' is not a clear time"),
        ([], "expected a zip or a folder"),
    ],
)
def test_what_cannot_be_collected_is_one_line_and_exit_code_2(
    autograder, words, reason
):
    done = autograder("collect", "01", *words)

    assert done.returncode == 2
    assert reason in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_of_two_zips_one_that_is_broken_is_named_and_the_other_collected(
    autograder, handed_in, course, tmp_path
):
    zip_file, gradebook = handed_in
    (tmp_path / "page.zip").write_text("<html>please log in</html>")

    zips = (tmp_path / "page.zip", zip_file)
    done = autograder("collect", "01", *zips, "--roster", gradebook)

    assert done.returncode == 1
    assert "page.zip: refused; " in done.stderr
    assert "is not a zip file" in done.stderr
    assert (course.submitted / "ada" / LAB / f"{LAB}.ipynb").is_file()


def test_a_broken_gradebook_is_named_in_a_line_and_what_was_graded_stays(
    autograder, handed_in, course
):
    zip_file, roster = handed_in
    autograder("collect", "01", zip_file, "--roster", roster)
    autograder("grade", "01")
    kept = {path: path.read_bytes() for path in course.results.iterdir()}
    broken = course.grading / "gradebook.db"
    broken.write_bytes(broken.read_bytes()[:5000])

    for command in ("grade", "report", "feedback", "export"):
        done = autograder(command, "01")
        assert done.returncode == 1
        assert done.stderr.startswith("autograder: gradebook damaged: ")
        assert len(done.stderr.splitlines()) == 1
    assert {path: path.read_bytes() for path in course.results.iterdir()} == kept


def test_marks_reach_the_file_that_canvas_imports(autograder, handed_in, course):
    zip_file, gradebook = handed_in
    autograder("collect", "01", zip_file, "--roster", gradebook)
    assert autograder("grade", "01").returncode == 0

    canvas = ("export", "01", "--format", "canvas", "--gradebook", gradebook)
    held, done = autograder(*canvas), autograder(*canvas, "--incomplete")

    assert "2 left out: their written answers wait for you" in held.stderr
    assert f"2 marks in {course.results / LAB}.canvas.csv" in done.stdout
    text = (course.results / f"{LAB}.canvas.csv").read_text()
    assert '"Müller, Bob",102,S2,bob,Spring,4\n' in text


def test_one_student_who_is_late_is_graded_alone(autograder, handed_in):
    zip_file, gradebook = handed_in
    autograder("collect", "01", zip_file, "--roster", gradebook)

    done = autograder("grade", "01", "--student", "bob")

    assert done.returncode == 0
    assert "bob" in done.stdout
    assert "ada" not in done.stdout


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ([], "no marks of 01_double: run autograder grade"),
        (["--gradebook", "nowhere.csv"], "nowhere.csv cannot be read: No such file"),
    ],
)
def test_what_cannot_be_exported_is_one_line_and_exit_code_2(autograder, words, reason):
    done = autograder("export", "01", *words)

    assert done.returncode == 2
    assert reason in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_who_left_is_named_by_a_new_list_and_leaves_by_a_command(
    autograder, handed_in, tmp_path
):
    zip_file, roster = handed_in
    autograder("collect", "01", zip_file, "--roster", roster)
    shorter = canvas_list(tmp_path / "later.csv", ADA)

    named = autograder("collect", "01", zip_file, "--roster", shorter)
    gone = autograder("leave", "bob")

    assert "if they left the class: autograder leave bob" in named.stderr
    assert (gone.returncode, gone.stdout.split("\n")[0]) == (0, "left the class: bob")
    assert autograder("leave", "nobody").returncode == 2
