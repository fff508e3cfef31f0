"""Which names a lab's cells bind."""

import nbformat
import pytest

from autograder.course.bindings import imports, rebound, rest_on
from tests.cells import cell


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import pandas as pd", {"pd": "pandas"}),
        ("import os.path", {"os": "os"}),
        ("import os.path as p", {"p": "os.path"}),
        ("from scipy import stats as s", {"s": "scipy:stats"}),
        ("%matplotlib inline\n!ls\nimport json", {"json": "json"}),
        ("try:\n    import json\nexcept ImportError:\n    pass", {"json": "json"}),
        ("from os import *\nfrom . import x", {}),
        ("def f():\n    import json", {}),
        ("import json = 3", {}),
    ],
)
def test_imports_are_read_from_the_text(source, found):
    assert imports([cell(source)]) == found


def test_names_are_bound_anew_between_one_test_and_the_next():
    notebook = nbformat.v4.new_notebook(
        cells=[
            cell("x = 1\ndef f():\n    y = 2"),
            cell("assert x", "one", points=1),
            cell("import math as m\nfor i in [z for z in 'ab']:\n    k = i"),
            cell("j = 1", kind="markdown"),
            cell("class C: pass\na, (b, *c) = 1, (2,)"),
            cell("assert m", "two", points=1),
            cell("assert m", "three", points=1),
        ]
    )

    found = rebound(notebook, frozenset({"one", "two", "three"}))

    assert found["one"] == {"x", "f"}
    assert found["two"] == {"m", "i", "k", "C", "a", "b", "c"}
    assert found["three"] == frozenset()


def test_a_test_rests_on_earlier_ones_whose_names_it_reads():
    notebook = nbformat.v4.new_notebook(
        cells=[
            cell("import pytest\ndata = [1]\nx = 0", "one", points=1),
            cell("def helper():\n    return data", "two", points=1),
            cell("x = 1"),
            cell("assert helper() and x", "three", points=1),
            cell("data = 2\nassert data and pytest", "four", points=1),
            cell("assert (", "five", points=1),
        ]
    )

    found = rest_on(notebook, frozenset({"one", "two", "three", "four", "five"}))

    assert found == {
        "one": frozenset(),
        "two": {"one"},
        "three": {"one", "two"},
        "four": frozenset(),
        "five": frozenset(),
    }
