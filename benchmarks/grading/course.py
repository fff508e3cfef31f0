"""The work to be graded: the source lab's four functions, twelve tests, no figures."""

import ast
import inspect
import textwrap
from collections.abc import Iterable, Sequence
from copy import deepcopy
from pathlib import Path

import nbformat

from autograder.course.audit import KnownAnswer, known_answers
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


def hand_in(
    course: Course, submissions: int, wrong: Sequence[tuple[str, str]] = ()
) -> None:
    """Hand in the right answers `submissions` times.

    Parameters
    ----------
    wrong
        Names of functions and wrong sources for them: each student has one, in turn.
    """
    notebook = nbformat.read(course.source(LAB), as_version=4)
    right = {grade_id(cell): cell.source for cell in notebook.cells}
    for number in range(submissions):
        own = dict([wrong[number % len(wrong)]]) if wrong else {}
        for cell in notebook.cells:
            cell.source = own.get(grade_id(cell) or "", right[grade_id(cell)])
        target = course.submitted / f"student{number:05}" / LAB
        target.mkdir(parents=True)
        nbformat.write(notebook, target / f"{LAB}.ipynb")


def mistakes(course: Course) -> list[tuple[str, str]]:
    """Return wrong sources for the functions: the known answers, and unwritten ones.

    Answers that rest on a helper of their file are left out.
    """
    stub = "def {}(*args):\n    raise NotImplementedError"
    found = [
        (name, stub.format(name)) for names in FUNCTIONS.values() for name in names
    ]
    for lab, names in FUNCTIONS.items():
        for known in known_answers(course, lab):
            beside = known.answer.__globals__.keys() - {"np", "math"}
            helped = beside & set(known.answer.__code__.co_names)
            if known.function in names and known.loses and not helped:
                found.append((known.function, _written(known)))
    return found


def _written(known: KnownAnswer) -> str:
    """Return a known answer as a student writes it, under the name of the function."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(known.answer)))
    (function,) = tree.body
    assert isinstance(function, ast.FunctionDef)
    function.name, function.decorator_list = known.function, []
    return ast.unparse(tree)


def tests_of(notebook: Notebook) -> Iterable[Cell]:
    """Yield the test cells of the benchmark's lab."""
    for cell in notebook.cells:
        name = grade_id(cell) or ""
        if name.rpartition("_")[2] in TESTS:
            yield cell
