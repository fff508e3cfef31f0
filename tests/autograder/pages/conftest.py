"""The report on results of the lab `double`."""

import pytest

from autograder import pages
from autograder.analysis.summary import summarise


@pytest.fixture
def open_page(lab):
    """Return a function that gives the report on results as HTML."""
    return lambda results, **options: pages.report(summarise(results, lab), **options)
