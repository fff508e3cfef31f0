"""What makes a check visible: a line for the student who passes it."""

import functools
from collections.abc import Callable

from gradlab.calls import StudentFunction, name_of
from gradlab.check import hints

Check = Callable[[StudentFunction], None]


def visible(check: Check, name: str = "") -> Check:
    """Let a check say that it passes, under its own name or another."""
    title = name or check.__name__

    @functools.wraps(check)
    def told(function: StudentFunction) -> None:
        try:
            check(function)
        except Exception as error:
            exercise = name_of(function, title)
            hint = hints.failed(title, check.__module__, exercise, error)
            if hint:
                error.add_note(hint)
            raise
        hints.passed(title, check.__module__)
        print(f"{title}: the check passes.")

    return told


def visible_as(name: str) -> Callable[[Check], Check]:
    """Return a decorator like `visible` that gives the check another name."""
    return functools.partial(visible, name=name)
