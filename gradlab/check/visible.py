"""What makes a check visible: a line for the student who passes it, words if not.

Whatever a check meets, a student reads words and no traceback. Beside what a check
looks for, no call may change its arguments, and a warning of NumPy is mentioned where a
hidden test gives points for staying quiet.
"""

import functools
from collections.abc import Callable, Iterator
from typing import Any

from gradlab.calls import StudentFunction, name_of
from gradlab.check import habits, hints
from gradlab.check.failure import AnswerRaised, CheckFailed, NotWritten, in_words
from gradlab.check.misspelt import misspelt
from gradlab.check.outside import outside
from gradlab.check.unread import unread
from gradlab.check.watch import Seen, watched
from gradlab.words import lines, raised
from gradlab.words.mistakes import Mistake

Check = Callable[..., None]  # of what a student wrote, one function or two
_HABITS = {
    Mistake.RETURNED_NONE: habits.printed,
    Mistake.TEST_MISSED_WRONG: habits.asserts_nothing,
    Mistake.TEST_RETURNED: habits.asserts_nothing,
}


def visible(check: Check, name: str = "") -> Check:
    """Let a check say that it passes, under its own name or another."""
    title = name or check.__name__

    @functools.wraps(check)
    def told(function: StudentFunction, *judged: StudentFunction) -> None:
        exercise = name_of(function, title)
        with watched() as seen:
            failure = unread(exercise) or _failure(check, function, *judged)
        if failure is None or not isinstance(failure, AnswerRaised | NotWritten):
            failure = _change(seen) or failure
        if failure is not None:
            for note in _notes(function, failure, exercise):
                failure.add_note(note)
            hint = hints.failed(title, check.__module__, exercise, failure)
            if hint:
                failure.add_note(hint)
            raise failure
        hints.passed(title, check.__module__)
        if seen.warned and getattr(check, "quiet_counts", False):
            print(
                f"{title}: NumPy warned ({seen.warned[0]}). The numbers are right; "
                "a function that stays quiet gets one point more."
            )
        print(f"{title}: the check passes.")

    return told


def visible_as(name: str) -> Callable[[Check], Check]:
    """Return a decorator like `visible` that gives the check another name."""
    return functools.partial(visible, name=name)


def quiet_counts(check: Check) -> Check:
    """Mark a check whose function gets points for staying quiet; below `visible`."""
    marked: Any = check
    marked.quiet_counts = True
    return check


def _failure(
    check: Check, function: StudentFunction, *judged: StudentFunction
) -> CheckFailed | None:
    """Return what a check finds wrong, without the frames that led to it."""
    try:
        check(function, *judged)
    except CheckFailed as failure:
        return failure.with_traceback(None)
    except (Exception, KeyboardInterrupt) as error:  # of the check, or of its reader
        return _in_words(error, name_of(function, check.__name__))
    return None


def _notes(
    function: StudentFunction, failure: CheckFailed, exercise: str
) -> Iterator[str]:
    """Yield what is to be seen of a function without calling it."""
    strayed, near = outside(function), misspelt(function)
    habit = _HABITS.get(failure.mistake)
    if habit and (seen := habit(function)):
        yield seen
    if strayed and failure.mistake not in hints.NOTHING_TRIED:
        yield strayed
    if near and isinstance(failure, NotWritten):
        yield raised.misspelt(exercise, near)
    elif near:
        yield f"There is {near} as well; this check looked at {exercise}."


def _change(seen: Seen) -> CheckFailed | None:
    return CheckFailed(Mistake.CHANGED_INPUT, seen.changed[0]) if seen.changed else None


def _in_words(error: BaseException, name: str) -> CheckFailed:
    """Return what to say of an exception that did not come out of `expect.call`."""
    if lines.place(error) or isinstance(error, NotImplementedError | KeyboardInterrupt):
        return in_words(error, name)
    detail = f"  it stopped the check of {name}: {type(error).__name__}: {error}"
    told = isinstance(error, AttributeError) or raised.known(error)
    return CheckFailed(raised.cause(error) if told else Mistake.NOT_USABLE, detail)
