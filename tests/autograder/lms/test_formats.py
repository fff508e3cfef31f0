import csv
import io

import pytest

from autograder.errors import UsageError
from autograder.gradebook.totals import Total
from autograder.lms.lms_tables import LabTotals, as_table, for_canvas, for_moodle
from autograder.tables import read_sheet, write_sheet
from tests.autograder.double_lab import LAB
from tests.autograder.lms_files import ADA, BOB, CYD, canvas_list, moodle_list


def total(student, lms="", points=5.0, **more):
    known = {"first": student.title(), "last": "L", "email": f"{student}@x"}
    known |= {"penalty": 0.0, "unmarked": 0, "cells": 4}
    known |= {"handed_in": True, "submitted": None}
    known |= {"student": student, "lms": lms, "points": points}
    return Total(**{**known, **more})


ABC = (total("ada", "101"), total("bob", "102", 4.5, penalty=1.25), total("cyd"))


def marks(*totals, **more):
    return LabTotals(LAB, 6.0, totals or ABC, **more)


def rows(exported, tmp_path, key):
    """Return the written file's rows as the LMS would read them."""
    write_sheet(tmp_path / "out.csv", exported.sheet)
    text = (tmp_path / "out.csv").read_text("utf-8")
    dialect = csv.Sniffer().sniff(text.splitlines()[0], ",;")
    return {row[key]: row for row in csv.DictReader(io.StringIO(text), dialect=dialect)}


@pytest.fixture
def canvas(tmp_path):
    test_student = '"Student, Test",999,,t,Spring,,,'
    return read_sheet(canvas_list(tmp_path / "c.csv", ADA, BOB, CYD, test_student))


def test_canvas_gets_its_own_columns_back_with_the_labs_marks(canvas, tmp_path):
    done = for_canvas(marks(), canvas)

    found = rows(done, tmp_path, "ID")
    column = "01_double (4002)"
    assert list(found["101"]) == [*canvas.columns[:5], column]
    assert {n: found[n][column] for n in found} == {
        "": "6",
        "101": "5",
        "102": "3.25",
        "103": "5",
        "999": "",
    }
    assert done.written == 3


def test_canvas_keeps_the_mark_of_who_has_none_from_us(canvas, tmp_path):
    done = for_canvas(marks(total("ada", "101")), canvas)

    assert rows(done, tmp_path, "ID")["102"]["01_double (4002)"] == "4"


def test_canvas_rows_keep_their_spelling(canvas):
    done = for_canvas(marks(), canvas)

    assert [row[0] for row in done.sheet.rows[:3]] == [
        "    Points Possible",
        "Lovelace, Ada",
        "Müller, Bob",
    ]


def test_a_canvas_gradebook_with_semicolons_stays_one(tmp_path):
    path = canvas_list(tmp_path / "c.csv")
    header, points = path.read_text().splitlines()
    text = "\n".join([header, points, "Ada L,101,S,ada,Spring,,,"])
    path.write_text(text.replace(",", ";"))

    done = for_canvas(marks(), read_sheet(path))

    assert rows(done, tmp_path, "ID")["101"]["01_double (4002)"] == "5"
    assert done.sheet.delimiter == ";"


def test_without_its_gradebook_canvas_gets_a_new_assignment(tmp_path):
    found = rows(for_canvas(marks(), None), tmp_path, "SIS Login ID")

    assert found["bob"][LAB] == "3.25"
    assert found[""]["Student"] == "    Points Possible"
    assert found[""][LAB] == "6"


@pytest.mark.parametrize("column", ["01_double", "01_double (4002)", "01 DOUBLE"])
def test_a_column_is_found_by_its_title(canvas, column):
    assert for_canvas(marks(column=column), canvas).written == 3


def test_a_column_that_is_not_there_is_named_with_those_that_are(canvas):
    with pytest.raises(UsageError, match=r"'Lab 1'.*00 Warm-up \(4001\); 01_double"):
        for_canvas(marks(column="Lab 1"), canvas)


def only(tmp_path, title):
    """Return Canvas' gradebook with one assignment."""
    path = canvas_list(tmp_path / "c.csv", ADA, BOB)
    text = path.read_text().replace("00 Warm-up (4001),01_double (4002)", f"x,{title}")
    path.write_text(text)
    return read_sheet(path)


@pytest.mark.parametrize("title", ["Lab 1 (4711)", "Homework (4711)"])
def test_a_single_assignment_is_the_labs(tmp_path, title):
    done = for_canvas(marks(), only(tmp_path, title))

    assert (done.written, done.column) == (2, title)


@pytest.mark.parametrize("title", ["Lab 2 (4711)", "Exam 2026 (4711)"])
def test_a_single_assignment_with_another_number_is_not_taken(tmp_path, title):
    with pytest.raises(UsageError, match="name it with --column"):
        for_canvas(marks(), only(tmp_path, title))


@pytest.mark.parametrize("said", ["EX", "ex "])
def test_who_is_excused_at_canvas_stays_so(tmp_path, said):
    path = canvas_list(tmp_path / "c.csv", ADA.replace(",9,,", f",9,{said},"), BOB)

    done = for_canvas(marks(), read_sheet(path))

    assert rows(done, tmp_path, "ID")["101"]["01_double (4002)"] == said
    assert (done.excused, done.written, done.without_row) == (("ada",), 1, ("cyd",))


