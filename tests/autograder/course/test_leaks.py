"""What is no leak because students are given it anyway, and what is one."""

import nbformat
import pytest

from autograder.course import release
from autograder.errors import UsageError
from tests.autograder.double_lab import LAB, source_notebook
from tests.cells import cell

LONGER = (
    'def double(x):\n    """Twice x."""\n    ### BEGIN SOLUTION\n'
    "    number = float(x)\n    twice = number + number\n    return twice + 0.0\n"
    "    ### END SOLUTION"
)


def edit_source(course, change):
    notebook = source_notebook()
    change(notebook)
    nbformat.write(notebook, course.source(LAB))


def with_longer_answer(course, *more):
    def change(notebook):
        notebook.cells[2].source = LONGER
        notebook.cells.extend(more)

    edit_source(course, change)


@pytest.mark.parametrize(
    "leak",
    [
        cell("secret_answer = 2*x"),
        cell("assert double(21) == 42, 'secret'", kind="markdown"),
        cell("x = 1\n    assert double([1]) == [1, 1]"),
    ],
)
def test_a_line_of_an_answer_or_test_elsewhere_stops_the_release(course, leak):
    edit_source(course, lambda nb: nb.cells.append(leak))

    with pytest.raises(UsageError, match="would show students"):
        release.make(course, LAB)


def test_a_leak_in_metadata_stops_the_release(course):
    edit_source(course, lambda nb: nb.metadata.update(note="secret_answer = 2 * x"))

    with pytest.raises(UsageError, match="secret_answer"):
        release.make(course, LAB)


def test_a_leak_in_a_file_beside_the_notebook_stops_the_release(course):
    beside = course.source(LAB).with_name("scratch.py")
    beside.write_text("def double(x):\n    secret_answer = 2 * x\n")

    with pytest.raises(UsageError, match=r"scratch\.py"):
        release.make(course, LAB)


def test_a_lesson_may_share_imports_and_short_lines_with_a_test(course):
    def change(notebook):
        hidden = (
            "### BEGIN HIDDEN TESTS\nimport numpy as np\nx = 1\n### END HIDDEN TESTS"
        )
        notebook.cells[4].source = f"# checks\n{hidden}"
        notebook.cells[1].source = "import numpy as np\nx = 1"

    edit_source(course, change)

    assert release.make(course, LAB)


def test_a_line_of_an_answer_that_a_lesson_shows_is_no_leak(course):
    with_longer_answer(course, cell("number = float(x)\nprint(number)"))

    assert release.make(course, LAB)


def test_most_of_an_answer_in_one_cell_is_a_leak_and_named_with_its_line(course):
    with_longer_answer(course, cell("x = 1\nnumber = float(x)\ntwice = number+number"))

    with pytest.raises(UsageError) as refused:
        release.make(course, LAB)

    said = str(refused.value)
    assert said.startswith(f"{LAB}.ipynb, cell 8, line 2 would show")
    assert "of the answer of double" in said
    assert "c.Release.may_show = ['number = float(x)']" in said


def test_a_line_that_the_instructor_lets_students_see_is_no_leak(course):
    with_longer_answer(course, cell("number = float(x)\ntwice = number+number"))
    config = course.root / "nbgrader_config.py"
    allowed = "\nc.Release.may_show = ['number = float(x)', 'return twice + 0.0']\n"

    config.write_text(config.read_text() + allowed)
    with pytest.raises(UsageError, match="twice = number"):
        release.make(type(course).find(course.root), LAB)

    config.write_text(config.read_text().replace("0.0'", "0.0', 'twice=number+number'"))
    assert release.make(type(course).find(course.root), LAB)


def test_lines_to_show_that_are_no_list_are_a_usage_error(course):
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.Release.may_show = 'x = 1'\n")

    with pytest.raises(UsageError, match="expected a list of lines"):
        release.make(type(course).find(course.root), LAB)


def test_one_line_of_an_answer_in_metadata_is_a_leak(course):
    def change(notebook):
        notebook.cells[2].source = LONGER
        notebook.metadata["note"] = "twice = number + number"

    edit_source(course, change)

    with pytest.raises(UsageError, match="outside its cells would show"):
        release.make(course, LAB)


def test_a_helper_that_shares_a_line_with_an_answer_is_no_leak(course):
    with_longer_answer(course)
    beside = course.source(LAB).with_name("helper.py")
    beside.write_text("def half(x):\n    number = float(x)\n    return number / 2\n")

    assert "helper.py" in release.make(course, LAB).files


def test_what_an_answer_cell_shows_outside_its_region_is_no_leak(course):
    def change(notebook):
        written = (
            "# Say why doubling works.\n### BEGIN SOLUTION\nx + x\n### END SOLUTION"
        )
        notebook.cells[-1] = cell(written, "double_code", points=2, solution=True)

    edit_source(course, change)

    assert release.make(course, LAB)


def test_an_answer_without_a_region_is_hidden_as_a_whole(course):
    def change(notebook):
        notebook.cells[2].source = "double = lambda number: number + number"
        notebook.cells.append(cell("double = lambda number: number + number"))

    edit_source(course, change)

    with pytest.raises(UsageError, match="of the answer of double"):
        release.make(course, LAB)
