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


def test_the_picture_that_shows_the_function_is_found_in_another_section(outline):
    found = outline.explorer("double_values")

    assert found.call == "explore.slope(double, start)"
    assert found.section == "Twice"


def test_without_one_that_shows_the_function_the_sections_own_is_taken(outline):
    assert outline.explorer("other_why").call == "explore.tape(other)"
