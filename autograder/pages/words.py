"""What a student may read about a lost point: sentences of closed lists, nothing else.

A hidden test's message holds its inputs and its expected values. From it are taken the
sentence of a `Mistake`, if its first line is one; what *kind* of input the call was
given; and the name of a builtin exception. None of these can hold a value.
"""

import builtins
import re

from autograder.grading.records import CellResult, Outcome
from gradlab.check.mistakes import Mistake

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
    Outcome.MISSING: "Nothing is written here yet.",
    Outcome.MANUAL: "A person will read this answer.",
}
# A likely cause for each exception that students meet.
_CAUSES = {
    "NameError": (
        "A name is not defined. Does the cell that defines it run without an error "
        "after Kernel, Restart Kernel and Run All Cells?"
    ),
    "UnboundLocalError": "A local name is used before it has a value.",
    "TypeError": (
        "Something is not of the type that the code expects, such as a list where an "
        "array is needed, or a function was given the wrong number of arguments."
    ),
    "ValueError": "Two shapes do not fit, or a value is outside what a function takes.",
    "IndexError": "An index lies outside the array.",
    "KeyError": "A dictionary has no entry of that name.",
    "AttributeError": "An object has no such attribute; is the name spelled right?",
    "ZeroDivisionError": "A Python number was divided by zero.",
    "OverflowError": "A function of math overflowed; those of NumPy give infinity.",
    "RecursionError": "A function calls itself without end.",
    "MemoryError": "The code asked for more memory than there is.",
    "ModuleNotFoundError": "A package is imported that the grader does not have.",
    "PermissionError": "The code did what a graded notebook may not do.",
}
_NUMBER = re.compile(r"(?<![\w.])-?\d+\.?\d*(?:e[+-]?\d+)?", re.IGNORECASE)
_FAR = 100.0


def reason(cell: CellResult) -> str:
    """Return why a cell lost points, with a likely cause."""
    if cell.outcome is Outcome.ERRORED:
        name = cell.message.partition(":")[0]
        known = isinstance(getattr(builtins, name, None), type)
        raised = f"Your code raised {name if known else 'an exception of its own'}."
        return f"{raised} {_CAUSES.get(name, '')}".strip()
    if cell.outcome is Outcome.REFUSED:
        return cell.message
    if cell.outcome is Outcome.MANUAL and not cell.waits:
        return ""
    mistake = Mistake.named_in(cell.message)
    return mistake.value if mistake else _OUTCOMES.get(cell.outcome, "")


def given(cell: CellResult) -> str:
    """Return the kind of input with which a failed test called the function.

    In closed words, such as ``a matrix with whole numbers, nan``; empty where the
    message does not tell.
    """
    if cell.outcome is not Outcome.FAILED or not Mistake.named_in(cell.message):
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
