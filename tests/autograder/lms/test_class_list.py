"""Class lists as strangers have them: read right, or refused with what to do."""

import pytest

from autograder.errors import UsageError
from autograder.lms.class_list import read_roster
from autograder.lms.roster import Student
from tests.autograder.lms_files import BOB, canvas_list

ADA = Student("ada", "Ada", "L")
BOTH = [ADA, Student("bob", "Bob", "M")]


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a list of this text."""

    def run(text, encoding="utf-8"):
        path = tmp_path / "class.csv"
        path.write_bytes(text.encode(encoding))
        return read_roster(path)

    return run


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nstudent_id;name\nada;Ada L\nbob;Bob M\n",
        '"sep=\t"\r\nstudent_id\tname\r\nada\tAda L\r\nbob\tBob M\r\n',
        '"student_id","name"\nada,"Ada\nL"\nbob,"Bob  M"\n',
        ' Student_ID ,"Name\n"\n ada , Ada L \n bob,Bob M,,\n,,\n',
        "student_id,name\rada,Ada L\rbob,Bob M\r",
        "student_id,name\nada,Ada L\nada,Ada L\nbob,Bob M\n",
        "id;firstname;surname\nada;Ada;L\nbob;Bob;M\n",
    ],
    ids=["sep", "sep and tab", "lines", "blanks", "CR", "the same twice", "firstname"],
)
def test_what_spreadsheets_make_of_a_list_is_read(read, text):
    roster = read(text)

    assert (list(roster.students.values()), roster.problems) == (BOTH, ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("student_id,name,email\nada,L, Ada,a@x\n", "line 2: 4 values for 3 columns"),
        ('student_id,name\nada,"Ada L\nbob,Bob M\n', "line 2: a quote is not closed"),
        ('student_id,name\nada,A\nbob,"Bob" M\n', "line 3: a quote .* within a value"),
        ("student_id,name\n", "holds no student below its first line"),
        ("student_id,name\n,Ada L\n", "holds no student: Ada L has no id"),
        ("student_id,name,Name\nada,Ada,L\n", "the column name twice"),
        ("student_id|name\nada|Ada L\n", "with commas, semicolons or tabs"),
        ("student_id\nada\n", "two or more column names"),
        ("Matrikelnummer;Name\n7;Ada L\n", "expected student_id.*to English"),
        ("<!DOCTYPE html>\n<html><title>Log in</title>", "is a web page"),
        ("\n <HTML><title>a, b; c</title>", "is a web page"),
    ],
)
def test_a_list_that_would_have_to_be_guessed_is_refused(read, text, reason):
    with pytest.raises(UsageError, match=reason):
        read(text)


def test_a_workbook_of_old_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "class.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))

    with pytest.raises(UsageError, match="save it as CSV"):
        read_roster(path)


@pytest.mark.parametrize("number", ["12345.0", "1.23457E+08", "1,2E+15"])
def test_a_number_that_a_spreadsheet_changed_is_nobodys_id(read, number):
    roster = read(f'student_id,name\n"{number}",Eve\nada,Ada L\n')

    (problem,) = roster.problems
    assert problem.startswith(f"Eve: {number} is what a spreadsheet makes of a number")
    assert list(roster.students) == ["ada"]


def test_ids_that_look_alike_stay_apart(read):
    roster = read("student_id,name\n007,J\n7,S\n1e5,E\nAda,A M\nada,A L\n")

    assert list(roster.students) == ["007", "7", "1e5", "Ada", "ada"]
    assert roster.problems == ()


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("student_id,name\n1,Jürgen Müller\n2,Björn Größer\n", "cp1252", "Jürgen"),
        ("student_id,name\n1,Jürgen Müller\n2,Björn Größer\n", "utf-16", ""),
        ("student_id,name\n1,Ada L\n", "cp1252", ""),
    ],
)
def test_letters_that_were_guessed_are_shown(read, text, encoding, said):
    guess = read(text, encoding).guess

    assert bool(guess) == bool(said)
    assert said in guess


def test_nobody_is_dropped_from_a_gradebook_that_a_spreadsheet_saved(tmp_path):
    ada = '"Lovelace, Ada",1.01E+05,S1,ada,Spring,9,,90'
    eve = '"Noyce, Eve",,S3,eve,Spring,9,,90'

    roster = read_roster(canvas_list(tmp_path / "c.csv", ada, BOB, eve))

    assert list(roster.students) == ["bob", "eve"]
    (problem,) = roster.problems
    assert problem.startswith("Lovelace, Ada: 1.01E+05 is what a spreadsheet")


def test_canvas_may_give_first_and_last_names_apart(read):
    roster = read(
        "LastName,FirstName,ID,SIS Login ID,Section,01_double (7)\n"
        "    Points Possible,,,,,6\nL,Ada,101,ada,S,\nStudent,Test,9,t,S,\n"
    )

    assert roster.students == {"ada": Student("ada", "Ada", "L", lms="101")}


@pytest.mark.parametrize(
    "header",
    [
        'ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,Bestwertung,'
        '"Bewertung kann geändert werden","Zuletzt geändert (Abgabe)",'
        '"Zuletzt geändert (Bewertung)","Feedback als Kommentar"',
        'Identifiant,"Nom complet","Adresse de courriel",Statut,Note,"Note maximale",'
        '"La note peut être modifiée","Dernière modification (travail remis)",'
        '"Dernière modification (note)","Feedback par commentaires"',
    ],
    ids=["German", "French"],
)
def test_moodles_worksheet_is_read_in_its_instructors_language(read, header):
    row = '"Teilnehmer/in 77","Ada L",a@x,-,,"6,00",Ja,"2026-11-20 22:59 UTC",-,'

    (ada,) = read(f"{header}\n{row}\n").students.values()

    assert (ada.id, ada.lms, ada.first) == ("a@x", "77", "Ada")
    assert f"{ada.submitted}" == "2026-11-20 22:59:00"
