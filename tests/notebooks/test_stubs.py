"""What students get is the solution without its answers, and nothing else."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
LABS = sorted(path.stem for path in (ROOT / "solutions").glob("*/*.ipynb"))
ANSWER = re.compile(r"^( *)### BEGIN SOLUTION\n.*?### END SOLUTION$", re.S | re.M)
TESTS = re.compile(r"\n### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS$", re.S)
WRITTEN = "*Write your answer here.*"

every_lab = pytest.mark.parametrize("lab", LABS)


def cells(folder, lab):
    found = nbformat.read(ROOT / folder / lab / f"{lab}.ipynb", as_version=4).cells
    return {cell.id: cell for cell in found}


def without_answers(cell):
    """Return what a cell of the solution should be for students."""
    nbgrader = cell.metadata.get("nbgrader", {})
    if nbgrader.get("solution") and cell.cell_type == "markdown":
        return WRITTEN
    stub = r"\1# Write your answer here.\n\1raise NotImplementedError"
    return TESTS.sub("", ANSWER.sub(stub, cell.source))


def contracts(cell):
    """Return signature and docstring of each function and class in a cell."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    parts = [p for p in ast.walk(ast.parse(cell.source)) if isinstance(p, kinds)]
    return [
        (
            p.name,
            ast.get_docstring(p),
            ast.unparse(p.args) if "args" in p._fields else "",
        )
        for p in parts
    ]


def names(signature):
    """Return the names of a function's parameters; a class has none here."""
    tree = ast.parse(f"def f({signature}): ...").body[0].args
    return [arg.arg for arg in (*tree.posonlyargs, *tree.args) if arg.arg != "self"]


def code_answers(lab):
    """Return the pairs of solution and stub in which students write code."""
    stubs = cells("notebooks", lab)
    return [
        (cell, stubs[name])
        for name, cell in cells("solutions", lab).items()
        if cell.cell_type == "code" and "BEGIN SOLUTION" in cell.source
    ]


@every_lab
def test_a_released_lab_is_its_source_minus_answers_and_hidden_tests(lab):
    sources, released = cells("solutions", lab), cells("notebooks", lab)

    assert list(released) == list(sources)
    for name, cell in sources.items():
        assert released[name].source == without_answers(cell), name


@every_lab
def test_a_stub_has_the_contract_of_its_solution(lab):
    for solution, stub in code_answers(lab):
        promised = contracts(stub)
        kept = [part for part in contracts(solution) if part in promised]

        assert promised
        assert kept == promised, stub.id
        assert promised[0][1], f"{stub.id} has no docstring"


@every_lab
def test_a_contract_gives_meaning_shapes_what_goes_in_and_one_worked_number(lab):
    for _, stub in code_answers(lab):
        _, text, signature = contracts(stub)[0]
        meaning, blank, *rest = text.splitlines()
        starts = [line.partition(" ")[0] for line in rest]

        assert (meaning[-1], blank, starts[0]) == (".", "", "Shapes:"), stub.id
        assert starts.index("Example:") >= len(rest) - 2, stub.id
        assert re.search(r"\d", text.partition("Example:")[2]), stub.id
        assert all(re.search(rf"\b{name}\b", text) for name in names(signature)), text