def test_other_points_at_canvas_are_refused_or_converted(canvas):
    twelve = LabTotals(LAB, 12.0, ABC)
    with pytest.raises(UsageError, match=r"Canvas gives 6 points, the lab 12"):
        for_canvas(twelve, canvas)

    done = for_canvas(LabTotals(LAB, 12.0, ABC, scale=True), canvas)

    assert done.sheet.rows[1][-1] == "2.5"


@pytest.mark.parametrize("first", ["Mögliche Punkte", "    Points Possible", ""])
def test_canvas_points_are_found_whatever_their_row_is_called(tmp_path, first):
    path = canvas_list(tmp_path / "c.csv", ADA)
    points = f"{first},,,,,10,6,(read only)"
    hidden = ",,,,,Manual Posting,Manual Posting,"
    header, _, ada = path.read_text().splitlines()
    path.write_text("\n".join([header, hidden, points, ada]))

    with pytest.raises(UsageError, match="Canvas gives 6 points, the lab 12"):
        for_canvas(LabTotals(LAB, 12.0, ABC), read_sheet(path))


MOODLE = (
    "Participant 101,Ada L,ada@x,Submitted for grading,,6.00,Yes,"
    '"Friday, 20 November 2026, 9:00 PM",-,',
    "Participant 555,Cyd L,CYD@x,No submission,2.00,6.00,Yes,-,-,kept",
    "Participant 556,Zoe,zoe@x,No submission,1.00,6.00,Yes,-,-,",
)


def test_moodle_gets_its_worksheet_back_with_only_the_grade_changed(tmp_path):
    sheet = read_sheet(moodle_list(tmp_path / "m.csv", *MOODLE))

    done = for_moodle(marks(), sheet)

    found = rows(done, tmp_path, "Identifier")
    assert [row["Grade"] for row in found.values()] == ["5", "5", "1.00"]
    assert found["Participant 555"]["Feedback comments"] == "kept"
    assert list(found["Participant 101"]) == list(sheet.columns)
    assert done.without_row == ("bob",)


def test_a_german_moodle_gets_its_own_columns_back(tmp_path):
    header = (
        'ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,Bestwertung,'
        '"Bewertung kann geändert werden","Zuletzt geändert (Abgabe)",'
        '"Zuletzt geändert (Bewertung)","Feedback als Kommentar"'
    )
    line = MOODLE[0].replace("Participant ", "Teilnehmer/in").replace("6.00", '"6,00"')
    path = tmp_path / "m.csv"
    path.write_text(f"{header}\n{line}\n", "utf-8-sig")
    sheet = read_sheet(path)

    done = for_moodle(marks(), sheet)

    assert done.sheet.columns == sheet.columns
    found = rows(done, tmp_path, "ID")
    assert found["Teilnehmer/in101"]["Bewertung"] == "5"


def test_moodle_without_its_worksheet_says_where_to_get_it():
    with pytest.raises(UsageError, match="Download grading worksheet"):
        for_moodle(marks(), None)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (for_canvas, r"expected Canvas' gradebook .* found a, b"),
        (for_moodle, r"expected Moodle's worksheet with Grade, Identifier.*a, b"),
    ],
)
def test_a_table_with_other_columns_is_refused(tmp_path, make, reason):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")

    with pytest.raises(UsageError, match=reason):
        make(marks(), read_sheet(tmp_path / "x.csv"))


def test_unmarked_work_goes_out_only_if_asked_for(canvas):
    waiting = total("ada", "101", unmarked=1)

    assert for_canvas(marks(waiting), canvas).written == 0
    assert marks(waiting).waiting == ["ada"]
    assert for_canvas(marks(waiting, incomplete=True), canvas).written == 1


def test_what_could_not_be_graded_never_becomes_a_mark(canvas):
    broken = total("ada", "101", points=0.0, unmarked=4)

    assert for_canvas(marks(broken, incomplete=True), canvas).written == 0
    assert marks(broken, incomplete=True).waiting == ["ada"]


def test_two_students_with_one_lms_number_get_nothing_of_each_other(canvas):
    twins = (total("x", "101"), total("y", "101"))

    done = for_canvas(marks(*twins), canvas)

    assert done.written == 0
    assert done.without_row == ("x", "y")


def test_our_table_has_every_student_and_every_number(tmp_path):
    absent = total("zoe", handed_in=False, points=0.0)

    found = rows(as_table(marks(*ABC, absent)), tmp_path, "student")

    assert found["bob"]["total"] == "3.25"
    assert found["bob"]["late_penalty"] == "1.25"
    assert found["zoe"]["points"] == ""
    assert found["ada"]["max_points"] == "6"


def test_an_anonymous_table_names_nobody(tmp_path):
    done = as_table(marks(), lambda student: f"anon-{len(student)}{student[1]}")

    write_sheet(tmp_path / "out.csv", done.sheet)
    text = (tmp_path / "out.csv").read_text()
    assert "anon-3d" in text
    assert not any(word in text for word in ("ada", "bob", "Bob", "@x"))
