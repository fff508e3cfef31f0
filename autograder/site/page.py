"""Cells as HTML: text with formulas in MathML, code, outputs, explorers as data."""

import json
import re
from html import escape
from typing import Any

from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.course.notebook import CellOutput
from autograder.site import folds
from autograder.site.snapshot import MIME

# What the converter does not know, in words that it does.
_OTHER_WORDS = {r"\arg": r"\operatorname{arg}", r"\_": "_"}
# Between the name of a function and its argument, if that has no bracket.
_NAMES = re.compile(
    r"(?<!<msub>)(<m[io]>(?:log|exp|arg|tanh)</m[io]>)(?=<m(?:[in]|sub|sup|frac)>)"
)
_THIN = '<mspace width="0.17em"></mspace>'
# A minus after a bracket, an equals sign or a comma is a sign.
_SIGN = re.compile(r"(&#x000(?:28|3D|2C|5B);</mo>)<mo>&#x02212;</mo>")
_PRE = '<pre tabindex="0">'  # what may scroll sideways must do so by keyboard


class _MathRenderer(IPythonRenderer):  # type: ignore[misc]  # nbconvert has no types
    """Writes formulas as MathML, which browsers draw themselves."""

    def block_math(self, body: str) -> str:
        return _formula(body, "block")

    def inline_math(self, body: str) -> str:
        return _formula(body, "inline")

    def block_html(self, html: str) -> str:
        if folds.has_tags(html):
            return folds.tags(html)
        return str(super().block_html(html))


def markdown(text: str) -> str:
    """Return a markdown cell as HTML that needs no script and no font."""
    renderer = _MathRenderer(escape=True, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(text))


def _formula(latex: str, display: str) -> str:
    for word, other in _OTHER_WORDS.items():
        latex = latex.replace(word, other)
    spaced = _NAMES.sub(r"\1" + _THIN, str(convert(latex, display=display)))
    return _SIGN.sub(r'\1<mo form="prefix">&#x02212;</mo>', spaced)


def code(source: str) -> str:
    """Return a code cell's source as HTML in colours that `style` names."""
    made = str(highlight(source, PythonLexer(), HtmlFormatter()))
    return made.replace("<pre>", _PRE)


def style() -> str:
    """Return the colours of code, light and dark."""
    light, dark = (
        HtmlFormatter(style=name).get_style_defs(".highlight")
        for name in ("default", "github-dark")
    )
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def output(shown: CellOutput) -> str:
    """Return one output as HTML: an explorer, a prediction, a picture, or text."""
    if shown.output_type == "stream":
        return _text(shown.text)
    data = shown.get("data", {})
    if MIME in data:
        return explorer(data[MIME])
    if folded := folds.prediction(shown):
        return folds.with_formulas(folded, lambda latex: _formula(latex, "inline"))
    if "image/png" in data:
        image = re.sub(r"\s", "", data["image/png"])
        alt = shown.get("metadata", {}).get("image/png", {}).get("alt", "")
        words = escape(alt or "What the cell above draws; the text says what it shows.")
        return f'<img src="data:image/png;base64,{image}" alt="{words}">'
    return _text(str(data.get("text/plain", "")))


def _text(text: str) -> str:
    return f"{_PRE}{escape(text)}</pre>"


def explorer(data: dict[str, Any]) -> str:
    """Return the place of an explorer with all its frames."""
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    about = escape(data["about"])
    return (
        f'<div class="explorer"><script type="application/json">{text}</script>'
        f"<noscript>{about}</noscript></div>"
    )
