import csv
import json

import pytest

from autograder.gradebook.results import export_results
from autograder.grading.records import CellResult, Outcome, SubmissionResult


def result(student="ada", score=2.0, outcome=Outcome.PASSED, message=""):
    cells = (
        CellResult("one", score, 2.0, outcome, 0.1234, message),
        CellResult("why", None, 3.0, Outcome.MANUAL),
    )
    return SubmissionResult(student, "01", "digest", "kernel", cells, ("a note",))


@pytest.fixture
def export(tmp_path):
    """Return a function that writes results to files and gives CSV and JSON."""

    def write(*results):
        export_results(tmp_path, "01", results)
        return tmp_path / "01.csv", tmp_path / "01.json"

    return write


def test_both_files_hold_every_result_in_the_order_given(export):
    for file in export(result("ada"), result("bob"), result("zoe")):
        text = file.read_text()
        assert text.index("ada") < text.index("bob") < text.index("zoe")


def test_without_results_there_are_empty_tables(export):
    table, file = export()

    assert len(table.read_text().splitlines()) == 1
    assert json.loads(file.read_text()) == {"lab": "01", "submissions": []}


def test_a_row_holds_what_the_design_says(export):
    table, _ = export(result(message="wrong, they say\nbecause"))

    assert table.read_text("utf-8").splitlines()[:2] == [
        "student,lab,grade_id,score,max_score,outcome,seconds,message,way",
        'ada,01,one,2,2,passed,0.123,"wrong, they say',
    ]


def test_what_a_students_code_says_is_no_formula_in_the_table(export):
    table, _ = export(result(message='=HYPERLINK("https://x")'), result("-2+3"))

    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["message"] for row in rows} >= {'\'=HYPERLINK("https://x")'}
    assert {row["student"] for row in rows} == {"ada", "'-2+3"}


def test_a_score_sums_what_is_known_and_names_what_waits():
    assert result().score == 2
    assert result().waiting == 3
    assert result().max_score == 5
    assert result(score=1.0, outcome=Outcome.FAILED).lost[0].grade_id == "one"


def test_the_json_is_readable_by_other_programs(export):
    _, file = export(result())

    tree = json.loads(file.read_text("utf-8"))

    assert tree["lab"] == "01"
    assert tree["submissions"][0]["cells"][0]["outcome"] == "passed"
