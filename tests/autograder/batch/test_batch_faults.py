"""A run that is killed, or whose disk is full, is finished by the same command."""

import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import replace

import pytest

from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.course.course import Course
from autograder.errors import AutograderError, Busy, GradebookError
from autograder.gradebook.lab_rows import open_gradebook
from tests.autograder.double_lab import LAB, RIGHT, WRONG, answer
from tests.autograder.in_process import InProcess
from tests.cells import cell

KILLS = 30
STUDENTS = [f"student{number:02}" for number in range(24)]


class Logged(InProcess):
    """Takes a moment for each notebook, and writes down whose it ran."""

    def __init__(self, log):
        super().__init__()
        self.log = log

    def run(self, notebook, hidden, beside=None):
        (name,) = re.findall(r"I am (\w+)", str(notebook))
        with self.log.open("a") as file:
            file.write(f"{name}\n")
        time.sleep(0.004)
        return super().run(notebook, hidden, beside)


@pytest.fixture
def classroom(course, hand_in, released):
    """Hand in for a class: right, wrong, and one that cannot be read."""
    for number, student in enumerate(STUDENTS):
        source = RIGHT if number % 2 else WRONG
        hand_in(student, answer(released, source, why=f"I am {student}."))
    hand_in("zoe", "not JSON")


def batch_in(course, lab, folder):
    """Return a batch of the same class that keeps everything in `folder`."""
    folder.mkdir(exist_ok=True)
    shutil.copy(course.grading / "gradebook.db", folder)
    own = Course(course.root, folder, f"sqlite:///{folder}/gradebook.db?timeout=0.2")
    executor = Logged(folder / "ran.log")
    return Batch(own, lab, course.submitted, threads(executor, workers=2))


def left_by(batch):
    """Return all that a finished run leaves, without its times."""
    seconds = re.compile(rb'"seconds": [\d.e-]+|(?<=,)\d+\.\d{3}(?=,)')
    grading = batch.course.grading
    files = [path for path in grading.rglob("*") if path.suffix in (".csv", ".json")]
    copies = sorted(batch.course.autograded.rglob("*.ipynb"))
    with closing(sqlite3.connect(grading / "gradebook.db")) as database:
        rows = database.execute(
            "select student_id, name, auto_score, needs_manual_grade from grade"
            " join base_cell c on c.id = cell_id join submitted_notebook n"
            " on n.id = grade.notebook_id join submitted_assignment a"
            " on a.id = n.assignment_id order by 1, 2"
        ).fetchall()
    texts = {path.name: seconds.sub(b"", path.read_bytes()) for path in files}
    return texts, {path.parts[-3]: path.read_bytes() for path in copies}, rows


def kill_during(batch, seconds):
    """Run the batch in a process that is killed after a time; was it still at work?"""
    pid = os.fork()
    if pid == 0:
        try:
            batch.run(batch.due())
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def ran(batch):
    log = batch.course.grading / "ran.log"
    return log.read_text().split() if log.exists() else []


def recorded(batch):
    return {result.student for result in batch.known()}


@pytest.fixture
def undisturbed(course, lab, classroom, tmp_path):
    """Return what a run that nothing disturbs leaves, and its seconds."""
    with open_gradebook(course, lab):
        pass  # enters the lab, which takes nbgrader seconds
    batch = batch_in(course, lab, tmp_path / "undisturbed")
    begun = time.perf_counter()
    batch.run(batch.due())
    return left_by(batch), time.perf_counter() - begun


@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
def test_a_run_killed_at_any_moment_is_finished_and_nothing_graded_twice(
    course, lab, undisturbed, tmp_path
):
    left, seconds = undisturbed
    chance, kills = random.Random(20), 0
    while kills < KILLS:
        batch = batch_in(course, lab, tmp_path / f"after{kills}")
        finished, before, killed = set(), [], True
        while killed:
            killed = kill_during(batch, chance.uniform(0, seconds))
            kills += killed
            assert finished.isdisjoint(ran(batch)[len(before) :])
            finished, before = recorded(batch), ran(batch)
        assert left_by(batch) == left


@pytest.mark.parametrize("limit", [1_000, 20_000, 60_000, 250_000, 400_000])
def test_a_full_disk_is_one_clear_error_and_loses_nothing(
    course, lab, undisturbed, tmp_path, limit
):
    batch = batch_in(course, lab, tmp_path / "full")
    due = batch.due()

    with files_limited_to(limit), suppress(AutograderError):
        batch.run(due)

    batch.run(batch.due())
    assert left_by(batch) == undisturbed[0]


def test_the_error_of_a_full_disk_names_the_file_and_the_reason(
    course, lab, undisturbed, hand_in, released, tmp_path
):
    big = answer(released, RIGHT, why="I am big.")
    big.cells += [cell("#" * 150_000) for _ in range(5)]
    hand_in("big", big)
    batch = batch_in(course, lab, tmp_path / "full")
    due = batch.due(only=["big"])

    said = r"big/01_double.* not written: File too large; what is done"
    with files_limited_to(500_000), pytest.raises(AutograderError, match=said):
        batch.run(due)


@contextmanager
def files_limited_to(size):
    """Let the system refuse to make a file longer, as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_lock_that_lasts_is_reported_and_loses_nothing(
    course, lab, undisturbed, tmp_path
):
    batch = batch_in(course, lab, tmp_path / "locked")
    due = batch.due()
    other = sqlite3.connect(batch.course.grading / "gradebook.db")
    other.execute("begin exclusive")

    with pytest.raises(GradebookError, match="locked"):
        batch.run(due)
    other.close()

    batch.run(batch.due())
    assert left_by(batch) == undisturbed[0]


def test_a_lock_that_ends_is_waited_for(course, lab, undisturbed, tmp_path):
    batch = batch_in(course, lab, tmp_path / "patient")
    patient = replace(batch.course, db_url=batch.course.db_url.replace("0.2", "20"))
    other = sqlite3.connect(
        batch.course.grading / "gradebook.db", check_same_thread=False
    )
    other.execute("begin exclusive")
    threading.Timer(1, other.close).start()

    patiently = replace(batch, course=patient)
    patiently.run(patiently.due())

    assert left_by(batch) == undisturbed[0]


def test_two_runs_do_not_grade_the_same_lab_at_once(course, lab, undisturbed, tmp_path):
    batch = batch_in(course, lab, tmp_path / "busy")
    refused = []

    def run_another(result):
        with pytest.raises(Busy, match=f"another run is grading {LAB}") as busy:
            batch.run([])
        refused.append(busy)

    batch.run(batch.due(only=STUDENTS[:1]), run_another)
    batch.run(batch.due())

    assert len(refused) == 1
    assert left_by(batch) == undisturbed[0]
