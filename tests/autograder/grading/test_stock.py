"""Marks beside those of stock nbgrader: equal on honest work, else for a reason.

Each difference here is a row of docs/stock-differences.md.
"""

from copy import deepcopy

import nbformat
import pytest
from nbgrader.preprocessors import DeduplicateIds, OverwriteCells
from nbgrader.utils import determine_grade

from autograder import demo
from autograder.batch.pool import Threads
from autograder.course.course import Course
from autograder.course.lab import Lab, grade_id, is_graded
from autograder.execution.interface import CellRun, Execution, Status
from autograder.execution.isolated.executor import IsolatedExecutor
from autograder.execution.kernel import KernelExecutor
from autograder.grading import score, submission
from autograder.grading.grade import Task, grade
from tests.autograder.double_lab import RIGHT, answer
from tests.cells import cell
from tests.repository import REPOSITORY

LABS = ["01_sigmoid", "02_softmax", "03_cross_entropy", "05_losses"]
EXAMPLES = [example for example in demo.examples() if example.marks is not None]


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """Return the course, with the example class handed in to a folder of its own."""
    course = Course(REPOSITORY, tmp_path_factory.mktemp("grading"))
    demo.hand_in(course, demo.examples())
    return course


@pytest.mark.kernel
@pytest.mark.parametrize("name", LABS)
def test_the_engine_gives_the_marks_of_stock_kernels(handed_in, name):
    lab = Lab.load(handed_in, name)
    tasks = [
        Task.read(handed_in.submitted / example.student / name, example.student, lab)
        for example in EXAMPLES
        if example.lab == name
    ]

    stock = [grade(task, lab, KernelExecutor()) for task in tasks]
    with IsolatedExecutor() as executor:
        isolated = list(Threads(executor, 2).grade(lab, tasks))

    assert len(stock) == len(tasks) >= 3
    assert marks(isolated) == marks(stock)
    assert marks(isolated) == {f.result.student: by_nbgrader(f.copy) for f in stock}


def marks(finished):
    """Return the score of each cell by student."""
    return {
        one.result.student: {cell.grade_id: cell.score for cell in one.result.cells}
        for one in finished
    }


def by_nbgrader(copy):
    """Return the marks that nbgrader reads from a notebook after its run."""
    cells = nbformat.reads(copy, as_version=4).cells
    return {grade_id(c): determine_grade(c)[0] for c in cells if is_graded(c)}


def ours(lab, released, run):
    """Return our score of a test of 3 points that ended so."""
    restored = submission.restore(answer(deepcopy(released), RIGHT), lab)
    runs = {made.id: CellRun(Status.DONE) for made in restored.notebook.cells}
    execution = Execution(restored.notebook, {**runs, "double_values": run})
    found = {one.grade_id: one for one in score.score(restored, execution, lab)}
    return found["double_values"].score


def stock(*outputs):
    """Return nbgrader's score of a test of 3 points with these outputs."""
    test = cell("assert double(21) == 42", "double_values", points=3)
    test.outputs = list(outputs)
    return determine_grade(test)[0]


def last_value(text):
    data = {"text/plain": text}
    return nbformat.v4.new_output("execute_result", data, execution_count=1)


def test_a_warning_costs_a_test_its_points_in_stock_only(lab, released):
    warning = nbformat.v4.new_output("stream", name="stderr", text="RuntimeWarning")

    assert stock(warning) == 0
    assert ours(lab, released, CellRun(Status.DONE)) == 3


def test_a_numpy_scalar_is_full_marks_in_stock_and_its_value_in_ours(lab, released):
    value = "np.float64(0.5)"

    assert stock(last_value(value)) == 3
    assert ours(lab, released, CellRun(Status.DONE, value=value)) == 0.5


@pytest.mark.parametrize("value", ["3.5", "inf"])
def test_a_value_above_the_maximum_breaks_a_submission_in_stock_only(
    lab, released, value
):
    with pytest.raises(ValueError, match="cannot be greater than maximum"):
        stock(last_value(value))

    assert ours(lab, released, CellRun(Status.DONE, value=value)) == 3


@pytest.mark.parametrize("value", ["nan", "-1", "[1.0]", "'text'", "True"])
def test_what_is_no_number_of_points_is_full_marks_in_both(lab, released, value):
    assert stock(last_value(value)) == 3
    assert ours(lab, released, CellRun(Status.DONE, value=value)) == 3


@pytest.mark.parametrize("value", ["0", "1", "2.5", "3"])
def test_a_number_of_points_is_partial_credit_in_both(lab, released, value):
    assert stock(last_value(value)) == float(value)
    assert ours(lab, released, CellRun(Status.DONE, value=value)) == float(value)


def test_a_copied_cell_stops_the_batch_in_stock_only(lab, released):
    from nbgrader.nbgraderformat import MetadataValidator, SchemaTooOldError

    released = answer(released, RIGHT)
    released.cells.append(deepcopy(released.cells[4]))
    copied, _ = DeduplicateIds().preprocess(deepcopy(released), {})

    with pytest.raises(SchemaTooOldError):
        MetadataValidator().validate_nb(copied)

    restored = submission.restore(released, lab)
    names = [grade_id(made) for made in restored.notebook.cells]
    assert names.count("double_values") == 1


def test_a_deleted_test_is_put_back_in_ours_and_not_in_stock(lab, released):
    released = answer(released, RIGHT)
    del released.cells[4]

    assert OverwriteCells().add_missing_cells is False
    restored = submission.restore(released, lab)
    assert "double_values" in [grade_id(made) for made in restored.notebook.cells]
