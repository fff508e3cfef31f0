"""Whether a test runs apart from the answer or together with it: the lab alone says."""

import nbformat
import pytest
from traitlets.config import Config

from autograder.course.lab import Lab
from autograder.course.ways import Way
from autograder.errors import UsageError
from tests.autograder.double_lab import LAB, source_notebook

VALUES, LISTS = "double_values", "double_lists"


@pytest.fixture
def lab_with(course):
    """Return a function that loads the lab with tags, metadata and configuration."""

    def load(tags=None, metadata=None, listed=None):
        notebook = source_notebook()
        notebook.metadata.update(metadata or {})
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.metadata["tags"] = (tags or {}).get(name, [])
        nbformat.write(notebook, course.source(LAB))
        if listed is not None:
            course.config.Tests = Config(together=listed)
        return Lab.load(course, LAB)

    return load


def test_tests_run_apart_if_nobody_says_otherwise(lab_with):
    lab = lab_with()

    assert lab.together == frozenset()
    assert (lab.way(VALUES), lab.way("double_why")) == (Way.APART, None)


@pytest.mark.parametrize(
    ("given", "together"),
    [
        ({"tags": {VALUES: ["together"]}}, {VALUES}),
        ({"tags": {"double_check": ["together"]}}, set()),
        ({"metadata": {"gradlab": {"tests": "together"}}}, {VALUES, LISTS}),
        ({"listed": [LAB]}, {VALUES, LISTS}),
        ({"listed": [f"{LAB}/{LISTS}", "another", "another/x"]}, {LISTS}),
        ({"listed": [LAB], "tags": {VALUES: ["apart"]}}, {LISTS}),
        (
            {"listed": [LAB], "metadata": {"gradlab": {"tests": "apart"}}},
            set(),
        ),
    ],
)
def test_a_tag_counts_before_the_notebook_and_that_before_the_course(
    lab_with, given, together
):
    assert lab_with(**given).together == together


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"tags": {VALUES: ["apart", "together"]}}, "both tags"),
        ({"metadata": {"gradlab": {"tests": "both"}}}, "expected apart or together"),
        ({"listed": "all"}, "expected a list"),
        ({"listed": [3]}, "expected a list"),
        ({"listed": [f"{LAB}/double"]}, "is no test; there are: double_lists"),
    ],
)
def test_what_cannot_be_meant_is_refused(lab_with, given, said):
    with pytest.raises(UsageError, match=said):
        lab_with(**given)


def test_another_way_is_another_test(lab_with):
    apart, together = lab_with(), lab_with(listed=[LAB])

    assert apart.digest != together.digest
