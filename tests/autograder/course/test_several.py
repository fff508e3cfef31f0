"""Labs of other courses: several notebooks, any name, tasks, automatic tests."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import nbgrader
import pytest

from autograder.course import release
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.errors import UsageError
from tests.autograder.double_lab import source_notebook
from tests.cells import cell

EXAMPLE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"


@pytest.fixture
def stock(tmp_path):
    """Return a function that makes a course with nbgrader's own settings."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")

    def make(**notebooks):
        for name, notebook in notebooks.items():
            path = tmp_path / "source" / "ps1" / f"{name}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook, path)
        return Course.find(tmp_path)

    return make


def notebook(*cells, kernel="python3", language="python"):
    made = nbformat.v4.new_notebook(cells=list(cells))
    made.metadata["kernelspec"] = {
        "name": kernel,
        "display_name": kernel,
        "language": language,
    }
    return made


def question(name):
    region = "### BEGIN SOLUTION\nanswer = 42 + 0\n### END SOLUTION"
    return cell(region, name, solution=True)


def asked(name, points=1):
    return cell("assert answer == 42", f"{name}_test", points=points)


def test_nbgraders_own_example_is_a_lab_of_two_notebooks(stock, tmp_path):
    shutil.copytree(EXAMPLE / "source" / "ps1", tmp_path / "source" / "ps1")
    course = stock()

    lab = Lab.load(course, course.lab("ps"))
    made = release.make(course, "ps1")

    assert [part.notebook for part in lab.parts] == ["problem1", "problem2"]
    assert sum(c.max_score for c in lab.graded) == 13
    assert {"problem1.ipynb", "problem2.ipynb", "jupyter.png"} == set(made.files)


def test_a_lab_takes_the_folder_and_file_names_that_nbgrader_takes(stock):
    course = stock(**{"my work 2": notebook(question("q"), asked("q"))})

    assert course.labs() == ["ps1"]
    assert Lab.load(course, "ps1").notebook == "my work 2"


def test_a_task_is_marked_by_a_person_and_is_no_test(stock):
    task = cell("## Prove it", "prove", kind="markdown", points=4)
    task.metadata["nbgrader"] |= {"grade": False, "task": True}

    lab = Lab.load(stock(hw=notebook(task)), "ps1")

    (graded,) = lab.graded
    assert (graded.max_score, graded.written, graded.task) == (4, True, True)
    assert lab.tests == frozenset()


def test_a_cell_of_two_notebooks_with_one_name_is_named(stock):
    course = stock(a=notebook(question("q")), b=notebook(question("q")))

    with pytest.raises(UsageError, match="duplicate grade_ids: q; expected each once"):
        Lab.load(course, "ps1")


def test_notebooks_that_some_systems_mix_up_are_named(stock):
    course = stock(Work=notebook(question("q")), work=notebook(question("r")))

    with pytest.raises(UsageError, match=r"one name: Work\.ipynb, work\.ipynb"):
        Lab.load(course, "ps1")


def test_cells_that_an_older_nbgrader_marked_are_refused_with_what_to_run(stock):
    older = question("q")
    older.metadata["nbgrader"]["schema_version"] = 2
    course = stock(hw=notebook(older))

    with pytest.raises(UsageError, match=r"older nbgrader did: run nbgrader update"):
        Lab.load(course, "ps1")


def test_a_notebook_of_another_language_is_refused_by_name(stock):
    course = stock(hw=notebook(question("q"), kernel="ir", language="R"))

    with pytest.raises(UsageError, match=r"hw\.ipynb is written in R: only Python"):
        Lab.load(course, "ps1")


def test_a_graded_notebook_in_a_subfolder_is_refused_by_name(stock, tmp_path):
    course = stock(hw=notebook(question("q")))
    (tmp_path / "source" / "ps1" / "more").mkdir()
    inner = notebook(cell("given = 1", "given"))
    nbformat.write(inner, tmp_path / "source" / "ps1" / "more" / "b.ipynb")

    with pytest.raises(UsageError, match=r"ps1/more/b\.ipynb has cells of nbgrader"):
        release.make(course, "ps1")


def test_nbgraders_header_stands_in_every_notebook(stock, tmp_path):
    nbformat.write(notebook(cell("import math")), tmp_path / "head.ipynb")
    config = tmp_path / "nbgrader_config.py"
    header = 'c.IncludeHeaderFooter.header = "head.ipynb"\n'
    config.write_text(f"c = get_config()\n{header}")
    course = stock(hw=notebook(question("q"), asked("q")))

    assert Lab.load(course, "ps1").master.cells[0].source == "import math"


AUTOTEST = cell("### HASHED AUTOTEST answer", "q_test", points=1)


@pytest.mark.parametrize(
    ("templates", "reason"),
    [
        (None, r"there is no autotests\.yml: put one into"),
        ("python3: [", r"autotests\.yml is not YAML"),
        ("just words", r"has no dispatch, normalize, check, templates for the kernel"),
        ("python3:\n  check: x\n", r"has no dispatch, normalize, templates"),
    ],
)
def test_templates_of_automatic_tests_that_are_none_are_named(
    stock, tmp_path, templates, reason
):
    course = stock(hw=notebook(question("q"), AUTOTEST))
    if templates:
        (tmp_path / "autotests.yml").write_text(templates)

    with pytest.raises(UsageError, match=reason):
        Lab.load(course, "ps1")


@pytest.mark.kernel
def test_automatic_tests_are_filled_in_as_nbgrader_does(stock, tmp_path):
    shutil.copy(EXAMPLE / "autotests.yml", tmp_path)
    course = stock(hw=notebook(question("q"), AUTOTEST))

    done = subprocess.run(  # nbgrader leaves sockets of its kernel open
        [sys.executable, "-m", "autograder", "release"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    released = (course.notebooks / "ps1" / "hw.ipynb").read_text()
    assert "AUTOTEST" not in released
    assert released.count("assert sha1(") == 2


def test_a_lab_of_this_course_keeps_its_digest(lab):
    cells = ", ".join(map(repr, lab.graded))

    assert "task" not in cells
    assert lab.notebooks == (lab,)
    assert [c.grade_id for c in lab.graded][-1] == "double_why"
    assert len(source_notebook().cells) == len(lab.master.cells)
