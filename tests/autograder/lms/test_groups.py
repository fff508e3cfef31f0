"""Group work that the notebook itself names."""

import json

import pytest

from autograder.lms.collect import collect
from autograder.lms.collected_table import FileStatus
from tests.autograder.double_lab import LAB
from tests.autograder.lms_files import correct, held, zipped


def work(line, kind="markdown"):
    """Return a notebook with a line in a cell of this kind, as a file's text."""
    cell = {"cell_type": kind, "metadata": {}, "source": ["My work\n", line]}
    return json.dumps({"cells": [cell], "metadata": {}})


@pytest.fixture
def gather(course, tmp_path):
    """Return a function that collects these files, and gives the rows by student."""
    path = tmp_path / "class.csv"
    path.write_text("student_id,name\nada,Ada L\nbob,Bob Noyce\ncyd,Cyd C\n", "utf-8")

    def run(files, roster=path):
        return collect(course, LAB, [zipped(tmp_path / "in.zip", files)], roster).rows

    return run


@pytest.mark.parametrize(
    "line",
    [
        "Group: ada, Bob Noyce",
        "**Group:** bob",
        "group : Bob Noyce and ada.",
        "# Group: bob",
    ],
)
def test_whom_a_notebook_names_gets_the_work_too(course, gather, line):
    rows = gather({f"ada/{LAB}.ipynb": work(line)})

    assert held(course, "bob") == held(course, "ada") == work(line)
    notes = {row.student: row.note for row in rows if row.file}
    assert notes["bob"] == "handed in together with ada"
    assert {row.student for row in rows if not row.file} == {"cyd"}


def test_who_handed_in_something_keeps_it(course, gather):
    gather({f"ada/{LAB}.ipynb": work("Group: bob"), f"bob/{LAB}.ipynb": work("mine")})

    assert held(course, "bob") == work("mine")


@pytest.mark.parametrize("name", ["eve", "Noyce", "b"])
def test_a_name_that_nobody_has_is_asked(course, gather, name):
    rows = gather({f"ada/{LAB}.ipynb": work(f"Group: ada, {name}")})

    (asked,) = [row for row in rows if row.status is FileStatus.UNKNOWN]
    assert f"names '{name}': write the ids of all" in asked.note
    assert held(course, "ada")


def test_two_notebooks_that_name_one_student_are_asked(course, gather):
    files = {f"{who}/{LAB}.ipynb": work(f"Group: bob, {who}") for who in ("ada", "cyd")}

    rows = gather(files)

    asked = [row for row in rows if row.status is FileStatus.UNKNOWN]
    assert [row.file[:3] for row in asked] == ["ada", "cyd"]
    assert not (course.submitted / "bob").exists()


def test_the_table_stands_above_the_line(course, gather):
    file = f"ada/{LAB}.ipynb"
    gather({file: work("Group: eve")})

    correct(course, file, "ada, cyd")
    rows = gather({file: work("Group: eve")})

    assert held(course, "cyd")
    assert not [row for row in rows if row.status is FileStatus.UNKNOWN]


@pytest.mark.parametrize(
    "text", [work("Group: bob", "code"), '{"Group:": 1}', "Group:"]
)
def test_what_is_no_line_of_a_text_names_nobody(course, gather, text):
    gather({f"ada/{LAB}.ipynb": text})

    assert not (course.submitted / "bob").exists()


def test_a_line_that_the_lab_gave_names_nobody(course, gather):
    path = course.notebooks / LAB / f"{LAB}.ipynb"
    path.write_text(work("Group: your ids"), "utf-8")

    rows = gather({f"ada/{LAB}.ipynb": work("Group: your ids")})

    assert not [row for row in rows if row.status is FileStatus.UNKNOWN]


def test_without_a_list_only_who_handed_in_is_known(course, gather):
    rows = gather({f"ada/{LAB}.ipynb": work("Group: my friend")}, roster=None)

    assert {row.status for row in rows} == {FileStatus.UNKNOWN, FileStatus.COLLECTED}
    assert not (course.submitted / "my friend").exists()
