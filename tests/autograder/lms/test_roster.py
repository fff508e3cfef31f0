from datetime import datetime

import pytest

from autograder.errors import UsageError
from autograder.lms.class_list import read_roster
from autograder.lms.file_names import Claim
from autograder.lms.roster import (
    Student,
    keep_roster,
    known_roster,
    make_roster,
)
from tests.autograder.lms_files import ADA, BOB, canvas_list, moodle_list


def test_canvas_gradebook_is_a_student_list(tmp_path):
    nobody = '"Student, Test",999,,f00,Spring,,,'

    roster = read_roster(canvas_list(tmp_path / "c.csv", ADA, BOB, nobody))

    assert roster.students["bob"] == Student("bob", "Bob", "Müller", lms="102")
    assert list(roster.students) == ["ada", "bob"]


def test_moodles_worksheet_is_a_student_list_with_times(tmp_path, monkeypatch):
    line = (
        "Participant 77,Ada Lovelace,ada@uni.edu,Submitted,,6.00,Yes,"
        '"Friday, 20 November 2026, 11:59 PM",-,'
    )

    roster = read_roster(moodle_list(tmp_path / "m.csv", line))

    ada = roster.students["ada@uni.edu"]
    assert (ada.first, ada.last, ada.lms) == ("Ada", "Lovelace", "77")
    local = datetime(2026, 11, 20, 23, 59).astimezone()
    assert ada.submitted == (local - local.utcoffset()).replace(tzinfo=None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_is_read_in_any_encoding(tmp_path, encoding, delimiter):
    rows = ["student_id,name,email", "jm,Jürgen Müller,j@x", "zg,Zoë Garçon,z@x"]
    text = "\r\n".join(rows).replace(",", delimiter)
    (tmp_path / "list.csv").write_bytes(text.encode(encoding))

    students = read_roster(tmp_path / "list.csv").students

    assert students["jm"] == Student("jm", "Jürgen", "Müller", "j@x")
    assert students["zg"].last == "Garçon"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            b"city,weather\nParis,rain\n",
            "has columns city, weather: expected student_id",
        ),
        (b"PK\x03\x04 workbook", "is a workbook or a zip: save it as CSV"),
        (b"\x00\x01\x02" * 30, "is not text"),
        (b"", "is not a table"),
        (b"one column\nonly\n", "is not a table"),
    ],
)
def test_a_list_that_is_none_says_what_is_expected(tmp_path, content, reason):
    (tmp_path / "list.csv").write_bytes(content)

    with pytest.raises(UsageError, match=reason):
        read_roster(tmp_path / "list.csv")


def test_a_list_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"list.csv cannot be read: No such file"):
        read_roster(tmp_path / "list.csv")


def test_two_students_with_one_id_are_named_and_the_others_stay():
    people = [Student("1", "Ada", "L"), Student("1", "Bob", "M"), Student("2", "Cyd")]

    roster = make_roster(people)

    assert roster.problems == (
        "Ada L and Bob M share the id 1: give each an id of their own",
    )
    assert list(roster.students) == ["2"]


@pytest.mark.parametrize(
    "name", ["../x", "a/b", ".hidden", "a?b", "-x", "a,b", "é" * 80]
)
def test_an_id_that_is_no_folder_name_is_left_out(name):
    roster = make_roster([Student(name, "Ada", "L")])

    (problem,) = roster.problems
    assert problem.startswith(f"Ada L: {name!r} cannot be an id")
    assert not roster.students


ADA_L = Student("ada", "Ada", "Lovelace", "ada@x", "101")
ADA_M = Student("adam", "Ada", "Lovelace", "adam@x", "102")


@pytest.mark.parametrize(
    ("said", "students"),
    [
        (Claim("f", lms="102", person="lovelaceada"), {"adam"}),
        (Claim("f", lms="999", person="lovelaceada"), set()),
        (Claim("f", "Ada"), {"ada"}),
        (Claim("f", "adam@x"), {"adam"}),
        (Claim("f", "Ada Lovelace"), {"ada", "adam"}),
        (Claim("f", "zoe"), set()),
    ],
)
def test_an_lms_number_decides_then_an_id_then_a_name(said, students):
    assert make_roster([ADA_L, ADA_M]).find(said) == students


def test_of_ids_that_differ_in_capitals_the_one_that_is_written_is_meant():
    roster = make_roster([Student("ada", "Ada", "L"), Student("Ada", "Ada", "M")])

    found = {said: roster.find(Claim("f", said)) for said in ("ada", "Ada", "ADA")}
    assert found == {"ada": {"ada"}, "Ada": {"Ada"}, "ADA": {"ada", "Ada"}}


def test_a_name_is_enough_where_the_list_has_no_numbers():
    roster = make_roster([Student("ada", "Ada", "Lovelace")])

    assert roster.find(Claim("f", lms="5", person="lovelaceada")) == {"ada"}


def test_the_gradebook_keeps_the_list(course):
    keep_roster(course, make_roster([ADA_L]))

    assert known_roster(course).students == {"ada": ADA_L}


def test_the_gradebooks_list_lets_a_folder_name_a_new_student(course):
    assert known_roster(course).find(Claim("f", "new")) == {"new"}
    assert make_roster([]).find(Claim("f", "new")) == set()
