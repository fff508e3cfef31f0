"""A student commits predictions in JupyterLab and looks at hints, by keyboard."""

import json

import nbformat
import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")

from accessible import findings
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CARD = ".gradlab-prediction.gradlab-live"
FUNCTION = "from gradlab import check, predict\n\ndef half(x):\n    return 0.5 * x"
NUMBER = 'predict.number("half_of_3", "What is `half(3)`, $3/2$?", low=0, high=4,'
NUMBER += '\n    answer=lambda: half(3.0), why="Half of 3: **{answer:g}**.")'
CHOICE = 'predict.choice("kind", "Which kind?", ["a `list`", "an array"],'
CHOICE += '\n    answer=lambda: "an array", bars=lambda: [0.25, 0.75])'
PLACE = 'predict.place("peak", "Where is it highest?", x=(-2, 2), y=(0, 1),'
PLACE += "\n    curve=lambda x: 1 - abs(x) / 2, answer=lambda: (0.0, 1.0))"
WRONG = "def sigmoid(x):\n    return x"
HINTS = "\n".join(
    f"<details>\n<summary>Hint {n} of sigmoid: {what}</summary>\n\nText {n}, $x_{n}$.\n"
    "\n</details>"
    for n, what in enumerate(("the idea", "the tools", "the first line"), start=1)
)


@pytest.fixture
def study(server):
    """A function that saves a notebook in a folder of its own, and returns its path."""

    def save(name, *cells):
        folder = server.root / name
        folder.mkdir()
        notebook = nbformat.v4.new_notebook(
            cells=list(cells),
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        )
        nbformat.write(notebook, folder / f"{name}.ipynb")
        return f"{name}/{name}.ipynb"

    return save


def code(source):
    return nbformat.v4.new_code_cell(source)


def kept(server):
    """What the student's file holds."""
    return json.loads((server.root / ".gradlab" / "progress.json").read_text())


def run_all(lab, count):
    """Run so many code cells from the top, by keyboard."""
    lab.await_kernel()
    lab.select_first()
    for number in range(count):
        lab.run(number)
        lab.await_result(number)


def test_a_prediction_committed_by_keyboard_unfolds_the_answer_beside_it(
    server, open_notebook, study, artefacts, axe
):
    path = study("numbers", code(FUNCTION), code(NUMBER), code(""))
    lab = open_notebook(path)
    run_all(lab, 2)
    card = lab.notebook.locator(CARD)
    expect(card).to_contain_text("What is half(3)")
    expect(card).not_to_contain_text("Half of 3")
    assert findings(lab.page, card, axe) == []

    field = card.get_by_label("Your prediction")
    field.focus()
    lab.page.keyboard.type("1,4")
    lab.page.keyboard.press("Enter")

    expect(card).to_contain_text("You said 1.4; the answer is 1.5. Right")
    expect(card).to_contain_text("Half of 3: 1.5.")
    assert card.locator(".gradlab-guess").get_attribute("cx") == "171.0"
    assert card.locator(".gradlab-truth").count() == 1
    lab.page.screenshot(path=artefacts / "prediction-number.png")
    assert findings(lab.page, card, axe) == []
    assert kept(server)["predictions"]["half_of_3"]["right"] is True


def test_a_choice_wants_an_option_and_then_marks_both(open_notebook, study, artefacts):
    lab = open_notebook(study("choices", code(FUNCTION), code(CHOICE), code("")))
    run_all(lab, 2)
    card = lab.notebook.locator(CARD)

    card.get_by_role("button", name="Commit").press("Enter")
    expect(card).to_contain_text("Choose one of the options first.")
    card.get_by_role("radio").first.press("Space")
    card.get_by_role("button", name="Commit").press("Enter")

    expect(card).to_contain_text("You said “a list”; the answer is “an array”.")
    expect(card.locator("li").nth(0)).to_contain_text("your prediction")
    expect(card.locator("li").nth(1)).to_contain_text("answer")
    lab.page.screenshot(path=artefacts / "prediction-choice.png")


def test_a_place_is_marked_by_a_click_and_moved_by_numbers(
    open_notebook, study, artefacts
):
    lab = open_notebook(study("places", code(FUNCTION), code(PLACE), code("")))
    run_all(lab, 2)
    card = lab.notebook.locator(CARD)

    card.locator("svg").first.click(position={"x": 196, "y": 60})
    expect(card.locator(".gradlab-guess")).to_be_visible()
    card.get_by_label("y", exact=True).fill("0.95")
    card.get_by_role("button", name="Commit").press("Enter")

    expect(card).to_contain_text("; the answer is (0, 1). Right")
    lab.page.screenshot(path=artefacts / "prediction-place.png")


def test_a_check_that_fails_again_points_to_a_hint_that_unfolds(
    open_notebook, study, artefacts
):
    cells = [
        code(f"from gradlab import check\n\n{WRONG}"),
        code("check.sigmoid(sigmoid)"),
    ]
    path = study("hints", *cells, nbformat.v4.new_markdown_cell(HINTS), code(""))
    lab = open_notebook(path)
    run_all(lab, 2)
    expect(lab.cell(1)).not_to_contain_text("Hint 1")
    hint = lab.notebook.locator("details").first
    expect(hint.get_by_text("Text 1")).to_be_hidden()

    lab.cell(1).locator(".jp-InputPrompt").click()
    lab.run(1)
    expect(lab.cell(1)).to_contain_text("Open “Hint 1 of sigmoid” below it")
    hint.locator("summary").click()

    expect(hint.get_by_text("Text 1")).to_be_visible()
    lab.page.screenshot(path=artefacts / "hints.png")


def test_a_saved_page_without_a_kernel_keeps_the_answer_in_a_fold(
    server, open_notebook, study, artefacts
):
    path = study(
        "folds", code(FUNCTION), code(NUMBER.replace("half_of_3", "f")), code("")
    )
    lab = open_notebook(path)
    run_all(lab, 2)
    lab.save()
    server.stop_kernels()

    again = open_notebook(path)
    again.await_kernel()  # a fresh one, which knows nothing of the widget
    fold = again.notebook.locator(".gradlab-still details")
    expect(fold.locator("summary")).to_be_visible()
    expect(fold.get_by_text("Half of 3")).to_be_hidden()
    expect(
        again.notebook.locator(".gradlab-still mjx-container").first
    ).to_be_attached()
    again.page.screenshot(path=artefacts / "prediction-folded.png")
