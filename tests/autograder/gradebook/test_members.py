"""Who left the class: kept in the gradebook, out of every list."""

import csv
import json

import pytest

from autograder import pages
from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.errors import UsageError
from autograder.gradebook.database import connect
from autograder.gradebook.members import leave
from autograder.gradebook.results import read_results
from autograder.gradebook.totals import read_totals
from tests.autograder.double_lab import LAB, RIGHT, WRONG, answer


@pytest.fixture
def batch(course, lab, hand_in, released, executor):
    """Grade ada and zoe, and write their pages."""
    for student, code in (("ada", RIGHT), ("zoe", WRONG)):
        hand_in(student, answer(released, code))
    batch = Batch(course, lab, course.submitted, threads(executor))
    batch.run(batch.due())
    pages.write_feedback(course, lab, batch.known(), {})
    return batch


def listed(course):
    with connect(course) as gradebook:
        results = [one.student for one in read_results(gradebook, LAB)]
        return results, [one.student for one in read_totals(gradebook, LAB)]


def test_who_left_is_in_no_list(course, batch):
    assert leave(course, ["zoe"]) == ["zoe"]

    assert listed(course) == (["ada"], ["ada"])
    batch.run(batch.due())
    with (course.results / f"{LAB}.csv").open() as file:
        assert {row["student"] for row in csv.DictReader(file)} == {"ada"}
    kept = json.loads((course.results / f"{LAB}.json").read_text())
    assert [one["student"] for one in kept["submissions"]] == ["ada"]


def test_who_left_is_not_due_and_named_if_asked_for(course, batch):
    leave(course, ["zoe"])

    assert batch.due(force=True) == ["ada"]
    with pytest.raises(UsageError, match="zoe left the class: autograder leave --back"):
        batch.due(["zoe"])


def test_a_page_for_who_left_goes_and_their_work_stays(course, lab, batch):
    leave(course, ["zoe"])

    pages.write_feedback(course, lab, batch.known(), {})

    assert [one.parents[1].name for one in course.feedback.glob("*/*/*.html")] == [
        "ada"
    ]
    assert (course.submitted / "zoe" / LAB / f"{LAB}.ipynb").is_file()


def test_who_is_back_has_the_marks_of_before(course, batch):
    before = batch.known()
    leave(course, ["zoe"])

    assert leave(course, ["zoe"], back=True) == []

    assert batch.known() == before


def test_an_unknown_student_cannot_leave(course, batch):
    with pytest.raises(
        UsageError, match="no student eve in the gradebook; expected ids"
    ):
        leave(course, ["ada", "eve"])

    assert listed(course)[0] == ["ada", "zoe"]


def test_a_misspelt_id_is_answered_with_those_like_it_and_not_with_the_class(course):
    with connect(course) as gradebook:
        for number in range(300):
            gradebook.update_or_create_student(f"student{number:03}")

    with pytest.raises(UsageError) as caught:
        leave(course, ["studnt007"])

    assert "student007" in str(caught.value)
    assert len(str(caught.value)) < 150
