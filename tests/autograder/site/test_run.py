"""Which cells run, and what their explorers say."""

from types import SimpleNamespace

import nbformat
import pytest

from autograder.errors import UsageError
from autograder.site import folds, run

NEEDED = [
    "from gradlab import explore\nimport numpy as np",
    "scale = 0.5\nprint(scale)",
    "def half(x):\n    return scale * x",
    "def slope(x):\n    return 0 * x + scale",
]
SHOWN = "explore.slope(half, slope)"


def code(source):
    return nbformat.v4.new_code_cell(source)


def lab(*sources, stored):
    cells = [code(source) for source in sources]
    data = {"text/plain": stored}
    cells[-1].outputs = [nbformat.v4.new_output("display_data", data=data)]
    return nbformat.v4.new_notebook(cells=cells)


def test_only_what_an_explorer_builds_on_is_needed():
    unneeded = ["%matplotlib inline", "net = train(100)", "print(half(2))"]
    sources = [*unneeded, *NEEDED, *unneeded, SHOWN, "late = half(3)"]
    cells = [SimpleNamespace(source=source) for source in sources]
    assert [cell.source for cell in run.needed(cells)] == [*NEEDED, SHOWN]


SAID = (
    "slope: x0 = 0, half(x0) = 0.0000, your slope = 0.5000, "
    "measured slope = 0.5000; tangent and curve agree."
)


@pytest.mark.kernel
def test_what_the_widget_of_a_slow_explorer_says_does_not_matter():
    source = lab(*NEEDED, SHOWN, stored=SAID)
    widget = {
        folds.WIDGET: {"model_id": "0"},
        "text/plain": "slope: its numbers follow.",
    }
    early = nbformat.v4.new_output("display_data", data=widget)
    source.cells[-1].outputs.insert(0, early)

    assert len(run.explorers(source, "99_demo")) == 1


@pytest.mark.kernel
def test_an_explorer_comes_back_as_data():
    source = lab(*NEEDED, SHOWN, stored=SAID)
    ((found,),) = run.explorers(source, "99_demo").values()
    data = found.data["application/vnd.gradlab.alone+json"]
    assert data["controls"][0]["label"] == "x0"
    assert {line["axis"] for line in data["lines"]} == {0, 1, 2}


@pytest.mark.kernel
@pytest.mark.parametrize(
    ("last", "problem"),
    [(SHOWN, "outputs are old"), ("explore.slope(half, absent)", "NameError")],
)
def test_a_lab_whose_explorers_are_not_as_stored_is_refused(last, problem):
    source = lab(*NEEDED, last, stored="slope: something else")
    with pytest.raises(UsageError, match=f"lab 99_demo.*{problem}"):
        run.explorers(source, "99_demo")
