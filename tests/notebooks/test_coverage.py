"""The table of what is taught and graded where, held to the notebooks."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LABS = {path.stem[:2]: path for path in sorted((ROOT / "solutions").glob("*/*.ipynb"))}
PAGE = (ROOT / "docs/coverage.md").read_text("utf-8")
TABLE_LINES = [line for line in PAGE.splitlines() if re.match(r"\| (?!item )", line)]
ROWS = [line.strip("| ").split(" | ") for line in TABLE_LINES]

every_lab = pytest.mark.parametrize("lab", LABS)


def cells(lab):
    """Return the cells of a lab's source by id."""
    found = json.loads(LABS[lab].read_text("utf-8"))["cells"]
    return {cell["id"]: cell for cell in found}


def nbgrader(cell):
    return cell["metadata"].get("nbgrader", {})


def rows(lab):
    return [row for row in ROWS if row[1] == lab]


def named(lab, column):
    """Return every id and path in a column of the rows of a lab."""
    return [name for row in rows(lab) for name in re.findall(r"`(.*?)`", row[column])]


def is_judge(cell):
    """Tell whether a cell checks, grades or shows what a student wrote."""
    return bool(nbgrader(cell).get("grade")) or "explore." in "".join(cell["source"])


def test_every_row_has_an_item_a_lab_cells_that_teach_and_cells_that_grade():
    for row in ROWS:
        assert len(row) == 4, row
        assert row[1] in LABS, row
        assert all(re.fullmatch(r"–|`[^`]+`(, `[^`]+`)*", part) for part in row[2:]), (
            row
        )


def test_no_row_stands_twice():
    assert len(set(TABLE_LINES)) == len(TABLE_LINES)


@every_lab
def test_every_cell_that_teaches_exists_and_is_no_test(lab):
    found = cells(lab)

    for name in named(lab, 2):
        assert name in found
        assert not nbgrader(found[name]).get("grade"), name


@every_lab
def test_whatever_grades_or_checks_is_a_cell_that_does_or_a_test_file(lab):
    found = cells(lab)

    for name in named(lab, 3):
        if "/" in name:
            assert name.startswith("tests/")
            assert (ROOT / name).is_file(), name
        else:
            assert is_judge(found[name]), name


@every_lab
def test_every_cell_with_points_has_a_row(lab):
    graded = {name for name, cell in cells(lab).items() if nbgrader(cell).get("points")}

    assert graded <= set(named(lab, 3))


@every_lab
def test_every_visible_check_has_a_row(lab):
    checks = {name for name, cell in cells(lab).items() if nbgrader(cell).get("grade")}

    assert checks <= set(named(lab, 3))


@every_lab
def test_every_function_has_a_row(lab):
    answers = [
        name
        for name, cell in cells(lab).items()
        if cell["cell_type"] == "code" and nbgrader(cell).get("solution")
    ]
    items = " ".join(row[0] for row in rows(lab))

    assert all(f"`{name}(" in items for name in answers)


def test_the_documentation_links_to_the_table():
    assert "](coverage.md)" in (ROOT / "docs/README.md").read_text("utf-8")
