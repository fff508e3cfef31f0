"""A function that stands in the notebook under nearly the name that is asked for."""

import re
import sys
from pathlib import Path

import pytest

from autograder.course.course import Course
from autograder.course.sources import read_source
from gradlab import check
from gradlab.check.misspelt import misspelt
from gradlab.words.slips import alike

COURSE = Course.find(Path(__file__))


@pytest.fixture
def notebook(monkeypatch):
    """A function that runs cells in a module of their own and returns its names."""

    def run(*cells):
        module = type(sys)("notebook")
        monkeypatch.setitem(sys.modules, "notebook", module)
        for cell in cells:
            exec(cell, vars(module))
        return vars(module)

    return run


STUB = "def sigmoid(x):\n    raise NotImplementedError"


def story(function):
    """Return what a student reads of a failing check."""
    with pytest.raises(check.CheckFailed) as caught:
        check.sigmoid(function)
    return "\n".join(caught.value._render_traceback_())


def test_an_unwritten_function_beside_a_misspelt_one_is_told(notebook):
    names = notebook(STUB, "def sigmiod(x):\n    return x")

    assert story(names["sigmoid"]).splitlines() == [
        "Write sigmoid above and run its cell, then run this cell again.",
        "sigmoid is not written yet, but sigmiod is: is one name misspelt?",
    ]


def test_an_older_version_beside_a_misspelt_newer_one_is_told(notebook):
    names = notebook("def sigmoid(x):\n    return x", "def Sigmoid(x):\n    return 1")

    assert "There is Sigmoid as well; this check looked at sigmoid." in story(
        names["sigmoid"]
    )


def test_a_class_is_looked_at_too_and_what_is_imported_is_not(notebook):
    names = notebook(
        "from fractions import Fraction",
        "class Fractoin: pass\nclass TwoLayerNet: pass\nclass TwolayerNet: pass",
    )

    assert misspelt(names["TwoLayerNet"]) == "TwolayerNet"
    assert misspelt(names["Fractoin"]) == ""


@pytest.mark.parametrize("lab", COURSE.labs())
def test_no_name_that_a_lab_gives_is_taken_for_an_exercise(lab):
    cells = read_source(COURSE, lab).cells
    text = "\n".join(cell.source.partition("### BEGIN HIDDEN")[0] for cell in cells)
    defined = set(re.findall(r"^(def|class) (\w+)", text, re.MULTILINE))
    asked = {(kind, name) for kind, name in defined if f"check.{name}(" in text}

    assert not [
        (name, other)
        for kind, name in asked
        for same, other in defined
        if same == kind and alike(name, other)
    ]


@pytest.mark.parametrize("function", [len, 3, lambda x: x, None])
def test_what_has_no_name_of_its_own_has_none_that_is_nearly_it(function):
    assert misspelt(function) == ""
