import msgspec
import pytest

from autograder.errors import Busy
from autograder.gradebook.journal import Journal
from autograder.grading.records import CellResult, Outcome, SubmissionResult


def result(student):
    cells = (CellResult("one", 2.0, 2.0, Outcome.PASSED),)
    return SubmissionResult(student, "01", "digest", "kernel", cells)


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "results" / "01.journal")


def write(journal, *students):
    with journal.open() as append:
        for student in students:
            append(result(student))


def students(journal):
    return [kept.student for kept in journal.read()]


def test_without_a_run_there_is_nothing_in_it(journal):
    assert journal.read() == []


def test_what_was_appended_is_read_back_in_order(journal):
    write(journal, "bob", "ada")

    assert journal.read() == [result("bob"), result("ada")]


@pytest.mark.parametrize("cut", [1, 2, 40])
def test_a_line_cut_short_is_left_out_and_hides_nothing_after_it(journal, cut):
    write(journal, "ada", "bob")
    journal.path.write_bytes(journal.path.read_bytes()[:-cut])
    assert students(journal) == ["ada"]

    write(journal, "cyd")

    assert students(journal) == ["ada", "cyd"]


@pytest.mark.parametrize("line", [b"\0\0\0\n", b"[]\n", b'{"student": 1}\n', b"\xff\n"])
def test_what_is_no_record_ends_the_reading(journal, line):
    write(journal, "ada")
    with journal.path.open("ab") as file:
        file.write(line + msgspec.json.encode(result("bob")) + b"\n")

    assert students(journal) == ["ada"]


def test_only_one_run_at_a_time_has_it_open(journal):
    with journal.open(), pytest.raises(Busy, match="another run is grading 01"):
        write(journal, "ada")
