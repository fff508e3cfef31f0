"""What a student wrote, on the page that says what was lost."""

import json

import nbformat
import pytest

from autograder import pages
from autograder.grading.records import Outcome
from autograder.pages.own_work import answers_in, own_work
from tests.autograder.double_lab import LAB, WRONG, answer
from tests.autograder.double_results import graded
from tests.autograder.pages.page_text import text


@pytest.fixture
def folder(course, released):
    """Return the folder of ada's graded copy."""
    folder = course.autograded / "ada" / LAB
    folder.mkdir(parents=True)
    made = answer(released, WRONG, "Because.")
    (folder / f"{LAB}.ipynb").write_text(json.dumps(made))
    return folder


def test_own_answers_are_read_from_the_graded_copy(lab, folder):
    assert own_work(folder, lab) == {"double": WRONG, "double_why": "Because."}


def test_an_open_notebook_gives_the_same(lab, folder):
    notebook = nbformat.read(folder / f"{LAB}.ipynb", as_version=4)

    assert answers_in(notebook.cells, lab) == own_work(folder, lab)


def test_the_stub_is_nobodys_work(lab, course, released):
    assert answers_in(released.cells, lab) == {}


@pytest.mark.parametrize("damage", ["[", "{}", '{"cells": [1]}', '{"cells": null}'])
def test_a_damaged_copy_or_none_shows_nothing(lab, folder, damage):
    (folder / f"{LAB}.ipynb").write_text(damage)

    assert own_work(folder, lab) == own_work(folder / "none", lab) == {}


def test_code_stands_beside_what_was_lost_and_is_escaped(lab):
    work = {"double": "# <script>\n" + WRONG}

    lost = pages.feedback(graded(Outcome.FAILED), lab, work=work)
    full = pages.feedback(graded(Outcome.PASSED, score=3.0), lab, work=work)

    assert "<pre># &lt;script&gt;\ndef double(x):" in lost
    assert "<script>" not in lost
    assert "What you wrote" not in text(full)


def test_a_function_under_nearly_the_name_asked_for_is_named(lab):
    work = {"double": WRONG.replace("double", "doubles")}
    told = "double is not written yet, but doubles is: is one name misspelt?"
    unknown = {"message": "NameError: name 'double' is not defined"}

    for lost in (graded(Outcome.MISSING), graded(Outcome.ERRORED, **unknown)):
        assert told in text(pages.feedback(lost, lab, work=work))
    for lost in (graded(Outcome.FAILED), graded(Outcome.MISSING)):
        assert "misspelt" not in text(pages.feedback(lost, lab, work={"double": WRONG}))


def test_a_long_answer_is_cut(lab, released):
    made = answer(released, "x" * 5_000)

    assert answers_in(made.cells, lab)["double"].endswith("cut here")


def test_each_written_page_has_its_own_students_work(course, lab, folder):
    results = [graded(Outcome.FAILED), graded(Outcome.FAILED, student="bob")]

    pages.write_feedback(course, lab, results, {})

    shown = {
        page.parents[1].name: "return x * x" in page.read_text("utf-8")
        for page in course.feedback.glob("*/*/*.html")
    }
    assert shown == {"ada": True, "bob": False}
