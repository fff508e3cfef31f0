"""A cell that Python could not read: its function is still the version before it."""

import re
import sys
import warnings

from gradlab.check.failure import CheckFailed
from gradlab.words.mistakes import Mistake


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
    defines = re.compile(rf"^\s*(def|class)\s+{re.escape(name)}\b", re.MULTILINE)
    newest = next((cell for cell in reversed(cells) if defines.search(cell)), "")
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(newest, name, "exec", dont_inherit=True)
    except SyntaxError as error:
        return _told(name, error)
    return None


def _told(name: str, error: SyntaxError) -> CheckFailed:
    line, text = f", in line {error.lineno} of its cell", (error.text or "").strip()
    story = f"{name}\n  raised    {type(error).__name__}: {error.msg}"
    story += line if error.lineno else ""
    return CheckFailed(Mistake.NOT_READ, story + f"\n  in        {text}" * bool(text))
