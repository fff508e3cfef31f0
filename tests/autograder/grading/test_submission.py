import json
import os
import subprocess
import sys

import pytest

from autograder.course.lab import grade_id
from autograder.errors import SubmissionRefused
from autograder.grading import submission
from tests.autograder.container import as_ordinary
from tests.autograder.double_lab import LAB, RIGHT, answer
from tests.cells import cell


def parsed(notebook):
    return submission.parse(json.dumps(notebook).encode())


def names(restored):
    return [grade_id(c) for c in restored.notebook.cells if grade_id(c)]


def test_restore_puts_hidden_tests_back(released, lab):
    restored = submission.restore(parsed(answer(released, RIGHT)), lab)

    tests = [c for c in restored.notebook.cells if grade_id(c) == "double_values"]
    assert "double(21) == 42" in tests[0].source
    assert restored.notes == ()


def test_restore_keeps_what_the_student_wrote(released, lab):
    restored = submission.restore(parsed(answer(released, RIGHT)), lab)

    assert RIGHT in [c.source for c in restored.notebook.cells]
    assert restored.answered == {"double", "double_why"}


def test_a_stub_left_as_it_was_counts_as_unanswered(released, lab):
    assert submission.restore(parsed(released), lab).answered == frozenset()


def test_an_edited_test_is_replaced_and_noted(released, lab):
    for made in released.cells:
        if grade_id(made) == "double_values":
            made.source = "assert True"

    restored = submission.restore(parsed(released), lab)

    assert "assert True" not in [c.source for c in restored.notebook.cells]
    assert restored.notes == ("double_values was edited; the lab's own was graded",)


def test_a_deleted_test_comes_back_after_its_answer(released, lab):
    released.cells = [c for c in released.cells if grade_id(c) != "double_values"]

    restored = submission.restore(parsed(released), lab)

    assert names(restored) == list(lab.released)
    assert "double_values was missing" in restored.notes[0]


def test_a_copied_test_runs_once(released, lab):
    index = [grade_id(c) for c in released.cells].index("double_values")
    released.cells.insert(index, dict(released.cells[index]))

    restored = submission.restore(parsed(released), lab)

    assert names(restored) == list(lab.released)
    assert "was there twice" in restored.notes[0]


def test_a_copied_answer_runs_as_a_plain_cell(released, lab):
    index = [grade_id(c) for c in released.cells].index("double")
    released.cells.insert(index + 1, cell(RIGHT, "double", solution=True))

    restored = submission.restore(parsed(released), lab)

    assert names(restored) == list(lab.released)
    assert [c.source for c in restored.notebook.cells].count(RIGHT) == 1


def test_a_deleted_answer_does_not_undo_one_written_elsewhere(released, lab):
    released.cells = [c for c in released.cells if grade_id(c) != "double"]
    released.cells.insert(0, cell(RIGHT))

    restored = submission.restore(parsed(released), lab)

    assert "NotImplementedError" not in str(restored.notebook.cells)
    assert names(restored) == list(lab.released)


def test_a_test_moved_above_its_answer_goes_below_it(released, lab):
    released.cells.insert(0, released.cells.pop(4))
    assert grade_id(released.cells[0]) == "double_values"

    assert names(submission.restore(parsed(released), lab)) == list(lab.released)


def test_points_and_flags_are_the_labs_own(released, lab):
    for made in released.cells:
        if grade_id(made) == "double_values":
            made.metadata["nbgrader"] |= {"points": 99, "grade": False}

    restored = submission.restore(parsed(released), lab)

    kept = next(c for c in restored.notebook.cells if grade_id(c) == "double_values")
    assert kept.metadata["nbgrader"]["points"] == 3
    assert kept.metadata["nbgrader"]["grade"] is True


def test_an_answer_turned_into_text_is_code_again(released, lab):
    for made in released.cells:
        if grade_id(made) == "double":
            made.cell_type, made.source = "markdown", RIGHT
            del made["outputs"], made["execution_count"]

    restored = submission.restore(parsed(released), lab)

    kept = next(c for c in restored.notebook.cells if grade_id(c) == "double")
    assert kept.cell_type == "code"
    assert restored.notes == ("double had changed type",)


def test_restore_leaves_the_notebook_and_the_lab_unchanged(released, lab):
    notebook = parsed(answer(released, RIGHT))
    before = json.dumps([notebook, lab.master])

    submission.restore(notebook, lab)

    assert json.dumps([notebook, lab.master]) == before


