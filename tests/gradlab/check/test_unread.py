"""A check of a function whose newest cell Python could not read says so."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from gradlab import check
from gradlab.check.unread import unread
from gradlab.words.mistakes import Mistake

OLD = "def sigmoid(x):\n    raise NotImplementedError"


@pytest.fixture
def shell():
    """IPython, as a notebook's kernel has it, without what tests leave in it."""
    shell = InteractiveShell.instance()
    shell.reset()
    yield shell
    InteractiveShell.clear_instance()


def run(shell, *cells):
    for cell in cells:
        shell.run_cell(cell, store_history=True)


def test_the_line_that_could_not_be_read_is_told_instead_of_the_older_version(shell):
    run(shell, OLD, "def sigmoid(x):\n    return 1 / (1 + x", "1 + 1")

    with pytest.raises(check.CheckFailed, match=Mistake.NOT_READ.value) as caught:
        check.sigmoid(shell.user_ns["sigmoid"])

    assert str(caught.value).splitlines()[1:] == [
        "sigmoid",
        "  raised    SyntaxError: '(' was never closed, in line 2 of its cell",
        "  in        return 1 / (1 + x",
    ]


def test_a_class_with_a_wrong_indentation_is_told_as_well(shell):
    run(shell, "class Value:\n    def exp(self):\n        y = 1\n      return y")

    assert "IndentationError" in str(unread("Value"))


def test_a_mended_cell_is_judged_again(shell):
    run(shell, "def sigmoid(x) return x", OLD)

    assert unread("sigmoid") is None


def test_another_functions_cell_does_not_matter(shell):
    run(shell, OLD, "def sigmoid_derivative(x) return x")

    assert unread("sigmoid") is None


def test_a_cell_that_was_mended_under_a_misspelt_name_is_no_longer_unread(shell):
    run(shell, "def sigmoid(x) return x", "def sigmiod(x):\n    return x")

    assert unread("sigmoid") is None


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("    return 2x", "2 * h, not 2h"),
        ("    Return x", "return, in small letters"),
        ("return x", "four spaces before each line"),
        ("    return x − 1", "type the sign by keyboard"),
        ("    y = 1\n      return y", "equally many spaces"),
        ("    if x = 1: pass", ""),
    ],
)
def test_what_a_newcomer_does_about_it_is_told(shell, line, remedy):
    run(shell, f"def sigmoid(x):\n    y = x\n{line}")

    told = str(unread("sigmoid"))

    assert (f"  write     {remedy}" in told) == bool(remedy)


def test_without_a_notebook_there_is_nothing_unread():
    assert unread("sigmoid") is None
