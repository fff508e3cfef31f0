import json

import nbformat
import pytest

from autograder.errors import SubmissionRefused
from autograder.grading import reading

MANY = "[" + "{}," * 300_000 + "{}]"


def read(*cells, **other):
    """Read a notebook of these cells; an argument's name stands for its JSON."""
    tree = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    text = json.dumps(tree)
    for name, value in other.items():
        text = text.replace(f'"{name}"', value)
    return reading.read(text.encode())


def code(source="x = 1", **other):
    return {"cell_type": "code", "source": source, "metadata": {}, **other}


def text(source="Because.", **other):
    return {"cell_type": "markdown", "source": source, "metadata": {}, **other}


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        ({"source": "x = 1"}, "cells without a type, run as code: 1"),
        (code(cell_type="Code"), "cells without a type, run as code: 1"),
        (code(cell_type=MANY), "cells without a type, run as code: 1"),
        (code(None), "cells without text, read as empty: 1"),
        (code([["x"]]), "cells without text, read as empty: 1"),
        (code(7), "cells without text, read as empty: 1"),
        (None, "cells of another form, left out: 1"),
        ([code()], "cells of another form, left out: 1"),
        (code("x" * 200_001), "cells with more than 200,000 bytes of text"),
    ],
)
def test_one_odd_cell_is_mended_and_noted_and_the_others_stay(cell, note):
    made = read(cell, code("y = 2"))

    assert made.notebook.cells[-1].source == "y = 2"
    assert len(made.notes) == 1
    assert made.notes[0].startswith(note)


@pytest.mark.parametrize(
    "odd",
    [
        {"metadata": "odd"},
        {"outputs": "odd"},
        {"execution_count": "odd"},
        {"attachments": "odd"},
        {"id": "odd"},
        {"unknown": "odd"},
        {"metadata": {"nbgrader": "odd"}},
        {"metadata": {"nbgrader": {"grade_id": "odd"}}},
        {"metadata": {"nbgrader": {"grade_id": "f", "points": "odd"}}},
    ],
)
@pytest.mark.parametrize("value", ["null", "7", MANY, "[[{}]]", "NaN", "9" * 5000])
def test_what_is_not_needed_may_be_anything(odd, value):
    made = read(code(**odd), odd=value)

    assert made.notebook.cells[0].source == "x = 1"
    assert made.notes == ()
    nbformat.validate(made.notebook)


@pytest.mark.parametrize("tail", ["Infinity", "-Infinity", "NaN", r'"\ud800"', '"\n"'])
def test_what_python_writes_as_json_is_read_though_it_is_none(tail):
    made = read(code(r"'\ud83d', '\n', 1.50"), code("'half \ud83d'"), tail, tail=tail)

    assert made.notebook.cells[0].source == r"'\ud83d', '\n', 1.50"
    assert made.notebook.cells[1].source == "'half ?'"


def test_of_a_name_that_stands_there_twice_the_last_counts():
    made = read(code("odd"), odd='"x = 1", "source": "x = 2"')

    assert made.notebook.cells[0].source == "x = 2"


def test_cells_beyond_a_thousand_are_left_out_with_a_note():
    made = read(*[code()] * 1002)

    assert len(made.notebook.cells) == 1000
    assert made.notes == ("cells after the first 1,000, left out: 2",)


def test_texts_beyond_a_million_bytes_are_read_as_empty_with_a_note():
    made = read(*[code("x" * 190_000)] * 7, code("y"))

    assert [len(cell.source) for cell in made.notebook.cells][4:] == [190_000, 0, 0, 1]
    assert made.notes == ("cells after 1,000,000 bytes of text, read as empty: 2",)


def test_pictures_stay_in_texts_alone_and_within_eight_megabytes():
    picture = {"a.png": {"image/png": "A" * 3_000_000}}
    cells = [code(attachments=picture), *[text(attachments=picture)] * 3]

    made = read(*cells)

    assert ["attachments" in c for c in made.notebook.cells] == [
        False,
        True,
        True,
        False,
    ]
    assert "bytes of pictures, left out: 1" in made.notes[0]


@pytest.mark.parametrize(
    "attached",
    [
        {"a": {"text/html": "<script>"}},
        {"a": {"image/png": 7}},
        {str(n): {} for n in range(1000)},
        ["a.png"],
        7,
    ],
)
def test_attachments_that_are_no_pictures_are_left_out_with_a_note(attached):
    made = read(text(attachments=attached))

    assert "attachments" not in made.notebook.cells[0]
    assert "bytes of pictures, left out: 1" in made.notes[0]


@pytest.mark.parametrize("name", [None, 7, "", "a b", "x" * 65, "é", "twin", "cell-3"])
def test_every_cell_has_an_id_of_its_own_that_the_format_allows(name):
    ids = ["twin", "cell-3", name, name, "cell-4", name]

    made = read(*[code(id=name) for name in ids])

    assert len({cell.id for cell in made.notebook.cells}) == len(ids)
    nbformat.validate(made.notebook)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("7", "not a notebook of format 4"),
        ("{}", "not a notebook of format 4"),
        ("[7, null, {}]", "none of its 3 cells can be read"),
        ("[" + "7," * 1_100_000 + "7]", "among millions of values"),
        # Python 3.14 reads deeper.
        ("[" + "[" * 100_000 + "]" * 100_000 + "]", "not JSON|can be read"),
        ("[NaN" + ",7" * 1_100_000 + "]", "not JSON"),
    ],
)
def test_a_notebook_of_which_nothing_can_be_read_is_refused(cells, reason):
    with pytest.raises(SubmissionRefused, match=reason):
        reading.read(f'{{"nbformat": 4, "cells": {cells}}}'.encode())


def test_a_huge_notebook_of_honest_cells_is_read():
    shown = {"outputs": [{"data": {"application/json": list(range(1_100_000))}}]}

    made = read(code(**shown), code("y = 2"))

    assert [cell.source for cell in made.notebook.cells] == ["x = 1", "y = 2"]
