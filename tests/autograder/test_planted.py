"""What tests are told beside the notebook: the student's seed, the lab's classes."""

import nbformat
import numpy as np
import pytest

from autograder import planted, plugin
from autograder.engine.executor import IsolatedExecutor
from autograder.errors import NoIsolation
from autograder.execute import KernelExecutor
from autograder.grade import grade_notebook
from gradlab.check import seeded
from tests import needs

from .conftest import LAB, RIGHT, answer, cell

DRAWN = "from gradlab.check import seeded\nfloat(seeded.rng().integers(10**6))"


def test_a_seed_belongs_to_one_student_in_one_lab_and_stays():
    seeds = [planted.seed_for(*who) for who in [("a", "01"), ("b", "01"), ("a", "02")]]

    assert len(set(seeds)) == 3
    assert seeds[0] == planted.seed_for("a", "01") == 54697795


@pytest.mark.parametrize("name", ["", "ü", "\udc80", "a\0b", "x" * 10_000])
def test_any_name_has_a_seed(name):
    assert 0 <= planted.seed_for(name, "01") < 2**32


@pytest.mark.parametrize("odd", [{}, {"gradlab": None}, {"gradlab": {"seed": "x"}}])
def test_a_notebook_without_a_seed_has_zero(odd):
    notebook = nbformat.v4.new_notebook(metadata=odd)

    assert planted.seed(notebook) == 0


def test_numbers_are_drawn_from_the_graders_seed_else_from_zero(monkeypatch):
    monkeypatch.delenv(planted.SEED_VARIABLE, raising=False)
    assert seeded.rng().random() == np.random.default_rng(0).random()

    monkeypatch.setenv(planted.SEED_VARIABLE, "7")
    assert seeded.rng().random() == np.random.default_rng(7).random()


@pytest.mark.kernel
@pytest.mark.parametrize("kind", [IsolatedExecutor, KernelExecutor])
def test_a_test_draws_from_the_seed_of_its_notebook(kind):
    test = cell(DRAWN, "drawn_values", points=10**6)
    notebook = nbformat.v4.new_notebook(cells=[test])
    planted.plant(notebook, 12345, ())

    try:
        with kind() as executor:
            ran = executor.run(notebook).runs[test.id]
    except NoIsolation as reason:
        needs.missing("landlock", str(reason))

    assert float(ran.value) == np.random.default_rng(12345).integers(10**6)


@pytest.mark.kernel
def test_the_students_process_is_not_told_the_seed():
    peek = cell(f"import os\nos.environ.get({planted.SEED_VARIABLE!r}, 'unknown')")
    notebook = nbformat.v4.new_notebook(cells=[cell("1", "t", points=1), peek])
    planted.plant(notebook, 12345, ())

    try:
        with IsolatedExecutor() as executor:
            ran = executor.run(notebook).runs[peek.id]
    except NoIsolation as reason:
        needs.missing("landlock", str(reason))

    assert ran.value == "'unknown'"


def test_a_result_records_the_seed(released, hand_in, lab, executor):
    path = hand_in("ann", answer(released, RIGHT))

    graded = grade_notebook(path, "ann", lab, executor)

    assert graded.result.seed == planted.seed_for("ann", lab.name)
    assert planted.seed(graded.notebook) == graded.result.seed


@pytest.mark.kernel
def test_nbgraders_command_plants_the_seed_that_ours_does(
    course, released, monkeypatch
):
    monkeypatch.chdir(course.root)
    who = {"nbgrader": {"student": "ann", "assignment": LAB}}

    notebook, _ = plugin.ExecuteIsolated().preprocess(answer(released, RIGHT), who)

    assert planted.seed(notebook) == planted.seed_for("ann", LAB)
