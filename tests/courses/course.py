"""What a small course is made of, and what its four students hand in.

Each stands in a text of `small/`, cell by cell below lines that say of what kind::

    %% notebook NAME
    %% text, %% code, %% raw
    %% answer NAME, %% test NAME POINTS
    %% written NAME POINTS, %% by-hand NAME POINTS, %% task NAME POINTS
    %% wrong NAME        a wrong answer
    %% file PATH         what lies beside the notebooks
"""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import nbgrader

from tests.cells import cell

KINDS = ("solution", "half", "wrong", "blank")
LAB = "week 1"
SMALL = Path(__file__).parent / "small"
_DOCS = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
_PLAIN = {"text": "markdown", "code": "code", "raw": "raw"}
_MARKED = {  # kind of cell, and whether the student writes in it
    "answer": ("code", True),
    "test": ("code", False),
    "written": ("markdown", True),
    "by-hand": ("code", True),
    "task": ("markdown", False),
}
_REGION = re.compile(r"^.*### (BEGIN|END) SOLUTION\n?", re.MULTILINE)
_QUICK_WRONG = {
    "squares": "def squares(n):\n    return [i for i in range(n)]",
    "sum_of_squares": "def sum_of_squares(n):\n    return n * n",
    "sum_of_squares_equation": "$n$",
    "sum_of_squares_application": "1",
    "part-a": "Nothing.",
    "part-b": "None.",
}


@dataclass(frozen=True)
class SmallCourse:
    """One lab, and what is answered.

    Attributes
    ----------
    notebooks
        The cells of each source notebook, by name.
    wrong
        A wrong answer to each question, by grade_id.
    files
        What lies beside the notebooks, by path.
    """

    notebooks: Mapping[str, list]
    wrong: Mapping[str, str]
    files: Mapping[str, str] = field(default_factory=dict)

    def write(self, root):
        """Write the course as nbgrader wants it, with nothing of this project in it."""
        (root / "nbgrader_config.py").write_text("c = get_config()\n")
        shutil.copy(_DOCS / "autotests.yml", root)
        folder = root / "source" / LAB
        for name, text in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        folder.mkdir(parents=True, exist_ok=True)
        for name, cells in self.notebooks.items():
            nbformat.write(_notebook(cells), folder / f"{name}.ipynb")

    def hand_in(self, root):
        """Write what each kind of student hands in, from the released notebooks."""
        for kind in KINDS:
            answers = self._answers(kind)
            for name in self.notebooks:
                released = root / "release" / LAB / f"{name}.ipynb"
                made = json.loads(released.read_text("utf-8"))
                for one in made["cells"]:
                    known = one["metadata"].get("nbgrader", {}).get("grade_id")
                    one["source"] = answers.get(known, one["source"])
                path = root / "submitted" / kind / LAB / f"{name}.ipynb"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(json.dumps(made))

    def _answers(self, kind):
        cells = [one for cells in self.notebooks.values() for one in cells]
        solved = {
            one.metadata["nbgrader"]["grade_id"]: _REGION.sub("", one.source)
            for one in cells
            if one.metadata.get("nbgrader", {}).get("solution")
        }
        assert self.wrong.keys() == solved.keys()
        half = dict(list(solved.items())[::2])
        of = {"solution": solved, "half": half, "wrong": self.wrong, "blank": {}}
        return of[kind]


def course(name):
    """Return a small course; `quickstart` is nbgrader's own, from its package."""
    if name == "quickstart":
        paths = sorted((_DOCS / "source" / "ps1").glob("*.ipynb"))
        read = {p.stem: nbformat.v4.reads(p.read_text("utf-8")).cells for p in paths}
        return SmallCourse(read, _QUICK_WRONG)
    text = (SMALL / f"{name}.txt").read_text("utf-8")
    notebooks, wrong, files = {}, {}, {}
    for part in text.split("\n%% ")[1:]:
        head, _, body = part.partition("\n")
        kind, _, rest = head.partition(" ")
        if kind == "notebook":
            cells = notebooks.setdefault(rest, [])
        elif kind == "wrong":
            wrong[rest] = body
        elif kind == "file":
            files[rest] = f"{body.rstrip()}\n"
        else:
            cells.append(_cell(kind, *rest.split(), source=body.rstrip("\n")))
    return SmallCourse(notebooks, wrong, files)


def _cell(kind, name=None, points=None, *, source):
    if kind in _PLAIN:
        return cell(source, kind=_PLAIN[kind])
    of, solution = _MARKED[kind]
    worth = float(points) if points else None
    made = cell(source, name, kind=of, points=worth, solution=solution)
    if kind == "task":
        made.metadata["nbgrader"] |= {"grade": False, "task": True}
    return made


def _notebook(cells):
    for number, one in enumerate(cells):
        one["id"] = f"cell-{number}"
    made = nbformat.v4.new_notebook(cells=cells)
    made.nbformat_minor = 5  # the first with ids
    made.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    return made
