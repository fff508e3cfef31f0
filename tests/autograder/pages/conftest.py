"""Results of the lab `double`, and reading a page's words."""

import re

import pytest

from autograder.grading.records import CellResult, Outcome, SubmissionResult
from tests.autograder.conftest import LAB


def graded(outcome, message="", score=0.0, student="ada", lists=1.0, notes=()):
    """Return a result whose first test ended like this."""
    cells = (
        CellResult("double_check", 0.0, 0.0, Outcome.PASSED),
        CellResult("double_values", score, 3.0, outcome, 0.1, message),
        CellResult("double_lists", lists, 1.0, Outcome.PASSED),
        CellResult("double_why", None, 2.0, Outcome.MANUAL),
    )
    return SubmissionResult(student, LAB, "digest", "kernel", cells, notes)


def text(page):
    """Return the words of a page, without markup."""
    body = re.sub(r"<(style|svg).*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", body).split())


@pytest.fixture
def open_page(lab):
    """Return a function that gives the report on results as HTML."""
    from autograder import pages
    from autograder.analysis.summary import summarise

    return lambda results, **options: pages.report(summarise(results, lab), **options)
