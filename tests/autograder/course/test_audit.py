import json

import nbformat
import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course.audit import audit, known_answers
from autograder.course.lab import Lab
from autograder.course.told import Naming, Said, run, verdict
from autograder.errors import UsageError
from gradlab.check import Mistake
from tests.autograder.double_lab import LAB, source_notebook
from tests.cells import cell

HEAD = "from . import EVERYTHING, loses\n\n"
RIGHT = "@loses()\ndef adds_to_itself(x):\n    return x + x\n\n"
SQUARE = "@loses('values', 'lists')\ndef square(x):\n    return x * x\n\n"
NUMBERS = "@loses('lists')\ndef numbers_only(x):\n    return 2 * float(x)\n\n"


@pytest.fixture
def known(course):
    """Return a function that writes the known answers to `double`."""

    def write(*answers):
        file = course.known_answers / LAB / "double.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEAD + "".join(answers), encoding="utf-8")

    return write


def test_an_audit_is_clean_if_every_answer_loses_what_its_tag_names(course, lab, known):
    known(RIGHT, SQUARE, NUMBERS)

    audited = audit(course, lab)

    assert audited.clean
    assert [trial.answer for trial in audited.trials] == [
        "adds_to_itself",
        "square",
        "numbers_only",
    ]
    assert audited.trials[1].lost == ("double_values", "double_lists")


def test_a_wrong_answer_that_is_not_noticed_is_a_misfit(course, lab, known):
    known(SQUARE, RIGHT.replace("@loses()", "@loses('lists')"))

    (misfit,) = audit(course, lab).misfits

    assert (misfit.expected, misfit.lost) == (("double_lists",), ())


def test_a_right_answer_that_loses_a_point_is_a_misfit(course, lab, known):
    known(SQUARE, NUMBERS.replace("'lists'", ""))

    (misfit,) = audit(course, lab).misfits

    assert (misfit.expected, misfit.lost) == ((), ("double_lists",))


def test_a_hidden_cell_that_no_wrong_answer_loses_is_idle(course, lab, known):
    known(RIGHT, NUMBERS)

    audited = audit(course, lab)

    assert audited.idle == ("double_values",)
    assert not audited.clean


def test_a_tag_that_names_no_cell_is_a_misfit(course, lab, known):
    known(SQUARE, NUMBERS.replace("'lists'", "'lists', 'lsits'"))

    assert [misfit.answer for misfit in audit(course, lab).misfits] == ["numbers_only"]


def test_everything_means_the_cells_that_there_are(course, lab, known):
    useless = "@loses(*EVERYTHING, 'lists')\ndef stops(x):\n    raise SystemExit\n"
    known(useless)

    (trial,) = audit(course, lab).trials

    assert trial.fits
    assert trial.lost == ("double_values", "double_lists")


def test_answers_of_one_file_may_use_another_file(course, known):
    known(
        "from .helpers import twice\n\n@loses()\ndef helped(x):\n    return twice(x)\n"
    )
    helper = course.known_answers / LAB / "helpers.py"
    helper.write_text("def twice(x):\n    return 2 * x\n")

    assert [answer.name for answer in known_answers(course, LAB)] == ["helped"]


def test_a_lab_without_known_answers_is_a_missing_folder(course, lab):
    with pytest.raises(UsageError, match="no known answers of 01_double"):
        audit(course, lab)


def test_a_file_of_answers_that_does_not_run_is_named(course, known):
    known("1 / 0")

    with pytest.raises(UsageError, match=r"double\.py does not run: division"):
        known_answers(course, LAB)


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("assert double(2) == 4", True),
        ("assert double(2) == 5", False),
        ("double('a', 'b')", False),
        ("raise SystemExit", False),
        ("print('so far so good')", True),
        ("import sys; print('oh', file=sys.stderr)", False),
        ("import warnings; warnings.warn('oh')", False),
    ],
)
def test_a_cell_passes_without_an_error_and_with_nothing_on_stderr(source, verdict):
    assert run(source, {"double": lambda x: 2 * x}).passed is verdict


