"""Auditing a lab: its hidden tests, tried on answers that are known.

A course keeps such answers in ``known_answers/LAB/FUNCTION.py``, each a function (or
class) named after its mistake, or after what is unusual about it::

    from . import EVERYTHING, loses  # given to every file

    @loses("types", "quiet")      # wrong: it fails sigmoid_types and sigmoid_quiet
    def returns_a_list(x): ...

    @loses()                      # right: it keeps all points
    def written_as_a_loop(x): ...

An audit is clean if every answer loses exactly the cells that its tag names, and every
hidden cell is lost by a wrong answer.
"""

import ast
import contextlib
import importlib
import io
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from autograder.course.course import Course
from autograder.course.lab import Lab, grade_id, is_answer, read_source
from autograder.course.notebook import Notebook
from autograder.errors import UsageError

Answer = TypeVar("Answer", bound=Callable[..., Any])

#: What a function without a usable result loses, as far as there are such cells.
EVERYTHING = ("values", "types", "properties", "extremes", "unchanged", "quiet")

_GIVEN = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


def loses(*behaviours: str, named: object = None) -> Callable[[Answer], Answer]:
    """Mark a known answer with the ends of the cells that it fails.

    Parameters
    ----------
    behaviours
        What follows ``FUNCTION_`` in the cells' grade_ids; none for a right answer.
    named
        The `Mistake` that the visible check should name, or None.
    """

    def mark(answer: Answer) -> Answer:
        tagged: Any = answer
        tagged.loses, tagged.named = frozenset(behaviours), named
        return answer

    return mark


@dataclass(frozen=True)
class KnownAnswer:
    """One known answer.

    Attributes
    ----------
    function
        The graded function that it answers.
    name
        Its mistake, or what is unusual about it.
    loses
        Ends of the grade_ids of the cells that should notice; empty if it is right.
    named
        The `Mistake` that the visible check should name, or None.
    """

    function: str
    name: str
    answer: Callable[..., Any]
    loses: frozenset[str]
    named: object


