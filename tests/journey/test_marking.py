"""An instructor marks written answers in JupyterLab, by keyboard, beside Formgrader."""

import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from lab_server import PATIENCE, ROOT, environment, running

from autograder.course.course import Course
from autograder.demo import Example, hand_in
from autograder.gradebook.database import connect

pytest.importorskip("playwright.sync_api")
from accessible import findings
from lab_page import LabPage
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.kernel]
LAB, QUESTION = "01_sigmoid", "sigmoid_why"
WHY = {
    "ada": "It is 1: with $e^{-x}$ the denominators are equal. At 2: 0.880797.",
    "bob": "it is 1: with  $e^{-x}$ the denominatros are equal. At 2: 0.880797.",
    "cyd": "The sum is always one, I tried it.",
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Return a course whose students answered in words, graded, and a home."""
    folder = tmp_path_factory.mktemp("marking")
    root, home = folder / "course", folder / "home"
    home.mkdir()
    shutil.copytree(ROOT / "solutions" / LAB, root / "solutions" / LAB)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = Course.find(root)
    hand_in(course, [Example(s, LAB, "", answers={QUESTION: WHY[s]}) for s in WHY])
    command = [sys.executable, "-W", "ignore", "-m", "autograder", "grade", LAB]
    environ = {**environment(home), "PATH": os.environ["PATH"]}
    subprocess.run(command, cwd=root, env=environ, check=True, capture_output=True)
    cells = [nbformat.v4.new_code_cell("from autograder import marking")]
    cells += [
        nbformat.v4.new_code_cell(f'marking.open("01", "{QUESTION}", again=True)')
    ]
    notebook = nbformat.v4.new_notebook(cells=[*cells, nbformat.v4.new_code_cell("")])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, root / "marking.ipynb")
    return course, home


@pytest.fixture(scope="module")
def lab_server(graded, browser):
    course, home = graded
    with running(course.root, home) as server:
        yield server


@pytest.fixture
def open_desk(lab_server, browser):
    """A function that runs the two cells by keyboard and returns page and form."""
    pages = []

    def open_(width=1280, mode="lab"):
        page = browser.new_page(viewport={"width": width, "height": 900})
        pages.append(page)
        page.set_default_timeout(1000 * PATIENCE)
        page.goto(lab_server.address("marking.ipynb", mode))
        lab = LabPage(page)
        lab.await_kernel()
        lab.select_first()
        lab.run(0)
        lab.run(1)
        form = page.locator(".gradlab-keys form")
        expect(form).to_be_focused()
        return page, form

    yield open_
    for page in pages:
        page.close()


def given(course):
    """Return what nbgrader has of the question: points, comment, whether it waits."""
    found = {}
    with connect(course) as gradebook:
        for student in WHY:
            grade = gradebook.find_grade(QUESTION, LAB, LAB, student)
            comment = gradebook.find_comment(QUESTION, LAB, LAB, student)
            text = comment.manual_comment or ""
            found[student] = (grade.manual_score, text, grade.needs_manual_grade)
    return found


def test_answers_are_marked_by_keyboard_and_formgrader_goes_on(
    graded, lab_server, open_desk, artefacts, axe
):
    course, _ = graded
    page, form = open_desk()
    desk, keys = page.locator(".gradlab-marking"), page.keyboard
    expect(form).to_contain_text("2 answers: ada, bob")
    expect(desk.locator("mjx-container").first).to_be_visible()
    expect(desk).to_contain_text("Rubric.")
    page.screenshot(path=artefacts / "marking.png")
    assert findings(page, desk, axe) == []

    keys.press("/")
    keys.type("Say yes and no, too.")
    keys.press("Enter")
    keys.press("1")
    expect(form).to_contain_text("1 answer: cyd")
    keys.press("a")
    expect(form.locator("textarea")).to_have_value("Say yes and no, too.")
    keys.press(".")
    keys.type("0,5")
    keys.press("Enter")
    expect(desk).to_contain_text("No answer is left")
    page.screenshot(path=artefacts / "marking-done.png")

    said = "Say yes and no, too."
    assert given(course) == {
        "ada": (1, said, False),
        "bob": (1, said, False),
        "cyd": (0.5, said, False),
    }
    keys.press("Backspace")
    expect(form).to_contain_text("1 answer: cyd")
    assert given(course)["cyd"] == (None, "", True)

    link = form.get_by_role("link", name="Whole notebook in Formgrader")
    page.goto(f"{lab_server.url}{link.get_attribute('href')}?token={lab_server.token}")
    points = page.locator(f"#{QUESTION}")
    expect(points).to_have_class(re.compile("needs_manual_grade"))
    with page.expect_response(lambda answer: "/api/grade/" in answer.url):
        points.fill("2")
        points.press("Tab")
    assert given(course)["cyd"] == (2, "", False)


def test_a_narrow_page_shows_the_desk_in_one_column(open_desk, artefacts, axe):
    page, _ = open_desk(width=400, mode="doc")

    width = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.gradlab-marking *')].map("
        "e => e.closest('mjx-container') ? 0 : e.getBoundingClientRect().right))"
    )
    page.screenshot(path=artefacts / "marking-narrow.png")
    assert width <= 400
    assert findings(page, page.locator(".gradlab-marking"), axe) == []