def test_an_answer_meets_the_reference_of_the_other_functions(course, known):
    notebook = source_notebook()
    used = "# ok\nassert quadruple(1) == double(double(1))"
    notebook.cells += [
        cell("def quadruple(x):\n    return 4 * x", "quadruple", solution=True),
        cell(used, "double_twice", points=1),
    ]
    nbformat.write(notebook, course.source(LAB))
    known(SQUARE.replace("'lists'", "'lists', 'twice'"), RIGHT)

    assert audit(course, Lab.load(course, LAB)).clean


def test_the_command_prints_who_loses_what(course, known, monkeypatch):
    known(RIGHT, SQUARE)
    monkeypatch.chdir(course.root)

    done = CliRunner().invoke(app, ["audit", "01"])

    assert done.exit_code == 0
    assert "values, lists" in done.stdout
    assert "2 of 2 answers lose exactly what they should" in done.stdout


def test_the_command_fails_and_says_why(course, known, monkeypatch):
    known(NUMBERS.replace("'lists'", ""))
    monkeypatch.chdir(course.root)

    done = CliRunner().invoke(app, ["audit", "01"])

    assert done.exit_code == 1
    assert "✗ tagged: nothing" in done.stdout
    assert "no known answer loses double_values" in done.stdout


NAMING = (
    "from gradlab.check import CheckFailed, Mistake\n\n"
    "@loses('values', 'lists', named=Mistake.{named})\n"
    "def told(x):\n    raise ValueError('axis 1 is out of bounds')\n\n"
)


def test_an_answer_of_which_its_mistake_is_told_is_named_right(course, lab, known):
    known(RIGHT, NAMING.format(named="AXIS_OUT_OF_RANGE"))

    audited = audit(course, lab)

    assert audited.clean
    assert audited.shares[Naming.RIGHT] == 1


def test_an_answer_of_which_another_mistake_is_told_is_not_clean(course, lab, known):
    known(RIGHT, NAMING.format(named="SUM_NOT_MEAN"))

    audited = audit(course, lab)

    assert [trial.answer for trial in audited.misnamed] == ["told"]
    assert not audited.clean


@pytest.mark.parametrize(
    ("told", "named", "verdict_"),
    [
        ([Mistake.SUM_NOT_MEAN], [Mistake.SUM_NOT_MEAN], Naming.RIGHT),
        ([Mistake.SUM_NOT_MEAN, Mistake.WRONG_VALUE], [Mistake.SUM_NOT_MEAN], "right"),
        ([Mistake.SUM_NOT_MEAN], [Mistake.NO_HALF], Naming.WRONG),
        ([Mistake.NO_HALF, Mistake.SUM_NOT_MEAN], [Mistake.NO_HALF], Naming.WRONG),
        ([Mistake.ALL_ZERO], [Mistake.NO_HALF], Naming.GENERIC),
        ([Mistake.WRONG_VALUE], [Mistake.WRONG_VALUE], Naming.GENERIC),
        ([None], [Mistake.NO_HALF], Naming.EXCEPTION),
    ],
)
def test_a_verdict_tells_a_wrong_cause_from_what_is_merely_seen(told, named, verdict_):
    said = [Said("double_values", mistake, "KeyError") for mistake in told]

    assert verdict(said, named) == verdict_


def test_the_command_prints_the_shares(course, known, monkeypatch):
    known(RIGHT, NAMING.format(named="AXIS_OUT_OF_RANGE"))
    monkeypatch.chdir(course.root)

    done = CliRunner().invoke(app, ["audit"])

    assert "mistakes named in 1 wrong answers: right 1 (100.0%), wrong 0" in done.stdout


def test_the_record_is_json(course, known, monkeypatch):
    known(SQUARE)
    monkeypatch.chdir(course.root)

    record = json.loads(CliRunner().invoke(app, ["audit", "01", "--json"]).stdout)

    assert record["clean"] is True
    assert record["cells"] == ["double_values", "double_lists"]
    assert record["trials"][0]["lost"] == ["double_values", "double_lists"]
