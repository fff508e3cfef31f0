"""What lies beside a lab's notebook."""

import pickle

import pytest

from autograder.course import lab_files
from autograder.course.lab import Lab
from autograder.course.lab_files import LabFiles, may_lie_beside, read_lab_files
from autograder.errors import UsageError
from tests.autograder.double_lab import LAB


def put(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


def test_files_in_the_folder_and_below_are_taken(tmp_path):
    put(tmp_path, "a.csv", "data/b.csv", "lab.ipynb", "data/c.ipynb", "tests.yml")
    put(tmp_path, "__pycache__/d.pyc", "e.pyc")

    files = read_lab_files(tmp_path, ["__pycache__", "*.pyc"])

    assert files.contents == {
        "a.csv": b"a.csv",
        "data/b.csv": b"data/b.csv",
        "data/c.ipynb": b"data/c.ipynb",
    }


def test_a_lab_knows_its_files_and_another_file_is_another_test(course, lab):
    assert lab.files == LabFiles()
    put(course.solutions / LAB, "x.csv")

    changed = Lab.load(course, LAB)

    assert changed.files.contents == {"x.csv": b"x.csv"}
    assert changed.digest != lab.digest


@pytest.mark.parametrize(("limit", "most"), [("MAX_FILES", 1), ("MAX_BYTES", 3)])
def test_too_much_is_refused_with_what_to_do(tmp_path, monkeypatch, limit, most):
    monkeypatch.setattr(lab_files, limit, most)
    put(tmp_path, "a", "bcd")

    with pytest.raises(UsageError, match="download large data"):
        read_lab_files(tmp_path, [])


def test_files_travel_with_the_lab(course):
    put(course.solutions / LAB, "data/x.csv")
    lab = Lab.load(course, LAB)

    assert pickle.loads(pickle.dumps(lab)).files == lab.files


def test_a_digest_knows_where_one_file_ends():
    one, other = LabFiles({"a": b"b", "c": b""}), LabFiles({"a": b"", "c": b"b"})

    assert one.digest != other.digest
    assert LabFiles().digest == ""


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("mine.py", True),
        ("data/y.csv", True),
        ("data/x.csv", False),
        ("data", False),
        ("data/x.csv/z", False),
        ("../x", False),
        ("/etc/x", False),
    ],
)
def test_a_students_file_hides_none_of_the_labs(name, may):
    assert may_lie_beside(name, LabFiles({"data/x.csv": b""})) is may
