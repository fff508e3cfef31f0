import json

import nbformat
import pytest

from autograder.course import release
from autograder.errors import UsageError
from tests.autograder.double_lab import LAB, source_notebook
from tests.cells import cell


def edit_source(course, change):
    notebook = source_notebook()
    change(notebook)
    nbformat.write(notebook, course.source(LAB))


def released(course):
    return (course.notebooks / LAB / f"{LAB}.ipynb").read_text("utf-8")


def test_a_release_holds_no_answer_test_or_output(course):
    text = released(course)

    assert "secret" not in text
    assert "Because." not in text
    assert "raise NotImplementedError" in text
    assert all(not c.get("outputs") for c in json.loads(text)["cells"])


def test_releasing_again_changes_nothing(course):
    again = release.make(course, LAB)

    assert not release.differs(course, again)


def test_a_changed_source_differs_until_released(course):
    edit_source(course, lambda nb: nb.cells[0].update(source="# New"))
    new = release.make(course, LAB)
    assert release.differs(course, new)

    release.write(course, new)

    assert not release.differs(course, new)


def test_a_refused_release_leaves_the_old_one(course):
    before = released(course)
    edit_source(course, lambda nb: nb.cells.append(cell("secret_answer = 2*x")))

    with pytest.raises(UsageError, match="secret_answer"):
        release.make(course, LAB)

    assert released(course) == before


def test_work_done_in_the_released_notebook_is_not_overwritten(course):
    path = course.notebooks / LAB / f"{LAB}.ipynb"
    path.write_text(released(course).replace("# Doubling", "# My notes"))
    edit_source(course, lambda nb: nb.cells[0].update(source="# New"))
    new = release.make(course, LAB)

    with pytest.raises(UsageError, match="edited by hand"):
        release.write(course, new)
    assert "# My notes" in released(course)

    release.write(course, new, force=True)
    assert "# New" in released(course)


def test_a_file_that_somebody_put_beside_the_release_is_not_deleted(course):
    notes = course.notebooks / LAB / "notes.txt"
    notes.write_text("mine")

    with pytest.raises(UsageError, match=r"notes\.txt"):
        release.write(course, release.make(course, LAB))

    assert notes.read_text() == "mine"


def test_data_beside_the_source_is_released_and_removed_with_it(course):
    data = course.source(LAB).with_name("digits.csv")
    data.write_text("1,2\n")
    release.write(course, release.make(course, LAB))
    copy = course.notebooks / LAB / "digits.csv"
    assert copy.read_text() == "1,2\n"

    data.unlink()
    release.write(course, release.make(course, LAB))

    assert not copy.exists()


def test_an_answer_region_in_a_plain_cell_is_a_broken_lab(course):
    region = "### BEGIN SOLUTION\n1\n### END SOLUTION"
    edit_source(course, lambda nb: nb.cells.append(cell(region)))

    with pytest.raises(UsageError, match="nbgrader"):
        release.make(course, LAB)
