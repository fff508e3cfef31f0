"""No number in a lesson's text is without a source; what counts: see stated_numbers.py.

A lab is held to it from the day on which it has a list in `numbers_listed/`.
"""

import tomllib
from pathlib import Path

import nbformat
import pytest
import stated_numbers as numbers  # the file beside this one

HERE = Path(__file__).parent
SOLUTIONS = HERE.parents[1] / "solutions"
LISTS = sorted((HERE / "numbers_listed").glob("*.toml"))

every_list = pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)


def cells(lab):
    return nbformat.read(SOLUTIONS / lab / f"{lab}.ipynb", as_version=4).cells


def entries(path):
    """Return the cell, the number and the source of each entry of a list."""
    table = tomllib.loads(path.read_text("utf-8"))
    return [(cell, n, table[cell][n]) for cell in table for n in table[cell]]


def lesson(*parts, outputs=""):
    """Return cells of a made-up lesson: code, then texts."""
    code, *texts = parts
    stream = {"output_type": "stream", "name": "stdout", "text": outputs}
    return [
        {"cell_type": "code", "id": "run", "source": code, "outputs": [stream]},
        *(
            {"cell_type": "markdown", "id": f"read_{i}", "source": text}
            for i, text in enumerate(texts)
        ),
    ]


def missing(found, listed=None):
    return [claim.text for _, claim in numbers.without_source(found, listed or {})]


@every_list
def test_each_number_in_a_lesson_stands_above_it_or_in_the_list(path):
    listed = tomllib.loads(path.read_text("utf-8"))

    found = numbers.without_source(cells(path.stem), listed)

    assert [f"{cell}: {claim.text}" for cell, claim in found] == []


@every_list
def test_each_entry_of_a_list_is_needed(path):
    bare = numbers.without_source(cells(path.stem), {})

    needed = {(cell, claim.text) for cell, claim in bare}

    assert {(cell, text) for cell, text, _ in entries(path)} <= needed


@every_list
def test_arithmetic_in_a_list_gives_its_number_and_a_sentence_says_something(path):
    for cell, text, source in entries(path):
        (number,) = numbers.written(text)
        if source.startswith("="):
            value = numbers.evaluated(source[1:])
            assert number.loosely_fits(value), f"{cell}: {text} is not {value}"
        else:
            assert len(source.split()) >= 4, f"{cell}: {text}"


@pytest.mark.parametrize(
    "text",
    [
        "The loss is 2.9336.",
        "It falls by $0.659$ at once.",
        "It has 37 entries.",
        "About $3 \\cdot 10^{-16}$.",
        "It is 4e-18.",
        "That is 42 % of it.",
        "Some 5,500 times.",
    ],
)
def test_a_planted_number_that_stands_nowhere_above_is_found(text):
    found = lesson("x = 2", text, outputs="2.9337 0.654 36 2e-16 5e-18 0.43 5555\n")

    assert len(missing(found)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The loss is 2.93, or 2.9337.",
        "It falls by $0.65$ and by −0.654.",
        "It has 36 entries.",
        "About $2 \\cdot 10^{-16}$, or 5e-18.",
        "That is 43 % of it.",
        "Some 5,555 times.",
        "Two of 12 rows, in lab 14, with 64 bits, for $x = 40$ and `n = 50`.",
        "# The year 1986\n\n**Time** about 75 minutes. **Points** 26: eight.",
    ],
)
def test_a_number_rounded_from_above_is_left_alone_as_is_a_name(text):
    found = lesson("x = 2", text, outputs="2.9337 0.654 36 2e-16 5e-18 0.43 5555\n")

    assert missing(found) == []


def test_a_number_may_stand_in_code_above_but_not_in_an_answer_nor_below():
    code = "y = f(0.25)\n### BEGIN SOLUTION\n0.75\n### END SOLUTION"
    found = lesson(code, "First 0.25, 0.75 and 0.5.")

    assert missing([*found, *lesson("0.5")]) == ["0.75", "0.5"]


def test_the_reason_of_a_prediction_is_text_and_its_question_is_not():
    question = 'predict.number("a", "Is it 0.25?", low=0.5, why="{answer:.3f}, 0.75")'

    assert missing(lesson(question, "Between 0.25 and 0.5.")) == ["0.75"]
    assert missing(lesson(question, "", outputs="0.75")) == []


def test_a_number_has_to_be_listed_where_it_stands_first():
    found = lesson("", "It is 0.27.", "As said, 0.27.")

    assert missing(found) == ["0.27"]
    assert missing(found, {"read_0": {"0.27": "= 1 - 0.73"}}) == []
    assert missing(found, {"read_1": {"0.27": "= 1 - 0.73"}}) == ["0.27"]


def test_arithmetic_knows_no_names_and_calls_no_function_of_python():
    assert numbers.evaluated("2 * log(exp(3)) - 2**2") == pytest.approx(2)
    for wrong in ["print(1)", "x + 1", "(1).real"]:
        with pytest.raises((ValueError, KeyError)):
            numbers.evaluated(wrong)
