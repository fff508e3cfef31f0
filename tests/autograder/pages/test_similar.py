import json

import pytest

from autograder import pages
from autograder.analysis.similarity import compare
from autograder.errors import UsageError
from autograder.grading.grade import Task
from autograder.grading.records import SubmissionResult
from autograder.pages.similar import read_similar
from tests.autograder.analysis.test_similarity import LOOP, RENAMED, WHY
from tests.autograder.double_lab import LAB, answer
from tests.autograder.pages.page_text import text

TAG = "# <script>alert(1)</script>\n"


@pytest.fixture
def tasks(released):
    """Return a pair that is alike."""
    works = {"ada": TAG + LOOP, "bob": RENAMED}
    return [
        Task(who, json.dumps(answer(released, code, WHY)).encode())
        for who, code in works.items()
    ]


@pytest.fixture
def written(course, lab, tasks):
    """Return the folder of their pages."""
    return pages.write_similar(course, compare(tasks, lab)).parent


def results(tasks, lab):
    return [SubmissionResult(t.student, LAB, t.digest(lab), "", ()) for t in tasks]


def test_a_pair_stands_side_by_side_with_what_is_common_marked(written):
    page = (written / "pair-001.html").read_text()

    assert page.count("<mark>") == 4
    assert "for i in range(2)" in page.partition("<mark>")[2]
    assert "100 % of those of ada" in text(page)


def test_every_page_says_that_similarity_is_not_proof(written):
    files = list(written.glob("*.html"))

    assert len(files) == 2
    assert all("Similarity is not proof." in text(f.read_text()) for f in files)


def test_what_a_student_wrote_is_escaped(written):
    page = (written / "pair-001.html").read_text()

    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_pages_of_an_earlier_comparison_go(course, lab, written):
    pages.write_similar(course, compare([], lab))

    assert not list(written.glob("pair-*"))
    assert "No pair is." in (written / "index.html").read_text()


def test_the_report_lists_the_pairs(course, lab, tasks, written):
    page = pages.write_report(course, lab, results(tasks, lab), {})

    assert "ada and bob : 100 % of the rare passages" in text(page.read_text())
    numbers = json.loads((course.results / f"{LAB}.report.json").read_text())
    assert numbers["pairs"][0]["students"] == ["ada", "bob"]


def test_a_pair_of_which_one_side_changed_since_is_not_reported(
    course, lab, tasks, written
):
    changed = results([tasks[0], Task("bob", b"anew")], lab)

    assert read_similar(course, LAB, changed) == ()


def test_a_report_says_that_nobody_looked_for_pairs(course, lab):
    page = pages.write_report(course, lab, [], {})

    assert f"autograder similar {LAB}" in text(page.read_text())


def test_a_damaged_file_of_pairs_is_named(course, lab, written):
    (written / "similar.json").write_text("[")

    with pytest.raises(UsageError, match=r"similar\.json is damaged"):
        read_similar(course, LAB, [])
