"""What makes a check visible: a line for the student who passes it."""

import functools
from collections.abc import Callable

from gradlab.calls import StudentFunction, name_of
from gradlab.check.failure import CheckFailed, in_words
from gradlab.words import lines, raised
from gradlab.words.mistakes import Mistake

Check = Callable[[StudentFunction], None]


def visible(check: Check, name: str = "") -> Check:
    """Let a check say that it passes, under its own name or another."""

    @functools.wraps(check)
    def told(function: StudentFunction) -> None:
        try:
            check(function)
        except CheckFailed as failure:
            raise failure.with_traceback(None) from None
        except Exception as error:  # of the check, which met what it cannot use
            raise _in_words(error, name_of(function, check.__name__)) from None
        print(f"{name or check.__name__}: the check passes.")

    return told


def visible_as(name: str) -> Callable[[Check], Check]:
    """Return a decorator like `visible` that gives the check another name."""
    return functools.partial(visible, name=name)


def _in_words(error: Exception, name: str) -> CheckFailed:
    """Return what to say of an exception that did not come out of `expect.call`."""
    if lines.place(error) or isinstance(error, NotImplementedError):
        return in_words(error, name)
    detail = f"  it stopped the check of {name}: {type(error).__name__}: {error}"
    told = isinstance(error, AttributeError) or raised.known(error)
    return CheckFailed(raised.cause(error) if told else Mistake.NOT_USABLE, detail)
