"""Arguments that a call has to leave as they were, whatever else it does."""

import contextlib

from gradlab import calls
from gradlab.check import watch
from gradlab.check.expect import Function
from gradlab.check.failure import CheckFailed
from gradlab.check.reading import CallText
from gradlab.words.mistakes import Mistake


def by(function: Function, *arguments: object) -> None:
    """Expect that a call changes no argument, even if it raises an exception.

    A test of this alone: what the call returns is for other tests to judge.

    Raises
    ------
    CheckFailed
        If an argument is another one afterwards.
    """
    text = CallText(function, arguments, {})
    with contextlib.suppress(Exception):
        calls.call(function, arguments, {})
    change = watch.changed(text, arguments)
    if change:
        raise CheckFailed(Mistake.CHANGED_INPUT, change)
