"""What a student may read about a lost point: sentences of closed lists, nothing else.

A hidden test's message holds its inputs and its expected values. From it are taken the
sentence of a `Mistake`, if its first line is one; what *kind* of input the call was
given; and the name of a builtin exception, with its sentence of the same list. None of
these can hold a value.
"""

import ast
import builtins
import re
from collections.abc import Mapping

from autograder.grading.records import CellResult, Outcome, SubmissionResult
from gradlab.words import raised
from gradlab.words.mistakes import Mistake
from gradlab.words.raised import cause_named
from gradlab.words.slips import alike

_OUTCOMES = {
    Outcome.FAILED: "The result is not what the contract promises.",
    Outcome.TIMEOUT: (
        "Your code ran longer than the time limit: a loop that does not end, or one "
        "over numbers where a formula on the whole array would do."
    ),
    Outcome.CRASHED: (
        "The process that ran your notebook died: it asked for too much memory, or "
        "ended itself."
    ),
    Outcome.LIMIT: (
        "The grader could not look at this answer in the way it is tested. That says "
        "nothing about the answer; whoever runs the course is told, and can mark it."
    ),
    Outcome.MISSING: "Nothing is written here yet.",
    Outcome.MANUAL: "A person will read this answer.",
}
# What a test itself may meet in a result whose form it did not expect.
_MET_BY_TESTS = {
    "TypeError",
    "ValueError",
    "IndexError",
    "AttributeError",
    "AxisError",
}
_TOLD = re.compile(r"^  raised +(\w+)(?::|$)", re.MULTILINE)  # by `AnswerRaised`
_NUMBER = re.compile(r"(?<![\w.])-?\d+\.?\d*(?:e[+-]?\d+)?", re.IGNORECASE)
_FAR = 100.0


def stopped(result: SubmissionResult) -> str:
    """Return why a cell stopped, where that explains lost points; else nothing."""
    stop = result.stopped
    if stop is None or not (result.unexplained or stop.missing):
        return ""
    if stop.missing:
        return f"the module {stop.missing} is not installed where it was graded"
    own = stop.reason.isidentifier() and not hasattr(builtins, stop.reason)
    return "an exception of its own" if own else stop.reason


def reason(cell: CellResult) -> str:
    """Return why a cell lost points, with a likely cause."""
    if cell.outcome is Outcome.ERRORED:
        return _why_it_stopped(cell.message)
    if cell.outcome is Outcome.REFUSED:
        return cell.message
    if cell.outcome is Outcome.LIMIT:
        return _OUTCOMES[cell.outcome]
    if cell.outcome is Outcome.MANUAL and not cell.waits:
        return ""
    mistake = Mistake.named_in(cell.message)
    return mistake.value if mistake else _OUTCOMES.get(cell.outcome, "")


def misspelt(cell: CellResult, answers: Mapping[str, str]) -> str:
    """Return which name stands for one that is not written; empty if none does.

    Parameters
    ----------
    answers
        The student's own code for what the cell tests, by the name that is asked for.
    """
    unknown = cell.message.startswith("NameError")
    if cell.outcome is not Outcome.MISSING and not unknown:
        return ""
    for name, code in answers.items():
        near = next((own for own in _defined(code) if alike(own, name)), "")
        if near:
            return raised.misspelt(name, near)
    return ""


def _defined(code: str) -> list[str]:
    try:
        statements = ast.parse(code).body
    except (SyntaxError, ValueError):
        return []
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [one.name for one in statements if isinstance(one, kinds)]


def _why_it_stopped(message: str) -> str:
    """Return the sentence for an exception, and whose code raised it."""
    mistake, told = Mistake.named_in(message), _TOLD.search(message)
    if mistake:
        return f"{_raised(told[1] if told else '')} {mistake.value}"
    name, _, rest = message.partition(": ")
    if name in _MET_BY_TESTS:
        return f"The test stopped with {name}. {Mistake.NOT_USABLE.value}"
    mistake = cause_named(name, rest)
    known = mistake is not Mistake.OTHER_EXCEPTION
    return f"{_raised(name)} {mistake.value if known else ''}".strip()


def _raised(name: str) -> str:
    known = isinstance(getattr(builtins, name, None), type)
    return f"Your code raised {name if known else 'an exception of its own'}."


def given(cell: CellResult) -> str:
    """Return the kind of input with which a failed test called the function.

    In closed words, such as ``a matrix with whole numbers, nan``; empty where the
    message does not tell.
    """
    tried = cell.outcome in (Outcome.FAILED, Outcome.ERRORED)
    if not tried or not Mistake.named_in(cell.message):
        return ""
    call = cell.message.split("\n")[1:2]
    opened, _, arguments = "".join(call).partition("(")
    return _kind(arguments.rpartition(")")[0]) if opened else ""


def _kind(arguments: str) -> str:
    holds = [word for word, found in _contents(arguments).items() if found]
    return " with ".join(filter(None, (_form(arguments), ", ".join(holds))))


def _form(arguments: str) -> str:
    deepest = depth = 0
    for letter in arguments:
        depth += (letter == "[") - (letter == "]")
        deepest = max(deepest, depth)
    if not deepest:
        return "single numbers" if _NUMBER.search(arguments) else ""
    forms = ("an array with one axis", "a matrix", "an array with three axes or more")
    return forms[min(deepest, len(forms)) - 1]


def _contents(arguments: str) -> dict[str, bool]:
    numbers = _NUMBER.findall(arguments)
    whole = not re.search(r"nan|inf", arguments) and all(
        n.lstrip("-").isdigit() for n in numbers
    )
    return {
        "no numbers in it": "[]" in arguments,
        "whole numbers": bool(numbers) and whole,
        "numbers far from zero": any(abs(float(n)) >= _FAR for n in numbers),
        "infinity": "inf" in arguments,
        "nan": "nan" in arguments,
    }
