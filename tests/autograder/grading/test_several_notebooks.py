"""A submission of several notebooks, and labs in which nobody answers in a cell."""

import json
import shutil
from pathlib import Path

import nbgrader
import pytest

from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.course import release
from autograder.course.course import Course
from autograder.course.lab import Lab, grade_id
from autograder.gradebook import database
from autograder.gradebook.manual_marks import read_marks
from autograder.gradebook.totals import read_totals
from autograder.grading.grade import find_lab, grade_notebook
from autograder.grading.records import Outcome
from autograder.pages import write_feedback, write_report

SOURCE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "source"
SQUARES = "def squares(n):\n    return [i**2 for i in range(1, n + 1)]"


@pytest.fixture
def quickstart(tmp_path, empty_gradebook):
    """Return nbgrader's own example course, released."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    shutil.copytree(SOURCE / "ps1", tmp_path / "source" / "ps1")
    shutil.copy(empty_gradebook, tmp_path / "gradebook.db")
    course = Course.find(tmp_path)
    release.write(course, release.make(course, "ps1"))
    return course


@pytest.fixture
def ps1(quickstart):
    return Lab.load(quickstart, "ps1")


@pytest.fixture
def hand_in_ps1(quickstart):
    """Return a function that hands in both notebooks, or some, with answers."""

    def hand_in(student, answers=(), only=("problem1", "problem2")):
        folder = quickstart.submitted / student / "ps1"
        folder.mkdir(parents=True)
        for name in only:
            made = json.loads(
                (quickstart.notebooks / "ps1" / f"{name}.ipynb").read_text()
            )
            for cell in made["cells"]:
                known = cell["metadata"].get("nbgrader", {}).get("grade_id")
                cell["source"] = dict(answers).get(known, cell["source"])
            (folder / f"{name}.ipynb").write_text(json.dumps(made))
        return folder

    return hand_in


@pytest.fixture
def batch(quickstart, ps1, executor):
    return Batch(quickstart, ps1, quickstart.submitted, threads(executor))


def outcomes(result):
    return {cell.grade_id: (cell.outcome, cell.score) for cell in result.cells}


def test_a_result_holds_the_cells_of_all_notebooks(batch, hand_in_ps1):
    hand_in_ps1("ada", {"squares": SQUARES, "part-a": "It adds the two before."})

    batch.run(batch.due())
    (result,) = batch.known()

    found = outcomes(result)
    assert found["correct_squares"] == (Outcome.PASSED, 1)
    assert found["squares_invalid_input"] == (Outcome.FAILED, 0)
    assert found["part-a"] == (Outcome.MANUAL, None)
    assert found["part-b"] == (Outcome.MISSING, 0)
    assert result.max_score == 13


def test_a_task_waits_for_a_person_and_counts_in_what_can_be_got(batch, hand_in_ps1):
    hand_in_ps1("ada")

    batch.run(batch.due())
    (result,) = batch.known()

    assert outcomes(result)["cell-938593c4a215c6cc"] == (Outcome.MANUAL, None)
    assert result.waiting == 4


def test_a_notebook_that_was_not_handed_in_gives_no_points(batch, hand_in_ps1):
    hand_in_ps1("ada", {"squares": SQUARES}, only=["problem1"])

    batch.run(batch.due())
    (result,) = batch.known()

    assert outcomes(result)["correct_squares"] == (Outcome.PASSED, 1)
    assert outcomes(result)["part-b"] == (Outcome.MISSING, 0)
    assert "problem2.ipynb was not handed in" in result.notes


def test_a_submission_with_neither_notebook_is_refused_by_name(batch, hand_in_ps1):
    hand_in_ps1("ada", only=[])

    batch.run(batch.due())
    (result,) = batch.known()

    assert result.refused
    assert (
        "expected problem1.ipynb, problem2.ipynb, found no notebook" in result.notes[0]
    )


def test_a_broken_one_of_two_notebooks_is_named(batch, hand_in_ps1):
    (hand_in_ps1("ada") / "problem2.ipynb").write_text("no notebook")

    batch.run(batch.due())
    (result,) = batch.known()

    assert result.refused
    assert "problem2.ipynb: " in result.notes[0]


def test_a_change_in_either_notebook_makes_it_due_again(batch, hand_in_ps1):
    folder = hand_in_ps1("ada")
    batch.run(batch.due())
    assert batch.due() == []

    text = (folder / "problem2.ipynb").read_text()
    (folder / "problem2.ipynb").write_text(text.replace("fibonacci", "f") + "\n")

    assert batch.due() == ["ada"]


def test_both_graded_copies_and_the_pages_are_where_nbgrader_looks(
    batch, hand_in_ps1, quickstart, ps1
):
    hand_in_ps1("ada", {"squares": SQUARES})
    batch.run(batch.due())
    results = batch.known()

    marks = read_marks(quickstart, "ps1")
    folder = write_feedback(quickstart, ps1, results, marks) / "ada" / "ps1"
    page = (folder / "problem1.html").read_text()
    report = write_report(quickstart, ps1, results, marks).read_text()

    assert (quickstart.autograded / "ada" / "ps1" / "problem2.ipynb").is_file()
    assert page == (folder / "problem2.html").read_text()
    assert "Part E (4 points)" in page
    assert "of 13" in page
    assert "Part E" in report or "cell-938593c4a215c6cc" in report


def test_points_and_what_is_unmarked_are_counted_over_all_notebooks(
    batch, hand_in_ps1, quickstart
):
    hand_in_ps1("ada", {"squares": SQUARES})
    batch.run(batch.due())

    with database.connect(quickstart) as gradebook:
        (total,) = read_totals(gradebook, "ps1")

    assert (total.points, total.unmarked, total.cells) == (1, 1, 9)


def test_one_of_the_notebooks_can_be_checked_alone(quickstart, hand_in_ps1, executor):
    folder = hand_in_ps1("ada", {"squares": SQUARES})
    file = (folder / "problem1.ipynb").rename(folder / "mine.ipynb")

    lab = find_lab(quickstart, file)
    result = grade_notebook(file, "ada", lab, executor).result

    assert lab.notebook == "problem1"
    assert outcomes(result)["correct_squares"] == (Outcome.PASSED, 1)
    assert "part-a" not in outcomes(result)


def test_a_lab_without_an_answer_cell_is_graded(quickstart, ps1, executor):
    path = quickstart.solutions / "reading" / "reading.ipynb"
    path.parent.mkdir()
    made = json.loads((SOURCE / "ps1" / "problem1.ipynb").read_text())
    test = {**made["cells"][5], "source": "assert 1 + 1 == 2"}
    path.write_text(json.dumps({**made, "cells": [test]}))
    lab = Lab.load(quickstart, "reading")
    given = quickstart.submitted / "ada" / "reading" / "reading.ipynb"
    given.parent.mkdir(parents=True)
    given.write_text(path.read_text())

    batch = Batch(quickstart, lab, quickstart.submitted, threads(executor))
    batch.run(batch.due())
    (result,) = batch.known()

    assert grade_id(lab.master.cells[0]) == "correct_squares"
    assert result.score == 1
