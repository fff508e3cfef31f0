"""Gradescope's zip, run as its container runs it: an ordinary user, shut in."""

import json
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest

from autograder import demo
from autograder.course import release
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.errors import AutograderError, UsageError
from autograder.gradescope import pack, results, run
from autograder.pages.for_student import ToldResult
from tests.autograder import container
from tests.autograder.double_lab import RIGHT, WRONG, answer
from tests.autograder.in_process import InProcess
from tests.courses.course import LAB as WEEK
from tests.courses.course import course as small_course
from tests.repository import REPOSITORY

LAB = "01_sigmoid"
HALF_RIGHT = {"sigmoid_derivative": "def sigmoid_derivative(x):\n    return 2 * x"}
TRIES = "import pathlib\nprint(pathlib.Path('{}').read_text())"


@pytest.fixture
def base():
    """Return a folder as Gradescope's /autograder."""
    with container.folder() as made:
        for name in ("source", "submission", "results"):
            (made / name).mkdir()
        (made / "venv").symlink_to(sys.prefix)
        yield made


def unpack(base, packed):
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(base / "source")
    (base / "source" / "run_autograder").rename(base / "run_autograder")
    (base / "run_autograder").chmod(0o755)


def submit(base, notebook):
    text = json.dumps({"users": [{"email": "eve@uni.example", "name": "Eve"}]})
    (base / "submission_metadata.json").write_text(text)
    nbformat.write(notebook, base / "submission" / "my work.ipynb")


@pytest.fixture
def handed_in(tmp_path):
    """Return a notebook with one wrong answer, which looks for the tests."""
    course = Course(REPOSITORY, tmp_path)
    demo.hand_in(course, [demo.Example("eve", LAB, "", answers=HALF_RIGHT)])
    path = course.submitted / "eve" / LAB / f"{LAB}.ipynb"
    return nbformat.read(path, as_version=4)


@pytest.mark.kernel
def test_the_zip_grades_in_a_container_as_gradescopes(base, handed_in):
    course = Course.find(REPOSITORY)
    packed = base / "lab.zip"
    packed.write_bytes(pack(course, Lab.load(course, LAB)))
    unpack(base, packed)
    source = base / "source" / "course" / "solutions" / LAB / f"{LAB}.ipynb"
    handed_in.cells.append(nbformat.v4.new_code_cell(TRIES.format(source)))
    submit(base, handed_in)

    path = container.path_without_bubblewrap(base)

    done = subprocess.run(
        container.shut_in([base / "run_autograder"], base),
        cwd=base,
        env={"PATH": path, "AUTOGRADER": str(base)},
        capture_output=True,
        text=True,
    )

    container.skip_where_nothing_confines(done.stderr)
    assert done.returncode == 0, done.stderr
    found = json.loads((base / "results" / "results.json").read_text())
    tests = found["tests"]
    lost = {test["name"] for test in tests if test["score"] < test["max_score"]}
    assert {test["visibility"] for test in tests} == {"visible"}
    assert found["stdout_visibility"] == "hidden"
    assert lost
    assert all("derivative" in name for name in lost)
    assert all(test["output"] for test in tests if test["name"] in lost)
    assert "written answers, 4 points" in found["output"]
    assert hidden_in(found) == []


def hidden_in(found):
    """Return the lines of hidden tests that stand in results."""
    lab = nbformat.read(REPOSITORY / "solutions" / LAB / f"{LAB}.ipynb", as_version=4)
    parts = [c.source.partition("### BEGIN HIDDEN TESTS\n")[2] for c in lab.cells]
    lines = {line.strip() for part in parts for line in part.splitlines()}
    shown = json.dumps(found)
    return [line for line in lines if len(line) > 3 and json.dumps(line)[1:-1] in shown]


def test_the_zip_holds_the_grader_the_lab_and_two_scripts(course, lab, tmp_path):
    (course.root / "autotests.yml").write_text("")
    packed = tmp_path / "lab.zip"
    packed.write_bytes(pack(course, lab))

    with zipfile.ZipFile(packed) as archive:
        names = set(archive.namelist())
        modes = {one.filename: one.external_attr >> 16 for one in archive.infolist()}
        script = archive.read("run_autograder").decode()
        wanted = archive.read("requirements.txt").decode()
    assert {"setup.sh", "course/nbgrader_config.py"} <= names
    assert "course/autotests.yml" in names
    assert f"course/solutions/{lab.name}/{lab.name}.ipynb" in names
    assert {"packages/autograder/__main__.py", "packages/gradlab/__init__.py"} <= names
    assert modes["run_autograder"] == modes["setup.sh"] == 0o100755
    assert "unsafe" not in script
    assert "nbgrader" in wanted
    assert not any("__pycache__" in name for name in names)


