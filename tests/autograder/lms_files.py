"""What an LMS gives an instructor: zips with its file names, lists with its columns."""

import copy
import csv
import json
import zipfile

from tests.autograder.double_lab import LAB, answer

CANVAS_HEADER = (
    "Student,ID,SIS User ID,SIS Login ID,Section,"
    "00 Warm-up (4001),01_double (4002),Final Score"
)
CANVAS_POINTS = "    Points Possible,,,,,10,6,(read only)"
MOODLE_HEADER = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,"
    "Grade can be changed,Last modified (submission),Last modified (grade),"
    "Feedback comments"
)


def zipped(path, files):
    """Write a zip of names and their contents; return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def text_of(released, source):
    """Return a released notebook with an answer, as a file's text."""
    return json.dumps(answer(copy.deepcopy(released), source))


def canvas_list(path, *lines):
    """Write a gradebook as Canvas exports it."""
    text = "\n".join([CANVAS_HEADER, CANVAS_POINTS, *lines])
    path.write_text(text + "\n", "utf-8")
    return path


def moodle_list(path, *lines):
    """Write a grading worksheet as Moodle gives it, with its byte-order mark."""
    path.write_text("\n".join([MOODLE_HEADER, *lines]) + "\n", "utf-8-sig")
    return path


ADA = '"Lovelace, Ada",101,S1,ada,Spring,9,,90'
BOB = '"Müller, Bob",102,S2,bob,Spring,8,4,80'
CYD = '"Charisse, Cyd",103,S3,cyd,Spring,,,'


def held(course, student):
    return (course.submitted / student / LAB / f"{LAB}.ipynb").read_text()


def correct(course, file, to):
    """Write into the table as an instructor does, in a spreadsheet."""
    path = course.grading / "collect" / f"{LAB}.csv"
    with path.open() as table:
        rows = list(csv.DictReader(table))
    next(row for row in rows if row["file"] == file)["correct_to"] = to
    with path.open("w") as table:
        writer = csv.DictWriter(table, rows[0])
        writer.writeheader()
        writer.writerows(rows)
