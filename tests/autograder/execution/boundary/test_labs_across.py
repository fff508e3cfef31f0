"""The labs' tests pass across the line with the reference answers."""

from pathlib import Path

import nbformat
import pytest

from autograder.execution.interface import Status
from autograder.execution.isolated.test_run import run_test
from tests.autograder.execution.boundary.across import running

SOLUTIONS = Path(__file__).parents[4] / "solutions"
LABS = ["01_sigmoid", "02_softmax", "03_cross_entropy", "05_losses"]


def cells(lab):
    notebook = nbformat.read(SOLUTIONS / lab / f"{lab}.ipynb", as_version=4)
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and "grade_id" in meta:
            yield meta["grade_id"], meta["grade"], cell.source


def answers(lab):
    own = [source for _, grade, source in cells(lab) if not grade]
    return "\n".join(["from gradlab import check", *own])


TESTS = [
    pytest.param(lab, source, id=grade_id)
    for lab in LABS
    for grade_id, grade, source in cells(lab)
    if grade
]


@pytest.mark.parametrize(("lab", "test"), TESTS)
def test_a_labs_test_passes_with_the_reference_answers(lab, test):
    with running(answers(lab)) as student:
        ended = run_test(test, student)

    assert (ended.status, ended.exception, ended.message) == (Status.DONE, "", "")
