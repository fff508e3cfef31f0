"""What makes a check visible: a line for the student who passes it."""

import functools
from collections.abc import Callable

from gradlab.calls import StudentFunction

Check = Callable[[StudentFunction], None]


def visible(check: Check, name: str = "") -> Check:
    """Let a check say that it passes, under its own name or another."""

    @functools.wraps(check)
    def told(function: StudentFunction) -> None:
        check(function)
        print(f"{name or check.__name__}: the check passes.")

    return told


def visible_as(name: str) -> Callable[[Check], Check]:
    """Return a decorator like `visible` that gives the check another name."""
    return functools.partial(visible, name=name)
