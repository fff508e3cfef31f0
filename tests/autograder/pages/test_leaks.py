"""What the feedback pages of the example class must not hold, and who gets them."""

import html
import re
from dataclasses import replace

import pytest

from autograder import demo
from autograder.course.course import Course
from autograder.course.lab import Lab, is_graded
from autograder.course.sources import read_source
from autograder.execution.isolated.executor import IsolatedExecutor
from tests.autograder.pages.page_text import text
from tests.repository import REPOSITORY

pytestmark = pytest.mark.kernel

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)
NUMBER = re.compile(r"(?<![\w.])\d+\.\d+|(?<![\w.])\d{3,}(?![\w.])")


@pytest.fixture(scope="module")
def classroom(tmp_path_factory):
    """Return the course of the example class, graded, with names found nowhere else."""
    course = Course.find(REPOSITORY)
    course = demo.course_for(course, tmp_path_factory.mktemp("class") / "grading")
    examples = [replace(e, student=f"zq_{e.student}_qz") for e in demo.examples()]
    demo.hand_in(course, examples)
    with IsolatedExecutor() as executor:
        demo.grade(course, examples, executor, 2, lambda result: None)
    return course


@pytest.fixture(scope="module")
def feedback(classroom):
    """Return each feedback page's words by student and lab."""
    files = sorted(classroom.feedback.glob("*/*/*.html"))
    assert len(files) == len(demo.examples())
    return {f.parts[-3:-1]: html.unescape(text(f.read_text())) for f in files}


def hidden(course, lab):
    """Return all that stands in the hidden tests of a lab."""
    cells = filter(is_graded, read_source(course, lab).cells)
    return "\n".join(part for c in cells for part in HIDDEN.findall(c.source))


def test_no_page_holds_a_line_of_a_hidden_test(classroom, feedback):
    for (_, lab), page in feedback.items():
        lines = {line.strip() for line in hidden(classroom, lab).splitlines()}
        lines = {line for line in lines if len(line) > 5}

        assert len(lines) > 20
        assert not [line for line in lines if line in page]


def test_no_page_holds_a_number_that_only_hidden_tests_hold(classroom, feedback):
    for (student, lab), page in feedback.items():
        public = "\n".join(Lab.load(classroom, lab).released.values())
        secret = {*NUMBER.findall(hidden(classroom, lab))} - {*NUMBER.findall(public)}
        own = (classroom.submitted / student / lab).glob("*.ipynb")  # a page shows it
        written = "\n".join(file.read_text("utf-8", "replace") for file in own)
        secret -= {*NUMBER.findall(written)}
        page = re.sub(r"line \d+ column \d+ \(char \d+\)", "", page)  # of a broken file

        assert len(secret) > 5
        assert not secret & set(NUMBER.findall(page))


def test_no_page_holds_a_path_or_the_name_of_somebody_else(classroom, feedback):
    students = {student for student, _ in feedback}
    for (student, _), page in feedback.items():
        assert student in page
        assert not [other for other in students - {student} if other in page]
        assert not re.search(r"/(root|home|tmp|usr|srv|var)\b", page)
        assert str(classroom.root) not in page
