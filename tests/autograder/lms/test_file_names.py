from datetime import datetime

import pytest

from autograder.lms.file_names import Claim, attempt, claim, letters

LAB = "01_double"
FILE = f"{LAB}.ipynb"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"doejane_123_4567_{FILE}", Claim(FILE, "", "123", "doejane", number=4567)),
        (
            f"doejane_LATE_123_4567_{LAB}-1.ipynb",
            Claim(f"{LAB}-1.ipynb", "", "123", "doejane", late=True, number=4567),
        ),
        (f"anon_Ab3_77_{FILE}", Claim(FILE, "", "anon_Ab3", number=77)),
        (
            f"LATE_anon_Ab3_77_{FILE}",
            Claim(FILE, "", "anon_Ab3", late=True, number=77),
        ),
        (
            f"doejane_1_2_work.zip/{FILE}",
            Claim(FILE, "", "1", "doejane", number=2),
        ),
    ],
)
def test_the_name_that_canvas_gives_a_file_is_read(path, said):
    assert claim(path, LAB) == said


@pytest.mark.parametrize("between", ["/", ""])
def test_the_name_that_moodle_gives_a_file_or_folder_is_read(between):
    path = f"Jane van Doe_123_assignsubmission_file_{between}{FILE}"

    assert claim(path, LAB) == Claim(FILE, "", "123", "Jane van Doe")


def test_the_folder_of_nbgraders_exchange_says_who_and_when():
    path = f"jane+{LAB}+2026-11-20 21:04:05 UTC+ab12/{FILE}"

    when = datetime(2026, 11, 20, 21, 4, 5)
    assert claim(path, LAB) == Claim(FILE, "jane", submitted=when, lab=LAB)


@pytest.mark.parametrize(
    "outside",
    [
        "doejane_1_2_work.zip",
        "Doe Jane_1_assignsubmission_file_",
        f"doejane+{LAB}+2026-11-20 21:04:05.5 UTC+Ab-_9",
        "doejane",
        "doejane.zip",
    ],
)
@pytest.mark.parametrize(
    "inside",
    [
        f"bob+{LAB}+2020-01-01 00:00:00 UTC+x/{FILE}",
        f"bob_2_assignsubmission_file_/{FILE}",
        f"bob_2_assignsubmission_file_{FILE}",
        f"bob_2_9_{FILE}",
        f"bob/{FILE}",
    ],
)
def test_what_a_student_packed_does_not_say_who_they_are(outside, inside):
    def is_known(said):
        return {said.student, said.lms} & {"doejane", "1", "bob", "2"}

    said = claim(f"{outside}/{inside}", LAB, is_known)

    assert said.place == outside
    assert not is_known(said) & {"bob", "2"}


def test_a_course_whose_name_looks_like_canvas_hides_nobody():
    path = f"CS101_2026_11_labs/Doe_1_assignsubmission_file_/{FILE}"

    assert claim(path, LAB) == Claim(FILE, "", "1", "Doe")


@pytest.mark.parametrize(
    ("path", "student"),
    [
        (f"jane/{LAB}/{FILE}", "jane"),
        (f"jane/{FILE}", "jane"),
        ("jane/homework.ipynb", "jane"),
        ("jane.ipynb", "jane"),
        (f"jane.zip/{FILE}", "jane"),
        (FILE, ""),
    ],
)
def test_a_plain_folder_names_the_student(path, student):
    assert claim(path, LAB).student == student


@pytest.mark.parametrize(
    ("called", "copy"),
    [
        (FILE, 0),
        ("01_DOUBLE.ipynb", 0),
        (f"{LAB}-2.ipynb", 2),
        (f"{LAB} (3).ipynb", 3),
        (f"{LAB}-Copy1.ipynb", 1),
        (f"Copy of {FILE}", 0),
        (f"{LAB}s.ipynb", None),
        ("homework.ipynb", None),
        (f"{LAB}.pdf", None),
    ],
)
def test_copies_of_the_lab_are_known_by_their_names(called, copy):
    assert attempt(called, LAB) == copy


def test_names_are_compared_without_case_accents_and_spaces():
    assert letters("Müller-Groß, Zoë") == letters("mullergross zoe")