@dataclass(frozen=True)
class AnswerTried:
    """What the hidden cells of its function did to one known answer.

    Attributes
    ----------
    expected, lost
        grade_ids of the cells that should notice it, and of those that did.
    """

    function: str
    answer: str
    expected: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether it lost what its tag names, and nothing else."""
        return set(self.lost) == set(self.expected)


@dataclass(frozen=True)
class Audit:
    """The trials of one lab.

    Attributes
    ----------
    cells
        grade_ids of the lab's hidden tests.
    """

    lab: str
    cells: tuple[str, ...]
    trials: tuple[AnswerTried, ...]

    @property
    def idle(self) -> tuple[str, ...]:
        """The hidden cells that no known answer loses."""
        needed = {cell for trial in self.trials for cell in trial.lost}
        return tuple(cell for cell in self.cells if cell not in needed)

    @property
    def misfits(self) -> tuple[AnswerTried, ...]:
        """The trials that ended otherwise than tagged."""
        return tuple(trial for trial in self.trials if not trial.fits)

    @property
    def clean(self) -> bool:
        """Whether every answer got what it deserves and every cell is needed."""
        return not self.misfits and not self.idle

    def as_json(self) -> dict[str, Any]:
        """Return the record as JSON data."""
        trials = [
            {
                "function": trial.function,
                "answer": trial.answer,
                "expected": list(trial.expected),
                "lost": list(trial.lost),
                "fits": trial.fits,
            }
            for trial in self.trials
        ]
        return {
            "lab": self.lab,
            "clean": self.clean,
            "cells": list(self.cells),
            "idle": list(self.idle),
            "trials": trials,
        }


def audit(course: Course, lab: Lab) -> Audit:
    """Try every known answer of `lab` on the hidden tests of its function.

    Raises
    ------
    UsageError
        As `known_answers` does.
    """
    known = known_answers(course, lab.name)
    given = reference(read_source(course, lab.name))
    tests = hidden_tests(lab)
    trials = tuple(_try(answer, tests, given) for answer in known)
    return Audit(lab.name, tuple(tests), trials)


def hidden_tests(lab: Lab) -> dict[str, str]:
    """Return the source of each test cell that carries points, by its grade_id."""
    worth = {
        cell.grade_id for cell in lab.graded if cell.max_score and not cell.written
    }
    cells = {grade_id(cell): str(cell.source) for cell in lab.master.cells}
    return {name: source for name, source in cells.items() if name in worth}


def reference(source: Notebook) -> dict[str, Any]:
    """Return what a lab's source defines: imports, functions, classes and all answers.

    It runs in this process: the source is the instructor's own code.
    """
    names: dict[str, Any] = {}
    for cell in source.cells:
        if cell.cell_type != "code":
            continue
        tree = ast.parse(cell.source)
        if not is_answer(cell):
            tree.body = [step for step in tree.body if isinstance(step, _GIVEN)]
        exec(compile(tree, "<source>", "exec"), names)  # noqa: S102
    return names


def known_answers(course: Course, lab: str) -> tuple[KnownAnswer, ...]:
    """Return the known answers of a lab, by function and in the order written.

    Raises
    ------
    UsageError
        If the course keeps none for this lab, or a file of them does not run.
    """
    folder = course.known_answers / lab
    files = sorted(folder.glob("[!_]*.py"))
    if not files:
        raise UsageError(f"no known answers of {lab}: expected {folder}/FUNCTION.py")
    with _package(folder) as package:
        return tuple(known for file in files for known in _answers(package, file))


def passes(source: str, names: Mapping[str, Any]) -> bool:
    """Say whether a test cell gives its points: no error, no warning, no stderr.

    It runs in this process: known answers are the instructor's own code.

    Parameters
    ----------
    source
        The cell, hidden tests included.
    names
        What the notebook has defined before it.
    """
    stderr = io.StringIO()
    with (
        contextlib.redirect_stderr(stderr),
        contextlib.redirect_stdout(io.StringIO()),
        warnings.catch_warnings(record=True) as heard,
    ):
        warnings.simplefilter("always")
        try:
            exec(compile(source, "<test>", "exec"), dict(names))  # noqa: S102
        except (Exception, SystemExit):
            return False
    return not heard and not stderr.getvalue()


def _try(
    known: KnownAnswer, tests: Mapping[str, str], given: Mapping[str, Any]
) -> AnswerTried:
    own = {
        name.rpartition("_")[2]: name
        for name in tests
        if name.rpartition("_")[0] == known.function
    }
    names = {**given, known.function: known.answer}
    lost = tuple(cell for cell in own.values() if not passes(tests[cell], names))
    unknown = known.loses - set(own) - set(EVERYTHING)
    tagged = [end for end in own if end in known.loses] + sorted(unknown)
    expected = tuple(f"{known.function}_{end}" for end in tagged)
    return AnswerTried(known.function, known.name, expected, lost)


@contextlib.contextmanager
def _package(folder: Path) -> Iterator[str]:
    """Make `folder` a package that can be imported, and forget it afterwards."""
    package: Any = ModuleType(f"known_answers_{folder.name}")
    package.__path__ = [str(folder)]
    package.loses, package.EVERYTHING = loses, EVERYTHING
    sys.modules[package.__name__] = package
    try:
        yield package.__name__
    finally:
        for name in [name for name in sys.modules if name.startswith(package.__name__)]:
            del sys.modules[name]


def _answers(package: str, file: Path) -> Iterator[KnownAnswer]:
    try:
        module = importlib.import_module(f"{package}.{file.stem}")
    except Exception as error:  # a file of known answers can raise anything
        raise UsageError(f"{file} does not run: {error}") from error
    for name, answer in vars(module).items():
        if hasattr(answer, "loses") and answer.__module__ == module.__name__:
            yield KnownAnswer(file.stem, name, answer, answer.loses, answer.named)
