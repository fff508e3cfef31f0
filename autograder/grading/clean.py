"""Making what a student's code showed safe, and cheap, to look at in a page.

Formgrader shows a graded copy inside the instructor's session: a script in an output
would act as the instructor. So a copy holds no script: HTML is cut down by nh3, SVG
becomes a picture, in which browsers run nothing, and other active types go.
The Markdown of pages is cut down in the same way: see `filters.clean_markdown`.
"""

import base64
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import nh3

from autograder.course.notebook import Notebook, outputs_of
from autograder.grading.markup import ATTRIBUTES, TAGS, paired

# What the HTML and Markdown of one notebook's outputs may hold. Each tag and entity
# costs some microseconds; a large table of numbers has 2,600.
MOST_MARKS = 60_000
MOST_CHARACTERS = 2_000_000
_MOST_COLOURS = (
    1000  # escape sequences of one output; nbconvert copies the text at each
)
_TOO_MUCH = "[left out: this notebook shows too much HTML]"
_PLAIN = ("text/plain", "text/latex", "image/png", "image/jpeg")  # pages escape these
_STYLES = """
background-color border border-bottom border-collapse border-color border-left
border-right border-spacing border-style border-top border-width color display
font font-family font-size font-style font-variant font-weight height letter-spacing
line-height max-height max-width min-width overflow padding text-align text-decoration
text-indent vertical-align white-space width
"""
_TEX_LINK = re.compile(r"\\href\b")  # MathJax makes it a link, to anything


def clean(notebook: Notebook) -> tuple[str, ...]:
    """Clean the outputs of every code cell of `notebook`, in place.

    Returns
    -------
    tuple of str
        What was left out because there was too much of it, in words.
    """
    budget = _Budget()
    for cell in notebook.cells:
        for output in outputs_of(cell):
            if "data" in output:
                output.data = _clean_data(output.data, budget)
                output.metadata = _clean_metadata(output.metadata)
            if "text" in output:
                output.text = _few_colours(_text(output.text))
            if "traceback" in output:  # pages join it; many lines cost more than one
                output.traceback = [_few_colours("\n".join(output.traceback))]
    left = budget.left_out
    return (f"{left} outputs of HTML were left out: too much of it",) if left else ()


def _few_colours(text: str) -> str:
    """Return a text; where its colours would keep a page waiting, without them."""
    return text.replace("\x1b", "") if text.count("\x1b") > _MOST_COLOURS else text


class _Budget:
    """What is left of what a notebook may show as HTML."""

    def __init__(self) -> None:
        self._marks = MOST_MARKS
        self._characters = MOST_CHARACTERS
        self.left_out = 0

    def covers(self, text: str) -> bool:
        """Pay for a text, if it can be paid for."""
        marks = text.count("<") + text.count("&")
        if marks > self._marks or len(text) > self._characters:
            self.left_out += 1
            return False
        self._marks -= marks
        self._characters -= len(text)
        return True


def clean_html(html: str) -> str:
    """Return HTML without scripts, forms, frames, foreign pictures, classes and ids.

    What a page's own scripts look for is gone too: a copy of Formgrader's fields would
    take its marks.
    """
    return _TEX_LINK.sub("href", _cleaner().clean(paired(html)))


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes={
            "*": ATTRIBUTES - {"href", "src"},
            "a": {"href"},
            "img": {"src"},
        },
        attribute_filter=_if_it_may_stay,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
        filter_style_properties=frozenset(_STYLES.split()),
    )


def _if_it_may_stay(tag: str, name: str, value: str) -> str | None:
    if name == "src" and not value.startswith("data:image/"):
        return None  # from elsewhere, it would tell who looks
    if name == "href" and not value.startswith(("http://", "https://", "mailto:", "#")):
        return None  # not to a page that was handed in beside it
    return value


def _clean_data(data: Any, budget: _Budget) -> dict[str, str]:
    """Return the types of one output that a page may show."""
    kept = {kind: _few_colours(_text(data[kind])) for kind in _PLAIN if kind in data}
    for kind, (shown, cleaner) in _CLEANERS.items():
        if kind in data and shown not in kept:
            text = _text(data[kind])
            if cleaner is not clean_html or budget.covers(text):
                kept[shown] = cleaner(text)
    return kept if kept or not data else {"text/plain": _TOO_MUCH}


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
        for kind in _PLAIN
        if isinstance(about := metadata.get(kind), dict)
    }


# What each active type is shown as, and how; the first of those that are shown alike.
_CLEANERS: dict[str, tuple[str, Callable[[str], str]]] = {
    "text/html": ("text/html", clean_html),
    "image/svg+xml": ("text/html", _as_picture),
    "text/markdown": ("text/markdown", clean_html),
}
