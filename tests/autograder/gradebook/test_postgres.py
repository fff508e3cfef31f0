"""The gradebook in a PostgreSQL server that the test starts for itself."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Base
from nbgrader.dbutil import upgrade
from sqlalchemy import text

from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.course.course import Course
from autograder.errors import GradebookError
from autograder.gradebook import database as gradebook
from autograder.gradebook.results import RESULTS
from tests import needs
from tests.autograder.double_lab import LAB, RIGHT, WRONG, answer

pytest.importorskip("psycopg", reason="needs gradlab[postgres]")
pytestmark = pytest.mark.kernel

OWNER = "postgres"  # the server refuses to run as root


class Server:
    """A PostgreSQL server with one socket and no network."""

    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder
        self.url = f"postgresql+psycopg://{OWNER}@/postgres?host={folder}"
        trust = ("--auth", "trust", "--username", OWNER, "--no-sync")
        self._run("initdb", "--pgdata", str(folder / "data"), *trust)

    def start(self):
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        self._control("start", "-w", "-l", str(self.folder / "log"), "-o", options)

    def stop(self):
        self._control("stop", "-m", "immediate")

    def _control(self, *words):
        self._run("pg_ctl", "--pgdata", str(self.folder / "data"), *words)

    def _run(self, program, *words):
        user = OWNER if os.getuid() == 0 else None
        subprocess.run(
            [self.programs / program, *words],
            user=user,
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def programs():
    """Return the folder of the server's programs, or skip the test."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found is None and not debian:
        needs.missing("postgres", "no PostgreSQL here: apt-get install postgresql")
    if os.getuid() == 0 and OWNER not in {user.pw_name for user in pwd.getpwall()}:
        needs.missing("postgres", f"it does not run as root, and no user is {OWNER}")
    return (debian[-1] if debian else Path(found)).parent


@contextmanager
def own_folder():
    """Give a folder that the server's user can reach and owns."""
    with tempfile.TemporaryDirectory(prefix="gradlab-") as name:
        if os.getuid() == 0:
            shutil.chown(name, OWNER)
        yield Path(name)


@pytest.fixture(scope="module")
def server():
    """Return a running server."""
    folder = programs()
    with own_folder() as place:
        server = Server(folder, place)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
def batch(course, lab, executor, server, hand_in, released):
    """Return a batch of three, right, wrong and broken, whose gradebook is new."""
    hand_in("ada", answer(released, RIGHT))
    hand_in("bob", answer(released, WRONG))
    hand_in("cyd", "not JSON")
    own = Course(course.root, course.grading, server.url)
    yield Batch(own, lab, course.submitted, threads(executor, 2))
    with gradebook.connect(own) as opened:
        for tables in (Base.metadata, RESULTS.metadata):
            tables.drop_all(opened.engine)


def scores(course):
    """Return automatic and manual scores by student and cell."""
    with gradebook.connect(course) as opened:
        return {
            (submission.student.id, grade.name): (grade.auto_score, grade.manual_score)
            for submission in opened.assignment_submissions(LAB)
            for grade in submission.notebooks[0].grades
        }


def test_postgresql_holds_what_sqlite_would(course, lab, batch, executor):
    in_file = Batch(course, lab, course.submitted, threads(executor, 2))
    in_file.run(in_file.due())
    expected = in_file.known()

    batch.run(batch.due(force=True))
    results = batch.known()

    assert results == batch.known() == expected
    assert scores(batch.course) == scores(course)
    assert scores(batch.course)["ada", "double_values"] == (3, None)
    assert scores(batch.course)["cyd", "double_values"] == (None, None)


def test_a_manual_mark_survives_a_regrade_and_a_refusal_clears(batch, hand_in):
    batch.run(batch.due())
    with gradebook.connect(batch.course) as opened:
        opened.find_grade("double_why", LAB, LAB, "ada").manual_score = 1.5
        opened.db.commit()
    hand_in("ada", "broken now")

    batch.run(batch.due(force=True))

    found = scores(batch.course)
    assert found["ada", "double_why"] == (None, 1.5)
    assert found["ada", "double_values"] == (None, None)


def test_another_machine_reads_the_results(batch, tmp_path):
    batch.run(batch.due())
    results = batch.known()

    elsewhere = Course(batch.course.root, tmp_path / "empty", batch.course.db_url)

    assert replace(batch, course=elsewhere).known() == results


def test_a_result_is_recorded_whole_or_not_at_all(batch):
    def rename(before, after):
        change = text(f"alter table comment rename column {before} to {after}")
        with gradebook.connect(batch.course) as opened:
            opened.db.execute(change)
            opened.db.commit()

    with pytest.raises(GradebookError, match=r"auto_comment.*nbgrader db upgrade"):
        batch.run(batch.due(), lambda result: rename("auto_comment", "other"))
    rename("other", "auto_comment")

    (kept,) = batch.known()
    assert {student for student, _ in scores(batch.course)} == {kept.student}


def test_an_upgrade_by_nbgrader_leaves_the_results_alone(batch):
    batch.run(batch.due())
    results = batch.known()

    upgrade(batch.course.gradebook_url)

    assert batch.known() == results


def test_a_server_that_goes_loses_nothing(batch, server):
    stopped = []

    def stop_once(result):
        stopped.append(result)
        server.stop()

    with pytest.raises(GradebookError, match="run the command again"):
        batch.run(batch.due(), stop_once)
    server.start()

    batch.run(batch.due())
    finished = batch.known()

    assert len(stopped) == 1
    assert [result.score for result in finished] == [4, 0, 0]
    assert scores(batch.course)["ada", "double_values"] == (3, None)


def test_without_its_driver_it_says_how_to_get_it(batch, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)

    refusal = pytest.raises(GradebookError, match=r"psycopg.*gradlab\[postgres\]")
    with refusal, gradebook.connect(batch.course):
        pass
