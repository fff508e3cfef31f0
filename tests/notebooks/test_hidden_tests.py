"""The hidden tests, tried on answers that students write.

Every wrong answer of `answers/` loses exactly the test cells that fit its mistake;
every right one, however unusual, keeps all its points.
"""

import contextlib
import importlib
import io
import pkgutil
from pathlib import Path

import answers  # the folder beside this file
import nbformat
import pytest

SOLUTIONS = Path(__file__).parents[2] / "solutions"


def hidden_tests(lab, function):
    """Return {behaviour: source} of the hidden tests of one graded function."""
    notebook = nbformat.read(SOLUTIONS / lab / f"{lab}.ipynb", as_version=4)
    cells = [cell for cell in notebook.cells if "BEGIN HIDDEN TESTS" in cell.source]
    names = {cell.metadata.nbgrader.grade_id.rpartition("_"): cell for cell in cells}
    return {
        end: cell.source for (start, _, end), cell in names.items() if start == function
    }


def passes(source, name, answer):
    """Say whether nbgrader would give the points: no error, nothing on stderr."""
    stderr = io.StringIO()
    with contextlib.redirect_stderr(stderr), contextlib.redirect_stdout(io.StringIO()):
        try:
            exec(compile(source, name, "exec"), {name: answer})
        except Exception:
            return False
    return not stderr.getvalue()


def answer_modules():
    for found in pkgutil.iter_modules(answers.__path__, f"{answers.__name__}."):
        yield importlib.import_module(found.name)


def trials():
    for module in answer_modules():
        function = module.__name__.rpartition(".")[2]
        for name, answer in vars(module).items():
            if hasattr(answer, "loses"):
                yield pytest.param(
                    module.LAB, function, answer, id=f"{function}-{name}"
                )


@pytest.mark.parametrize(("lab", "function", "answer"), list(trials()))
def test_an_answer_loses_exactly_what_fits_its_mistake(lab, function, answer):
    tests = hidden_tests(lab, function)

    lost = {
        end for end, source in tests.items() if not passes(source, function, answer)
    }

    assert lost == answer.loses & set(tests)


@pytest.mark.parametrize("module", list(answer_modules()), ids=lambda m: m.__name__)
def test_every_hidden_test_is_failed_by_some_wrong_answer(module):
    function = module.__name__.rpartition(".")[2]
    known = [
        answer.loses for answer in vars(module).values() if hasattr(answer, "loses")
    ]

    assert set(hidden_tests(module.LAB, function)) <= set().union(*known)
