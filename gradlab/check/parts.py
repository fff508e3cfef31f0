"""Results that hold several arrays: a tuple in order, a dictionary by name.

Each part becomes a `Call` of its own, with a text that says which part it is::

    dx, dW, db = parts.in_order(expect.call(affine_backward, dout, x, W), "dx dW db")
    dW.has_form((3, 2)).gives(...)
    parts.by_name(expect.call(init_network), "W1 b1")["b1"].gives([0.1, 0.2, 0.3])
"""

from collections.abc import Mapping

from gradlab.check.expect import Call
from gradlab.check.failure import CheckFailed
from gradlab.words.mistakes import Mistake


def in_order(call: Call, names: str) -> tuple[Call, ...]:
    """Return the parts of a tuple, one `Call` each.

    Parameters
    ----------
    names
        What the contract calls the parts, separated by spaces.

    Raises
    ------
    CheckFailed
        If the result is not a tuple (or list) of as many parts.
    """
    wanted = names.split()
    result = call.result
    if not isinstance(result, tuple | list) or len(result) != len(wanted):
        raise _failure(call, Mistake.NOT_SEVERAL, ", ".join(wanted))
    return tuple(map(call.part, wanted, result))


def by_name(call: Call, names: str) -> dict[str, Call]:
    """Return the parts of a dictionary, one `Call` each.

    Parameters
    ----------
    names
        The keys that the contract asks for, separated by spaces.

    Raises
    ------
    CheckFailed
        If the result is not a dictionary, or lacks one of the keys.
    """
    wanted = names.split()
    result = call.result
    if not isinstance(result, Mapping) or not set(wanted) <= set(result):
        raise _failure(call, Mistake.NOT_BY_NAME, ", ".join(wanted))
    return {name: call.part(name, result[name]) for name in wanted}


def _failure(call: Call, mistake: Mistake, wanted: str) -> CheckFailed:
    if call.result is None:
        mistake = Mistake.RETURNED_NONE
    kind = f"a {type(call.result).__name__}" if call.result is not None else "None"
    kind += f" of {len(call.result)}" if isinstance(call.result, tuple | list) else ""
    held = call.result if isinstance(call.result, dict) else {}
    keys = f" with {', '.join(map(str, held))}" if held else ""
    return CheckFailed(
        mistake, f"{call.text}\n  returned  {kind}{keys}\n  expected  {wanted}"
    )
