"""A function that leaves an argument alone, or takes a name of the notebook for it."""

import dis
from types import FunctionType

import numpy as np

_DATA = (np.ndarray, np.generic, int, float, list, tuple, dict)


def outside(function: object) -> str:
    """Return in words which arguments a function never reads, and what instead.

    Such as ``sigmoid never uses its argument z, but x from outside``; empty where
    arguments are used, and for what is no function written in Python.
    """
    if not isinstance(function, FunctionType):
        return ""
    code = function.__code__
    steps = list(dis.get_instructions(code))
    read = {name for step in steps if "LOAD" in step.opname for name in _names(step)}
    arguments = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    unused = [name for name in arguments if name not in {*read, *code.co_cellvars}]
    known, asked = function.__globals__, [s for s in steps if s.opname == "LOAD_GLOBAL"]
    data = [s.argval for s in asked if isinstance(known.get(s.argval), _DATA)]
    if not unused:
        return ""
    several = "s" * (len(unused) > 1)
    told = f"{function.__name__} never uses its argument{several} {_listed(unused)}"
    if not data:
        return f"{told}."
    instead = "but" if len(unused) == len(arguments) else "and it reads"
    return f"{told}, {instead} {_listed([*dict.fromkeys(data)])} from outside."


def _listed(names: list[str]) -> str:
    """Return names as one lists them in a sentence."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _names(step: dis.Instruction) -> tuple[object, ...]:
    """Return the names that a step reads; newer Pythons read two in one step."""
    return step.argval if isinstance(step.argval, tuple) else (step.argval,)
