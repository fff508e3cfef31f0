"""The instructor's and the students' pages in a real browser, without a network."""

import json

import nbformat
import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")

from accessible import findings
from lab_server import ROOT

from autograder import pages
from autograder.analysis.similarity import compare
from autograder.analysis.summary import summarise
from autograder.course.course import Course
from autograder.course.lab import Lab, grade_id
from autograder.gradebook.manual_marks import Mark, Marks
from autograder.grading.grade import Task
from autograder.grading.records import CellResult, Outcome, SubmissionResult
from gradlab.check import CheckFailed, Mistake

pytestmark = pytest.mark.browser
LAB = "01_sigmoid"
PAGES = ["report", "feedback", "pair", "list"]
SCREENS = [(1280, "light"), (1280, "dark"), (375, "light"), (375, "dark")]
LONG = "a" * 70
WRONG = str(CheckFailed(Mistake.SIGN_OF_EXPONENT, "sigmoid([-750., nan])\n  returned"))
ENDS = [
    (Outcome.PASSED, ""),
    (Outcome.FAILED, WRONG),
    (Outcome.ERRORED, "TypeError: x"),
    (Outcome.TIMEOUT, "the time limit ran out"),
    (Outcome.MISSING, "not written yet"),
]


def result(lab, number):
    """A made-up result with every kind of outcome in it."""
    cells = []
    for place, graded in enumerate(lab.graded):
        outcome, said = ENDS[(number * place) % len(ENDS)]
        score = graded.max_score if outcome is Outcome.PASSED else 0.0
        if graded.written:
            outcome, score = Outcome.MANUAL, None
        name = graded.grade_id
        cells.append(CellResult(name, score, graded.max_score, outcome, 0.2, said))
    student = f"student{number}" if number else LONG
    notes = ("sigmoid_types was edited",) if number % 3 else ()
    return SubmissionResult(student, LAB, "", "isolated", tuple(cells), notes)


def alike(lab):
    """The comparison of two copies."""
    notebook = nbformat.read(ROOT / "notebooks" / LAB / f"{LAB}.ipynb", as_version=4)
    for cell in notebook.cells:
        if grade_id(cell) == "sigmoid_why":
            cell.source = " ".join(f"word{i}" for i in range(80))
    data = json.dumps(notebook).encode()
    return compare([Task("ada", data), Task(LONG, data)], lab)


@pytest.fixture(scope="module")
def pages_folder(browser, tmp_path_factory):
    """The folder of the pages, named by kind."""
    folder = tmp_path_factory.mktemp("pages")
    course = Course(ROOT, folder, "sqlite://")
    lab = Lab.load(course, LAB)
    results = [result(lab, number) for number in range(20)]
    marks = Marks({"sigmoid_why": Mark(1.0, comment=f"Good.\n{LONG}")}, 0.5)
    written = pages.write_similar(course, alike(lab)).parent
    shown = {
        "report": pages.report(summarise(results, lab), reload_seconds=60),
        "feedback": pages.feedback(results[3], lab, marks),
        "pair": (written / "pair-001.html").read_text("utf-8"),
        "list": (written / "index.html").read_text("utf-8"),
    }
    for name, text in shown.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return folder


@pytest.fixture
def visit(pages_folder, open_file):
    """A function that opens a page by its name."""
    return lambda name, width, theme: open_file(
        pages_folder / f"{name}.html", width=width, theme=theme
    )


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "theme"), SCREENS)
def test_a_page_fits_the_screen_and_is_accessible(
    visit, axe, artefacts, name, width, theme
):
    page = visit(name, width, theme)

    page.screenshot(path=artefacts / f"instructor-{name}-{width}-{theme}.png")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert findings(page, page.locator("body"), axe) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_printed_black_on_white_also_from_the_dark(visit, name):
    page = visit(name, 1280, "dark")
    colours = "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    seen = page.locator("body").evaluate(colours)

    page.emulate_media(media="print")

    assert seen != ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert page.locator("body").evaluate(colours) == [
        *("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    ]


def test_a_watched_report_can_be_paused(visit):
    page = visit("report", 1280, "light")
    button = page.get_by_role("button", name="Pause")

    button.click()

    assert page.get_by_role("button", name="Go on").get_attribute("aria-pressed") == (
        "true"
    )
