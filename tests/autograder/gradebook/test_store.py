"""Results in the gradebook: with nbgrader's rows or not at all, and never lost."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import select

from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.errors import GradebookError, UsageError
from autograder.gradebook.database import connect
from autograder.gradebook.lab_rows import open_gradebook
from autograder.gradebook.results import RESULTS, read_results, require_results
from autograder.grading.records import Outcome
from tests.autograder.double_lab import LAB, RIGHT, WRONG, answer
from tests.autograder.double_results import graded
from tests.autograder.plugins.test_autograde import run

# The gradebook as nbgrader 0.6 left it: without courses.
OF_NBGRADER_0_6 = """
create table old (id varchar(32) primary key, name varchar(128), duedate datetime);
insert into old select id, name, duedate from assignment;
drop table assignment;
alter table old rename to assignment;
drop table course;
update alembic_version set version_num = '282d30a0218e';
"""


def known(course, student=None):
    with connect(course) as gradebook:
        return read_results(gradebook, LAB, student)


def alter(course, script):
    """Run SQL on the gradebook's file."""
    with closing(sqlite3.connect(course.grading / "gradebook.db")) as database:
        database.executescript(script)


@pytest.fixture
def record(course, lab):
    """Return a function that records results."""

    def write(*results):
        with open_gradebook(course, lab) as gradebook:
            for result in results:
                gradebook.record(result, None)

    return write


@pytest.fixture
def batch(course, lab, executor, hand_in, released):
    """Return a batch of ada, who is right, and bob, who is not."""
    hand_in("ada", answer(released, RIGHT))
    hand_in("bob", answer(released, WRONG))
    return Batch(course, lab, course.submitted, threads(executor))


def test_what_is_recorded_is_read_back_equal_by_student(course, record):
    ada = graded(Outcome.FAILED, "expected \x00, got 'σ'", notes=("odd",))
    bob = graded(Outcome.PASSED, score=3.0, student="bob")
    record(bob, ada)

    assert known(course) == [ada, bob]
    assert known(course, "bob") == [bob]
    assert known(course, "cyd") == []


def test_the_last_result_counts(course, record):
    record(graded(Outcome.FAILED))
    record(graded(Outcome.PASSED, score=3.0))

    assert known(course) == [graded(Outcome.PASSED, score=3.0)]


def test_without_results_it_says_how_to_get_them(course):
    with (
        connect(course) as gradebook,
        pytest.raises(UsageError, match=f"grade {LAB} f"),
    ):
        require_results(gradebook, LAB)


def test_a_result_that_is_not_recorded_whole_leaves_nothing_behind(course, record):
    record(graded(Outcome.FAILED))
    alter(
        course,
        "create trigger full before update on comment"
        " begin select raise(abort, 'disk is full'); end",
    )

    with pytest.raises(GradebookError, match="disk is full; nothing is lost"):
        record(graded(Outcome.PASSED, score=3.0))
    with pytest.raises(GradebookError, match="disk is full; nothing is lost"):
        record(graded(Outcome.PASSED, score=3.0, student="bob"))

    assert known(course) == [graded(Outcome.FAILED)]
    with connect(course) as gradebook:
        (submission,) = gradebook.assignment_submissions(LAB)
        assert submission.score == 1


@pytest.mark.kernel
def test_nbgrader_reads_marks_beside_the_table(course, batch):
    batch.run(batch.due())

    done = run(course, "nbgrader", "export", "--to", "marks.csv")

    assert done.returncode == 0, done.stderr
    rows = (course.root / "marks.csv").read_text().splitlines()
    assert [row.split(",")[-2:] for row in rows[1:]] == [["4.0", "6.0"], ["0.0", "6.0"]]


@pytest.mark.kernel
def test_an_upgrade_by_nbgrader_leaves_the_results_alone(course, record):
    record(graded(Outcome.FAILED))
    alter(course, OF_NBGRADER_0_6)

    done = run(course, "nbgrader", "db", "upgrade")

    assert "282d30a0218e -> e43177bfe90b" in done.stderr
    assert done.returncode == 0
    assert known(course) == [graded(Outcome.FAILED)]


