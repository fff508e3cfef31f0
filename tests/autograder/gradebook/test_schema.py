"""Gradebooks of other editions of nbgrader: recognised, and left as they are."""

import sqlite3
from contextlib import closing

import pytest

from autograder.errors import GradebookError
from autograder.gradebook.database import connect
from autograder.gradebook.results import read_results
from tests.autograder.double_lab import LAB, RIGHT, answer
from tests.autograder.gradebook.test_store import (
    OF_NBGRADER_0_6,
    alter,
    batch,  # noqa: F401  (a fixture)
)
from tests.autograder.plugins.test_autograde import run


def stamped(edition):
    return f"update alembic_version set version_num = '{edition}';"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (OF_NBGRADER_0_6, r"earlier nbgrader \(282d30a0218e, .*nbgrader db upgrade"),
        (stamped("b6d005d67074"), r"earlier nbgrader \(b6d005d67074"),
        ("drop table alembic_version;", "earlier nbgrader .*before editions"),
        (
            stamped("ffff00001111"),
            r"later nbgrader \(ffff00001111\).*--upgrade",
        ),
    ],
)
def test_another_edition_is_named_with_what_to_do_and_not_touched(course, script, said):
    alter(course, script)
    file = course.grading / "gradebook.db"
    before = file.read_bytes()

    with pytest.raises(GradebookError, match=said), connect(course):
        pass

    assert file.read_bytes() == before


def test_an_old_gradebook_that_nbgrader_upgraded_is_graded_into(
    course,
    batch,  # noqa: F811  (a fixture)
    hand_in,
    released,
):
    hand_in("ada", answer(released, RIGHT))
    alter(course, OF_NBGRADER_0_6)

    done = run(course, "nbgrader", "db", "upgrade")

    assert done.returncode == 0, done.stderr
    batch.run(batch.due())
    with connect(course) as gradebook:
        assert {one.score for one in read_results(gradebook, LAB)} == {4, 0}
    (kept,) = course.grading.glob("gradebook.db.*")
    with closing(sqlite3.connect(kept)) as old:
        assert not old.execute(
            "select * from sqlite_master where name = 'course'"
        ).fetchall()
