"""What was handed in beside a notebook."""

import pytest

from autograder.grading import extra_files as module
from autograder.grading.extra_files import extra_files
from autograder.grading.grade import Task, grade
from tests.autograder.double_lab import RIGHT, answer


def test_plain_files_are_taken_and_nothing_else(tmp_path):
    for name in ("a.py", "b/c.txt", "lab.ipynb", ".hidden", "timestamp.txt", "x.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    (tmp_path / "folder").symlink_to("/etc")

    assert extra_files(tmp_path) == ({"a.py": b"a.py", "b/c.txt": b"b/c.txt"}, "")


@pytest.mark.parametrize(
    ("limit", "most"), [("MAX_FILES", 1), ("MAX_BYTES", 1), ("_MAX_ENTRIES", 1)]
)
def test_too_much_is_left_out_with_a_note(tmp_path, monkeypatch, limit, most):
    monkeypatch.setattr(module, limit, most)
    (tmp_path / "a").write_text("1")
    (tmp_path / "b").write_text("2")

    found, note = extra_files(tmp_path)

    assert len(found) == 1
    assert "left out" in note


def test_another_file_beside_the_notebook_is_another_submission(
    lab, hand_in, released, executor
):
    path = hand_in("ada", answer(released, RIGHT)).parent
    before = Task.read(path, "ada", lab)
    (path / "helper.py").write_text("x = 1")
    after = Task.read(path, "ada", lab)

    assert after.files == {"helper.py": b"x = 1"}
    assert before.digest(lab) != after.digest(lab)
    assert grade(after, lab, executor).result.digest == after.digest(lab)
