"""A lab of two notebooks, as an LMS hands it over."""

import io
import zipfile

import nbformat
import pytest

from autograder.course.course import Course
from autograder.lms.collect import collect
from tests.autograder.lms_files import canvas_list, zipped
from tests.cells import cell

ADA = '"Lovelace, Ada",101,S1,ada,Spring,9,,90'
BOB = '"Noyce, Bob",102,S2,bob,Spring,8,4,80'


@pytest.fixture
def course(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    for name in ("part1", "part2"):
        path = tmp_path / "source" / "ps1" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=[cell("1", name)]), path)
    return Course.find(tmp_path)


@pytest.fixture
def take(course, tmp_path):
    """Return a function that collects these files, and gives the rows of the table."""
    roster = canvas_list(tmp_path / "gradebook.csv", ADA, BOB)

    def run(files, **options):
        path = zipped(tmp_path / "in.zip", files)
        return collect(course, "ps1", [path], roster, **options).rows

    return run


def held(course, student):
    folder = course.submitted / student / "ps1"
    return {path.name: path.read_text() for path in sorted(folder.glob("*.ipynb"))}


def packed(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"ps1/{name}.ipynb", content)
    return data.getvalue()


def told(rows, student):
    return [(row.status, row.note) for row in rows if row.student == student]


BOTH = {"part1.ipynb": "one", "part2.ipynb": "two"}


@pytest.mark.parametrize(
    "files",
    [
        {"adal_101_1_part1.ipynb": "one", "adal_101_2_part2.ipynb": "two"},
        {"adal_101_1_part1-3.ipynb": "one", "adal_101_2_Copy of part2.ipynb": "two"},
        {"adal_101_9_homework.zip": packed(part1="one", part2="two")},
        {
            "Ada Lovelace_101_assignsubmission_file_/part1.ipynb": "one",
            "Ada Lovelace_101_assignsubmission_file_/part2.ipynb": "two",
        },
        {"ada/ps1/part1.ipynb": "one", "ada/ps1/part2.ipynb": "two"},
    ],
    ids=["Canvas", "renamed", "a zip each", "Moodle", "folders"],
)
def test_names_of_notebooks_tell_which_file_is_which(take, course, files):
    rows = take(files)

    assert held(course, "ada") == BOTH
    assert told(rows, "ada") == [("collected", "")] * 2


def test_of_each_notebook_the_last_attempt_counts_and_a_mixture_is_noted(take, course):
    first, second = packed(part1="old", part2="two"), packed(part1="one")

    rows = take({"adal_101_1_ps1.zip": first, "adal_101_2_ps1-1.zip": second})

    assert held(course, "ada") == BOTH
    assert sorted(told(rows, "ada")) == [
        ("another attempt was taken", ""),
        ("collected", "attempt 2 of 2; from adal_101_2_ps1-1.zip"),
        ("collected", "from adal_101_1_ps1.zip"),
    ]


def test_who_lacks_a_notebook_is_noted_and_has_handed_in_something(take, course):
    rows = take({"adal_101_1_part1.ipynb": "one"})

    assert held(course, "ada") == {"part1.ipynb": "one"}
    assert told(rows, "ada") == [("collected", "without part2.ipynb")]


@pytest.mark.parametrize("name", ["Untitled", "part", "part11", "part1 part2"])
def test_a_file_named_after_no_notebook_is_asked(take, course, name):
    rows = take({"adal_101_1_part2.ipynb": "two", f"adal_101_2_{name}.ipynb": "?"})

    assert held(course, "ada") == {"part2.ipynb": "two"}
    (asked,) = [row for row in rows if row.needs_a_look]
    assert asked.status == "which notebook is not clear"
    assert "is it part1.ipynb?" in asked.note


def test_who_handed_in_nothing_that_is_clear_is_asked_and_not_absent(take, course):
    rows = take({"adal_101_2_homework.ipynb": "?"})

    assert held(course, "ada") == {}
    assert [status for status, _ in told(rows, "ada")] == [
        "which notebook is not clear"
    ]


def test_a_notebook_that_comes_later_is_laid_beside_the_other(take, course):
    take({"adal_101_1_part1.ipynb": "one"})

    take({"adal_101_2_part2.ipynb": "two"})

    assert held(course, "ada") == BOTH


def test_new_work_waits_for_replace_and_takes_no_other_notebook_away(take, course):
    take({"adal_101_1_part1.ipynb": "old", "adal_101_2_part2.ipynb": "two"})
    new = {"adal_101_3_part1.ipynb": "one"}

    (kept,) = told(take(new), "ada")
    assert kept[0] == "not collected: other work is there"
    assert held(course, "ada")["part1.ipynb"] == "old"

    (taken,) = told(take(new, replaces=True), "ada")
    assert taken[0] == "collected"
    assert held(course, "ada") == BOTH
    kept_in = course.grading / "replaced" / "ada" / "ps1" / "1"
    assert (kept_in / "part1.ipynb").read_text() == "old"


def test_a_group_line_in_one_notebook_shares_all(take, course):
    line = cell("Group: ada, bob", kind="markdown")
    text = nbformat.writes(nbformat.v4.new_notebook(cells=[line]))

    rows = take({"adal_101_1_part1.ipynb": text, "adal_101_2_part2.ipynb": "two"})

    assert held(course, "bob") == held(course, "ada") == {**BOTH, "part1.ipynb": text}
    assert len(told(rows, "bob")) == 2
