"""One executor for each tier, and how both judge a notebook."""

from contextlib import ExitStack

import pytest

from autograder.errors import NoIsolation
from autograder.execution.isolated.executor import IsolatedExecutor
from autograder.execution.isolated.tiers import Tier
from autograder.grading.grade import grade
from tests import needs

TIERS = [Tier.NAMESPACES, Tier.LANDLOCK]


@pytest.fixture(scope="session")
def executors():
    """Return the executors of both tiers; skip the test where one is not available."""
    with ExitStack() as stack:
        try:
            started = [stack.enter_context(IsolatedExecutor(tier)) for tier in TIERS]
        except NoIsolation as reason:
            needs.missing("namespaces", f"both tiers are needed: {reason}")
        yield started


@pytest.fixture
def result(executors):
    """Return a function that grades a task in both tiers and gives its result.

    The outcome and the score of each graded cell are the same in both.
    """

    def both(task, lab):
        first, second = (grade(task, lab, executor).result for executor in executors)
        assert _marks(first) == _marks(second)
        return first

    return both


def _marks(result):
    return {made.grade_id: (made.outcome, made.score) for made in result.cells}
