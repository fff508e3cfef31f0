"""What nbgrader makes of a source is made once, and again when anything changes."""

import nbformat
import pytest
from traitlets.config import Config

from autograder.course.kept import kept
from autograder.course.lab import Lab
from tests.autograder.double_lab import LAB, source_notebook


@pytest.fixture
def made(tmp_path):
    """Return a function that keeps two notebooks, and the times it made some."""
    times = []

    def make(text="x = 1", config=None):
        cell = nbformat.v4.new_code_cell(text, id="a")
        source = nbformat.v4.new_notebook(cells=[cell])

        def work():
            times.append(text)
            return source, source

        return kept(tmp_path / "kept", source, config or Config(), work)

    return make, times, tmp_path / "kept"


def test_the_same_is_made_once(made):
    make, times, _ = made

    first, again = make(), make()

    assert times == ["x = 1"]
    assert again == first
    assert again[0].cells[0].source == "x = 1"


def test_another_source_or_configuration_is_made_anew(made):
    make, times, _ = made
    make()

    make("x = 2")
    make(config=Config({"ClearSolutions": {"code_stub": "pass"}}))

    assert times == ["x = 1", "x = 2", "x = 1"]


@pytest.mark.parametrize("damage", ["", "[", "[1]", '{"a": 1}'])
def test_a_damaged_file_is_made_anew(made, damage):
    make, times, folder = made
    make()
    (file,) = folder.iterdir()
    file.write_text(damage)

    assert make()[0].cells[0].source == "x = 1"
    assert len(times) == 2


def test_what_cannot_be_kept_is_made_each_time(made):
    make, times, folder = made
    folder.write_text("a file in its place")

    make()
    make()

    assert len(times) == 2


def test_old_editions_go(made):
    make, _, folder = made

    for number in range(12):
        make(f"x = {number}")

    assert len(list(folder.iterdir())) == 8


def test_a_lab_that_was_kept_is_the_same_lab(course):
    first = Lab.load(course, LAB)
    kept_now = list((course.grading / ".kept" / LAB).iterdir())

    again = Lab.load(course, LAB)

    assert kept_now
    assert again == first
    assert again.digest == first.digest


def test_a_changed_test_is_another_lab(course):
    before = Lab.load(course, LAB)
    notebook = source_notebook()
    notebook.cells[4].source = notebook.cells[4].source.replace("42", "43")
    nbformat.write(notebook, course.source(LAB))

    assert Lab.load(course, LAB).digest != before.digest
