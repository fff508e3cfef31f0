import csv
import subprocess
import sys

import pytest

from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.errors import GradebookError, UsageError
from autograder.gradebook.database import connect
from autograder.lms.class_list import read_roster
from autograder.lms.export import ExportRequest, export
from autograder.lms.formats import Format
from autograder.lms.pseudonyms import pseudonym
from tests.autograder.double_lab import LAB, RIGHT, WRONG, answer
from tests.autograder.lms_files import ADA, BOB, canvas_list


@pytest.fixture
def graded(course, lab, hand_in, released, executor):
    """Grade a right and a wrong submission; ada's written answer is marked."""
    hand_in("ada", answer(released, RIGHT))
    hand_in("bob", answer(released, WRONG))
    batch = Batch(course, lab, course.submitted, threads(executor))
    batch.run(batch.due())
    with connect(course) as gradebook:
        gradebook.find_grade("double_why", LAB, LAB, "ada").manual_score = 1.5
        gradebook.db.commit()
    return course


def read(done):
    with done.path.open() as file:
        return list(csv.DictReader(file))


def test_marks_by_hand_are_part_of_the_total(graded):
    done = export(graded, LAB, ExportRequest())

    found = {row["student"]: row for row in read(done)}
    assert found["ada"]["total"] == "5.5"
    assert (found["bob"]["total"], found["bob"]["unmarked_cells"]) == ("0", "1")
    assert done.path == graded.results / f"{LAB}.marks.csv"


def test_canvas_gets_those_who_are_marked(graded, tmp_path):
    gradebook = canvas_list(tmp_path / "c.csv", ADA, BOB)

    done = export(graded, LAB, ExportRequest(Format.CANVAS, gradebook))

    assert [row["01_double (4002)"] for row in read(done)] == ["6", "5.5", "4"]
    assert done.waiting == ["bob"]


def test_a_refused_submission_waits_too(graded, lab, hand_in, executor):
    hand_in("cyd", "no notebook")
    batch = Batch(graded, lab, graded.submitted, threads(executor))
    batch.run(batch.due())

    assert export(graded, LAB, ExportRequest(Format.CANVAS)).waiting == ["bob", "cyd"]


def test_what_the_lms_exported_is_never_overwritten(graded, tmp_path):
    gradebook = canvas_list(tmp_path / "c.csv", ADA)

    with pytest.raises(UsageError, match="write to another file"):
        export(graded, LAB, ExportRequest(Format.CANVAS, gradebook), gradebook)


def test_anonymous_ids_stay_the_same_and_need_the_key(graded):
    first, again = (
        read(export(graded, LAB, ExportRequest(anonymous=True))) for _ in range(2)
    )
    (graded.grading / "anonymous.key").unlink()

    assert first == again
    assert pseudonym(graded, "ada") not in {row["student"] for row in first}


def test_canvas_cannot_be_anonymous(graded):
    with pytest.raises(UsageError, match="canvas needs to know"):
        export(graded, LAB, ExportRequest(Format.CANVAS, anonymous=True))


def test_a_lab_without_marks_says_what_to_run(course):
    with pytest.raises(UsageError, match=f"run autograder grade {LAB} first"):
        export(course, LAB, ExportRequest())


def test_a_broken_gradebook_is_reported_and_left(graded):
    database = graded.grading / "gradebook.db"
    database.write_text("this is no database, but somebody's file")

    with pytest.raises(GradebookError, match="not a database"):
        export(graded, LAB, ExportRequest())

    assert database.read_text().startswith("this is no database")


@pytest.mark.kernel
def test_nbgraders_own_command_exports_the_same(graded, tmp_path):
    gradebook = canvas_list(tmp_path / "c.csv", ADA, BOB)
    ours = export(graded, LAB, ExportRequest(Format.CANVAS, gradebook))
    plugin = "--exporter=autograder.plugins.export.LmsExport"
    lab = f'--assignment=["{LAB}"]'
    request = ["--LmsExport.format=canvas", f"--LmsExport.gradebook={gradebook}"]

    nbgrader = [sys.executable, "-W", "ignore", "-m", "nbgrader"]

    done = subprocess.run(
        [*nbgrader, "export", plugin, lab, *request, f"--to={tmp_path}/out.csv"],
        cwd=graded.root,
        capture_output=True,
        text=True,
    )

    assert (tmp_path / "out.csv").read_text() == ours.path.read_text(), done.stderr
    assert "unmarked, left out: bob" in done.stderr


FORMULA = "=1+1"


@pytest.fixture
def misnamed(graded):
    """Give ada names that look like formulas."""
    with connect(graded) as gradebook:
        gradebook.update_or_create_student("ada", first_name=FORMULA, last_name="-2+3")
    return graded


def test_a_table_for_people_holds_no_formula_and_its_numbers_are_numbers(misnamed):
    row = next(row for row in read(export(misnamed, LAB, ExportRequest())))

    assert (row["first_name"], row["last_name"]) == (f"'{FORMULA}", "'-2+3")
    assert float(row["total"]) == 5.5


def test_our_own_table_of_marks_is_a_student_list_with_the_names_as_they_were(misnamed):
    table = export(misnamed, LAB, ExportRequest()).path

    ada = read_roster(table).students["ada"]

    assert (ada.first, ada.last) == (FORMULA, "-2+3")


def test_a_file_for_canvas_keeps_every_letter(misnamed, tmp_path):
    odd = '"=Lovelace, @Ada",101,S1,ada,-Spring,9,,90'
    gradebook = canvas_list(tmp_path / "c.csv", odd)

    given = read(export(misnamed, LAB, ExportRequest(Format.CANVAS, gradebook)))
    made = read(
        export(misnamed, LAB, ExportRequest(Format.CANVAS), tmp_path / "new.csv")
    )

    assert (given[1]["Student"], given[1]["Section"]) == ("=Lovelace, @Ada", "-Spring")
    assert made[1]["Student"] == f"-2+3, {FORMULA}"
