"""Predictions, hints and recall in every lab: well-formed, and harmless where it counts."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from autograder.course.course import Course
from autograder.errors import NoIsolation
from autograder.execution.interface import HiddenTests, Status
from autograder.execution.isolated.executor import IsolatedExecutor
from gradlab.study import bank
from tests import needs

ROOT = Path(__file__).parents[2]
COURSE = Course.find(ROOT)
LABS = COURSE.labs()
# Labs whose texts are still to be written; take a lab out when it has all of them.
DONE = {
    "00_warmup",
    "01_sigmoid",
    "02_softmax",
    "03_cross_entropy",
    "04_report",
    "05_losses",
    "06_activations",
    "07_depth",
    "08_slopes",
    "09_gradient_descent",
    "10_forward",
    "11_backprop",
    "12_two_layer_net",
    "13_xor",
    "14_autodiff",
    "15_capstone",
}
WAITING = set(LABS) - DONE
HINT = re.compile(r"^<summary>Hint (\d) of (\w+): .+</summary>$", re.MULTILINE)
PREDICTS = re.compile(r"^predict\.(?:number|choice|place)\(\s*\"(\w+)\"", re.MULTILINE)
NOTE = "# Your prediction: run this cell."
FOLD = "<summary>Read on when you have committed your prediction</summary>"
# Open readings after a prediction: they do not say what it asks, or ask it again.
NAME_NO_ANSWER = {
    ("01_sigmoid", "ingredient_read"),
    ("01_sigmoid", "sigmoid_why_question"),
    ("01_sigmoid", "loop_read"),
    ("02_softmax", "softmax_table_read"),
    ("02_softmax", "softmax_why_question"),
    ("03_cross_entropy", "double_read"),
    ("04_report", "softmax_formula_question"),
    ("07_depth", "rule_read"),
    ("11_backprop", "affine_backward_why_question"),
    ("12_two_layer_net", "batches_read"),
}

every_lab = pytest.mark.parametrize("lab", LABS)


def cells(lab):
    return nbformat.read(COURSE.source(lab), as_version=4).cells


def predictions(lab):
    return [cell for cell in cells(lab) if PREDICTS.search(cell.source)]


def functions(lab):
    """The names of a lab's exercises in code."""
    graded = (cell for cell in cells(lab) if cell.cell_type == "code")
    states = (cell.metadata.get("nbgrader", {}) for cell in graded)
    return {state["grade_id"] for state in states if state.get("solution")}


@every_lab
def test_a_prediction_is_a_folded_cell_that_says_so_and_bears_its_name(lab):
    for cell in predictions(lab):
        assert cell.source.splitlines()[0] == NOTE, cell.id
        assert cell.metadata.jupyter.source_hidden, cell.id
        assert PREDICTS.findall(cell.source) == [cell.id]


@every_lab
def test_what_is_read_after_a_prediction_names_its_answer_in_a_fold_alone(lab):
    listed = cells(lab)
    for number, cell in enumerate(listed):
        if PREDICTS.search(cell.source):
            reading = next(c for c in listed[number:] if c.cell_type == "markdown")
            folded = reading.source.count(FOLD) == 1
            assert folded != ((lab, reading.id) in NAME_NO_ANSWER), reading.id


def test_the_names_of_predictions_are_unique_in_the_course():
    names = Counter(cell.id for lab in LABS for cell in predictions(lab))

    assert [name for name, count in names.items() if count > 1] == []


@every_lab
def test_a_stored_prediction_keeps_its_answer_in_a_fold(lab):
    for cell in predictions(lab):
        html = [o.data["text/html"] for o in cell.outputs if "text/html" in o.data]
        assert len(html) == 1, cell.id
        assert html[0].count("<details>") == 1, cell.id


@every_lab
def test_the_hints_of_an_exercise_are_three_in_order_below_its_check(lab):
    found = [(n, c) for n, c in enumerate(cells(lab)) if HINT.search(c.source)]

    for number, cell in found:
        hints = HINT.findall(cell.source)
        names = {name for _, name in hints}
        assert [step for step, _ in hints] == ["1", "2", "3"], cell.id
        assert names <= functions(lab), cell.id
        called = rf"\({names.pop()}[,)]"  # the check of a test takes two
        assert re.search(called, cells(lab)[number - 1].source), cell.id
        assert cell.source.count("<details>") == cell.source.count("</details>") == 3


