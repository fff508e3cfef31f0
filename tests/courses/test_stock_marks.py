"""Each cell's mark beside that of stock nbgrader, on courses of many styles.

For each course nbgrader's own commands release and grade what four students handed in:
all answers, every second one, wrong ones, and none. Then it is graded here as its
instructor would: `release` names the tests that the solution passes only together with
them, and these are set so. The marks must be the same, but for differences that
docs/stock-differences.md explains.
"""

import pytest

from tests.courses import course as small
from tests.courses.course import KINDS, LAB, SMALL
from tests.courses.stock import (
    graded_here,
    marks_of_stock,
    nbgrader,
    proposed_together,
)
from tests.repository import REPOSITORY

pytestmark = pytest.mark.kernel

NAMES = ["quickstart", *sorted(path.stem for path in SMALL.glob("*.txt"))]
# What release proposes to run together; of the courses not named here, nothing.
TOGETHER = {
    "quickstart": {"sum_of_squares_uses_squares"},  # it deletes a student's function
    "classes": {"account_is_extended"},  # its sub-class of a student's class
    "plotting": {"heading_set"},  # it hands over axes of its own
    "data_structures": {
        *("ratio_type", "ratio_notimpl"),  # `type` of an instance; == of text
        *("shape_poly", "shape_extended"),  # base classes, a sub-class
        *("card_data", "stack_objects"),  # `dataclasses.fields`, an object of the test
        "stack_attrs",  # what an earlier test made
    },
    "linear_algebra": {
        *("sample_state", "view_test"),  # RandomState, two views of one memory
        *("masked_test", "matrix_test"),  # sub-classes of ndarray
        "ufunc_test",  # `isinstance` of a ufunc
    },
    "text_mining": {
        *("pattern_object", "stream_io"),  # `isinstance` of a pattern, StringIO
        *("save_file", "save_tmp", "load_made"),  # files of the answer or the test
        *("printed_redirect", "printed_ask"),  # what is printed, `input`
        "decor_test",  # the documentation of a function of the test
    },
}
# Cells with another mark here, by kind of student, with their row in the docs.
DIFFERS = {
    "numerical": {
        ("wrong", "solve_keeps"): (
            "a failing test changed a value that an earlier cell made"
        )
    },
}


@pytest.mark.parametrize("name", NAMES)
def test_each_cell_gets_the_mark_of_stock_nbgrader(name, tmp_path):
    if name == "statistics":
        pytest.importorskip("pandas")
    course = small.course(name)
    course.write(tmp_path)
    nbgrader(tmp_path, "generate_assignment", LAB)
    course.hand_in(tmp_path)
    stock = marks_of_stock(tmp_path)
    set_together(tmp_path, name)

    ours = graded_here(tmp_path)

    full = stock["solution"]
    assert {one["grade_id"] for one in ours["blank"]} == set(stock["blank"])
    assert unlike(stock, ours).keys() == DIFFERS.get(name, {}).keys()
    assert gained(stock, ours) == []
    assert waiting(ours) == {one for one, mark in full.items() if mark is None}
    assert points(ours["solution"]) == sum(filter(None, full.values()))


def set_together(root, name):
    """Set in a course what release proposes, and see that it then releases it."""
    proposed = proposed_together(root)
    assert set(proposed) == TOGETHER.get(name, set())
    if proposed:
        with (root / "nbgrader_config.py").open("a") as config:
            config.write(f"c.Tests.together = {[f'{LAB}/{o}' for o in proposed]}\n")
        assert proposed_together(root) == []


def unlike(stock, ours):
    """Return the cells that have another mark, with both and our reason."""
    return {
        (kind, one["grade_id"]): (one["score"], one["message"])
        for kind in KINDS
        for one in ours[kind]
        if stock[kind][one["grade_id"]] != one["score"]
    }


def gained(stock, ours):
    """Return the cells in which somebody has more than in stock."""
    return [
        (kind, one["grade_id"])
        for kind in KINDS
        for one in ours[kind]
        if (one["score"] or 0) > (stock[kind][one["grade_id"]] or 0)
    ]


def waiting(ours):
    """Return the cells of a full answer that wait for a person."""
    return {one["grade_id"] for one in ours["solution"] if one["outcome"] == "manual"}


def points(cells):
    return sum(one["score"] or 0 for one in cells)


def test_each_difference_has_its_reason_in_the_docs():
    docs = (REPOSITORY / "docs" / "stock-differences.md").read_text("utf-8")
    rows = [row for cells in DIFFERS.values() for row in cells.values()]

    assert [row for row in rows if f"| {row} |" not in docs] == []
