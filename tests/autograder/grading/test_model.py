"""What an instructor hears of a lab whose own answers lose points."""

from dataclasses import replace

import nbformat
import pytest

from autograder.course.lab import Lab
from autograder.errors import UsageError
from autograder.execution.interface import CellRun, Status
from autograder.grading.model import grade_model, grade_stub, loss, refuse_loss
from autograder.grading.records import CellResult, Outcome
from tests.autograder.double_lab import LAB, source_notebook
from tests.autograder.in_process import InProcess
from tests.cells import cell


@pytest.fixture
def model_of(course, executor):
    """Return a function that grades the source of `double` after a change."""

    def grade(change=lambda notebook: None):
        notebook = source_notebook()
        change(notebook)
        nbformat.write(notebook, course.source(LAB))
        return grade_model(course, Lab.load(course, LAB), executor)

    return grade


def solved(text):
    return f"def double(x):\n    ### BEGIN SOLUTION\n    {text}\n    ### END SOLUTION"


def test_a_model_solution_that_gets_all_points_is_accepted(model_of):
    model = model_of()

    assert model.lost == ()
    assert model.points == (4, 4)
    refuse_loss(model)


def test_each_cell_that_a_model_solution_loses_is_named_with_its_reason(model_of):
    squares = solved("return 2 * x if isinstance(x, list) else x * x")
    model = model_of(lambda nb: nb.cells[2].update(source=squares))

    with pytest.raises(UsageError) as refused:
        refuse_loss(model)

    said = str(refused.value)
    assert "gets 1 of 4 points" in said
    assert "double_check (a visible check) fails" in said
    assert "double_values: 0 of 3, AssertionError: secret" in said
    assert "double_lists" not in said
    assert "--model-may-fail" in said


def test_a_cell_of_the_solution_that_raises_is_named_before_what_it_costs(model_of):
    def change(notebook):
        notebook.cells[1].source = "start = missing"
        notebook.cells[2].source = solved("return start + x")

    with pytest.raises(UsageError) as refused:
        refuse_loss(model_of(change))

    setup, *_, values, _lists, _advice = str(refused.value).splitlines()[1:]
    assert setup.strip().startswith("setup of the solution: NameError")
    assert values.strip().startswith("double_values")


def test_a_cell_that_raises_on_purpose_costs_a_right_solution_nothing(model_of):
    model = model_of(lambda nb: nb.cells.append(cell("1 / 0")))

    assert (model.lost, model.broken) == ((), ())


def test_a_data_file_that_is_missing_is_named_with_its_place(model_of, course):
    def change(notebook):
        notebook.cells[1].source = "start = open('data/x.csv').read()"
        notebook.cells[2].source = solved("return start + x")

    (setup,) = model_of(change).broken

    assert "'data/x.csv'" in setup
    assert setup.endswith(f"put the file in {course.solutions / LAB}")


def test_a_test_that_hangs_on_the_solution_is_named_with_the_limit_to_change():
    cell = CellResult("waits", 0.0, 2.0, Outcome.TIMEOUT, 30.0, "the limit ran out")

    assert "does it hang? c.Limits.cell_cpu" in loss(cell)


def test_a_written_answer_is_left_to_a_person(model_of):
    assert model_of().cells[-1].outcome is Outcome.MANUAL


def test_a_test_that_the_stub_passes_is_seen(course, executor):
    notebook = source_notebook()
    notebook.cells[3] = cell("assert callable(double)", "double_there", points=2)
    nbformat.write(notebook, course.source(LAB))

    stub = grade_stub(Lab.load(course, LAB), executor)

    assert {c.grade_id for c in stub if c.score} == {"double_there"}


class OnlyTogether(InProcess):
    """Passes no test but those that run together."""

    def run(self, notebook, hidden, beside=None):
        ran = super().run(notebook, hidden, beside)
        fails = CellRun(Status.RAISED, "AssertionError", "no")
        lost = dict.fromkeys(hidden.cells - hidden.together, fails)
        return replace(ran, runs={**ran.runs, **lost})


def test_what_a_model_solution_passes_only_together_is_proposed(course):
    model = grade_model(course, Lab.load(course, LAB), OnlyTogether())

    assert model.together == ("double_values", "double_lists")
    with pytest.raises(UsageError, match="together with the answer: double_values, "):
        refuse_loss(model)


def test_a_test_that_runs_together_already_is_not_proposed(course, executor):
    lab = Lab.load(course, LAB).run_together(frozenset({"double_values"}))
    model = grade_model(course, lab, OnlyTogether())

    assert model.together == ("double_lists",)
    assert [str(cell.way) for cell in model.cells if cell.way] == ["together", "apart"]


class OnlyAllTogether(InProcess):
    """Passes no test but where all run together, as one that reads another's names."""

    def run(self, notebook, hidden, beside=None):
        ran = super().run(notebook, hidden, beside)
        fails = CellRun(Status.RAISED, "NameError", "no")
        whole = hidden.cells == hidden.together
        last = list(ran.runs)[-1]
        return ran if whole else replace(ran, runs={**ran.runs, last: fails})


def test_a_test_that_reads_the_names_of_another_is_proposed_with_it(course):
    source = source_notebook()
    source.cells[3:] = [
        cell("numbers = [1]\nassert double(1) == 2", "double_first", points=1),
        cell("assert double(numbers[0]) == 2", "double_second", points=1),
    ]
    nbformat.write(source, course.source(LAB))

    model = grade_model(course, Lab.load(course, LAB), OnlyAllTogether())

    assert model.together == ("double_first", "double_second")
