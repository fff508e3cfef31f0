"""A new course: settings, a README, one small lab, and a student who handed it in."""

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from autograder.course.course import CONFIG
from autograder.errors import UsageError
from autograder.files import write_whole

LAB = "01_mean"
STUDENT = "example"
_NAME = re.compile(r"[^\w.-]+")

_TEXT = """# The mean

Write `mean`, then say when you would not use it."""
_CONTRACT = '''def mean(numbers):
    """Return the mean of a list of numbers; of an empty list, 0.0."""
'''
_ANSWER = """    ### BEGIN SOLUTION
    if not numbers:
        return 0.0
    return sum(numbers) / len(numbers)
    ### END SOLUTION"""
_CHECK = "assert mean([1, 2, 3]) == 2"
_VALUES = """# mean gives the right value
### BEGIN HIDDEN TESTS
assert abs(mean([0.5, 1.0, 4.5]) - 2.0) < 1e-12
assert mean([-3, 3]) == 0
### END HIDDEN TESTS"""
_EMPTY = """# mean of an empty list is 0.0
### BEGIN HIDDEN TESTS
assert mean([]) == 0.0
### END HIDDEN TESTS"""
_QUESTION = """## When not

For which data does the mean say little? Name an example."""
_WRITTEN = "Incomes: a few large ones move the mean far from what most people earn."
_EXAMPLE = _CONTRACT + "    return sum(numbers) / len(numbers)"


def make_course(folder: Path) -> None:
    """Write a course of one lab into a new or empty folder.

    Raises
    ------
    UsageError
        If the folder holds anything.
    AutograderError
        If the system refuses to write.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty: name a new folder")
    name = _NAME.sub("_", folder.resolve().name).strip("._") or "course"
    given = files("autograder").joinpath("starter_course")
    for target, source in ((CONFIG, "nbgrader_config.txt"), ("README.md", "README.md")):
        text = given.joinpath(source).read_text("utf-8")
        write_whole(folder / target, text.replace("COURSE", name))
    write_whole(folder / ".gitignore", "grading/\n.ipynb_checkpoints/\n")
    notebook = f"{LAB}.ipynb"
    write_whole(folder / "solutions" / LAB / notebook, _written(_lab(_ANSWER)))
    handed_in = folder / "grading" / "submitted" / STUDENT / LAB / notebook
    write_whole(handed_in, _written(_submission()))


def _lab(answer: str) -> list[Any]:
    return [
        _cell("markdown", _TEXT),
        _cell("code", _CONTRACT + answer, "mean", solution=True),
        _cell("code", _CHECK, "mean_check", points=0),
        _cell("code", _VALUES, "mean_values", points=3),
        _cell("code", _EMPTY, "mean_empty", points=1),
        _cell("markdown", _QUESTION),
        _cell("markdown", _WRITTEN, "mean_when", points=2, solution=True),
    ]


def _submission() -> list[Any]:
    """Return the cells of a student who forgot the empty list."""
    cells = _lab(_ANSWER)
    cells[1].source = _EXAMPLE
    cells[-1].source = "When one number is far from all others."
    return cells


def _cell(
    kind: str,
    source: str,
    name: str = "",
    *,
    points: int | None = None,
    solution: bool = False,
) -> Any:
    from nbformat import v4  # as slow to import as all else that writes a lab

    make = v4.new_code_cell if kind == "code" else v4.new_markdown_cell
    cell = make(source)
    if name:
        cell.id = name
        cell.metadata["nbgrader"] = {
            "grade": points is not None,
            "grade_id": name,
            "locked": not solution,
            "schema_version": 3,
            "solution": solution,
            "task": False,
        }
        if points is not None:
            cell.metadata["nbgrader"]["points"] = points
    return cell


def _written(cells: list[Any]) -> str:
    import nbformat

    for number, cell in enumerate(cells):
        cell.id = cell.id if "nbgrader" in cell.metadata else f"text-{number}"
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    }
    return f"{nbformat.writes(notebook)}\n"
