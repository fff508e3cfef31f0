"""Numbers from torch: recorded ones always, live ones where torch is installed."""

import math
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

Number = float | str | None


def installed() -> ModuleType | None:
    """Return torch, or None where it is not installed (``pip install torch``)."""
    return import_module("torch") if find_spec("torch") else None


def numbers(
    program: Callable[[Any], Sequence[Number]], recorded: Sequence[Number]
) -> list[Number]:
    """Return what a torch program gives, from the record; live torch must agree.

    Parameters
    ----------
    program
        Takes the torch module and returns numbers, texts or None.
    recorded
        What it returned under torch 2.13.0.

    Returns
    -------
    list
        The recorded numbers, so that a notebook prints the same with and without torch.

    Raises
    ------
    ValueError
        If torch is installed and gives something else.
    """
    torch = installed()
    live = list(recorded) if torch is None else list(program(torch))
    same = len(live) == len(recorded) and all(map(_agree, live, recorded))
    if not same:
        raise ValueError(f"torch gives {live}, where {list(recorded)} was recorded")
    return list(recorded)


def _agree(live: Number, recorded: Number) -> bool:
    if isinstance(live, float | int) and isinstance(recorded, float | int):
        return math.isclose(live, recorded, rel_tol=1e-5, abs_tol=1e-9)
    return live == recorded
