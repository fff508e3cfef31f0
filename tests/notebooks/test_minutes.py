"""A lab says how long it takes by one rule, and takes at most 90 minutes.

The rule is for somebody who meets the topic for the first time, in a second language:

- 130 words of text a minute, formulas, folded hints and stretch answers apart;
- half a minute for each cell that is run and looked at;
- a minute more for a prediction, three for a live picture;
- a minute for each point of a test, two for an answer that no test looks at;
- two and a half minutes for each point of a written answer.

The sum is rounded up to five minutes.
"""

import math
import re
from pathlib import Path

import nbformat
import pytest

LABS = sorted((Path(__file__).parents[2] / "solutions").glob("*/*.ipynb"))
LONGEST = 90
FIRST_SCREEN = 6  # cells

every_lab = pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)


def cells(path):
    return nbformat.read(path, as_version=4).cells


def nbgrader(cell):
    return cell.metadata.get("nbgrader", {})


def is_answer(cell):
    return bool(nbgrader(cell).get("solution"))


def is_test(cell):
    return "BEGIN HIDDEN TESTS" in cell.source


def words(text):
    """Count the words that all read: no formula, no fold but that of a prediction."""
    apart = r"\$\$.*?\$\$|<details>(?!\n<summary>Read on).*?</details>"
    return len(re.sub(apart, " ", text, flags=re.DOTALL).split())


def reading(found):
    texts = [c.source for c in found if c.cell_type == "markdown" and not is_answer(c)]
    return sum(map(words, texts)) / 130


def running(found):
    sources = [
        cell.source
        for cell in found
        if cell.cell_type == "code" and not is_answer(cell) and not is_test(cell)
    ]
    extra = {r"^predict\.": 1.0, r"^explore\.": 3.0}
    return sum(
        0.5 + sum(more for call, more in extra.items() if re.search(call, source, re.M))
        for source in sources
    )


def writing(found):
    tests = [cell for cell in found if is_test(cell)]
    untested = [
        cell
        for cell in found
        if cell.cell_type == "code"
        and is_answer(cell)
        and not any(test.id.startswith(f"{cell.id}_") for test in tests)
    ]
    texts = [c for c in found if is_answer(c) and c.cell_type == "markdown"]
    return (
        sum(nbgrader(test)["points"] for test in tests)
        + 2 * len(untested)
        + 2.5 * sum(nbgrader(text)["points"] for text in texts)
    )


def minutes(found):
    return 5 * math.ceil((reading(found) + running(found) + writing(found)) / 5)


@every_lab
def test_the_minutes_that_a_lab_states_are_those_of_the_rule(path):
    found = cells(path)

    stated = re.search(r"\*\*Time\*\* about (\d+) minutes", found[0].source)

    assert int(stated[1]) == minutes(found)


@every_lab
def test_a_lab_takes_at_most_ninety_minutes(path):
    assert minutes(cells(path)) <= LONGEST


@every_lab
def test_the_first_picture_stands_in_the_first_screen(path):
    shown = [
        output
        for cell in cells(path)[:FIRST_SCREEN]
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]

    assert shown


def test_the_rule_counts_each_kind_of_work():
    code, text = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    answer = {"nbgrader": {"solution": True, "points": 2}}
    test = {"nbgrader": {"grade": True, "points": 4}}
    hidden = "# It adds.\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"
    found = [
        text("word " * 260 + "$$x y z$$ <details>a b c</details>"),
        code("1 + 1"),
        code("explore.slope(add)"),
        code("predict.number('one')"),
        code("def add(x): ...", id="add", metadata=answer),
        code("def copied(x): ...", id="copied", metadata=answer),
        code(hidden, id="add_values", metadata=test),
        text("Because.", metadata=answer),
    ]

    assert reading(found) == 2
    assert running(found) == 3 * 0.5 + 1 + 3
    assert writing(found) == 4 + 2 + 5
    assert minutes(found) == 20
