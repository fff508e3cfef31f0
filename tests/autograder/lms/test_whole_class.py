"""A class of 60 students: Canvas' zip in, Canvas' gradebook out."""

import csv
import json

import pytest

from autograder.course.course import Course
from autograder.gradebook.database import connect
from benchmarks.class_day.__main__ import unlike
from benchmarks.class_day.classroom import LAB, make_class
from benchmarks.class_day.day import make_course, work
from tests.repository import REPOSITORY

pytestmark = pytest.mark.kernel
SIZE = 60


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """Do the day's work once; return course, class and steps by name."""
    folder = tmp_path_factory.mktemp("class")
    course = make_course(Course.find(REPOSITORY), folder / "course")
    classroom = make_class(course, SIZE, folder)
    return course, classroom, {step.name: step for step in work(course, classroom)}


def collected(course):
    with (course.grading / "collect" / f"{LAB}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_command_ends_as_it_should(day):
    _, _, steps = day

    codes = {name: step.code for name, step in steps.items()}
    assert codes == {
        "collect": 1,  # three files of which nobody knows whose they are
        "collect again": 1,  # three typed into the page and handed in no notebook
        "grade": 1,  # three notebooks were cut short
        "leave": 0,
        "report": 0,
        "feedback": 0,
        "export": 0,
    }, [step.said for step in steps.values()]


def test_every_student_has_the_deserved_mark_at_canvas(day):
    course, classroom, _ = day

    assert unlike(course, classroom) == []


def test_every_file_of_the_zip_is_accounted_for(day):
    course, _, _ = day

    statuses = [row["status"] for row in collected(course)]
    kinds = {status: statuses.count(status) for status in set(statuses)}
    assert kinds == {
        "collected": 3,  # those that were corrected; the others were there
        "already there": SIZE - 3 * 3,
        "another attempt was taken": 3,
        "no notebook": 3 * 3,
        "left out": 2,
        "handed in no notebook": 3,
        "handed in nothing": 3,
    }
    assert not (course.root.parent / "evil").exists()


def test_late_marks_reach_the_gradebook(day):
    course, classroom, _ = day

    with connect(course) as gradebook:
        late = {
            submission.student_id
            for submission in gradebook.assignment_submissions(LAB)
            if submission.total_seconds_late > 0
        }
    assert late == {one.student for one in classroom.members if one.mess == "late"}


def test_every_student_who_handed_in_has_a_page_of_feedback(day):
    course, classroom, _ = day

    pages = {page.parents[1].name for page in course.feedback.glob("*/*/*.html")}
    silent = classroom.having("nothing", "typed into the page", "left")
    assert pages == {one.student for one in classroom.members} - silent


def test_no_page_of_feedback_names_another_student(day):
    course, classroom, _ = day

    everybody = {one.student for one in classroom.members}
    for page in course.feedback.glob("*/*/*.html"):
        text = page.read_text("utf-8")
        others = everybody - {page.parents[1].name}
        assert not [name for name in others if name in text]


def test_the_report_counts_the_class(day):
    course, _, _ = day

    results = json.loads((course.results / f"{LAB}.json").read_text("utf-8"))
    graded = SIZE - 2 * 3
    assert len(results["submissions"]) == graded  # written before three left
    numbers = json.loads((course.results / f"{LAB}.report.json").read_text("utf-8"))
    assert numbers["submissions"] == graded - 3
    assert [one["module"] for one in numbers["missing"]] == ["no_such_module"]
    assert len(numbers["missing"][0]["students"]) == 3


def test_one_notebook_is_for_all_of_a_group(day):
    course, classroom, _ = day

    together = {
        row["student"]
        for row in collected(course)
        if row["note"].startswith("handed in together with")
    }
    assert together == classroom.having("for a group", "in somebody's group")


def test_who_is_excused_and_who_left_are_named(day):
    _, classroom, steps = day

    excused = ", ".join(sorted(classroom.having("excused")))
    assert f"3 excused at Canvas: EX stays: {excused}" in steps["export"].said
    left = ", ".join(sorted(classroom.having("left")))
    assert f"left the class: {left}" in steps["leave"].said
