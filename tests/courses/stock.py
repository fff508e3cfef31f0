"""The marks of stock nbgrader and ours, of the same files, each by its own commands."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import sysconfig

from tests.courses.course import KINDS, LAB
from tests.repository import REPOSITORY

_MARKS = """
    select student.id, base_cell.name, grade.auto_score
    from grade
    join base_cell on base_cell.id = grade.cell_id
    join submitted_notebook on submitted_notebook.id = grade.notebook_id
    join submitted_assignment
        on submitted_assignment.id = submitted_notebook.assignment_id
    join student on student.id = submitted_assignment.student_id
"""


def nbgrader(root, *words):
    """Run one of nbgrader's commands in a course."""
    done = _run(root, "nbgrader", *words, "--log-level=ERROR")
    assert done.returncode == 0, done.stdout + done.stderr


def _run(root, *words):
    scripts = sysconfig.get_path("scripts")  # nbgrader starts `alembic` by name
    path = os.pathsep.join([scripts, os.environ.get("PATH", "")])
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(REPOSITORY)},
    )


def marks_of_stock(root):
    """Return nbgrader's score of each cell, by kind of student."""
    nbgrader(root, "autograde", LAB)
    found = {kind: {} for kind in KINDS}
    connection = sqlite3.connect(root / "gradebook.db")
    for student, cell, score in connection.execute(_MARKS):
        found[student][cell] = score
    connection.close()
    return found


def proposed_together(root):
    """Return the tests that release proposes to run together; none if it is content."""
    done = _run(root, "autograder", "release", LAB, "--force")
    named = re.search(r"passed together with the answer: (.*?);", done.stderr)
    assert named or done.returncode == 0, done.stdout + done.stderr
    return named[1].split(", ") if named else []


def graded_here(root):
    """Return our cells' results, as LAB.json has them, by kind of student."""
    done = _run(root, "autograder", "grade", LAB, "--submissions", "submitted")
    assert done.returncode == 0, done.stdout + done.stderr
    text = (root / "grading" / "results" / f"{LAB}.json").read_text("utf-8")
    return {one["student"]: one["cells"] for one in json.loads(text)["submissions"]}
