"""An instructor at work on the lab `double`: from Canvas' zip to Canvas' file."""

import copy
import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import pages
from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.gradebook.database import connect
from autograder.gradebook.manual_marks import read_marks
from autograder.lms.collect import collect
from autograder.lms.export import ExportRequest, export
from autograder.lms.formats import Format
from tests.autograder.double_lab import LAB, RIGHT
from tests.autograder.lms_files import ADA, BOB, CYD, canvas_list, text_of, zipped
from tests.autograder.pages.page_text import text

LIST = {"ada": ADA, "bob": BOB, "cyd": CYD}
NUMBERS = {"ada": 101, "bob": 102, "cyd": 103}


@dataclass
class Desk:
    """What the commands do, with an executor that needs no kernel."""

    course: Course
    executor: Any
    released: Any
    folder: Path

    def roster(self, *students):
        """Canvas' gradebook with these students."""
        return canvas_list(self.folder / "list.csv", *(LIST[s] for s in students))

    def collect(self, work, copy_number=0, late=(), **options):
        """Take a zip with an answer of each student; return the status by student."""
        files = {}
        for student, code in work.items():
            again = f"-{copy_number}" if copy_number else ""
            mark = "LATE_" if student in late else ""
            start = f"{student}_{mark}{NUMBERS[student]}_{copy_number}"
            name = f"{start}_{LAB}{again}.ipynb"
            files[name] = text_of(copy.deepcopy(self.released), code)
        if "roster" not in options:
            options["roster"] = self.roster(*LIST)
        path = zipped(self.folder / "in.zip", files)
        done = collect(self.course, LAB, [path], **options)
        return {row.student: row for row in done.rows}, done

    def batch(self):
        """What `grade` runs: the lab as its source is now."""
        lab = Lab.load(self.course, LAB)
        pool = threads(self.executor, workers=1)
        return Batch(self.course, lab, self.course.submitted, pool)

    def grade(self, on_progress=lambda result: None):
        """Grade who is due; return who that was."""
        batch = self.batch()
        due = batch.due()
        batch.run(due, on_progress)
        return due

    def mark(self, student, points):
        """Mark the written answer, as Formgrader does."""
        with connect(self.course) as gradebook:
            grade = gradebook.find_grade("double_why", LAB, LAB, student)
            grade.manual_score, grade.needs_manual_grade = points, False
            gradebook.db.commit()

    def asked_again(self, student):
        """Whether Formgrader colours the student's mark for another look."""
        with connect(self.course) as gradebook:
            found = gradebook.find_grade("double_why", LAB, LAB, student)
            return found.needs_manual_grade

    def report(self):
        """The words of the report."""
        batch = self.batch()
        marks = read_marks(self.course, LAB)
        page = pages.write_report(self.course, batch.lab, batch.known(), marks)
        return text(page.read_text("utf-8"))

    def feedback(self):
        """The words of each student's page."""
        batch = self.batch()
        marks = read_marks(self.course, LAB)
        pages.write_feedback(self.course, batch.lab, batch.known(), marks)
        return {
            page.parents[1].name: text(page.read_text("utf-8"))
            for page in self.course.feedback.glob("*/*/*.html")
        }

    def canvas(self, *students, **options):
        """What the file for Canvas holds, by student."""
        request = ExportRequest(
            Format.CANVAS, self.roster(*(students or LIST)), **options
        )
        done = export(self.course, LAB, request)
        with done.path.open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["ID"]]
        return {row["SIS Login ID"]: row["01_double (4002)"] for row in rows}


RIGHT_FOR_ALL = dict.fromkeys(LIST, RIGHT)
