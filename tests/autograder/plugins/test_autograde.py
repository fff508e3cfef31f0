"""nbgrader's own commands, with the engine in place of a kernel."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder import demo
from autograder.course.course import Course
from autograder.grading.records import CellResult, Outcome
from autograder.plugins.autograde import _show_mark
from tests.autograder.double_lab import LAB, RIGHT, answer
from tests.cells import cell
from tests.repository import REPOSITORY

pytestmark = pytest.mark.kernel
FIRST = "01_sigmoid"


def run(course, *words):
    """Run a module in a course's folder, as a person would."""
    paths = os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")])
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", *words],
        cwd=course.root,
        env={**os.environ, "PYTHONPATH": paths, "PATH": programs},
        capture_output=True,
        text=True,
    )


def grades(url, lab):
    """Return what a gradebook holds, by student and cell."""
    from nbgrader.api import Gradebook

    with Gradebook(url) as gradebook:
        return {
            (submission.student.id, grade.name): (
                grade.auto_score,
                grade.needs_manual_grade,
            )
            for submission in gradebook.assignment_submissions(lab)
            for grade in submission.notebooks[0].grades
        }


@pytest.fixture
def example_class(tmp_path):
    """Return a course in which the example class of lab 01 has handed in."""
    shutil.copytree(REPOSITORY / "solutions" / FIRST, tmp_path / "solutions" / FIRST)
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    course = Course.find(tmp_path)
    demo.hand_in(course, [e for e in demo.examples() if e.lab == FIRST])
    broken = course.submitted / "broken" / FIRST / f"{FIRST}.ipynb"
    broken.parent.mkdir(parents=True)
    broken.write_text("not JSON")
    return course


def test_nbgraders_command_gives_the_scores_of_ours(example_class):
    ours = f"sqlite:///{example_class.root}/ours.db"
    run(example_class, "nbgrader", "generate_assignment", FIRST)

    stock = run(example_class, "nbgrader", "autograde", FIRST)
    run(example_class, "autograder", "grade", FIRST, "--db", ours)

    assert "for student 'broken'" in stock.stderr
    by_nbgrader = grades(example_class.gradebook_url, FIRST)
    assert by_nbgrader == grades(ours, FIRST)
    assert len({student for student, _ in by_nbgrader}) == 11


def test_an_answer_finds_what_was_handed_in_beside_it(course, hand_in, released):
    reads = "def double(x):\n    return int(open('mine.txt').read()) * x"
    path = hand_in("ada", answer(released, reads))
    (path.parent / "mine.txt").write_text("2")
    run(course, "nbgrader", "generate_assignment", LAB, "--force")

    done = run(course, "nbgrader", "autograde", LAB)

    assert done.returncode == 0, done.stderr
    assert grades(course.gradebook_url, LAB)["ada", "double_values"] == (3.0, False)


@pytest.fixture
def graded_page(course, hand_in, released):
    """Return a graded submission that shows HTML, and how nbgrader's pages show it."""
    show = "from IPython.display import HTML\nHTML('<b>bold</b><script>bad()</script>')"
    extra = [nbformat.v4.new_markdown_cell("*very* <script>bad()</script>"), cell(show)]
    released.cells += extra
    hand_in("eve", answer(released, RIGHT))
    run(course, "nbgrader", "generate_assignment", LAB, "--force")
    done = run(course, "nbgrader", "autograde", LAB)
    assert done.returncode == 0, done.stderr
    stock = "--GenerateFeedback.exporter_class=nbconvert.exporters.HTMLExporter"
    run(course, "nbgrader", "generate_feedback", LAB, stock)  # as Formgrader shows it
    page = course.feedback / "eve" / LAB / f"{LAB}.html"
    return page.read_text("utf-8")


def test_no_page_of_nbgrader_runs_what_a_student_wrote(graded_page):
    assert "<b>bold</b>" in graded_page
    assert "<em>very</em>" in graded_page
    assert "bad()</script>" not in graded_page


@pytest.mark.parametrize(
    ("score", "outcome"),
    [
        (3.0, Outcome.PASSED),
        (1 / 3, Outcome.FAILED),
        (0.0, Outcome.FAILED),
        (0.0, Outcome.TIMEOUT),
    ],
)
def test_nbgrader_reads_every_mark_as_it_was_given(score, outcome):
    from nbgrader.utils import determine_grade

    test = cell("assert f(1) == 2", "f_values", points=3)
    noise = nbformat.v4.new_output("stream", name="stderr", text="a warning")
    test.outputs = [noise]

    _show_mark(test, CellResult("f_values", score, 3.0, outcome, 0.1, "why"))

    assert determine_grade(test) == (score, 3.0)
    nbformat.validate(nbformat.v4.new_notebook(cells=[test]))
