import csv
import json

import pytest

from autograder.errors import UsageError
from autograder.gradebook.results import Results
from autograder.grading.records import CellResult, Outcome, SubmissionResult


def result(student="ada", score=2.0, outcome=Outcome.PASSED, message=""):
    cells = (
        CellResult("one", score, 2.0, outcome, 0.1234, message),
        CellResult("why", None, 3.0, Outcome.MANUAL),
    )
    return SubmissionResult(student, "01", "digest", "kernel", cells, ("a note",))


@pytest.fixture
def results(tmp_path):
    return Results(tmp_path, "01")


def test_what_is_written_is_read_back_equal(results):
    results.write([result()])

    assert results.read() == {"ada": result()}


def test_students_stand_in_order_whichever_was_graded_first(results):
    results.write([result("zoe"), result("ada")])

    assert [r.student for r in results.require()] == ["ada", "zoe"]
    assert results.csv.read_text().index("ada") < results.csv.read_text().index("zoe")


def test_a_row_holds_what_the_design_says(results):
    results.write([result(message="wrong, they say\nbecause")])

    assert results.csv.read_text("utf-8").splitlines()[:2] == [
        "student,lab,grade_id,score,max_score,outcome,seconds,message",
        'ada,01,one,2,2,passed,0.123,"wrong, they say',
    ]


def test_what_a_students_code_says_is_no_formula_in_the_table(results):
    results.write([result(message='=HYPERLINK("https://x")'), result("-2+3")])

    with results.csv.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["message"] for row in rows} >= {'\'=HYPERLINK("https://x")'}
    assert {row["student"] for row in rows} == {"ada", "'-2+3"}


def test_a_score_sums_what_is_known_and_names_what_waits():
    assert result().score == 2
    assert result().waiting == 3
    assert result().max_score == 5
    assert result(score=1.0, outcome=Outcome.FAILED).lost[0].grade_id == "one"


def test_the_journal_wins_over_an_older_result(results):
    results.write([result(score=0.0)])
    with results.journal.open() as append:
        append(result(score=2.0))

    assert results.read()["ada"].score == 2


def test_writing_the_results_clears_the_journal(results):
    with results.journal.open() as append:
        append(result())
        results.write([result()])

    assert not results.journal.path.exists()


def test_without_results_it_says_how_to_get_them(results):
    with pytest.raises(UsageError, match="run autograder grade 01 first"):
        results.require()


def test_the_json_is_readable_by_other_programs(results):
    results.write([result()])

    tree = json.loads(results.json.read_text("utf-8"))

    assert tree["lab"] == "01"
    assert tree["submissions"][0]["cells"][0]["outcome"] == "passed"
