"""A little markup: `code`, **strong**, *stressed*, paragraphs; $formulas$ stay."""

import re
from html import escape

LEFT = 'style="text-align:left"'  # of a cell: Jupyter's tables are made for numbers
_KEPT = re.compile(r"(`[^`]+`|\$[^$]+\$)")  # in which a star is a star
_MARKED = [
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*([^*]+)\*"), r"<em>\1</em>"),
]
_TRUTH = re.compile(r"\{answer(:[^{}]*)?\}")


def to_html(text: str) -> str:
    """Return a text as paragraphs of HTML."""
    return "".join(f"<p>{in_line(part)}</p>" for part in re.split(r"\n\s*\n", text))


def in_line(text: str) -> str:
    """Return a text as HTML without paragraphs."""
    return "".join(map(_part, _KEPT.split(text.strip())))


def plain(text: str) -> str:
    """Return a text in one line without backticks."""
    return " ".join(text.replace("`", "").split())


def filled(text: str, value: object, words: str) -> str:
    """Return a text with the answer for ``{answer}``, or ``{answer:.3f}``."""
    return _TRUTH.sub(
        lambda m: format(value, m[1][1:]) if m[1] else words,
        text,
    )


def _part(text: str) -> str:
    safe = escape(text, quote=False)
    if text.startswith("`") and text.endswith("`") and len(text) > 2:
        return f"<code>{safe[1:-1]}</code>"
    if _KEPT.fullmatch(text):
        return safe
    for pattern, replacement in _MARKED:
        safe = pattern.sub(replacement, safe)
    return safe
