import csv
import sqlite3
from contextlib import closing

import nbformat
import psutil
import pytest

from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.course.course import Course
from autograder.errors import GradebookError, UsageError
from autograder.gradebook.database import connect
from autograder.gradebook.lab_rows import open_gradebook
from tests.autograder.double_lab import LAB, RIGHT, WRONG, answer, source_notebook


@pytest.fixture
def batch(course, lab, executor):
    course.submitted.mkdir(parents=True)
    return Batch(course, lab, course.submitted, threads(executor, workers=2))


def grade(batch, **options):
    batch.run(batch.due(**options))
    return {result.student: result for result in batch.known()}


def copy_of(released):
    return nbformat.from_dict(released)


@pytest.fixture
def class_of_three(hand_in, released):
    """Hand in a right, a wrong and a corrupt submission."""
    hand_in("ada", answer(copy_of(released), RIGHT))
    hand_in("bob", answer(copy_of(released), WRONG))
    hand_in("cyd", "not JSON")


def auto_scores(course):
    """Return what the gradebook of nbgrader holds, by student and cell."""
    from nbgrader.api import Gradebook

    with Gradebook(course.gradebook_url) as gradebook:
        return {
            submission.student.id: {
                grade.name: grade.auto_score
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(LAB)
        }


def test_a_bad_submission_does_not_stop_the_others(batch, class_of_three):
    results = grade(batch)

    assert results["ada"].score == 4
    assert results["bob"].score == 0
    assert results["cyd"].refused
    assert "not JSON" in results["cyd"].notes[0]


def test_scores_reach_the_gradebook_of_nbgrader(course, batch, class_of_three):
    grade(batch)

    scores = auto_scores(course)

    assert scores["ada"]["double_values"] == 3
    assert scores["bob"]["double_values"] == 0
    assert scores["cyd"]["double_values"] is None


def test_the_csv_has_a_row_for_each_student_and_graded_cell(
    course, batch, class_of_three
):
    grade(batch)

    with (course.results / f"{LAB}.csv").open() as file:
        rows = {(row["student"], row["grade_id"]): row for row in csv.DictReader(file)}

    assert len(rows) == 3 * 4
    assert rows["ada", "double_values"]["score"] == "3"
    assert rows["ada", "double_why"]["outcome"] == "manual"
    assert rows["cyd", "double_values"]["score"] == ""
    assert rows["cyd", "double_values"]["outcome"] == "refused"


def test_graded_copies_are_kept_where_formgrader_looks(course, batch, class_of_three):
    grade(batch)

    assert (course.autograded / "ada" / LAB / f"{LAB}.ipynb").is_file()
    assert not (course.autograded / "cyd" / LAB / f"{LAB}.ipynb").exists()


def test_what_has_not_changed_is_not_graded_again(batch, class_of_three):
    grade(batch)

    assert batch.due() == ["cyd"]  # a refused one is always tried again
    assert batch.due(force=True) == ["ada", "bob", "cyd"]


def test_a_changed_submission_is_due(batch, class_of_three, hand_in, released):
    grade(batch)

    hand_in("bob", answer(released, RIGHT))

    assert batch.due(only=["ada", "bob"]) == ["bob"]
    assert grade(batch)["bob"].score == 4


def test_a_changed_test_makes_everyone_due(course, batch, class_of_three, executor):
    from autograder.course.lab import Lab

    grade(batch)
    notebook = source_notebook()
    notebook.cells[3].source = "assert double(3) == 6"
    nbformat.write(notebook, course.source(LAB))

    changed = Batch(course, Lab.load(course, LAB), course.submitted, threads(executor))

    assert changed.due(only=["ada", "bob"]) == ["ada", "bob"]


def test_a_lost_gradebook_is_filled_again(course, batch, class_of_three):
    grade(batch)
    (course.grading / "gradebook.db").unlink()

    assert batch.due(only=["ada"]) == ["ada"]
    grade(batch)

    assert auto_scores(course)["ada"]["double_values"] == 3


def test_a_regrade_that_is_refused_clears_the_old_score(
    course, batch, class_of_three, hand_in
):
    grade(batch)

    hand_in("ada", "broken now")
    grade(batch)

    assert auto_scores(course)["ada"]["double_values"] is None
    assert not (course.autograded / "ada" / LAB / f"{LAB}.ipynb").exists()


def test_a_manual_mark_survives_a_regrade(course, batch, class_of_three):
    grade(batch)
    with closing(sqlite3.connect(course.grading / "gradebook.db")) as database:
        database.execute("update grade set manual_score = 1.5 where auto_score is null")
        database.commit()

    grade(batch, force=True)

    with closing(sqlite3.connect(course.grading / "gradebook.db")) as database:
        marks = database.execute("select manual_score from grade").fetchall()
    assert (1.5,) in marks


def test_results_of_students_left_out_of_a_run_are_kept(batch, class_of_three):
    grade(batch)

    results = grade(batch, only=["bob"], force=True)

    assert sorted(results) == ["ada", "bob", "cyd"]


def test_an_executor_that_breaks_refuses_one_submission(
    batch, class_of_three, executor, monkeypatch
):
    def broken(notebook, hidden, beside):
        if WRONG in [c.source for c in notebook.cells]:
            raise RuntimeError("no kernel")
        return run(notebook, hidden, beside)

    run = executor.run
    monkeypatch.setattr(executor, "run", broken)

    results = grade(batch)

    assert results["ada"].score == 4
    assert "the grader failed: RuntimeError: no kernel" in results["bob"].notes[0]


def test_a_missing_folder_of_submissions_says_what_belongs_there(
    course, lab, executor, tmp_path
):
    batch = Batch(course, lab, tmp_path / "nowhere", threads(executor))

    with pytest.raises(UsageError, match=f"STUDENT/{LAB}/{LAB}.ipynb"):
        batch.due()


def test_a_student_who_handed_in_nothing_is_named(batch, class_of_three):
    with pytest.raises(UsageError, match="zoe handed in no 01_double"):
        batch.due(only=["zoe"])


def test_result_files_that_are_gone_or_damaged_are_written_again(
    course, batch, class_of_three, executor
):
    grade(batch)
    table, kept = course.results / f"{LAB}.csv", course.results / f"{LAB}.json"
    before = table.read_bytes(), kept.read_bytes()
    table.unlink()
    kept.write_text("{")
    executor.ran = 0

    batch.run([])

    assert (table.read_bytes(), kept.read_bytes()) == before
    assert executor.ran == 0


def test_a_broken_gradebook_is_reported_and_left(course, batch, class_of_three):
    database = course.grading / "gradebook.db"
    database.write_text("this is no database, but somebody's file")

    with pytest.raises(GradebookError, match="not a database"):
        batch.due()

    assert database.read_text().startswith("this is no database")


def test_a_gradebook_that_does_not_open_is_not_left_open(course):
    database = course.grading / "gradebook.db"
    database.write_text("this is no database, but somebody's file")

    with pytest.raises(GradebookError) as refused, connect(course):
        pass

    assert refused.tb  # holds what was at work then
    assert str(database) not in {f.path for f in psutil.Process().open_files()}


def test_changed_graded_cells_after_grading_are_refused_clearly(
    course, batch, class_of_three, executor
):
    from autograder.course.lab import Lab

    grade(batch)
    notebook = source_notebook()
    del notebook.cells[5]
    nbformat.write(notebook, course.source(LAB))

    with (
        pytest.raises(GradebookError, match=r"after grading \(double_lists\)"),
        open_gradebook(course, Lab.load(course, LAB)),
    ):
        pass


def test_a_course_may_name_its_own_gradebook(course, tmp_path):
    elsewhere = Course(course.root, course.grading, f"sqlite:///{tmp_path}/other.db")

    assert elsewhere.gradebook_url.endswith("other.db")
