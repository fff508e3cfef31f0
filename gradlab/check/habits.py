"""What the code of a function shows without a call: a habit that never leads on."""

import dis
from types import CodeType, FunctionType

_REFUSES = {"RAISE_VARARGS", "LOAD_ASSERTION_ERROR"}
_ASSERTS = ("assert_", "judge", "check")  # how names begin that may refuse in its place


def printed(function: object) -> str:
    """Return in words that a function prints, where it returns nothing; or nothing."""
    if "print" not in _global_names(function):
        return ""
    return "There is print in it: print shows a value, and only return hands it back."


def asserts_nothing(function: object) -> str:
    """Return in words that a test can refuse no answer, empty if it can."""
    steps = [step for code in _codes(function) for step in dis.get_instructions(code)]
    names = {str(step.argval) for step in steps}
    helped = any(name.startswith(_ASSERTS) for name in names)
    if not steps or helped or _REFUSES & {step.opname for step in steps}:
        return ""
    return f"{_name(function)} has no assert, so it accepts every answer."


def _name(function: object) -> str:
    return str(getattr(function, "__name__", "The test"))


def _global_names(function: object) -> set[str]:
    return {name for code in _codes(function) for name in code.co_names}


def _codes(function: object) -> list[CodeType]:
    """Return the code of a function, and of those that are defined in it."""
    if not isinstance(function, FunctionType):
        return []
    found = [function.__code__]
    for code in found:
        found += [one for one in code.co_consts if isinstance(one, CodeType)]
    return found