@every_lab
def test_recall_and_calibration_are_of_the_lab_that_they_stand_in(lab):
    text = "\n".join(cell.source for cell in cells(lab) if cell.cell_type == "code")
    named = re.findall(r"(?:recall\.three|predict\.calibration)\(\"(\w*)\"\)", text)

    assert set(named) <= {lab}


@every_lab
def test_a_lab_has_predictions_hints_recall_and_calibration(lab):
    text = "\n".join(cell.source for cell in cells(lab))
    complete = (
        len(predictions(lab)) >= 3
        and {name for _, name in HINT.findall(text)} >= functions(lab)
        and ("recall.three(" in text or lab == LABS[0])
        and "predict.calibration(" in text
        and len(bank.load().get(lab, ())) >= 3
    )

    assert complete != (lab in WAITING)


def test_the_questions_of_recall_are_of_labs_of_the_course():
    assert set(bank.load()) <= set(LABS)


STUDY = [
    "from gradlab import predict, progress, recall",
    'predict.number("n", "?", answer=lambda: missing, low=0, high=1)',
    'predict.place("p", "?", answer=lambda: 1 / 0, x=(0, 1), y=(0, 1))',
    'recall.three("02_softmax")',
    "predict.calibration()",
    "progress.show()",
    "import os\nsorted(os.listdir())",
]


@pytest.mark.kernel
def test_the_isolated_grader_asks_nothing_and_keeps_nothing():
    notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, STUDY)))
    try:
        with IsolatedExecutor() as executor:
            execution = executor.run(notebook, HiddenTests())
    except NoIsolation as reason:
        needs.missing("landlock", str(reason))

    ended = [execution.runs[cell.id] for cell in notebook.cells]
    shown = [str(cell.outputs) for cell in execution.notebook.cells]
    assert {run.status for run in ended} == {Status.DONE}
    assert all("not asked while the notebook is graded" in text for text in shown[1:4])
    assert "widget" not in "".join(shown)
    assert ended[-1].value == "[]"


@pytest.fixture
def own_course(tmp_path):
    """A student's copy of the first lab with its answers, in a course of its own."""
    lab = "01_sigmoid"
    folder = tmp_path / "course" / lab
    folder.mkdir(parents=True)
    shutil.copy(COURSE.source(lab), folder)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
    }

    def nbgrader(*words, at=folder.parent):
        command = [sys.executable, "-W", "ignore", "-m", "nbgrader", *words]
        ran = subprocess.run(
            command, cwd=at, env=environment, capture_output=True, text=True, timeout=300
        )
        return ran.stdout + ran.stderr

    return folder, nbgrader


@pytest.mark.kernel
def test_validate_passes_and_keeps_nothing(own_course):
    folder, nbgrader = own_course

    said = nbgrader("validate", f"{folder.name}/{folder.name}.ipynb")

    assert "Success! Your notebook passes all the tests." in said
    assert [path.name for path in folder.parent.rglob("*")] == [
        folder.name,
        f"{folder.name}.ipynb",
    ]


@pytest.mark.kernel
def test_what_is_kept_is_not_handed_in_even_from_the_labs_own_folder(own_course, tmp_path):
    folder, nbgrader = own_course
    shutil.copy(ROOT / "nbgrader_config.py", folder.parent)
    for place in (folder, folder.parent):
        (place / ".gradlab").mkdir()
        (place / ".gradlab" / "progress.json").write_text("{}")
    exchange = tmp_path / "exchange"
    (exchange / "gradlab" / "inbound").mkdir(parents=True)
    (exchange / "gradlab" / "outbound" / folder.name).mkdir(parents=True)
    for place in (exchange, *exchange.rglob("*")):
        place.chmod(0o777)

    said = nbgrader("submit", folder.name, f"--Exchange.root={exchange}")

    handed_in = {path.name for path in (exchange / "gradlab" / "inbound").rglob("*")}
    assert f"{folder.name}.ipynb" in handed_in, said
    assert not handed_in & {".gradlab", "progress.json"}
