"""Modules and classes that both sides have, so that a name stands for them."""

import builtins
import collections
import decimal
import importlib
import statistics
from types import ModuleType

import numpy as np

from autograder.errors import GraderLimit, WireError
from autograder.execution.boundary.tags import SCALARS

_MODULE_NAMES = """
    cmath collections functools gradlab gradlab.check gradlab.check.expect
    gradlab.check.parts gradlab.explore itertools math matplotlib matplotlib.pyplot
    numpy numpy.linalg numpy.random operator pandas random statistics time
"""
_MODULES = frozenset(_MODULE_NAMES.split())
_PLAIN = (bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, set)
_EXCEPTIONS = (
    kind
    for kind in vars(builtins).values()
    if isinstance(kind, type) and issubclass(kind, BaseException)
)
# Those that a message alone makes, and that tests catch.
LIBRARY_EXCEPTIONS: tuple[type[Exception], ...] = (
    *(np.linalg.LinAlgError, np.exceptions.AxisError, statistics.StatisticsError),
    *(decimal.InvalidOperation, decimal.DivisionByZero),
)
# Those that a message alone does not make.
UNFIT_EXCEPTIONS = (
    *(UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError),
    BaseExceptionGroup,
)
_CLASSES: dict[str, type] = {
    **{
        kind.__name__: kind
        for kind in (*_PLAIN, frozenset, range, slice, object, np.ndarray, *_EXCEPTIONS)
    },
    **{kind.__name__: kind for kind in LIBRARY_EXCEPTIONS},
    **{f"numpy.{np.dtype(c).type.__name__}": np.dtype(c).type for c in SCALARS + "US"},
}
_CLASSES |= {
    f"collections.{kind.__name__}": kind
    for kind in (
        *(collections.Counter, collections.OrderedDict),
        *(collections.defaultdict, collections.deque),
    )
}
_CLASS_NAMES = {kind: name for name, kind in _CLASSES.items()}


def module_name(module: ModuleType) -> str:
    """Return the name of a module that both sides have.

    Raises
    ------
    GraderLimit
        If it is another.
    """
    name = module.__name__
    if name not in _MODULES:
        raise GraderLimit(f"the module {name!s:.50} cannot be handed over")
    return name


def module_named(name: object) -> ModuleType:
    """Return the module of that name, of this side.

    Raises
    ------
    WireError
        If there is none that can cross.
    """
    if isinstance(name, str) and name in _MODULES:
        return importlib.import_module(name)
    raise WireError(f"no module is called {name!r:.50}")


def class_name(kind: type) -> str | None:
    """Return the name of a class that both sides have; None for another."""
    return _CLASS_NAMES.get(kind)


def class_named(name: object) -> type:
    """Return the class of that name, of this side.

    Raises
    ------
    WireError
        If there is none that can cross.
    """
    if isinstance(name, str) and name in _CLASSES:
        return _CLASSES[name]
    raise WireError(f"no class is called {name!r:.50}")
