"""The best of several attempts, where a lab has several notebooks."""

import json

import pytest

from autograder.course import release
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.lms.best_attempt import Best
from autograder.lms.collect import collect
from tests.autograder.lms_files import canvas_list, zipped
from tests.courses.course import LAB
from tests.courses.course import course as small_course

ADA = '"Lovelace, Ada",101,S1,ada,Spring,9,,90'
PARTS = ("problem 1", "problem 2")


@pytest.fixture
def two(tmp_path):
    """Return a course whose lab has two notebooks, and what students may hand in."""
    small = small_course("two_notebooks")
    small.write(tmp_path)
    made = Course.find(tmp_path)
    release.write(made, release.make(made, LAB))
    small.hand_in(tmp_path)
    return made


@pytest.fixture
def attempt(two, tmp_path):
    """Return a function that gives the text of one notebook of a kind of student."""

    def read(kind, part):
        return (tmp_path / "submitted" / kind / LAB / f"{part}.ipynb").read_text(
            "utf-8"
        )

    return read


def test_of_each_notebook_the_best_attempt_counts(two, attempt, executor, tmp_path):
    kinds = [("solution", "wrong"), ("wrong", "solution"), ("blank", "blank")]
    files = {
        f"lovelaceada_101_{10 * n + m}_{part}-{n}.ipynb": attempt(kind, part)
        for n, pair in enumerate(kinds)
        for m, (part, kind) in enumerate(zip(PARTS, pair, strict=True))
    }
    archive = zipped(tmp_path / "in.zip", files)
    roster = canvas_list(tmp_path / "gradebook.csv", ADA)
    best = Best(Lab.load(two, LAB), executor)

    rows = collect(two, LAB, [archive], roster, chooser=best).rows

    held = {
        part: (two.submitted / "ada" / LAB / f"{part}.ipynb").read_text("utf-8")
        for part in PARTS
    }
    assert held == {part: attempt("solution", part) for part in PARTS}
    taken = [row.note for row in rows if row.status == "collected"]
    assert taken == ["attempt 1 of 3", "attempt 2 of 3"]


def test_equal_attempts_and_broken_ones_leave_the_newest_that_can_be_graded(
    two, attempt, executor, tmp_path
):
    right = attempt("solution", PARTS[0])
    newer = json.dumps(json.loads(right), indent=3)
    texts = [right, newer, "broken"]
    files = {f"ada_101_{n}_{PARTS[0]}-{n}.ipynb": one for n, one in enumerate(texts)}
    archive = zipped(tmp_path / "in.zip", files)
    roster = canvas_list(tmp_path / "gradebook.csv", ADA)

    collect(two, LAB, [archive], roster, chooser=Best(Lab.load(two, LAB), executor))

    folder = two.submitted / "ada" / LAB
    assert [path.name for path in folder.iterdir()] == [f"{PARTS[0]}.ipynb"]
    assert (folder / f"{PARTS[0]}.ipynb").read_text("utf-8") == newer
