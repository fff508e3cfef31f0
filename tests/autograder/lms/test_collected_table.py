"""The table of what was collected, as a spreadsheet shows it and gives it back."""

import pytest

from autograder.errors import UsageError
from autograder.formulas import defuse
from autograder.lms.collect import collect
from autograder.lms.collected_table import corrections
from tests.autograder.double_lab import LAB
from tests.autograder.lms_files import correct, held


@pytest.mark.parametrize("start", ["=1+", "+", "-", "@", "\t", " =1+", "＝", "x;=1+"])
def test_a_file_is_no_formula_in_the_table_and_its_correction_finds_it(
    course, tmp_path, roster, start
):
    (tmp_path / "in" / f"{start}ada").mkdir(parents=True)
    name = f"{start}ada/{LAB}.ipynb"
    (tmp_path / "in" / name).write_text("a")
    table = collect(course, LAB, [tmp_path / "in"], roster).table
    assert f"\n{start}" not in table.read_text()

    correct(course, defuse(name), "cyd")
    collect(course, LAB, [tmp_path / "in"], roster)

    assert held(course, "cyd") == "a"


def test_leaving_a_file_out_is_a_word_and_no_formula(course, take):
    name = f"a_101_1_{LAB}.ipynb"
    take({name: "a", "b_102_1_x.ipynb": "b"})
    correct(course, name, "-")

    take({name: "a"}, replaces=True)

    table = course.grading / "collect" / f"{LAB}.csv"
    assert f"{name},ada,-,left out" in table.read_text()


def test_two_rows_of_a_file_that_disagree_are_named(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("file,correct_to\na.ipynb,ada\na.ipynb,\nb.ipynb,\n")
    assert corrections(table) == {"a.ipynb": "ada"}
    table.write_text("file,correct_to\na.ipynb,ada\na.ipynb,bob\n")

    with pytest.raises(
        UsageError, match=r"'ada' and 'bob' of a\.ipynb: write the same"
    ):
        corrections(table)
