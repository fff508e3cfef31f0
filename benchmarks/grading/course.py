"""The work to be graded: the source lab's four functions, twelve tests, no figures."""

import shutil
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path

import nbformat

from autograder.course.course import Course
from autograder.course.lab import grade_id
from autograder.course.notebook import Cell, Notebook
from autograder.course.sources import read_source

LAB = "00_four"
FUNCTIONS = {
    "01_sigmoid": ("sigmoid", "sigmoid_derivative"),
    "02_softmax": ("softmax",),
    "03_cross_entropy": ("cross_entropy_loss",),
}
TESTS = ("values", "types", "extremes")
_IMPORTS = "import math\n\nimport numpy as np\n\nfrom gradlab import check"


def four_functions(course: Course) -> Notebook:
    """Return the source of the benchmark's lab, taken from the course's own labs."""
    cells = [nbformat.v4.new_code_cell(_IMPORTS)]
    for lab, names in FUNCTIONS.items():
        source = read_source(course, lab)
        by_name = {grade_id(cell): cell for cell in source.cells}
        for name in names:
            wanted = [name, *(f"{name}_{test}" for test in TESTS)]
            cells += [deepcopy(by_name[one]) for one in wanted]
    made: Notebook = nbformat.v4.new_notebook(cells=cells, metadata=source.metadata)
    return made


def make_course(folder: Path, original: Course, *, plugin: bool) -> Course:
    """Make a course in `folder` that has only the benchmark's lab.

    Parameters
    ----------
    plugin
        Whether nbgrader uses the engine; without, it is stock nbgrader.
    """
    source = folder / "solutions" / LAB / f"{LAB}.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(four_functions(original), source)
    text = (original.root / "nbgrader_config.py").read_text("utf-8")
    kept = text if plugin else text.partition("# `nbgrader autograde`")[0]
    (folder / "nbgrader_config.py").write_text(kept, "utf-8")
    return Course.find(folder)


def hand_in(course: Course, submissions: int) -> None:
    """Hand in the right answers `submissions` times."""
    source = course.source(LAB)
    for number in range(submissions):
        target = course.submitted / f"student{number:05}" / LAB
        target.mkdir(parents=True)
        shutil.copy(source, target)


def tests_of(notebook: Notebook) -> Iterable[Cell]:
    """Yield the test cells of the benchmark's lab."""
    for cell in notebook.cells:
        name = grade_id(cell) or ""
        if name.rpartition("_")[2] in TESTS:
            yield cell
