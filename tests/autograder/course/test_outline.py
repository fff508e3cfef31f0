import nbformat
import pytest

from autograder.course.lab import Lab
from autograder.course.outline import Outline
from tests.autograder.double_lab import LAB, source_notebook
from tests.cells import cell

CALL = "import gradlab\nexplore.slope(double, start)"


@pytest.fixture
def outline(course):
    """Return the outline of a lab with two exercises and two live pictures."""
    notebook = source_notebook()
    notebook.cells += [
        cell("## More\n\n### Twice ##", kind="markdown"),
        cell("def double_twice(x):\n    pass", "double_twice", solution=True),
        cell("%matplotlib inline\nexplore.broken(double_twice)"),
        cell(CALL),
        cell("assert True", "double_twice_values", points=1),
        cell("## End", kind="markdown"),
        cell("explore.tape(other)"),
        cell("why", "other_why", kind="markdown", points=1, solution=True),
        cell("## How it is marked", kind="markdown"),
        cell("assert double(2) == 4", "double_extremes", points=1),
        cell("assert True", "start_values", points=1),
    ]
    nbformat.write(notebook, course.solutions / LAB / f"{LAB}.ipynb")
    return Outline(Lab.load(course, LAB))


def test_a_test_belongs_to_the_longest_function_that_its_name_begins_with(outline):
    assert outline.exercise("double_values") == "double"
    assert outline.exercise("double_twice_values") == "double_twice"


def test_a_cell_without_a_function_belongs_to_its_section(outline):
    assert outline.exercise("other_why") == "End"


def test_a_section_is_the_last_heading_above(outline):
    assert outline.section("double_values") == "Doubling"
    assert outline.section("double_twice_values") == "Twice"
    assert outline.section("unknown") == ""


def test_a_test_at_the_end_belongs_to_the_section_of_its_function(outline):
    assert outline.section("double_extremes") == "Doubling"


def test_a_test_of_what_no_function_holds_belongs_to_where_it_stands(outline):
    assert outline.section("start_values") == "How it is marked"
    assert outline.exercise("start_values") == "How it is marked"


def test_graded_cells_come_in_the_order_of_the_lesson(outline):
    names = [cell.grade_id for cell in outline.graded if cell.max_score]

    assert names == [
        "double_values",
        "double_lists",
        "double_extremes",
        "double_why",
        "double_twice_values",
        "other_why",
        "start_values",
    ]


def test_the_picture_that_shows_the_function_is_found_in_another_section(outline):
    found = outline.explorer("double_values")

    assert found.call == "explore.slope(double, start)"
    assert found.section == "Twice"


def test_without_one_that_shows_the_function_the_sections_own_is_taken(outline):
    assert outline.explorer("other_why").call == "explore.tape(other)"
