"""A function that a student wrote under nearly the name that is asked for."""

import sys
from types import FunctionType

from gradlab.words.slips import alike


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
