"""What holds for every lesson in solutions/, checked without running it."""

import ast
import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest

SOLUTIONS = Path(__file__).parents[2] / "solutions"
NOTEBOOKS = sorted(SOLUTIONS.glob("*/*.ipynb"))

MAPS = {"ANSWERS", '"copper"', '"gray_r"', '"Greys"'}  # answers; heights; ink on paper

every_lesson = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind=None):
    found = nbformat.read(path, as_version=4).cells
    return [cell for cell in found if kind in (None, cell.cell_type)]


def graded(path):
    return [cell for cell in cells(path) if "nbgrader" in cell.metadata]


def hidden(path):
    return [cell for cell in graded(path) if "BEGIN HIDDEN TESTS" in cell.source]


@every_lesson
def test_a_lesson_has_one_title_and_says_goal_needs_time_and_points(path):
    texts = cells(path, "markdown")
    titles = [cell for cell in texts if cell.source.startswith("# ")]

    assert titles == texts[:1]
    for word in ["**Goal.**", "**You need**", "**Time**", "**Points**"]:
        assert word in titles[0].source


@every_lesson
def test_the_points_in_the_title_are_the_points_of_the_cells(path):
    total = sum(cell.metadata.nbgrader.get("points", 0) for cell in graded(path))

    assert f"**Points** {total}:" in cells(path)[0].source


@every_lesson
def test_the_text_keeps_the_tone(path):
    prose = "\n".join(cell.source for cell in cells(path, "markdown"))
    prose = re.sub(r"`[^`]*`|!\[", "", prose)

    assert "!" not in prose
    assert not re.search(r"\b(simply|just|obviously|easy)\b", prose, re.IGNORECASE)


@every_lesson
def test_a_formula_takes_at_most_eighty_words(path):
    formulas = [cell for cell in cells(path) if cell.source.startswith("## Exercise")]

    for cell in formulas:
        prose = re.sub(r"\$\$.*?\$\$", "", cell.source, flags=re.DOTALL)
        assert len(prose.split()) <= 80, cell.id


@every_lesson
def test_a_cell_of_the_lesson_is_at_most_fifteen_lines_of_code(path):
    for cell in cells(path, "code"):
        docstring_apart = re.sub(r'""".*?"""', "", cell.source, flags=re.DOTALL)
        a_class = cell.source.startswith("class ") and cell in graded(path)
        if "HIDDEN" not in cell.source and not a_class:
            assert len(docstring_apart.splitlines()) <= 15, cell.id


@every_lesson
def test_a_graded_cell_has_its_name_as_its_id(path):
    for cell in graded(path):
        assert cell.id == cell.metadata.nbgrader.grade_id


@every_lesson
def test_a_hidden_test_is_one_comment_in_words_and_nothing_else_in_sight(path):
    for cell in hidden(path):
        first, second, *_, last = cell.source.splitlines()
        assert re.fullmatch(r"# \w.*\.", first), cell.id
        assert (second, last) == ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")


@every_lesson
def test_the_hidden_tests_stand_together_at_the_end_under_one_heading(path):
    found = cells(path)
    ids = [cell.id for cell in found]
    after = found[ids.index("marking") + 1 :]

    assert found[ids.index("marking")].source.startswith("## How this lab is marked\n")
    assert after == hidden(path)


@every_lesson
def test_the_last_section_counts_the_tests_and_their_points(path):
    (marking,) = [cell for cell in cells(path) if cell.id == "marking"]
    points = sum(cell.metadata.nbgrader.points for cell in hidden(path))
    total = sum(cell.metadata.nbgrader.get("points", 0) for cell in graded(path))
    share = f"All {total}" if points == total else f"{points} of the {total}"

    said = f"\n{share} points come from the {len(hidden(path))} cells below."

    assert said in marking.source


@every_lesson
def test_what_a_test_or_an_answer_calls_has_one_meaning_in_the_whole_lab(path):
    lesson = [cell for cell in cells(path, "code") if cell not in hidden(path)]
    made = Counter(name for cell in lesson for name in _made(ast.parse(cell.source)))
    bound = Counter(name for cell in lesson for name in _bound(ast.parse(cell.source)))

    assert {name for name in made if bound[name] > 1} == set()


def _made(tree):
    """Return the functions, classes and imports of a cell."""
    for step in tree.body:
        if isinstance(step, ast.FunctionDef | ast.ClassDef):
            yield step.name
        elif isinstance(step, ast.Import | ast.ImportFrom):
            yield from ((name.asname or name.name) for name in step.names)


def _bound(tree):
    """Return every name that a cell gives a meaning to, outside of functions."""
    inner = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.comprehension)
    waiting = list(tree.body)
    found = set(_made(tree))
    while waiting:
        step = waiting.pop()
        if isinstance(step, ast.Name) and isinstance(step.ctx, ast.Store | ast.Del):
            found.add(step.id)
        if not isinstance(step, inner):
            waiting += ast.iter_child_nodes(step)
    return found


@every_lesson
def test_a_hidden_test_leaves_no_value_that_counts_as_partial_credit(path):
    for cell in hidden(path):
        assert cell.outputs == [], cell.id


@every_lesson
def test_every_code_cell_was_run_in_order(path):
    counts = [cell.execution_count for cell in cells(path, "code")]

    assert counts == list(range(1, len(counts) + 1))


@every_lesson
def test_a_stored_picture_has_a_text_beside_it(path):
    for cell in cells(path, "code"):
        for output in cell.outputs:
            if "image/png" in output.get("data", {}):
                words = output.metadata.get("image/png", {}).get("alt", "")
                assert len(words) >= 10, cell.id


@every_lesson
def test_a_function_in_a_hidden_test_uses_what_it_is_given(path):
    functions = (ast.FunctionDef, ast.Lambda)
    for cell in hidden(path):
        for part in ast.walk(ast.parse(cell.source)):
            if isinstance(part, functions):
                given = {arg.arg for arg in part.args.args}
                used = {n.id for n in ast.walk(part) if isinstance(n, ast.Name)}
                assert given <= used, f"{cell.id} ignores {given - used}"


@every_lesson
def test_a_map_keeps_to_the_one_rule_of_colour(path):
    sources = "\n".join(cell.source for cell in cells(path, "code"))

    assert set(re.findall(r"cmap=([\w\"]+)", sources)) <= MAPS
