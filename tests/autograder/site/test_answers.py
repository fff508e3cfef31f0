"""A lab with its answers: to learn from, without hidden tests, not before it is due."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import nbformat
import pytest
from sqlalchemy.engine import URL

from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.errors import UsageError
from autograder.gradebook.database import connect
from autograder.gradebook.lab_rows import open_gradebook
from autograder.site import answers
from tests.autograder.double_lab import LAB
from tests.repository import REPOSITORY

REAL = Course.find(REPOSITORY)
TESTS = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)


def text(file):
    """What a reader of a page sees, without blanks."""
    html = re.sub(r"<(style|script)>.*?</\1>", "", file.read_text("utf-8"), flags=re.S)
    return "".join(re.sub(r"<[^>]*>", "", html).split())


@pytest.fixture
def page(course, tmp_path):
    return answers.write_page(course, LAB, tmp_path / "answers.html")


def test_a_page_holds_the_answer_without_its_markers(page):
    assert "secret_answer=2*x" in text(page)
    assert "BEGIN" not in page.read_text("utf-8")


def test_a_page_holds_no_hidden_test_and_needs_no_other_file(page):
    html = page.read_text("utf-8")

    assert "42" not in text(page)
    assert "double takes lists" not in html
    assert not re.search(r'(?:src|href)="(?!#|data:)', html)


def test_a_visible_check_stays(page):
    assert "assertdouble(1)==2" in text(page)


@pytest.mark.parametrize("name", REAL.labs())
def test_no_line_of_a_hidden_test_is_among_the_cells(name):
    source = nbformat.read(REAL.source(name), as_version=4)

    shown = "\n".join(cell.source for cell in answers.answered(source))

    assert not TESTS.search(shown)
    assert "HIDDEN TESTS" not in shown
    assert "SOLUTION" not in shown
    kept = set(shown.splitlines())
    lesson = TESTS.sub("", "\n".join(c.source for c in source.cells)).splitlines()
    assert kept <= {*lesson, *(line.strip("\n") for line in lesson)}


def test_a_hidden_test_outside_its_region_is_refused(course, tmp_path):
    path = course.source(LAB)
    notebook = nbformat.read(path, as_version=4)
    planted = "x = 1\nassert double(21) == 42, 'secret'"
    notebook.cells.append(nbformat.v4.new_markdown_cell(f"```\n{planted}\n```"))
    answered = answers.answered(notebook)
    page = "\n".join(cell.source for cell in answered).encode()
    source = nbformat.read(path, as_version=4)

    with pytest.raises(UsageError, match="secret"):
        answers.refuse_leaks(source, {"page.html": page}, answers=True)


def set_due(course, when):
    with open_gradebook(course, Lab.load(course, LAB)):
        pass
    with connect(course) as gradebook:
        gradebook.update_or_create_assignment(LAB, duedate=when.replace(tzinfo=None))


def test_before_the_due_date_answers_are_refused(course, tmp_path):
    set_due(course, datetime.now(UTC) + timedelta(days=1))

    with pytest.raises(UsageError, match="--early"):
        answers.write_page(course, LAB, tmp_path / "answers.html")

    assert not (tmp_path / "answers.html").exists()
    assert answers.write_page(course, LAB, tmp_path / "a.html", early=True).is_file()


def test_they_are_refused_too_where_a_folders_name_is_no_plain_address(
    course, tmp_path
):
    database = str(tmp_path / "is it? 100%.db")
    course = replace(course, db_url=str(URL.create("sqlite", database=database)))
    set_due(course, datetime.now(UTC) + timedelta(days=1))

    with pytest.raises(UsageError, match="--early"):
        answers.write_page(course, LAB, tmp_path / "answers.html")


def test_after_the_due_date_they_are_written(course, tmp_path):
    set_due(course, datetime.now(UTC) - timedelta(days=1))

    assert answers.write_page(course, LAB, tmp_path / "answers.html").is_file()


def test_asking_for_a_date_makes_no_gradebook(course, tmp_path):
    (course.grading / "gradebook.db").unlink()

    answers.write_page(course, LAB, tmp_path / "answers.html")

    assert not (course.grading / "gradebook.db").exists()


def test_all_labs_are_written_with_an_index(course, tmp_path):
    made = answers.write_all(course, tmp_path / "site")

    assert [file.name for file in made] == ["index.html", f"{LAB}.html"]
    assert f'href="{LAB}.html"' in made[0].read_text("utf-8")
    assert "secret_answer" in made[1].read_text("utf-8")
