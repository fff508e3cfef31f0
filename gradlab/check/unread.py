"""A cell that Python could not read: its function is still the version before it."""

import keyword
import re
import sys
import warnings

from gradlab.check.failure import CheckFailed
from gradlab.words.mistakes import Mistake
from gradlab.words.slips import alike

_DEFINED = re.compile(r"^\s*(?:def|class)\s+(\w+)", re.MULTILINE)
#: What Python says of a line, and what a newcomer does about it.
_REMEDIES = {
    "invalid decimal literal": "2 * h, not 2h: a product needs its star",
    "'return' outside function": "four spaces before each line of the function",
    "invalid character": "type the sign by keyboard: it was copied from a text",
    "invalid non-printable character": "type the spaces: they were copied from a text",
    "unindent does not match": "equally many spaces before lines of one block",
    "unexpected indent": "equally many spaces before lines of one block",
    "cannot assign to": "== compares, = gives a name; the name stands on the left",
    "inconsistent use of tabs": "four spaces, and no tab, before each line",
}


def unread(name: str) -> CheckFailed | None:
    """Return what is wrong with the newest cell that defines a name, if any.

    A cell with a syntax error defines nothing. What a check is given is then what an
    older run of the cell has left, and to judge that would mislead.

    Parameters
    ----------
    name
        Of a function or a class.
    """
    ipython = sys.modules.get("IPython")  # not there while tests are graded
    shell = ipython.get_ipython() if ipython else None
    cells = shell.user_ns.get("In", []) if shell else []
    newest = next((cell for cell in reversed(cells) if _is_meant(cell, name)), "")
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(newest, name, "exec", dont_inherit=True)
    except SyntaxError as error:
        return _told(name, error)
    return None


def _is_meant(cell: str, name: str) -> bool:
    """Say whether a cell defines a name, or one that is it but for a slip."""
    return any(one == name or alike(one, name) for one in _DEFINED.findall(cell))


def _told(name: str, error: SyntaxError) -> CheckFailed:
    line, text = f", in line {error.lineno} of its cell", (error.text or "").strip()
    story = f"{name}\n  raised    {type(error).__name__}: {error.msg}"
    story += line if error.lineno else ""
    story += f"\n  in        {text}" * bool(text)
    remedy = next((do for says, do in _REMEDIES.items() if says in str(error.msg)), "")
    first = text.partition(" ")[0]
    if keyword.iskeyword(first.lower()) and not keyword.iskeyword(first):
        remedy = f"{first.lower()}, in small letters"
    story += f"\n  write     {remedy}" * bool(remedy)
    return CheckFailed(Mistake.NOT_READ, story)
