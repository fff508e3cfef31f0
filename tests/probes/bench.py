"""The bench on which probes are graded: one course, one executor for each tier."""

import json
import os
import shutil
import time

import nbformat
import psutil

from autograder import pages
from autograder.course import release
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.course.limits import Limits
from autograder.errors import NoIsolation
from autograder.execution.interface import HiddenTests
from autograder.execution.isolated.executor import IsolatedExecutor
from autograder.grading.grade import grade_notebook
from tests import needs
from tests.cells import cell
from tests.probes import claims, edits, lab
from tests.repository import REPOSITORY

LIMITS = Limits(
    cell_cpu=1,
    cell_wall=4,
    notebook_cpu=12,
    notebook_wall=20,
    late_cpu=1,
    late_wall=4,
)


def make_course(root):
    """Make a course in `root` that has only the lab of the probes."""
    source = root / "solutions" / lab.NAME / f"{lab.NAME}.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(lab.source(), source)
    for name, text in lab.FILES.items():
        (source.parent / name).parent.mkdir(exist_ok=True)
        (source.parent / name).write_text(text, "utf-8")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    course = Course.find(root)
    release.write(course, release.make(course, lab.NAME))
    return course


class Bench:
    """Hands in probes and grades them."""

    def __init__(self, course, stack):
        self.course = course
        self.lab = Lab.load(course, lab.NAME)
        self._released = course.notebooks / lab.NAME / f"{lab.NAME}.ipynb"
        self._stack = stack
        self._executors = {}
        self._before = set()

    def executor(self, tier):
        """Return a tier's one executor; skip the test where it is not available."""
        if tier not in self._executors:
            self._executors[tier] = self._start(tier)
        if isinstance(self._executors[tier], str):
            needs.missing(tier, f"no tier {tier} here: {self._executors[tier]}")
        return self._executors[tier]

    def _start(self, tier):
        try:
            return self._stack.enter_context(IsolatedExecutor(tier, LIMITS))
        except NoIsolation as reason:
            return str(reason)

    def grade(self, probe, executor):
        """Hand in a probe, and return what grading gave."""
        path = self.hand_in(probe)
        with claims.counting():
            return grade_notebook(path, "student", self.lab, executor)

    def feedback(self, result):
        """Return the page that the student sees."""
        return pages.feedback(result, self.lab)

    def hand_in(self, probe, student="student"):
        """Write a probe's submission and return its folder."""
        folder = self.course.submitted / student / lab.NAME
        shutil.rmtree(folder.parent, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, text in probe.files.items():
            (folder / name).write_text(text, "utf-8")
        notebook = self._fill(self._answer(probe))
        path = folder / f"{lab.NAME}.ipynb"
        made = getattr(edits, probe.edit)(notebook, path) if probe.edit else notebook
        if isinstance(made, bytes):
            path.write_bytes(made)
        elif made is not None:
            path.write_text(json.dumps(made), "utf-8")
        return folder

    def _answer(self, probe):
        notebook = nbformat.read(self._released, as_version=4)
        cells = _added(probe, "top")
        for made in notebook.cells:
            name = made.metadata.get("nbgrader", {}).get("grade_id")
            if name in lab.RIGHT:
                made.source = probe.answers.get(name, lab.RIGHT[name])
            elif name == "why":
                made.source = "I think so."
            cells += [made, *_added(probe, name)]
        notebook.cells = cells + _added(probe, "end")
        return notebook

    def _fill(self, notebook):
        places = {
            "@course@": str(self.course.root),
            "@gradebook@": str(self.course.grading / "gradebook.db"),
            "@grader@": str(os.getpid()),
            "@large@": "x" * 1_000_000,
        }
        for made in notebook.cells:
            for place, value in places.items():
                made.source = made.source.replace(place, value)
        return notebook

    def look_around(self, executor):
        """Remember what runs now: the executor at rest, and other tests' servers."""
        for source in ("pass", "import matplotlib"):  # so that all it needs has started
            executor.run(nbformat.v4.new_notebook(cells=[cell(source)]), HiddenTests())
        self._before = _processes()

    def leftovers(self):
        """Return what came since and replaces nothing, after some time to end."""
        until = time.monotonic() + 3
        while (added := self._added()) and time.monotonic() < until:
            time.sleep(0.02)
        return added

    def _added(self):
        now = _processes()
        new, gone = now - self._before, self._before - now
        return sorted(new, key=str) if len(new) > len(gone) else []


def _added(probe, place):
    sources = probe.cells.get(place, []) if place else []
    return [cell(s) for s in ([sources] if isinstance(sources, str) else sources)]


def _processes():
    """Return what runs below this process, orphans included."""
    found = set()
    for process in psutil.Process().children(recursive=True):
        try:
            if process.status() != psutil.STATUS_ZOMBIE:
                found.add(process)
        except psutil.NoSuchProcess:
            continue
    return found
