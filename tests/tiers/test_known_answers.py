"""Every known right answer keeps all its marks, and the same in both tiers."""

from itertools import zip_longest

import nbformat
import pytest

from autograder.course.audit import known_answers
from autograder.course.lab import grade_id
from autograder.course.sources import read_source
from autograder.grading.grade import Task
from tests.cells import cell
from tests.tiers.course import COURSE, load

LABS = sorted(folder.name for folder in COURSE.known_answers.glob("[0-9]*"))
# Right, and too slow for the notebook's own training: cells run out of time with it.
SLOW = ("MeasuresTwice",)
HEAD = (
    "EVERYTHING = ()\ndef loses(*ends, named=None):\n    return lambda answer: answer"
)
WRITES = """
import sys
from pathlib import Path

Path("known").mkdir()
for name, text in {texts!r}.items():
    Path("known", name + ".py").write_text(text, "utf-8")
sys.path.insert(0, ".")
"""


def choices(name):
    """Return which answers go together: each known one of a lab stands in one of them.

    Each is a dictionary from functions to names of answers.
    """
    right = {}
    for known in known_answers(COURSE, name):
        if not known.loses and known.name not in SLOW:
            right.setdefault(known.function, []).append(known.name)
    together = zip_longest(*right.values())
    return [dict(zip(right, names, strict=True)) for names in together]


def filled(name, chosen):
    """Return a released notebook with these answers, and the lab's own for the rest."""
    released = COURSE.notebooks / name / f"{name}.ipynb"
    notebook = nbformat.read(released, as_version=4)
    answers = {grade_id(made): made.source for made in read_source(COURSE, name).cells}
    for function, answer in chosen.items():
        if answer:
            answers[function] = f"from known.{function} import {answer} as {function}"
    for made in notebook.cells:
        if made.metadata.get("nbgrader", {}).get("solution"):
            made.source = answers[grade_id(made)]
    files = sorted((COURSE.known_answers / name).glob("*.py"))
    texts = {file.stem: file.read_text("utf-8") for file in files}
    notebook.cells.insert(0, cell(WRITES.format(texts={**texts, "__init__": HEAD})))
    return nbformat.writes(notebook).encode()


CHOICES = [(name, chosen) for name in LABS for chosen in choices(name)]


# One after the other, so that those of the lab that trains longest are spread.
@pytest.mark.parametrize(
    ("name", "chosen"),
    CHOICES,
    ids=[f"{name}-{n}" for n, (name, _) in enumerate(CHOICES)],
)
def test_known_right_answers_keep_all_marks_in_both_tiers(name, chosen, result):
    graded = result(Task("student", filled(name, chosen)), load(name))

    assert [(made.grade_id, made.message) for made in graded.lost] == []