def test_results_come_by_student_whichever_was_graded_first(
    course, record, monkeypatch
):
    monkeypatch.setattr("autograder.gradebook.results._AT_ONCE", 2)
    names = ["zoe", "ada", "Eve", "bob", "émile"]
    record(*(graded(Outcome.FAILED, student=name) for name in names))

    assert [result.student for result in known(course)] == sorted(names)


def test_a_student_whom_nbgrader_removes_takes_the_result_along(course, record):
    record(graded(Outcome.FAILED), graded(Outcome.FAILED, student="bob"))

    with connect(course) as gradebook:
        gradebook.remove_student("ada")

    assert [result.student for result in known(course)] == ["bob"]
    record()  # the next run
    with connect(course) as gradebook:
        assert len(gradebook.db.execute(select(RESULTS)).all()) == 1


def test_a_row_of_another_edition_is_graded_again(course, batch):
    batch.run(batch.due())
    alter(course, "update gradlab_result set result = '{}'")

    assert batch.due() == ["ada", "bob"]
    batch.run(["ada", "bob"])
    assert len(batch.known()) == 2


def test_what_an_earlier_edition_kept_in_files_is_taken_over_once(
    course, batch, hand_in, executor
):
    batch.run(batch.due())
    before = batch.known()
    alter(course, "drop table gradlab_result")  # that edition had none
    (course.submitted / "bob" / LAB / f"{LAB}.ipynb").unlink()
    executor.ran = 0

    assert batch.due(only=["ada"]) == []
    batch.run([])
    assert batch.known() == before
    assert executor.ran == 0
    alter(course, "delete from gradlab_result")
    assert batch.known() == []


def test_files_of_an_earlier_edition_are_taken_over_whole_or_not_at_all(course, batch):
    batch.run(batch.due())
    before = batch.known()
    alter(course, "drop table gradlab_result")
    kept = course.results / f"{LAB}.json"
    whole = kept.read_text()
    kept.write_text(whole.replace('"bob"', '"ada"'))  # twice, which the table refuses

    with pytest.raises(GradebookError, match="UNIQUE"):
        batch.due()
    kept.write_text(whole)

    assert batch.known() == before


def test_what_was_graded_and_not_recorded_by_an_earlier_edition_is_due(
    course, batch, hand_in, released
):
    batch.run(batch.due())
    hand_in("bob", answer(released, RIGHT))
    (course.results / f"{LAB}.journal").write_text("here it was kept meanwhile\n")
    alter(course, "drop table gradlab_result")

    assert batch.due() == ["bob"]


def test_a_damaged_file_of_an_earlier_edition_is_named_and_left(course, batch):
    batch.run(batch.due())
    alter(course, "drop table gradlab_result")
    kept = course.results / f"{LAB}.json"
    kept.write_text("{")

    for _ in range(2):
        with pytest.raises(
            UsageError, match=rf"{LAB}\.json is damaged .* move it away"
        ):
            batch.due()

    assert kept.read_text() == "{"
    kept.unlink()
    assert batch.due() == ["ada", "bob"]


def test_a_read_only_gradebook_stops_a_run_before_anything_is_graded(
    course, batch, executor
):
    with open_gradebook(course, batch.lab):
        pass
    file = course.grading / "gradebook.db"
    read_only = replace(course, db_url=f"sqlite:///file:{file}?mode=ro&uri=true")
    batch = replace(batch, course=read_only)

    with pytest.raises(GradebookError, match="readonly database; nothing is lost"):
        batch.run(batch.due())

    assert executor.ran == 0
    assert batch.due() == ["ada", "bob"]


def test_a_gradebook_that_fails_while_a_class_is_graded_keeps_what_it_has(
    course, batch, executor
):
    def break_it(result):
        alter(course, "alter table comment rename column auto_comment to other")

    with pytest.raises(GradebookError, match=r"no such column.*nbgrader db upgrade"):
        batch.run(batch.due(), break_it)
    alter(course, "alter table comment rename column other to auto_comment")

    (kept,) = batch.known()
    (due,) = batch.due()
    batch.run([due])
    finished = batch.known()
    assert {kept.student, due} == {"ada", "bob"}
    assert [result.score for result in finished] == [4, 0]
