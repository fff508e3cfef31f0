"""Feedback on its way to a student, through nbgrader's own commands and exchange."""

import getpass
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import pages
from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.gradebook.manual_marks import read_marks
from tests.autograder.double_lab import LAB, RIGHT, answer

pytestmark = pytest.mark.kernel


@pytest.fixture
def desk(tmp_path):
    """Return the folder of a student who shares an exchange with the course."""
    folder = tmp_path / "student"
    folder.mkdir()
    return folder


@pytest.fixture
def nbgrader(course, desk, tmp_path):
    """Return a function that runs nbgrader in the course's or the student's folder."""
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)  # as nbgrader asks for
    places = f"c.Exchange.root = {str(exchange)!r}\n"
    places += f"c.Exchange.cache = {str(tmp_path / 'cache')!r}\n"
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(places)
    theirs = f"c = get_config()\nc.CourseDirectory.course_id = 'gradlab'\n{places}"
    (desk / "nbgrader_config.py").write_text(theirs)

    def run(folder, *words):
        program = Path(sys.executable).with_name("nbgrader")
        env = {**os.environ, "HOME": str(tmp_path), "PYTHONWARNINGS": "ignore"}
        done = subprocess.run(
            [program, *words], cwd=folder, env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done

    return run


def grade_and_write_pages(course, lab, executor):
    """Grade what was collected and write the pages."""
    batch = Batch(course, lab, course.submitted, threads(executor))
    batch.run(batch.due())
    results = batch.known()
    pages.write_feedback(course, lab, results, read_marks(course, lab.name))


def test_a_student_fetches_the_page_that_release_feedback_released(
    course, lab, executor, nbgrader, desk, released, hand_in
):
    nbgrader(course.root, "release_assignment", LAB)
    nbgrader(desk, "fetch_assignment", LAB)
    (desk / LAB / f"{LAB}.ipynb").write_text(json.dumps(answer(released, RIGHT)))
    nbgrader(desk, "submit", LAB)
    nbgrader(course.root, "collect", LAB)
    hand_in("bob", answer(released, RIGHT))  # by another way: he has no secret

    grade_and_write_pages(course, lab, executor)
    nbgrader(course.root, "release_feedback", LAB)
    nbgrader(desk, "fetch_feedback", LAB)

    (fetched,) = (desk / LAB / "feedback").glob(f"*/{LAB}.html")
    ours = course.feedback / getpass.getuser() / LAB / f"{LAB}.html"
    assert fetched.read_bytes() == ours.read_bytes()
