"""The lab `double`: its source, and answers to it."""

import nbformat

from tests.cells import cell

LAB = "01_double"
RIGHT = "def double(x):\n    return 2 * x"
WRONG = "def double(x):\n    return x * x"


def source_notebook():
    """Return the source of the lab `double`."""
    answer = (
        "def double(x):\n    ### BEGIN SOLUTION\n"
        "    secret_answer = 2 * x\n    return secret_answer\n    ### END SOLUTION"
    )
    hidden = (
        "# double gives the right value\n### BEGIN HIDDEN TESTS\n"
        "assert double(21) == 42, 'secret'\n### END HIDDEN TESTS"
    )
    cells = [
        cell("# Doubling", kind="markdown"),
        cell("start = 1", "setup"),
        cell(answer, "double", solution=True),
        cell("assert double(1) == 2", "double_check", points=0),
        cell(hidden, "double_values", points=3),
        cell(
            "# double takes lists\n### BEGIN HIDDEN TESTS\n"
            "assert double([1]) == [1, 1]\n### END HIDDEN TESTS",
            "double_lists",
            points=1,
        ),
        cell("Because.", "double_why", kind="markdown", points=2, solution=True),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return notebook


def answer(notebook, source, why="I think so."):
    """Write answers into a released notebook and return it."""
    for made in notebook.cells:
        name = made.metadata.get("nbgrader", {}).get("grade_id")
        made.source = {"double": source, "double_why": why}.get(name, made.source)
    return notebook
