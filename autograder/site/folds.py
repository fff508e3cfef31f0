"""What is folded on a page: hints in texts, and what answers predictions."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from typing import Any

WIDGET = "application/vnd.jupyter.widget-view+json"
_FOLDED = '<div class="gradlab-still gradlab-prediction">'
_TAG = re.compile(r"&lt;(/?(?:details|summary))&gt;")
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_MATH = re.compile(r"\$([^$<]+)\$")


def tags(html: str) -> str:
    """Return HTML of a text as it was written, but for the tags of a fold."""
    return _TAG.sub(r"<\1>", escape(html, quote=False))


def has_tags(html: str) -> bool:
    """Return whether HTML of a text makes a fold."""
    return bool(_TAG.search(escape(html, quote=False)))


def without_widgets(outputs: Iterable[Any]) -> Iterator[Any]:
    """Yield the outputs of a cell; of a prediction only the folded form."""
    outputs = list(outputs)
    folded = {_words(shown) for shown in outputs if prediction(shown)}
    for shown in outputs:
        if WIDGET not in shown.get("data", {}) or _words(shown) not in folded:
            yield shown


def prediction(shown: Any) -> str:
    """Return the folded form of a prediction as the source stores it, else nothing."""
    html = "".join(shown.get("data", {}).get("text/html", ""))
    return _STYLE.sub("", html) if _FOLDED in html else ""


def asked(cells: Iterable[Any], shown: Mapping[str, Sequence[Any]]) -> Iterator[bool]:
    """Yield for each cell whether a prediction asks what it shows.

    These are the cells from a prediction to the next text.
    """
    open_question = False
    for cell in cells:
        asks = any(map(prediction, shown.get(cell.id, ())))
        yield open_question and not asks and cell.cell_type == "code"
        open_question = asks or (open_question and cell.cell_type == "code")


def in_fold(html: str) -> str:
    """Return what a cell shows in a fold, for who has predicted it."""
    return f"<details><summary>What the cell shows</summary>{html}</details>"


def with_formulas(html: str, formula: Callable[[str], str]) -> str:
    """Return HTML with its formulas written by `formula`."""
    return _MATH.sub(lambda match: formula(unescape(match[1])), html)


def _words(shown: Any) -> str:
    return "".join(shown.get("data", {}).get("text/plain", ""))