@pytest.mark.parametrize(("name", "points"), [("two_notebooks", 6), ("tasks", 6)])
def test_a_lab_of_any_nbgrader_course_is_graded_from_its_zip(
    tmp_path, base, executor, name, points
):
    small = small_course(name)
    small.write(tmp_path)
    config = "c = get_config()\nc.IncludeHeaderFooter.header = 'header.ipynb'\n"
    (tmp_path / "nbgrader_config.py").write_text(config)
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "header.ipynb")
    course = Course.find(tmp_path)
    release.write(course, release.make(course, WEEK))
    small.hand_in(tmp_path)
    packed = tmp_path / "lab.zip"
    packed.write_bytes(pack(course, Lab.load(course, WEEK)))
    shutil.copytree(
        tmp_path / "submitted" / "half" / WEEK, base / "submission", dirs_exist_ok=True
    )

    unpack(base, packed)
    there = Course.find(base / "source" / "course")
    run(there, Lab.load(there, WEEK), base, lambda: executor)

    assert f"gradescope '{WEEK}' --run" in (base / "run_autograder").read_text()
    found = json.loads((base / "results" / "results.json").read_text())
    assert sum(test["score"] for test in found["tests"]) == points


def test_sources_outside_of_the_course_are_refused(course, lab, tmp_path):
    course.config.CourseDirectory.source_directory = str(tmp_path / "elsewhere")

    with pytest.raises(UsageError, match=r"is outside of .* source_directory"):
        pack(course, lab)


def test_a_lab_that_only_a_person_marks_has_a_score(course, lab):
    told = ToldResult(lab.name, "pass", 0, 0, 5, "", ())

    assert results(told)["score"] == 0
    assert "A person marks your written answers" in results(told)["output"]


def test_two_zips_of_the_same_lab_are_the_same(course, lab):
    assert pack(course, lab) == pack(course, lab)


def test_both_scripts_are_shells_own_language(course, lab, tmp_path):
    packed = tmp_path / "lab.zip"
    packed.write_bytes(pack(course, lab, unsafe=True))
    with zipfile.ZipFile(packed) as archive:
        for name in ("setup.sh", "run_autograder"):
            script = archive.read(name)
            assert b"@" not in script.replace(b'"$@"', b"")
            subprocess.run(["bash", "-n"], input=script, check=True)


def test_a_wrong_answer_is_a_failed_test_in_words(
    course, lab, released, executor, base
):
    submit(base, answer(released, WRONG))

    run(course, lab, base, lambda: executor)

    found = json.loads((base / "results" / "results.json").read_text())
    first = found["tests"][0]
    assert (first["score"], first["max_score"], first["status"]) == (0, 3, "failed")
    assert first["output"] == "The result is not what the contract promises."


def test_what_is_no_notebook_gets_no_point_and_the_reason(course, lab, executor, base):
    (base / "submission" / f"{lab.name}.ipynb").write_text("not one")

    run(course, lab, base, lambda: executor)

    found = json.loads((base / "results" / "results.json").read_text())
    assert found["score"] == 0
    assert "not JSON" in found["output"]
    assert "tests" not in found


def test_hidden_inputs_are_those_of_the_submissions_address(
    course, lab, released, executor, base
):
    submit(base, answer(released, RIGHT))

    assert run(course, lab, base, lambda: executor).student == "eve@uni.example"


class Broken(InProcess):
    def run(self, notebook, hidden):
        raise KeyError("secret")


def test_where_the_grader_fails_no_score_is_written(course, lab, released, base):
    submit(base, answer(released, RIGHT))

    with pytest.raises(AutograderError, match="the grader failed"):
        run(course, lab, base, Broken)
    assert list((base / "results").iterdir()) == []


def test_a_folder_that_is_not_gradescopes_is_refused(course, lab, base):
    shutil.rmtree(base / "submission")

    with pytest.raises(UsageError, match="expected Gradescope's"):
        run(course, lab, base, lambda: None)
    assert list((base / "results").iterdir()) == []
