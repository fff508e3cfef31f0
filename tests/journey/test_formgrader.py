"""An instructor looks at a graded submission in Formgrader and marks an answer."""

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

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.kernel]
LAB = "01_sigmoid"
ACTS = "<img src=x onerror='window.acted = true'><script>window.acted = true</script>"
SUBMISSIONS = f"/formgrader/manage_submissions/{LAB}"
HALF_RIGHT = {"sigmoid_derivative": "def sigmoid_derivative(x):\n    return 2 * x"}
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)
SHOWS = f"""
from IPython.display import HTML, Javascript, display
display(HTML({ACTS!r}))
Javascript("window.acted = true")
"""


def autograder(course, home, *words):
    """Run our command in the course's folder."""
    command = [sys.executable, "-W", "ignore", "-m", "autograder", *words]
    environ = {**environment(home), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        command, cwd=course.root, env=environ, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def graded(tmp_path):
    """Return a course with one submission, which tries to act in the page, graded."""
    root, home = tmp_path / "course", tmp_path / "home"
    home.mkdir()
    shutil.copytree(ROOT / "solutions" / LAB, root / "solutions" / LAB)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = Course.find(root)
    hand_in(course, [Example("eve", LAB, "her manners", answers=HALF_RIGHT)])
    path = course.submitted / "eve" / LAB / f"{LAB}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += [
        nbformat.v4.new_code_cell(SHOWS),
        nbformat.v4.new_markdown_cell(f"*Here I am.* {ACTS}"),
    ]
    nbformat.write(notebook, path)
    autograder(course, home, "grade", LAB)
    return course, home


@pytest.fixture
def formgrader(graded, browser):
    """Return a page of Formgrader that shows the submission."""
    course, home = graded
    with running(course.root, home) as server:
        page = browser.new_page(viewport={"width": 1100, "height": 1000})
        page.set_default_timeout(1000 * PATIENCE)
        page.goto(f"{server.url}/formgrader?token={server.token}")
        expect(page.locator("body")).to_contain_text(LAB)
        page.goto(f"{server.url}/formgrader/gradebook/{LAB}/{LAB}/")
        page.get_by_role("link", name="Submission #1").click()
        expect(page.locator("#sigmoid_values")).to_have_attribute("placeholder", "2")
        yield page
        page.close()


def saved(response):
    return "/api/grade/" in response.url and response.request.method == "PUT"


def commented(response):
    return "/api/comment/" in response.url and response.request.method == "PUT"


def test_a_comment_typed_in_formgrader_survives_a_regrade(graded, formgrader):
    comment = formgrader.locator("#sigmoid_why-comment")
    with formgrader.expect_response(commented):
        comment.fill("Say which rule.")
        comment.press("Tab")

    autograder(*graded, "grade", LAB, "--student", "eve", "--force")
    formgrader.reload()

    expect(comment).to_have_value("Say which rule.")


def test_a_mark_typed_in_formgrader_survives_a_regrade(graded, formgrader, artefacts):
    values, why = (
        formgrader.locator("#sigmoid_values"),
        formgrader.locator("#sigmoid_why"),
    )
    expect(values).to_have_attribute("placeholder", "2")
    expect(why).to_have_class(re.compile("needs_manual_grade"))

    with formgrader.expect_response(saved):
        why.fill("1.5")
        why.press("Tab")
    autograder(*graded, "grade", LAB, "--force")
    formgrader.reload()

    expect(why).to_have_value("1.5")
    expect(values).to_have_attribute("placeholder", "2")
    why.scroll_into_view_if_needed()
    formgrader.screenshot(path=artefacts / "formgrader.png")


def test_nothing_a_student_wrote_acts_in_the_instructors_page(formgrader):
    expect(formgrader.get_by_text("Here I am.")).to_be_visible()

    assert formgrader.evaluate("window.acted === undefined")
    assert formgrader.locator("#notebook img[src=x]").count() == 0


def hidden_lines():
    """Return the lines of the hidden tests of the lab."""
    lab = nbformat.read(ROOT / "solutions" / LAB / f"{LAB}.ipynb", as_version=4)
    found = (text for c in lab.cells for text in HIDDEN.findall(c.source))
    lines = {line.strip() for text in found for line in text.splitlines()}
    return {line for line in lines if len(line) > 3}  # not a brace


def test_generate_feedback_writes_a_page_without_a_hidden_test(
    graded, formgrader, artefacts
):
    course, _ = graded
    formgrader.goto(f"{formgrader.url.split('/formgrader')[0]}{SUBMISSIONS}")
    formgrader.locator(".generate-feedback a").click()
    expect(formgrader.locator(".modal-body")).to_contain_text("Successfully generated")

    page = course.feedback / "eve" / LAB / f"{LAB}.html"
    formgrader.goto(page.as_uri())

    seen = formgrader.locator("body").inner_text()
    expect(formgrader.locator("body")).to_contain_text("sigmoid_derivative gives")
    assert len(hidden_lines()) > 20
    assert [line for line in hidden_lines() if line in seen + page.read_text()] == []
    formgrader.screenshot(path=artefacts / "formgrader-feedback.png")
