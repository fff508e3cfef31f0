"""Auditing a lab: its hidden tests, tried on answers that are known.

A course keeps such answers in ``known_answers/LAB/FUNCTION.py``, each a function (or
class) named after its mistake, or after what is unusual about it::

    from . import EVERYTHING, loses  # given to every file

    @loses("types", "quiet", named=Mistake.RETURNED_LIST)  # wrong: it fails two cells
    def returns_a_list(x): ...

    @loses()                      # right: it keeps all points
    def written_as_a_loop(x): ...

An audit is clean if every answer loses exactly the cells that its tag names, every
hidden cell is lost by a wrong answer, and a student is told of a wrong answer the
mistake that its tag names (see `told`).
"""

import ast
import contextlib
import importlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from autograder.course.course import Course
from autograder.course.lab import GradedCell, Lab, grade_id, is_answer
from autograder.course.notebook import Notebook
from autograder.course.sources import read_source
from autograder.course.told import Naming, Said, fits, run, told, verdict
from autograder.errors import UsageError
from gradlab.words.mistakes import Mistake

Answer = TypeVar("Answer", bound=Callable[..., Any])

#: What a function without a usable result loses, as far as there are such cells.
EVERYTHING = ("values", "types", "properties", "extremes", "unchanged", "quiet")

_GIVEN = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


def loses(
    *behaviours: str, named: Mistake | tuple[Mistake, ...] = ()
) -> Callable[[Answer], Answer]:
    """Mark a known answer with the ends of the cells that it fails.

    Parameters
    ----------
    behaviours
        What follows ``FUNCTION_`` in the cells' grade_ids; none for a right answer.
    named
        The `Mistake` that it makes; several where one leads to another.
    """
    several = (named,) if isinstance(named, Mistake) else named

    def mark(answer: Answer) -> Answer:
        tagged: Any = answer
        tagged.loses, tagged.named = frozenset(behaviours), several
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
        The mistakes that it makes; empty if it is right.
    """

    function: str
    name: str
    answer: Callable[..., Any]
    loses: frozenset[str]
    named: tuple[Mistake, ...]


@dataclass(frozen=True)
class AnswerTried:
    """What the hidden cells of its function did to one known answer.

    Attributes
    ----------
    expected, lost
        grade_ids of the cells that should notice it, and of those that did.
    said
        What the visible checks and the lost cells tell a student.
    named
        The mistakes that its tag names.
    """

    function: str
    answer: str
    expected: tuple[str, ...]
    lost: tuple[str, ...]
    said: tuple[Said, ...]
    named: tuple[Mistake, ...]

    @property
    def fits(self) -> bool:
        """Whether it lost what its tag names, and nothing else."""
        return set(self.lost) == set(self.expected)

    @property
    def verdict(self) -> Naming | None:
        """Whether its mistake was named; None if it makes none, or its tag no word."""
        return verdict(self.said, self.named) if self.named else None

    @property
    def misnamed(self) -> bool:
        """Whether a student is told anything but the mistakes that its tag names."""
        return bool(self.named) and not fits(self.said, self.named)


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
    def misnamed(self) -> tuple[AnswerTried, ...]:
        """The trials of wrong answers of which another mistake is told than tagged."""
        return tuple(trial for trial in self.trials if trial.misnamed)

    @property
    def shares(self) -> dict[Naming, int]:
        """How many wrong answers were named rightly, wrongly or not at all."""
        found = [trial.verdict for trial in self.trials]
        return {kind: found.count(kind) for kind in Naming}

    @property
    def clean(self) -> bool:
        """Whether every answer got what it deserves and every cell is needed."""
        return not (self.misfits or self.idle or self.misnamed)

    def as_json(self) -> dict[str, Any]:
        """Return the record as JSON data."""
        trials = [
            {
                "function": trial.function,
                "answer": trial.answer,
                "expected": list(trial.expected),
                "lost": list(trial.lost),
                "fits": trial.fits,
                "named": [mistake.name for mistake in trial.named],
                "said": {said.where: said.name for said in trial.said},
                "verdict": trial.verdict,
            }
            for trial in self.trials
        ]
        return {
            "lab": self.lab,
            "clean": self.clean,
            "cells": list(self.cells),
            "idle": list(self.idle),
            "shares": {str(kind): count for kind, count in self.shares.items()},
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
    tests, checks = hidden_tests(lab), visible_checks(lab)
    trials = tuple(_try(answer, tests, checks, given) for answer in known)
    return Audit(lab.name, tuple(tests), trials)


def hidden_tests(lab: Lab) -> dict[str, str]:
    """Return the source of each test cell that carries points, by its grade_id."""
    return _sources(lab, lambda cell: bool(cell.max_score) and not cell.written)


def visible_checks(lab: Lab) -> dict[str, str]:
    """Return the source of each test cell without points, by its grade_id."""
    return _sources(lab, lambda cell: not cell.max_score)


def _sources(lab: Lab, chosen: Callable[[GradedCell], bool]) -> dict[str, str]:
    names = {cell.grade_id for cell in lab.graded if chosen(cell)}
    cells = {grade_id(cell): str(cell.source) for cell in lab.master.cells}
    return {name: source for name, source in cells.items() if name in names}


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


def _try(
    known: KnownAnswer,
    tests: Mapping[str, str],
    checks: Mapping[str, str],
    given: Mapping[str, Any],
) -> AnswerTried:
    own = {
        name.rpartition("_")[2]: name
        for name in tests
        if name.rpartition("_")[0] == known.function
    }
    names = {**given, known.function: known.answer}
    called = re.compile(rf"\({known.function}[,)]")  # a test's check takes two
    asked = [name for name, text in checks.items() if called.search(text)]
    heard = {c: run(checks[c], names) for c in asked if known.loses}  # as at home
    ended = {cell: run(tests[cell], names) for cell in own.values()}
    lost = tuple(cell for cell, end in ended.items() if not end.passed)
    said = told({**heard, **{cell: ended[cell] for cell in lost}})
    unknown = known.loses - set(own) - set(EVERYTHING)
    tagged = [end for end in own if end in known.loses] + sorted(unknown)
    expected = tuple(f"{known.function}_{end}" for end in tagged)
    return AnswerTried(known.function, known.name, expected, lost, said, known.named)


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
