"""Filters of nbconvert's pages, in which Formgrader shows what students wrote.

The parsers of Markdown and of code need a time that grows with the square of some
texts. What would take seconds is shown as it was written.
"""

import re
from html import escape
from typing import Any

from jinja2 import pass_context

from autograder.grading import clean

# Of characters that mark something in Markdown; the square of their number, over all
# texts of a page, bounds the time. A long answer with formulas has 300.
_MOST_MARKS = 5_000
_MARKS = "*_[`$\\|~<>:"
_SPENT = "gradlab_marks"
_MOST_CODE = 20_000  # characters of one cell that are coloured
_BLANKS = re.compile(r"(?:\A|\n)\s*\n")
_MOST_BLANKS = 50  # lines; Pygments looks at all that follow, at each


@pass_context
def clean_markdown(context: Any, source: str) -> str:
    """Render Markdown as nbconvert does, without what could act."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    if not _affordable(context, source):
        return _plain(source)
    attached = (context.get("cell") or {}).get("attachments", {})
    renderer = IPythonRenderer(
        escape=False, attachments=attached, exclude_anchor_links=True
    )
    try:
        return clean.clean_html(MarkdownWithMath(renderer=renderer).render(source))
    except Exception:  # such as a picture that was not handed in: show the rest
        return _plain(source)


def highlight(source: str, language: str = "ipython3", metadata: Any = None) -> str:
    """Colour code as nbconvert does, but for cells of a size that nobody reads."""
    from nbconvert.filters.highlight import Highlight2HTML

    if len(source) > _MOST_CODE:
        return _plain(source)
    source = _BLANKS.sub(lambda m: "\n" * min(m[0].count("\n"), _MOST_BLANKS), source)
    return str(Highlight2HTML(pygments_lexer=language)(source))


def _affordable(context: Any, source: str) -> bool:
    """Return whether a page can afford one more text, and count it."""
    page = context.get("resources")
    page = {} if page is None else page
    marks = sum(map(source.count, _MARKS))
    page[_SPENT] = page.get(_SPENT, 0) + marks * marks
    return bool(page[_SPENT] <= _MOST_MARKS**2)


def _plain(source: str) -> str:
    return f"<pre>{escape(source)}</pre>"
