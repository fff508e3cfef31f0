"""One submission on its way through: read, restore, run, score, clean."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from autograder.course.course import Course
from autograder.course.lab import Lab, grade_id
from autograder.course.lab_files import digest_of
from autograder.course.notebook import as_text
from autograder.errors import SubmissionRefused, UsageError
from autograder.execution.interface import Beside, Execution, Executor, HiddenTests
from autograder.grading import clean, score, submission
from autograder.grading.extra_files import extra_files
from autograder.grading.records import CellResult, Outcome, Stop, SubmissionResult
from autograder.grading.seed import seed_for
from autograder.grading.stops import first_stop
from autograder.grading.submission import Submission


@dataclass(frozen=True)
class Task:
    """One submission as it was found: all that grading it needs beside the lab.

    Attributes
    ----------
    data
        Its bytes; empty where they could not be read.
    refusal
        Why they could not; else empty.
    several
        Of a lab with several notebooks: the bytes of those handed in, by name, in place
        of `data`.
    files
        What the student handed in beside that, by path.
    note
        What of it was left out; else empty.
    """

    student: str
    data: bytes = b""
    refusal: str = ""
    several: Mapping[str, bytes] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    note: str = ""

    @classmethod
    def read(cls, path: Path, student: str, lab: Lab) -> "Task":
        """Read a notebook, or what is in a folder; a reason not to is a task too."""
        try:
            if lab.parts:
                names = [part.notebook for part in lab.parts]
                task = cls(student, several=submission.read_all(path, names))
            else:
                task = cls(student, submission.read(path, lab.notebook))
            files, note = extra_files(path) if path.is_dir() else ({}, "")
            return replace(task, files=files, note=note)
        except SubmissionRefused as refusal:
            return cls(student, refusal=str(refusal))

    def digest(self, lab: Lab) -> str:
        """Return what a result records as its digest; empty if nothing was read."""
        if self.refusal:
            return ""
        named = (f"\0{name}\0".encode() + data for name, data in self.several.items())
        data = self.data + b"".join(named)
        return submission.digest(data, lab, digest_of(self.files))

    def mended(self, lab: Lab) -> list[tuple[Lab, Submission | None]]:
        """Return each notebook, ready to run; None for one that was not handed in.

        Raises
        ------
        SubmissionRefused
            If one cannot be graded.
        """
        if self.refusal:
            raise SubmissionRefused(self.refusal)
        if not lab.parts:
            return [(lab, submission.mended(self.data, lab))]
        return [(part, self._part(part)) for part in lab.parts]

    def _part(self, part: Lab) -> Submission | None:
        data = self.several.get(part.notebook)
        try:
            return None if data is None else submission.mended(data, part)
        except SubmissionRefused as refusal:
            raise SubmissionRefused(f"{part.notebook}.ipynb: {refusal}") from refusal

    @property
    def handed_in(self) -> tuple[bytes, ...]:
        """The bytes of each notebook."""
        return tuple(self.several.values()) or (self.data,)


@dataclass(frozen=True)
class Graded:
    """What grading a submission gives.

    Attributes
    ----------
    copies
        The notebooks that were run, by name, as the texts of files.
    """

    result: SubmissionResult
    copies: Mapping[str, str] = field(default_factory=dict)

    @property
    def copy(self) -> str | None:
        """The only notebook that was run; None if it was refused."""
        return next(iter(self.copies.values()), None)


def grade_notebook(path: Path, student: str, lab: Lab, executor: Executor) -> Graded:
    """Grade one notebook file, or the one in a folder; see `grade`."""
    return grade(Task.read(path, student, lab), lab, executor)


def grade(task: Task, lab: Lab, executor: Executor) -> Graded:
    """Grade one submission; a reason not to is a result too.

    This never raises for what a submission is or does.
    """
    started = time.perf_counter()
    try:
        graded = _grade(task, lab, executor)
    except SubmissionRefused as refusal:
        graded = refuse(task, lab, str(refusal), executor.name)
    except Exception as error:  # the boundary: one submission must not stop the others
        graded = give_up(task, lab, f"{type(error).__name__}: {error}", executor.name)
    seconds = time.perf_counter() - started
    return replace(graded, result=replace(graded.result, seconds=seconds))


def _grade(task: Task, lab: Lab, executor: Executor) -> Graded:
    cells: list[CellResult] = []
    notes = [task.note] if task.note else []
    copies: dict[str, str] = {}
    stops: list[Stop] = []
    for part, restored in task.mended(lab):
        if restored is None:
            cells += score.absent(part)
            notes.append(f"{part.notebook}.ipynb was not handed in")
            continue
        execution, scored = run(restored, task.student, part, executor, task.files)
        cells += scored
        stops += filter(None, [first_stop(execution, restored.tests)])
        notes += restored.notes + execution.notes
        copies[part.notebook] = as_text(execution.notebook)
    result = SubmissionResult(
        task.student,
        lab.name,
        task.digest(lab),
        executor.name,
        tuple(cells),
        tuple(notes),
        seed_for(task.student, lab.name),
        stopped=next(iter(stops), None),
    )
    return Graded(result, copies)


def run(
    restored: Submission,
    student: str,
    lab: Lab,
    executor: Executor,
    files: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Execution, tuple[CellResult, ...]]:
    """Run a restored notebook; return it with clean outputs, and its marks.

    Parameters
    ----------
    files
        What the student handed in beside it; the lab's own lie there too.
    """
    names = {c.id: grade_id(c) or "" for c in restored.notebook.cells}
    hidden = HiddenTests(
        restored.tests,
        seed_for(student, lab.name),
        lab.classes,
        lab.imports,
        {cell: lab.rebinds.get(names[cell], frozenset()) for cell in restored.tests},
        frozenset(cell for cell in restored.tests if names[cell] in lab.together),
    )
    beside = Beside(lab.files, files)
    execution = executor.run(restored.notebook, hidden, beside)
    cells = score.score(restored, execution, lab)
    notes = execution.notes + clean.clean(execution.notebook)
    return replace(execution, notes=notes), cells


def refuse(task: Task, lab: Lab, reason: str, executor: str) -> Graded:
    """Return the result of a submission that could not be graded."""
    cells = score.refuse(lab, Outcome.REFUSED, reason)
    return _without_copy(task, lab, executor, cells, reason)


def give_up(task: Task, lab: Lab, reason: str, executor: str) -> Graded:
    """Return the result of a submission on which the grader itself failed."""
    reason = f"the grader failed: {reason}"
    cells = score.refuse(lab, Outcome.FAULT, reason)
    return _without_copy(task, lab, executor, cells, reason)


def _without_copy(
    task: Task, lab: Lab, executor: str, cells: tuple[CellResult, ...], reason: str
) -> Graded:
    note = (f"could not be graded: {reason}",)
    digest = task.digest(lab)
    result = SubmissionResult(task.student, lab.name, digest, executor, cells, note)
    return Graded(result)


def find_lab(course: Course, path: Path, name: str | None = None) -> Lab:
    """Return the lab that a notebook file was made from, judged by its cells.

    Of a lab with several notebooks, that notebook as a lab of its own.

    Parameters
    ----------
    name
        The lab, where it is known.

    Raises
    ------
    UsageError
        If no lab shares a cell with it.
    """
    if name is None and path.stem in course.labs():
        name = path.stem
    if name is not None and not (lab := Lab.load(course, name)).parts:
        return lab
    try:
        cells = submission.parse(submission.read(path, "")).cells
    except SubmissionRefused as refusal:
        raise UsageError(f"{refusal}; name its lab with --lab") from refusal
    held = {grade_id(cell) for cell in cells}
    names = course.labs() if name is None else [name]
    labs = [Lab.load(course, one).closest(held) for one in names]
    best = max(labs, key=lambda lab: len(held & set(lab.released)), default=None)
    if best is None or not held & set(best.released):
        raise UsageError(f"{path} holds no cell of any lab: {', '.join(names)}")
    return best
