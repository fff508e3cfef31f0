"""A little markup: `code`, **strong**, paragraphs; formulas stay as they are."""

import re
from html import escape

_CODE = re.compile(r"`([^`]+)`")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_TRUTH = re.compile(r"\{answer(:[^{}]*)?\}")


def to_html(text: str) -> str:
    """Return a text as paragraphs of HTML."""
    return "".join(f"<p>{in_line(part)}</p>" for part in re.split(r"\n\s*\n", text))


def in_line(text: str) -> str:
    """Return a text as HTML without paragraphs."""
    marked = _CODE.sub(r"<code>\1</code>", escape(text.strip(), quote=False))
    return _STRONG.sub(r"<strong>\1</strong>", marked)


def plain(text: str) -> str:
    """Return a text in one line without markup."""
    return " ".join(_STRONG.sub(r"\1", text).replace("`", "").split())


def filled(text: str, value: object, words: str) -> str:
    """Return a text with the answer for ``{answer}``, or ``{answer:.3f}``."""
    return _TRUTH.sub(
        lambda m: format(value, m[1][1:]) if m[1] else words,
        text,
    )
