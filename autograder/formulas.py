"""Text that no spreadsheet takes for a formula, and the way back.

Names, files and messages come from strangers, and tables of them are opened in Excel.
As OWASP advises on CSV injection, an apostrophe goes before what could begin a formula;
and also within a text, where a spreadsheet with other separators would see a new cell.
defusedcsv, the library for this, cannot be undone, and knows neither other separators
nor full-width signs.
"""

import re

_APOSTROPHE = "'"
_SEPARATORS = re.compile("([;\t\r\n])")
# What spreadsheets pass over: spaces, quotes, and characters that cannot be seen.
_BEFORE = "[\\s\"'`\u2018\u2019\u201c\u201d\0\u200b-\u200f\u202a-\u202e\u2060\ufeff]*"
_FORMULA = re.compile(_BEFORE + "[=+@\u2212\uff1d\uff0b\uff0d\uff20-]\\s*\\S")
_ONLY_BEFORE = re.compile(_BEFORE)
_NUMBER = re.compile(r"\s*[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?\s*")


def defuse(text: str) -> str:
    """Return a text as it may stand in a table; numbers and most texts as they are."""
    first, *more = _SEPARATORS.split(text)
    if more and _ONLY_BEFORE.fullmatch(first):
        first = _APOSTROPHE + first  # a tab or a new line comes first
    else:
        first = _defuse(first)
    return "".join([first, *map(_defuse, more)])


def restore(text: str) -> str:
    """Return what `defuse` was given."""
    first, *more = _SEPARATORS.split(text)
    if more and _ONLY_BEFORE.fullmatch(first):
        first = first.removeprefix(_APOSTROPHE)
    else:
        first = _restore(first)
    return "".join([first, *map(_restore, more)])


def _defuse(part: str) -> str:
    formula = _FORMULA.match(part) and not _NUMBER.fullmatch(part)
    return _APOSTROPHE + part if formula else part


def _restore(part: str) -> str:
    return part.removeprefix(_APOSTROPHE) if _FORMULA.match(part) else part
