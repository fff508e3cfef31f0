"""The desk in JupyterLab: what it shows, and what its keys do."""

import pytest

from autograder import marking
from autograder.gradebook.database import connect
from tests.autograder.double_lab import LAB

WHY = {
    "ada": "Twice <b onclick='x()'>is</b> the addition.",
    "bob": "twice <b onclick='x()'>is</b> the additoin.",
    "eve": "I think so.",
}


@pytest.fixture
def desk(course, answer_in_words):
    answer_in_words(WHY)
    return marking.open("01", folder=course.root)


def press(desk, act, **more):
    """Do what the browser does: send a message about the answer that is shown."""
    serial = desk.entry.state["serial"]
    message = {"act": act, "serial": serial, **more}
    desk.entry._handle_custom_msg(message, [])
    return message


def points(course, student):
    with connect(course) as gradebook:
        return gradebook.find_grade("double_why", LAB, LAB, student).manual_score


def test_a_decision_marks_the_group_and_shows_the_next(course, desk):
    assert desk.entry.state["who"] == "2 answers: ada, bob"
    assert "<del>addition.</del> <ins>additoin.</ins>" in desk.answers.value

    press(desk, "give", points="2", comment="Good.")

    assert desk.entry.state["who"] == "1 answer: eve"
    assert desk.entry.state["comments"] == [("a", "Good.")]
    assert (points(course, "ada"), points(course, "eve")) == (2, None)


def test_a_key_meant_for_an_earlier_answer_counts_for_none(course, desk):
    message = press(desk, "give", points="2", comment="")

    desk.entry._handle_custom_msg(message, [])

    assert points(course, "eve") is None
    assert desk.entry.state["who"] == "1 answer: eve"


def test_what_cannot_be_given_is_said_and_the_answer_stays(course, desk):
    press(desk, "give", points="7", comment="")

    assert desk.entry.state["alarm"] is True
    assert "expected 0 to 2 points" in desk.entry.state["said"]
    assert desk.entry.state["who"] == "2 answers: ada, bob"


def test_undo_apart_and_move_show_what_they_lead_to(desk):
    press(desk, "apart")
    assert desk.entry.state["who"] == "1 answer: ada"
    press(desk, "move", by=1)
    assert desk.entry.state["who"] == "1 answer: bob"
    press(desk, "give", points="1", comment="")
    press(desk, "undo")
    assert desk.entry.state["who"] == "1 answer: bob"
    assert (desk.entry.state["said"], desk.entry.state["undo"]) == (
        "Taken back.",
        False,
    )


def test_nobody_is_named_where_that_is_wished(course, desk):
    unnamed = marking.open("01", folder=course.root, anonymous=True)

    shown = f"{unnamed.entry.state}{unnamed.answers.value}"
    assert unnamed.entry.state["who"] == "2 answers"
    assert [name for name in WHY if name in shown] == []


def test_nothing_a_student_wrote_can_act(desk):
    assert "onclick" not in desk.answers.value.split("Nearly the same")[0]
    assert "<b" not in desk.answers.value.split("Nearly the same")[1]


def test_at_the_end_the_desk_says_so(desk):
    press(desk, "give", points="2", comment="")
    press(desk, "give", points="0", comment="")

    assert "No answer is left" in desk.answers.value
    assert desk.entry.state["left"] == 0
    press(desk, "give", points="0", comment="")
    assert desk.entry.state["alarm"] is True
