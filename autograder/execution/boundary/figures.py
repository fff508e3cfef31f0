"""Figures of matplotlib: those that are open, and the class that an artist is of."""

import sys
from typing import Any

_LIBRARY = "matplotlib."
PYPLOT = "matplotlib.pyplot"


def loaded() -> Any:
    """Return pyplot if this process has imported it, else None."""
    return sys.modules.get(PYPLOT)


def full_name(kind: type) -> str:
    """Return the name of a class; with its module if it is one of matplotlib's."""
    ours = (base for base in kind.__mro__ if base.__module__.startswith(_LIBRARY))
    known = next(ours, None)
    return kind.__name__ if known is None else f"{known.__module__}.{known.__name__}"


def class_here(full_name: str) -> type | None:
    """Return the class of matplotlib that this process has under such a name."""
    module, _, name = full_name.rpartition(".")
    if not module.startswith(_LIBRARY):
        return None
    kind = getattr(sys.modules.get(module), name, None)
    is_its_own = isinstance(kind, type) and kind.__module__ == module
    return kind if is_its_own else None


def of_open_figures(name: str, arguments: tuple[Any, ...]) -> Any:
    """Return what a function of pyplot gives, on the student's side.

    None where no figure is open: the function would make one.
    """
    pyplot = loaded()
    if pyplot is None or not pyplot.get_fignums():
        return None
    return getattr(pyplot, name)(*arguments)


def close_shown() -> None:
    """Close what a notebook would have shown, and so closed, below the last cell."""
    pyplot = loaded()
    if pyplot is not None and "inline" in pyplot.get_backend():
        pyplot.close("all")