def test_a_notebook_of_another_lab_is_refused(released, lab):
    for made in released.cells:
        if grade_id(made):
            made.metadata["nbgrader"]["grade_id"] += "_of_another_lab"

    with pytest.raises(SubmissionRefused, match="expected a notebook of 01_double"):
        submission.restore(parsed(released), lab)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "a web page, such as that of a login"),
        (b"PK\x03\x04", "is a zip, and no notebook"),
        (b"%PDF-1.7", "is a PDF"),
        (b'{"cells": [', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "not a notebook of format 4"),
        (b'{"nbformat": 3, "worksheets": []}', "not a notebook of format 4"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "cells": [1]}', "broken"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "cells": [{}]}', "broken"),
        ("{}".encode("utf-16"), "not UTF-8"),
    ],
)
def test_what_is_no_notebook_is_refused_with_the_reason(data, reason):
    with pytest.raises(SubmissionRefused, match=reason):
        submission.parse(data)


def test_a_byte_order_mark_and_windows_newlines_are_read(released):
    text = json.dumps(released, indent=1).replace("\n", "\r\n")

    assert submission.parse(b"\xef\xbb\xbf" + text.encode()).cells


def test_duplicate_cell_ids_are_mended(released):
    released.cells[1]["id"] = released.cells[2]["id"]

    ids = [c.id for c in parsed(released).cells]

    assert len(set(ids)) == len(ids)


def test_a_broken_output_refuses_nothing(released):
    released.cells[1]["outputs"] = [{"output_type": "nonsense"}]

    assert parsed(released).cells[1].outputs == []


def test_a_renamed_notebook_is_found(hand_in, released):
    path = hand_in("ada", released)
    path.rename(path.with_name("my homework (1).ipynb"))

    assert submission.read(path.parent, LAB)


def test_of_several_notebooks_the_one_with_the_labs_name_is_read(hand_in, released):
    path = hand_in("ada", released)
    path.with_name("scratch.ipynb").write_text("{}")

    assert submission.read(path.parent, LAB) == path.read_bytes()


def test_a_folder_without_a_notebook_is_refused(tmp_path):
    with pytest.raises(SubmissionRefused, match="found no notebook"):
        submission.read(tmp_path, LAB)


@pytest.mark.parametrize("closed", ["ada", f"ada/{LAB}"])
def test_a_folder_without_rights_is_somebodys_work_that_cannot_be_read(
    hand_in, released, closed
):
    folder = hand_in("ada", released).parents[2]
    (folder / closed).chmod(0)
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from autograder.errors import SubmissionRefused\n"
        "from autograder.grading import submission\n"
        "folder, lab = Path(sys.argv[1]), sys.argv[2]\n"
        "print(*submission.students(folder, lab))\n"
        "try:\n"
        "    submission.read(folder / 'ada' / lab, lab)\n"
        "except SubmissionRefused as error:\n"
        "    print(error)\n"
    )

    done = subprocess.run(
        as_ordinary([sys.executable, "-c", script, folder, LAB]),
        check=True,
        capture_output=True,
        text=True,
    )

    (folder / closed).chmod(0o700)
    assert done.stdout == f"ada\n{LAB} cannot be read: Permission denied\n"


def test_a_link_is_refused(tmp_path):
    (tmp_path / "gradebook.db").write_text("secret")
    (tmp_path / f"{LAB}.ipynb").symlink_to(tmp_path / "gradebook.db")

    with pytest.raises(SubmissionRefused, match="not a plain file"):
        submission.read(tmp_path, LAB)


def test_a_huge_file_is_refused_unread(tmp_path):
    with (tmp_path / f"{LAB}.ipynb").open("wb") as file:
        file.truncate(submission.MAX_BYTES + 1)

    with pytest.raises(SubmissionRefused, match="larger than"):
        submission.read(tmp_path, LAB)


def test_a_timestamp_is_read_and_a_broken_one_ignored(tmp_path):
    assert submission.submitted_at(tmp_path) is None

    (tmp_path / "timestamp.txt").write_text("2026-03-01 12:00:00 UTC")
    assert submission.submitted_at(tmp_path).year == 2026

    (tmp_path / "timestamp.txt").write_text("yesterday")
    assert submission.submitted_at(tmp_path) is None


def test_a_timestamp_that_is_no_small_plain_file_is_not_opened(tmp_path):
    stamp = tmp_path / "timestamp.txt"

    os.mkfifo(stamp)  # opening it would wait for ever
    assert submission.submitted_at(tmp_path) is None

    stamp.unlink()
    stamp.write_text("2026-03-01 12:00:00 UTC" + " " * 5000)
    assert submission.submitted_at(tmp_path) is None

    stamp.rename(tmp_path / "elsewhere")
    stamp.symlink_to(tmp_path / "elsewhere")
    assert submission.submitted_at(tmp_path) is None


def test_a_picture_pasted_into_a_written_answer_stays_with_it(lab, released):
    released.cells[-1].attachments = {"derivation.png": {"image/png": "aGk="}}

    restored = submission.restore(released, lab)

    kept = restored.notebook.cells[-1]
    assert kept.attachments == {"derivation.png": {"image/png": "aGk="}}
