import nbformat
import pytest

from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.errors import UsageError
from tests.autograder.double_lab import LAB, source_notebook
from tests.cells import cell


def rewrite(course, change):
    notebook = source_notebook()
    change(notebook)
    nbformat.write(notebook, course.source(LAB))


def test_a_lab_knows_its_graded_cells_in_order(lab):
    found = [(c.grade_id, c.max_score, c.written) for c in lab.graded]

    assert found == [
        ("double_check", 0, False),
        ("double_values", 3, False),
        ("double_lists", 1, False),
        ("double_why", 2, True),
    ]
    assert lab.graded[1].title == "double gives the right value"


def test_the_master_holds_tests_but_no_answer(lab):
    text = str(lab.master)

    assert "double(21) == 42" in text
    assert "secret_answer" not in text
    assert "Because." not in text


def test_another_test_gives_another_digest(course, lab):
    rewrite(course, lambda nb: nb.cells[3].update(source="assert double(2) == 4"))

    assert Lab.load(course, LAB).digest != lab.digest


def test_another_lesson_text_keeps_the_digest(course, lab):
    rewrite(course, lambda nb: nb.cells[0].update(source="# New title"))

    assert Lab.load(course, LAB).digest == lab.digest


def test_duplicate_grade_ids_are_named(course):
    copied = cell("1", "double_why", points=1)
    copied.id = "copied"
    rewrite(course, lambda nb: nb.cells.append(copied))

    with pytest.raises(UsageError, match="double_why"):
        Lab.load(course, LAB)


def test_an_unclosed_answer_is_a_broken_lab(course):
    rewrite(course, lambda nb: nb.cells[2].update(source="### BEGIN SOLUTION\n1"))

    with pytest.raises(UsageError, match="no end solution"):
        Lab.load(course, LAB)


def test_a_source_that_is_no_notebook_is_a_broken_lab(course):
    course.source(LAB).write_text("{}")

    with pytest.raises(UsageError, match="is not a notebook"):
        Lab.load(course, LAB)


def test_a_lab_is_found_by_its_number(course):
    assert course.lab("01") == course.lab(LAB) == LAB


@pytest.mark.parametrize("name", ["", "02", "double", "../solutions"])
def test_an_unknown_lab_is_refused_with_those_there_are(course, name):
    with pytest.raises(UsageError, match=f"there are: {LAB}"):
        course.lab(name)


def test_a_course_is_found_from_a_folder_inside_it(course):
    assert Course.find(course.source(LAB).parent).root == course.root


def test_outside_a_course_it_says_what_it_looked_for(tmp_path):
    with pytest.raises(UsageError, match=r"no nbgrader_config\.py"):
        Course.find(tmp_path)


def test_a_configuration_that_does_not_run_is_a_usage_error(course):
    (course.root / "nbgrader_config.py").write_text("c = ")

    with pytest.raises(UsageError, match="does not run"):
        Course.find(course.root).labs()
