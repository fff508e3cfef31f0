"""Whose word says when work was handed in: never that of who handed it in."""

from datetime import datetime

import pytest

from autograder.grading.submission import submitted_at
from autograder.lms import attempts
from autograder.lms.collect import collect
from autograder.lms.collected_table import FileStatus
from tests.autograder.double_lab import LAB
from tests.autograder.lms_files import moodle_list, zipped

DUE = datetime(2026, 11, 20, 22, 0)
STAMP = "2020-01-01 00:00:00 UTC"
PACKED = f"zoe+{LAB}+{STAMP}+r"


def exchanged(course, tmp_path, folder, stamp=None):
    """Hand in through an exchange of this course."""
    course.config.Exchange.root = str(tmp_path)
    path = tmp_path / "gradlab" / "inbound" / folder
    path.mkdir(parents=True)
    (path / f"{LAB}.ipynb").write_text(folder)
    if stamp is not None:
        (path / "timestamp.txt").write_text(stamp)


@pytest.mark.parametrize(
    ("stamp", "wanted"),
    [
        (None, "21:04:05"),
        ("", "21:04:05"),
        ("last week", "21:04:05"),
        ("2020-01-01 00:00:00 UTC", "21:04:05"),
        ("2026-11-20 21:04:05.25 UTC", "21:04:05.250000"),
        ("2026-11-20 22:00:00 UTC", "22:00:00"),
    ],
)
def test_of_the_exchanges_two_times_the_later_counts(course, tmp_path, stamp, wanted):
    exchanged(course, tmp_path, f"zoe+{LAB}+2026-11-20 21:04:05 UTC+r", stamp)

    collect(course, LAB, [])

    when = submitted_at(course.submitted / "zoe" / LAB)
    assert when == datetime.fromisoformat(f"2026-11-20 {wanted}")


@pytest.mark.parametrize(
    "name", ["timestamp.txt", "Timestamp.TXT", "timestamp (1).txt"]
)
@pytest.mark.parametrize(
    "place",
    [
        *("A_101_assignsubmission_file_/", "A_101_assignsubmission_file_/deep/"),
        *("A_101_assignsubmission_file_", "ada_101_9_"),
        *("ada/", "ada/deep/", f"ada/{PACKED}/"),
    ],
)
def test_a_time_that_a_student_packed_is_noted_and_does_not_count(
    course, tmp_path, roster, name, place
):
    files = {place + name: STAMP, f"{place}{LAB}.ipynb": "a"}

    rows = collect(course, LAB, [zipped(tmp_path / "i.zip", files)], roster).rows

    assert submitted_at(course.submitted / "ada" / LAB) is None
    notes = {row.file: row.note for row in rows}
    assert attempts.PACKED in notes[place + name]
    assert "packed with it, which does not count" in notes[f"{place}{LAB}.ipynb"]


@pytest.mark.parametrize("place", ["", "deep/", f"{PACKED}/"])
@pytest.mark.parametrize("outer", ["ada_101_9_work.zip", "ada.zip"])
def test_a_time_in_a_students_own_zip_does_not_count(
    course, tmp_path, take, outer, place
):
    files = {f"{place}timestamp.txt": STAMP, f"{place}{LAB}.ipynb": "a"}
    inner = zipped(tmp_path / "inner.zip", files).read_bytes()

    take({outer: inner})

    assert submitted_at(course.submitted / "ada" / LAB) is None
    assert not (course.submitted / "zoe").exists()


@pytest.mark.parametrize("place", ["ada", f"ada/{PACKED}", f"ada/inbound/{PACKED}"])
def test_a_time_in_a_folder_that_was_handed_in_does_not_count(
    course, tmp_path, roster, place
):
    (tmp_path / "in" / place).mkdir(parents=True)
    (tmp_path / "in" / place / f"{LAB}.ipynb").write_text("a")
    (tmp_path / "in" / place / "timestamp.txt").write_text(STAMP)

    collect(course, LAB, [tmp_path / "in"], roster)

    assert submitted_at(course.submitted / "ada" / LAB) is None


def test_the_times_of_a_zipped_exchange_do_not_count_and_that_is_noted(
    course, tmp_path
):
    path = zipped(tmp_path / "i.zip", {f"inbound/{PACKED}/{LAB}.ipynb": "z"})

    (row,) = collect(course, LAB, [path]).rows

    assert row.status is FileStatus.COLLECTED
    assert row.note == "the time in its folder's name is not the exchange's"
    assert submitted_at(course.submitted / "zoe" / LAB) is None


def test_a_packed_secret_does_not_stand_for_nbgraders(course, take):
    place = "A_101_assignsubmission_file_/"

    take({f"{place}submission_secret.txt": "s", f"{place}{LAB}.ipynb": "a"})

    held = [path.name for path in (course.submitted / "ada" / LAB).iterdir()]
    assert held == [f"{LAB}.ipynb"]


def test_moodles_time_stands_against_what_its_folder_holds(course, take, tmp_path):
    line = '101,Ada,ada@x,,,6,Yes,"Friday, 27 November 2026, 10:00 AM +0000",-,'
    place = "A_101_assignsubmission_file_/"
    files = {f"{place}timestamp.txt": STAMP, f"{place}{LAB}.ipynb": "a"}

    take(files, roster=moodle_list(tmp_path / "m.csv", f"Participant {line}"))

    when = submitted_at(course.submitted / "ada@x" / LAB)
    assert when == datetime(2026, 11, 27, 10)


def test_a_time_that_becomes_known_later_is_added_and_none_is_changed(course, take):
    files = {f"a_LATE_101_9_{LAB}.ipynb": "a"}
    take(files)
    assert submitted_at(course.submitted / "ada" / LAB) is None

    take(files, due=DUE)
    take(files, due=DUE.replace(hour=23))

    assert submitted_at(course.submitted / "ada" / LAB) == DUE.replace(second=1)
