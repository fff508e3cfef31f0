"""What students can import, tried as answers to graded functions.

A graded function of the course is replaced by every callable of the package that may be
one: by all of a module's functions and classes, whatever their names begin with, by the
methods of the classes, and by what lies in a module's lists and dictionaries. Running
all hidden tests with each would take an hour, so a callable has to give first what the
course's own answer gives, for calls that the hidden tests make.
"""

import contextlib
import copy
import functools
import importlib
import inspect
import io
import pkgutil
from dataclasses import dataclass, field
from types import ModuleType

import matplotlib.pyplot as plt
import numpy as np

from autograder.course import audit, told
from autograder.course.lab import Lab
from autograder.course.sources import read_source
from gradlab import calls

CALLS = 3  # of the reference, that a candidate has to answer alike
LONGEST = 2.0  # seconds for one of them
LIMIT = calls.TimeLimit()


def modules(package):
    """Return a package and all modules below it."""
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    names = [one.name for one in found if not one.name.endswith("__main__")]
    return [package, *map(importlib.import_module, names)]


def candidates(module: ModuleType, package: str):
    """Yield every callable of a module that its package defines, with its name."""
    for name, value in list(vars(module).items()):
        yield from _callables(value, f"{module.__name__}.{name}", package)


def _callables(value, name, package):
    if isinstance(value, dict | list | tuple):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for key, one in inner:
            if callable(one):
                yield from _callables(one, f"{name}[{key!r}]", package)
    if not callable(value) or not _of(value, package):
        return
    yield name, value
    if inspect.isclass(value):
        for key in vars(value):
            if key.startswith("__"):  # an operator, which Python has too
                continue
            method = getattr(value, key, None)
            if callable(method) and _of(method, package):
                yield f"{name}.{key}", method


def _of(value, package):
    module = getattr(value, "__module__", None) or ""
    return module == package or module.startswith(f"{package}.")


@dataclass
class Recorder:
    """A function that notes the first of its calls, and what became of them."""

    function: object
    calls: list = field(default_factory=list)

    def __call__(self, *arguments, **options):
        before = copy.deepcopy((arguments, options))
        outcome = called(self.function, arguments, options)
        if len(self.calls) < CALLS:
            self.calls.append((*before, copy.deepcopy(outcome)))
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


def called(function, arguments, options):
    """Return what a function returns, or the exception that it raises."""
    try:
        return function(*arguments, **options)
    except Exception as error:
        return error


def alike(one, other):
    """Return whether two outcomes are the same, up to rounding."""
    if isinstance(one, BaseException) or one is None:
        return type(one) is type(other) or (one and isinstance(other, type(one)))
    if isinstance(one, dict):
        return isinstance(other, dict) and _each(one, other, one.keys(), other.keys())
    if isinstance(one, tuple | list) and any(np.ndim(part) for part in one):
        numbered = range(len(one))
        return _sized(other) and _each(one, other, numbered, range(len(other)))
    mine, theirs = calls.as_numbers(one), calls.as_numbers(other)
    if mine is None or theirs is None:
        return mine is theirs and type(one) is type(other)
    same = mine.shape == theirs.shape
    return same and np.allclose(mine, theirs, 1e-5, 1e-6, equal_nan=True)


def _sized(value):
    return isinstance(value, tuple | list | np.ndarray)


def _each(one, other, mine, theirs):
    return set(mine) == set(theirs) and all(alike(one[k], other[k]) for k in mine)


def answers_like(candidate, known):
    """Return whether a candidate gives what the reference gave, call by call."""
    for arguments, options, outcome in known:
        try:
            inspect.signature(candidate).bind(*arguments, **options)
        except (TypeError, ValueError):
            return False
        arguments, options = copy.deepcopy((arguments, options))
        given = None
        with _quietly():
            given = called(functools.partial(_limited, candidate), arguments, options)
        if not alike(outcome, given):
            return False
    return bool(known)


def _limited(candidate, *arguments, **options):
    with LIMIT.at_most(LONGEST):
        return candidate(*arguments, **options)


@contextlib.contextmanager
def _quietly():
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        with contextlib.suppress(calls.TooSlow), np.errstate(all="ignore"):
            yield
    plt.close("all")


class Course:
    """The graded functions of one lab, with their hidden tests."""

    def __init__(self, course, name):
        lab = Lab.load(course, name)
        self.given = audit.reference(read_source(course, name))
        self.tests = audit.hidden_tests(lab)
        self.points = {cell.grade_id: cell.max_score for cell in lab.graded}

    def functions(self):
        """Return the names of the graded functions."""
        return sorted({cell.rpartition("_")[0] for cell in self.tests})

    def cells(self, function):
        """Return the hidden tests of one function."""
        return [cell for cell in self.tests if cell.rpartition("_")[0] == function]

    def recorded(self, function):
        """Return the first calls that the hidden tests make, none of a class."""
        reference = self.given[function]
        if inspect.isclass(reference):
            return None
        recorder = Recorder(reference)
        for cell in self.cells(function):
            told.run(self.tests[cell], {**self.given, function: recorder})
        return recorder.calls

    def share(self, function, answer):
        """Return the share of a function's points that an answer would earn."""
        cells = self.cells(function)
        names = {**self.given, function: answer}
        earned = [c for c in cells if told.run(self.tests[c], names).passed]
        plt.close("all")
        return sum(self.points[c] for c in earned) / sum(self.points[c] for c in cells)

    def answered_by(self, found, at_least):
        """Return which candidates earn at least this share, by function."""
        answers = []
        for function in self.functions():
            known = self.recorded(function)
            for name, candidate in found:
                likely = (
                    inspect.isclass(candidate)
                    if known is None
                    else answers_like(candidate, known)
                )
                if likely and self.share(function, candidate) >= at_least:
                    answers.append(f"{function}: {name}")
        return answers
