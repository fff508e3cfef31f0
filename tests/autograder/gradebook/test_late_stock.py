"""Late work in nbgrader's own command and in ours: the same rule, the same numbers."""

import csv
import json
import shutil
from datetime import datetime, timedelta

import pytest

from autograder.course.course import Course
from autograder.gradebook.database import connect
from tests.autograder.double_lab import LAB, RIGHT, WRONG, answer
from tests.autograder.plugins.test_autograde import run

pytestmark = pytest.mark.kernel
DUE = datetime(2026, 11, 20, 22, 0)
RULE = """
c.PlainRule.per_day = "15%"
c.PlainRule.grace_minutes = 5
c.PlainRule.at_most = "40%"
"""
HANDED_IN = {  # student: answer, how long after the due date
    "early": (RIGHT, timedelta(hours=-1)),
    "in_grace": (RIGHT, timedelta(minutes=5)),
    "a_second_more": (RIGHT, timedelta(minutes=5, seconds=1)),
    "two_days": (RIGHT, timedelta(hours=25)),
    "a_week": (RIGHT, timedelta(days=7)),
    "nothing_to_lose": (WRONG, timedelta(days=7)),
    "extended": (RIGHT, timedelta(days=2)),
}
LOST = {  # of 4 points for a right answer and 1.5 for the reason
    "early": 0,
    "in_grace": 0,
    "a_second_more": 0.825,
    "two_days": 1.65,
    "a_week": 2.2,
    "nothing_to_lose": 0.6,
    "extended": 0.825,
}
BY_NBGRADER = ("nbgrader", "autograde", LAB, "--force")
BY_US = ("autograder", "grade", LAB, "--force")


@pytest.fixture
def late(course, hand_in, released):
    """Return a course with a rule, a due date, and work handed in at many times."""
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(RULE)
    for student, (code, after) in HANDED_IN.items():
        path = hand_in(student, answer(released, code))
        (path.parent / "timestamp.txt").write_text(f"{DUE + after} UTC")
    run(course, "nbgrader", "generate_assignment", LAB, "--force")
    with connect(course) as book:
        book.update_or_create_assignment(LAB, duedate=DUE)
    return course


def twin(course):
    """Return the course with a copy of its gradebook."""
    copy = course.root / "grading" / "other.db"
    shutil.copy(course.root / "grading" / "gradebook.db", copy)
    return Course.find(course.root, f"sqlite:///{copy}")


def standing(course):
    """Return score and penalty of each student, as nbgrader's gradebook has them."""
    with connect(course) as book:
        return {
            one.student_id: (one.score, one.late_submission_penalty)
            for one in book.assignment_submissions(LAB)
        }


def decide(course):
    """Mark everybody's written answer, and grant an extension."""
    with connect(course) as book:
        for student in HANDED_IN:
            book.find_grade("double_why", LAB, LAB, student).manual_score = 1.5
        book.find_submission(LAB, "extended").extension = timedelta(days=1)
        book.db.commit()


def test_nbgrader_and_we_take_the_same_off_late_work(late):
    ours = twin(late)
    for _ in range(2):  # a mark by hand changes what a share is of
        stock = run(late, *BY_NBGRADER)
        assert run(ours, *BY_US, "--db", ours.gradebook_url).returncode == 0
        assert stock.returncode == 0, stock.stderr
        assert standing(late) == standing(ours)
        decide(late)
        decide(ours)

    lost = {student: penalty for student, (_, penalty) in standing(ours).items()}
    assert lost == pytest.approx(LOST)


def test_report_and_export_show_what_nbgrader_took_off(late):
    assert run(late, *BY_US).returncode == 0
    decide(late)
    assert run(late, *BY_NBGRADER).returncode == 0
    stock = standing(late)

    for command in ("report", "export"):
        assert run(late, "autograder", command, LAB).returncode == 0

    report = json.loads((late.results / f"{LAB}.report.json").read_text())
    told = {one["student"]: one["late_penalty"] for one in report["results"]}
    with (late.results / f"{LAB}.marks.csv").open() as table:
        rows = {row["student"]: row for row in csv.DictReader(table)}
    assert told == {student: penalty for student, (_, penalty) in stock.items()}
    assert {s: float(row["total"]) for s, row in rows.items()} == pytest.approx(
        {student: score - penalty for student, (score, penalty) in stock.items()},
        abs=0.0051,  # an export has two decimals
    )
    assert standing(late) == stock
