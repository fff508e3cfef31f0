"""What tests are told beside the notebook: the student's seed, the lab's classes."""

import nbformat
import numpy as np
import pytest

from autograder.errors import NoIsolation
from autograder.execution.interface import HiddenTests
from autograder.execution.isolated.executor import IsolatedExecutor
from autograder.execution.kernel import KernelExecutor
from autograder.grading import seed
from autograder.grading.grade import grade_notebook
from autograder.plugins import autograde
from gradlab.check import seeded
from tests import needs
from tests.autograder.double_lab import LAB, RIGHT, answer
from tests.cells import cell

DRAWN = "from gradlab.check import seeded\nfloat(seeded.rng().integers(10**6))"


def test_a_seed_belongs_to_one_student_in_one_lab_and_stays():
    seeds = [seed.seed_for(*who) for who in [("a", "01"), ("b", "01"), ("a", "02")]]

    assert len(set(seeds)) == 3
    assert seeds[0] == seed.seed_for("a", "01") == 54697795


@pytest.mark.parametrize("name", ["", "ü", "\udc80", "a\0b", "x" * 10_000])
def test_any_name_has_a_seed(name):
    assert 0 <= seed.seed_for(name, "01") < 2**32


def test_numbers_are_drawn_from_the_graders_seed_else_from_zero(monkeypatch):
    monkeypatch.delenv(seeded.VARIABLE, raising=False)
    assert seeded.rng().random() == np.random.default_rng(0).random()

    monkeypatch.setenv(seeded.VARIABLE, "7")
    assert seeded.rng().random() == np.random.default_rng(7).random()


@pytest.mark.kernel
@pytest.mark.parametrize("kind", [IsolatedExecutor, KernelExecutor])
def test_a_test_draws_from_the_seed_of_its_notebook(kind):
    test = cell(DRAWN, "drawn_values", points=10**6)
    notebook = nbformat.v4.new_notebook(cells=[test])
    hidden = HiddenTests(frozenset({test.id}), 12345)

    try:
        with kind() as executor:
            ran = executor.run(notebook, hidden).runs[test.id]
    except NoIsolation as reason:
        needs.missing("landlock", str(reason))

    assert float(ran.value) == np.random.default_rng(12345).integers(10**6)


@pytest.mark.kernel
def test_the_students_process_is_not_told_the_seed():
    peek = cell(f"import os\nos.environ.get({seeded.VARIABLE!r}, 'unknown')")
    test = cell("1", "t", points=1)
    notebook = nbformat.v4.new_notebook(cells=[test, peek])

    try:
        with IsolatedExecutor() as executor:
            hidden = HiddenTests(frozenset({test.id}), 12345)
            ran = executor.run(notebook, hidden).runs[peek.id]
    except NoIsolation as reason:
        needs.missing("landlock", str(reason))

    assert ran.value == "'unknown'"


def test_a_result_records_the_seed(released, hand_in, lab, executor):
    path = hand_in("ann", answer(released, RIGHT))

    graded = grade_notebook(path, "ann", lab, executor)

    assert graded.result.seed == seed.seed_for("ann", lab.name)


@pytest.mark.kernel
def test_nbgraders_command_draws_from_the_seed_that_ours_does(
    course, released, monkeypatch
):
    monkeypatch.chdir(course.root)
    drawn = []
    run = IsolatedExecutor.run

    def noted(executor, notebook, hidden, *beside):
        drawn.append(hidden.seed)
        return run(executor, notebook, hidden, *beside)

    monkeypatch.setattr(IsolatedExecutor, "run", noted)
    who = {"nbgrader": {"student": "ann", "assignment": LAB}}
    autograde.ExecuteIsolated().preprocess(answer(released, RIGHT), who)

    assert drawn == [seed.seed_for("ann", LAB)]
