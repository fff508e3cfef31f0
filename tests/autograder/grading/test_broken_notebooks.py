"""Real notebooks, broken at any place of their JSON: each becomes a result.

CI takes a few hundred, always the same. Thousands of new ones: make broken.
"""

import json
import os

import msgspec
import nbformat
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from autograder import demo
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.course.limits import Limits
from autograder.errors import NoIsolation
from autograder.execution.interface import CellRun, Execution, Status
from autograder.execution.isolated.executor import IsolatedExecutor
from autograder.grading.grade import Task, grade
from tests import needs
from tests.autograder.grading.broken import CUTS, EDITS, broken
from tests.repository import REPOSITORY

_FEW = 400
_COUNT = int(os.environ.get("GRADLAB_BROKEN", _FEW))
_DRAWN = given(
    choice=st.integers(0, 1 << 20), edits=EDITS, cut=CUTS, ascii_only=st.booleans()
)


def some(count):
    """Return how hypothesis draws: the same few each time, or as many as asked for."""
    return settings(
        max_examples=count,
        derandomize=_COUNT == _FEW,
        database=None,
        deadline=None,
        phases=[Phase.generate],  # to shrink an example takes minutes
        suppress_health_check=list(HealthCheck),
    )


class RunsNothing:
    """An executor for which every cell ends well."""

    name = "runs nothing"

    def run(self, notebook, *_, **__):
        cells = [made for made in notebook.cells if made.cell_type == "code"]
        return Execution(notebook, {made.id: CellRun(Status.DONE) for made in cells})


class Notebooks(list):
    """Labs, each with a notebook; hypothesis prints it beside an example."""

    def __repr__(self):
        return f"{len(self)} notebooks"


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory):
    """Return labs, each with a notebook: the example class and what it was given."""
    course = Course.find(REPOSITORY)
    folder = tmp_path_factory.mktemp("class")
    course = Course(course.root, folder, f"sqlite:///{folder}/gradebook.db")
    demo.hand_in(course, demo.examples())
    files = sorted(course.submitted.glob("*/*/*.ipynb"))
    names = {file.parent.name for file in files}
    files += [course.notebooks / name / f"{name}.ipynb" for name in sorted(names)]
    labs = {name: Lab.load(course, name) for name in names}
    return Notebooks((labs[f.parent.name], t) for f in files if (t := _tree(f)))


def _tree(file):
    try:
        return json.loads(file.read_text("utf-8"))
    except ValueError:
        return None


def graded(notebooks, executor, choice, **how):
    """Grade one of the notebooks, broken; return its lab and what came of it."""
    lab, tree = notebooks[choice % len(notebooks)]
    return lab, grade(Task("student", broken(tree, **how)), lab, executor)


def assert_is_a_result(lab, graded):
    result, copy = graded.result, graded.copy
    assert not result.grader_failed, result.notes
    assert [made.grade_id for made in result.cells] == [m.grade_id for m in lab.graded]
    assert result.refused == (copy is None)
    assert msgspec.json.encode(result)
    if copy is not None:
        nbformat.validate(nbformat.reads(copy, as_version=4))


@some(_COUNT)
@_DRAWN
def test_a_broken_notebook_becomes_a_result_with_a_reason(notebooks, **drawn):
    assert_is_a_result(*graded(notebooks, RunsNothing(), **drawn))


@pytest.fixture(scope="module")
def engine():
    try:
        with IsolatedExecutor(limits=Limits(cell_cpu=2, cell_wall=8)) as started:
            yield started
    except NoIsolation as reason:
        needs.missing("landlock", str(reason))


@some(_COUNT // 25)
@_DRAWN
def test_a_broken_notebook_that_runs_becomes_a_result(notebooks, engine, **drawn):
    assert_is_a_result(*graded(notebooks, engine, **drawn))
