import nbformat
import pytest

from autograder.execution.interface import HiddenTests, Status
from autograder.execution.kernel import KernelExecutor
from tests.cells import cell

pytestmark = pytest.mark.kernel


def run(*cells, **limits):
    """Run cells in a real kernel; return how each ended, and the notebook."""
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    with KernelExecutor(**limits) as executor:
        tests = frozenset(made.id for made in cells if "nbgrader" in made.metadata)
        execution = executor.run(notebook, HiddenTests(tests))
    return [execution.runs[c.id] for c in cells], execution.notebook


def test_each_cell_says_how_it_ended():
    ended, _ = run(cell("x = 1"), cell("x + 1"), cell("1 / 0"), cell("x"))

    assert [one.status for one in ended] == ["done", "done", "raised", "done"]
    assert ended[1].value == "2"
    assert (ended[2].exception, ended[2].message) == (
        "ZeroDivisionError",
        "division by zero",
    )


def test_text_on_stderr_is_no_failure():
    ended, notebook = run(cell("import sys; print('noise', file=sys.stderr)"))

    assert ended[0].status is Status.DONE
    assert notebook.cells[0].outputs[0].name == "stderr"


def test_a_loop_costs_its_own_cell_only():
    ended, _ = run(cell("while True: pass"), cell("1"), cell_seconds=1)

    assert [one.status for one in ended] == ["timeout", "done"]


def test_a_dead_kernel_is_recorded_for_all_cells_after_it():
    ended, _ = run(cell("1"), cell("import os; os._exit(0)"), cell("1"))

    assert [one.status for one in ended] == ["done", "crashed", "crashed"]


def test_a_tests_names_do_not_reach_the_students_code():
    student = cell("right = 1\ndef answer():\n    return right")
    test = cell("right = 2\nassert answer() == 1\nanswer()", "test", points=1)

    ended, notebook = run(student, test, cell("right"))

    assert [one.value for one in ended] == [None, "1", "1"]
    assert notebook.cells[1].source == test.source


def test_a_test_sees_the_names_of_the_students_code():
    ended, _ = run(
        cell("def answer(): return 42"), cell("assert answer() == 42", "t", points=1)
    )

    assert ended[1].status is Status.DONE


def test_the_given_notebook_stays_as_it_was():
    given = cell("print('x')")

    _, notebook = run(given)

    assert given.outputs == []
    assert notebook.cells[0].outputs[0].text == "x\n"
