"""A function that a student wrote under nearly the name that is asked for."""

import sys
from difflib import SequenceMatcher
from types import FunctionType

_LETTERS = 2  # that may differ: one in place of another, or two that changed places


def misspelt(function: object) -> str:
    """Return the name beside a function's own that may be meant for it, empty if none.

    Such as ``sigmiod`` where ``sigmoid`` is still as it was handed out. For a function
    those of the notebook are looked at, for a class its classes; no imports.
    """
    name, module = (getattr(function, key, "") for key in ("__name__", "__module__"))
    around = getattr(sys.modules.get(str(module)), "__dict__", {})
    own = [
        other
        for other, value in around.items()
        if isinstance(value, type if isinstance(function, type) else FunctionType)
        and value.__module__ == module
    ]
    return next((other for other in own if alike(other, name)), "")


def alike(one: str, other: str) -> bool:
    """Say whether two names differ, but by no more than a slip of the fingers."""
    if one == other or min(len(one), len(other)) <= _LETTERS:
        return False
    first, second = (name.replace("_", "").casefold() for name in (one, other))
    blocks = SequenceMatcher(None, first, second).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return len(first) + len(second) - 2 * same <= _LETTERS
