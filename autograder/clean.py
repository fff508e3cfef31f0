"""Making what a student's code showed safe to look at in a page.

Formgrader shows a graded copy inside the instructor's session: a script in an output
would act as the instructor. So a copy holds no script: HTML is cut down by bleach, SVG
becomes a picture, in which browsers run nothing, and other active types go.
The Markdown of pages is cut down in the same way: see `plugin.clean_markdown`.
"""

import base64
import re
from collections.abc import Callable
from typing import Any

from autograder.lab import Notebook

_PLAIN = ("text/plain", "text/latex", "image/png", "image/jpeg")  # pages escape these
_TAGS = """
a abbr b blockquote br caption center code col colgroup dd del details div dl dt em
figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small
span strong sub summary sup table tbody td tfoot th thead tr tt u ul
"""
_ATTRIBUTES = """
align alt border colspan height rowspan scope span start style title width
"""
_PROTOCOLS = frozenset({"http", "https", "mailto", "data"})
_UNSEEN = re.compile(r"<(script|style)\b.*?(</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TEX_LINK = re.compile(r"\\href\b")  # MathJax makes it a link, to anything


def clean(notebook: Notebook) -> None:
    """Clean the outputs of every code cell of `notebook`, in place."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "data" in output:
                output.data = _clean_data(output.data)
                output.metadata = _clean_metadata(output.metadata)


def clean_html(html: str) -> str:
    """Return HTML without scripts, forms, frames, foreign pictures, classes and ids.

    What a page's own scripts look for is gone too: a copy of Formgrader's fields would
    take its marks.
    """
    from bleach import Cleaner
    from bleach.css_sanitizer import CSSSanitizer

    cleaner = Cleaner(
        tags=_TAGS.split(),
        attributes=_may_stay,
        protocols=_PROTOCOLS,
        strip=True,
        css_sanitizer=CSSSanitizer(),
    )
    return _TEX_LINK.sub("href", str(cleaner.clean(_UNSEEN.sub("", html))))


def _may_stay(tag: str, name: str, value: str) -> bool:
    if (tag, name) == ("img", "src"):  # from elsewhere, it would tell who looks
        return value.startswith("data:image/")
    if (tag, name) == ("a", "href"):  # not to a page that was handed in beside it
        return value.startswith(("http://", "https://", "mailto:", "#"))
    return name in _ATTRIBUTES.split()


def _clean_data(data: Any) -> dict[str, str]:
    """Return the types of one output that a page may show."""
    texts = {kind: _text(value) for kind, value in data.items()}
    kept = {kind: texts[kind] for kind in _PLAIN if kind in texts}
    for kind, text in texts.items():
        if kind in _CLEANERS:
            shown, cleaner = _CLEANERS[kind]
            kept.setdefault(shown, cleaner(text))
    return kept


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


def _as_picture(svg: str) -> str:
    coded = base64.b64encode(svg.encode()).decode()
    return f'<img alt="a drawing" src="data:image/svg+xml;base64,{coded}">'


def _clean_metadata(metadata: Any) -> dict[str, Any]:
    """Return the sizes and alt texts of pictures; pages write sizes unquoted."""
    return {
        kind: {
            name: value
            for name, value in about.items()
            if type(value) is (str if name == "alt" else int)
        }
        for kind, about in metadata.items()
        if kind in _PLAIN and isinstance(about, dict)
    }


# What each active type is shown as, and how.
_CLEANERS: dict[str, tuple[str, Callable[[str], str]]] = {
    "image/svg+xml": ("text/html", _as_picture),
    "text/html": ("text/html", clean_html),
    "text/markdown": ("text/markdown", clean_html),
}
