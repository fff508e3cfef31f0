"""The isolated executor: which process runs what. The probes try to break it."""

from concurrent.futures import ThreadPoolExecutor

import nbformat
import psutil
import pytest

from autograder.errors import NoIsolation
from autograder.execution.interface import HiddenTests, Status
from autograder.execution.isolated import messages
from autograder.execution.isolated.executor import IsolatedExecutor
from tests import needs
from tests.cells import cell

LOADED = "import sys\n'mat' + 'plotlib' in sys.modules"
COUNTS = "calls = 0\ndef f():\n    global calls\n    calls += 1\n    return calls"
DIES = "n = []\ndef f():\n    n.append(1)\n    len(n) > 1 and __import__('os')._exit(1)"
UNSEEN = "exec('import mat' + 'plotlib.pyplot as p' + 'lt\\np' + 'lt.plot([1, 2])')"


@pytest.fixture(scope="module")
def executor():
    try:
        with IsolatedExecutor() as started:
            yield started
    except NoIsolation as reason:
        needs.missing("landlock", str(reason))


def run(executor, *cells, classes=None):
    """Return how each of these cells ended, and the notebook."""
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    tests = frozenset(made.id for made in cells if "nbgrader" in made.metadata)
    execution = executor.run(notebook, HiddenTests(tests, 0, classes))
    return [execution.runs[made.id] for made in cells], execution.notebook


@pytest.mark.parametrize(("more", "loaded"), [("x = 1", "False"), ("plt = 1", "True")])
def test_only_a_notebook_that_draws_gets_a_process_with_matplotlib(
    executor, more, loaded
):
    runs, _ = run(executor, cell(LOADED), cell(more))

    assert runs[0].value == loaded


def test_a_notebook_that_draws_unseen_shows_its_figure_too(executor):
    _, notebook = run(executor, cell(UNSEEN))

    shown = [output.data for output in notebook.cells[0].outputs if "data" in output]
    assert [data for data in shown if "image/png" in data]


def test_a_test_that_is_no_python_fails_where_it_runs(executor):
    broken, after = cell("1 +", "a", points=1), cell("assert True", "b", points=1)

    runs, _ = run(executor, broken, after)

    assert [one.status for one in runs] == [Status.RAISED, Status.DONE]
    assert runs[0].exception == "SyntaxError"


@pytest.mark.parametrize(
    ("classes", "status"), [(frozenset(), "raised"), (frozenset("F"), "done")]
)
def test_a_class_returns_instances_only_under_a_name_that_the_lab_has_for_it(
    executor, classes, status
):
    own = cell("class F:\n    def __init__(self, x):\n        self.x = x")
    test = cell("assert F(1).x == 1", "t", points=1)

    runs, _ = run(executor, own, test, classes=classes)

    assert runs[1].status == status


def test_a_test_that_prints_for_ever_keeps_the_beginning(executor):
    test = cell("for _ in range(30):\n    print('a' * 10_000)", "t", points=1)

    _, notebook = run(executor, test)

    assert len(notebook.cells[0].outputs[0].text) == 100_000


def test_processes_outlive_the_thread_that_asked_for_them(executor):
    with IsolatedExecutor() as fresh:
        before = psutil.Process().children()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(run, fresh, cell("import matplotlib")).result()
        (started,) = set(psutil.Process().children()) - set(before)
        run(fresh, cell("import matplotlib"))

        assert started.is_running()
        assert started.status() != psutil.STATUS_ZOMBIE


def asked(executor, own, *tests):
    """Return the status of each of these tests of a notebook with one cell."""
    cells = [cell(test, f"t{number}", points=1) for number, test in enumerate(tests)]
    runs, _ = run(executor, cell(own), *cells)
    return [one.status for one in runs[1:]]


def test_tests_that_pass_one_after_the_other_are_answered_by_one_process(executor):
    same = "import os\nwho = []\ndef f():\n    who.append(os.getpid())\n    return who"
    again = "assert len(f()) == 2 and f()[0] == f()[1]"

    assert asked(executor, same, "assert len(f()) == 1", again) == ["done"] * 2


def test_what_one_test_changes_costs_no_other(executor):
    assert asked(executor, COUNTS, *["assert f() == 1"] * 3) == ["done"] * 3


def test_a_process_lost_in_one_test_is_not_lost_to_the_next(executor):
    twice = "f()\nf()"

    ended = asked(executor, DIES, "f()", "f()", twice, "f()")

    assert ended == ["done", "done", "crashed", "done"]


def test_where_one_fails_no_other_passes_by_what_was_asked_before(executor):
    first, later = "assert f() == 1", "assert f() > 1"

    assert asked(executor, COUNTS, first, later, first) == ["done", "raised", "done"]


def test_after_three_lost_cells_no_other_runs_and_tests_find_what_there_is(executor):
    dies = [cell("import os\nos._exit(1)") for _ in range(4)]
    test = cell("assert x == 1", "t", points=1)

    first, *lost, late, tested = run(
        executor, cell("x = 1"), *dies, cell("x = 2"), test
    )[0]

    assert [one.status for one in (first, tested)] == [Status.DONE] * 2
    assert [one.status for one in (*lost, late)] == [Status.CRASHED] * 5


def test_a_question_may_have_more_tests_than_one_message_carries(executor):
    many = messages.MAX_LINES + 3

    assert asked(executor, COUNTS, *["assert f() > 0"] * many) == ["done"] * many
