"""What a student is told at once holds nothing that is hidden."""

from dataclasses import replace

from autograder.grading.grade import grade_notebook
from autograder.grading.records import Outcome
from autograder.pages.for_student import for_student
from tests.autograder.double_lab import RIGHT, WRONG, answer


def told(lab, executor, path):
    result = grade_notebook(path, "ada", lab, executor).result
    return result, for_student(result, lab)


def test_full_marks_are_points_without_words(lab, executor, hand_in, released):
    path = hand_in("ada", answer(released, RIGHT.replace("2 * x", "x + x")))

    result, said = told(lab, executor, path)

    assert (said.max_score, said.written) == (4, 2)
    assert said.score == sum(cell.score or 0 for cell in result.cells)
    by_name = {test.name: test for test in said.tests}
    assert by_name["double gives the right value"].status == "pass"
    assert by_name["double gives the right value"].message == ""


def test_a_lost_point_has_a_reason_and_no_hidden_value(
    lab, executor, hand_in, released
):
    result, said = told(lab, executor, hand_in("ada", answer(released, WRONG)))

    assert any("secret" in cell.message for cell in result.cells)
    assert said.status == "fail"
    assert (said.tests[0].score, said.tests[0].max_score) == (0, 3)
    assert said.tests[0].message == "The result is not what the contract promises."
    shown = str(said.as_json())
    assert [hidden for hidden in ("42", "21", "secret") if hidden in shown] == []


def test_what_cannot_be_graded_says_why(lab, executor, hand_in):
    result, said = told(lab, executor, hand_in("ada", "no notebook"))

    assert result.refused
    assert (said.status, said.score) == ("error", 0)
    assert "not JSON" in said.message


def test_a_fault_of_the_grader_is_not_the_students_and_tells_no_more(
    lab, executor, hand_in, released
):
    path = hand_in("ada", answer(released, RIGHT))
    result, _ = told(lab, executor, path)
    cells = (
        replace(cell, outcome=Outcome.FAULT, score=None, message="KeyError: 'secret'")
        for cell in result.cells
    )

    said = for_student(replace(result, cells=tuple(cells)), lab)

    assert said.status == "error"
    assert "not your fault" in said.message
    assert "secret" not in str(said.as_json())
