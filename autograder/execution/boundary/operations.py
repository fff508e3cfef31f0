"""What a test may do with the functions, classes and instances of a student's code.

The trusted side sends the name of an operation and its operands, a proxy asks for it,
and the student's side looks it up here. It is a closed list.
"""

import copy
import dataclasses
import inspect
import operator
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, Protocol

from autograder.errors import GraderLimit
from autograder.execution.boundary.figures import close_shown, of_open_figures
from gradlab.report.drawings import drawing
from gradlab.standin import measured


class Remote(Protocol):
    """The way to the other side."""

    def ask(
        self, operation: str, operands: list[Any], *, instances: bool = True
    ) -> Any:
        """Return what the operation gives there, or raise what it raises."""

    def meets(self, limit: str) -> GraderLimit:
        """Note a limit of the grader, and return it as the exception that it is."""

    def raised(self, problem: BaseException) -> bool:
        """Return whether the other side raised an exception that arrived here."""


MAX_ITERATED = 100_000  # values that iterating over an instance gives
_MAX_SHOWN = 1_000  # characters of a repr
_MAX_SOURCE = 100_000  # characters of source or documentation

BINARY = [
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "divmod",
    "pow",
    "matmul",
    "and",
    "or",
    "xor",
    "lshift",
    "rshift",
]
INPLACE = [
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "and",
    "or",
    "xor",
    "lshift",
    "rshift",
]
COMPARISONS = ["lt", "le", "gt", "ge"]
UNARY = ["neg", "pos", "abs", "invert"]
CONVERSIONS: dict[str, Callable[..., Any]] = {
    "bool": bool,
    "complex": complex,
    "float": float,
    "index": operator.index,
    "int": int,
    "len": len,
    "round": round,
}


def call(
    target: Callable[..., Any],
    arguments: tuple[Any, ...],
    options: Iterable[tuple[str, Any]],
) -> Any:
    """Call a function, class or instance."""
    return target(*arguments, **dict(options))


def iterate(thing: Iterable[Any]) -> list[Any]:
    """Return what iterating gives, as a list.

    Raises
    ------
    ValueError
        If it goes on and on.
    """
    values = list(islice(iter(thing), MAX_ITERATED + 1))
    if len(values) > MAX_ITERATED:
        raise ValueError(f"iterating gave more than {MAX_ITERATED} values")
    return values


def record(thing: Any) -> Any:
    """Return what says whether an object equals another: its class and its fields.

    Of one that is no dataclass: whether its class has a comparison of its own.
    """
    kind = type(thing)
    if dataclasses.is_dataclass(kind):
        names = [one.name for one in dataclasses.fields(kind) if one.compare]
        return kind, tuple(getattr(thing, name) for name in names)
    return bool(getattr(kind, "__eq__", None) is not getattr(object, "__eq__", None))


def leave(thing: Any, kind: type[BaseException] | None) -> bool:
    """Leave a context; return whether it keeps an exception to itself."""
    problem = None if kind is None else kind()
    return bool(type(thing).__exit__(thing, kind, problem, None))


def signature(thing: Callable[..., Any]) -> list[tuple[str, int, bool, Any]]:
    """Return name, kind, whether there is a default, and that, of each parameter."""
    found = inspect.signature(thing).parameters.values()
    return [
        (one.name, int(one.kind), one.default is not one.empty, one.default)
        if one.default is not one.empty
        else (one.name, int(one.kind), False, None)
        for one in found
    ]


def _named(names: Iterable[str], functions: Any) -> dict[str, Callable[..., Any]]:
    """Return functions of `operator` by name; `and` and `or` have a line after it."""
    both = ((name, getattr(functions, name, None)) for name in names)
    return {name: known or getattr(functions, f"{name}_") for name, known in both}


OPERATIONS: dict[str, Callable[..., Any]] = {
    "call": call,
    "getattr": getattr,
    "setattr": setattr,
    "delattr": delattr,
    "isinstance": isinstance,
    "issubclass": issubclass,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "iter": iterate,
    "next": next,
    "record": record,
    "enter": lambda thing: type(thing).__enter__(thing),
    "exit": leave,
    "figures": of_open_figures,
    "close shown": close_shown,
    "doc": lambda thing: thing.__doc__ and str(thing.__doc__)[:_MAX_SOURCE],
    "source": lambda thing: inspect.getsource(thing)[:_MAX_SOURCE],
    "signature": signature,
    "drawing": drawing.dispatch(object),  # the course's, as it is at the start
    "measured": measured.dispatch(object),
    "repr": lambda thing: repr(thing)[:_MAX_SHOWN],
    "str": lambda thing: str(thing)[:_MAX_SHOWN],
    "format": lambda thing, spec: format(thing, spec)[:_MAX_SHOWN],
    "getitem": operator.getitem,
    "setitem": operator.setitem,
    "delitem": operator.delitem,
    "contains": operator.contains,
    "eq": lambda thing, other: bool(thing == other),
    "hash": hash,
    "divmod": divmod,
    **_named([n for n in (*BINARY, *COMPARISONS, *UNARY) if n != "divmod"], operator),
    **{f"i{name}": getattr(operator, f"i{name}") for name in INPLACE},
    **CONVERSIONS,
}
