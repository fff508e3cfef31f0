"""A function that leaves its own argument alone and takes a name of the notebook."""

import dis
from types import FunctionType

import numpy as np

_DATA = (np.ndarray, np.generic, int, float, list, tuple, dict)


def outside(function: object) -> str:
    """Return what a function reads of the notebook in place of an argument, in words.

    Such as ``sigmoid never uses its argument z, but x from outside``; empty where every
    argument is used, and for what is no function written in Python.
    """
    if not isinstance(function, FunctionType):
        return ""
    code = function.__code__
    count = code.co_argcount + code.co_kwonlyargcount
    read = [step for step in dis.get_instructions(code) if "LOAD" in step.opname]
    names = {name for step in read for name in _names(step.argval)}
    unused = [
        n for n in code.co_varnames[:count] if n not in {*names, *code.co_cellvars}
    ]
    known = function.__globals__
    data = [n for n in code.co_names if n in names and isinstance(known.get(n), _DATA)]
    if not unused or not data:
        return ""
    own, others = " and ".join(unused), " and ".join(data)
    return (
        f"{function.__name__} never uses its argument {own}, but {others} from outside."
    )


def _names(value: object) -> tuple[object, ...]:
    """Return the names that a step reads; newer Pythons read two in one step."""
    return value if isinstance(value, tuple) else (value,)
