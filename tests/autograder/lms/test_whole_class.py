"""A class of 60 students: what strangers send in, Canvas' gradebook out."""

import csv
import json

import pytest

from autograder.course.course import Course
from autograder.gradebook.database import connect
from benchmarks.class_day.__main__ import unlike
from benchmarks.class_day.classroom import make_class
from benchmarks.class_day.day import REFUSED, TASK, make_course, work
from benchmarks.class_day.handed_in import LAB
from tests.repository import REPOSITORY

pytestmark = pytest.mark.kernel
SIZE = 60
EACH = 2  # students of each kind


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """Do the day's work once; return course, class and steps by name."""
    folder = tmp_path_factory.mktemp("class")
    course = make_course(Course.find(REPOSITORY), folder / "what? #1 50% (ä)")
    classroom = make_class(course, SIZE, folder)
    return course, classroom, {step.name: step for step in work(course, classroom)}


def collected(course):
    with (course.grading / "collect" / f"{LAB}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_command_ends_as_it_should(day):
    _, _, steps = day

    codes = {name: step.code for name, step in steps.items()}
    assert codes == {
        REFUSED: 2,
        "collect": 1,  # files of which nobody knows whose they are
        "collect again": 1,  # typed into the page, packed as 7z, no notebook
        "grade": 1,  # cut short, and a web page
        "leave": 0,
        "report": 0,
        "feedback": 0,
        "export": 0,
    }, [step.said for step in steps.values()]


def test_a_due_date_is_said_as_understood_or_refused(day):
    _, _, steps = day

    assert "'20.11.2026 23:59' is not a clear time" in steps[REFUSED].said
    assert "20 November 2026" in steps["collect"].said
    assert "(UTC+" in steps["collect"].said


def test_every_student_has_the_deserved_mark_at_canvas(day):
    course, classroom, _ = day

    assert unlike(course, classroom) == []


def test_every_file_of_the_zip_is_accounted_for(day):
    course, _, _ = day

    statuses = [row["status"] for row in collected(course)]
    kinds = {status: statuses.count(status) for status in set(statuses)}
    assert kinds == {
        "collected": EACH,  # those that were corrected; the others were there
        "already there": SIZE - 5 * EACH,
        "collected, but no notebook": EACH,
        "another attempt was taken": EACH,
        "no notebook": 3 * EACH,
        "left out": 2,
        "handed in no notebook": EACH,
        "refused": EACH,
        "handed in nothing": EACH,
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
    silent = classroom.having("nothing", "typed into the page", "packed as 7z", "left")
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
    graded = SIZE - 3 * EACH
    assert len(results["submissions"]) == graded  # written before some left
    numbers = json.loads((course.results / f"{LAB}.report.json").read_text("utf-8"))
    assert numbers["submissions"] == graded - EACH
    assert [one["module"] for one in numbers["missing"]] == ["no_such_module"]
    assert len(numbers["missing"][0]["students"]) == EACH


def test_nobody_who_sent_something_handed_in_nothing(day):
    course, classroom, _ = day

    by_status = {}
    for row in collected(course):
        by_status.setdefault(row["status"], set()).add(row["student"])
    assert by_status["handed in nothing"] == classroom.having("nothing")
    assert by_status["refused"] == classroom.having("packed as 7z")
    assert by_status["handed in no notebook"] == classroom.having("typed into the page")
    assert by_status["collected, but no notebook"] == classroom.having("a web page")


def test_the_report_names_who_was_not_graded_and_why(day):
    course, classroom, _ = day

    numbers = json.loads((course.results / f"{LAB}.report.json").read_text("utf-8"))
    told = {one["student"]: one["status"] for one in numbers["uncollected"]}
    assert told.keys() == classroom.having(
        "nothing", "typed into the page", "packed as 7z"
    )
    refused = [one for one in numbers["results"] if one["score"] is None]
    assert {one["student"] for one in refused} == classroom.having(
        "cut short", "a web page"
    )


def test_nothing_of_the_course_stands_outside_of_its_folder(day):
    course, _, _ = day

    assert (course.grading / "gradebook.db").is_file()
    beside = {path.name for path in course.root.parent.iterdir()}
    files = {"canvas.zip", "mac.zip", "windows.zip", "gradebook.csv"}
    assert beside == {course.root.name, *files}


def test_a_task_waits_for_a_person_and_is_in_every_sum(day):
    course, _, _ = day

    numbers = json.loads((course.results / f"{LAB}.report.json").read_text("utf-8"))
    waits = {one["grade_id"]: one["max_score"] for one in numbers["waiting"]}
    assert waits[TASK] == 2
    assert numbers["max_score"] == 22
    with connect(course) as gradebook:
        assert gradebook.find_assignment(LAB).max_score == 22


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
    assert f"{EACH} excused at Canvas: EX stays: {excused}" in steps["export"].said
    broken = ", ".join(sorted(classroom.having("cut short", "a web page")))
    assert f"could not be graded: {broken}" in steps["export"].said
    left = ", ".join(sorted(classroom.having("left")))
    assert f"left the class: {left}" in steps["leave"].said
