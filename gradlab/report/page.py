"""One HTML page of a notebook: questions, answers, code, figures; no network."""

import base64
import html
import io
import re
from collections.abc import Iterator
from datetime import date as calendar
from itertools import zip_longest
from pathlib import Path
from typing import Any

UNANSWERED = "*Write your answer here.*"  # what a released lab holds there

_MATH = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+?)\$", re.DOTALL)
# What LaTeX knows and matplotlib's mathtext writes differently, or not at all.
_TRANSLATIONS = [
    (re.compile(r"\\[Bb]igg?[lr]?"), ""),
    (re.compile(r"\\[td]frac"), r"\\frac"),
    (re.compile(r"\\text\b"), r"\\mathrm"),
    (re.compile(r"\\(le|ge|ne)\b"), r"\\\1q"),
    (re.compile(r"\\!"), ""),
    (re.compile(r"\s+"), " "),
]
_STYLE = """
body { font: 17px/1.55 Georgia, serif; max-width: 44rem; margin: 2rem auto;
       padding: 0 1rem; color: #1b1b1b; background: #fff; }
h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.25; }
pre { background: #f4f4f4; padding: .8rem; overflow-x: auto; font-size: .85rem; }
figure, .formula { margin: 1rem 0; text-align: center; }
figure img { max-width: 100%; height: auto; }
table { border-collapse: collapse; } td, th { padding: .2rem .6rem; }
.anchor-link { display: none; }
.question { margin-top: 1.5rem; color: #444; }
.answer { border-left: 4px solid #0072b2; padding-left: 1rem; }
.code { border-left: 4px solid #c44e00; }
.who { color: #444; }
"""


def export(
    notebook: str | Path,
    page: str | Path = "report.html",
    *,
    name: str = "",
    date: str = "",
) -> None:
    """Write a saved notebook's report as one HTML page, and print what is on it.

    The page holds the cells with the tag ``report``, every question with its written
    answer, and the functions. Pictures and formulas are inside it; it loads nothing.

    Parameters
    ----------
    notebook
        The notebook, as it was last saved.
    page
        Where to write; an existing page is replaced.
    name
        Who wrote the report; without it the page has no name.
    date
        As it is to stand on the page; by default today, as in 2026-11-29.

    Raises
    ------
    FileNotFoundError
        If there is no such notebook.
    ValueError
        If it holds no picture: its cells were not run, or it was not saved.
    """
    import nbformat  # slow to import, and checks import this package

    source = nbformat.read(notebook, as_version=4)
    pairs = zip_longest(source.cells, source.cells[1:])
    parts = [part for cell, after in pairs for part in _shown(cell, after)]
    pictures = sum("<figure>" in part for part in parts)
    if not pictures:
        raise ValueError(f"no picture in {notebook}: run all cells and save it first")
    body = "\n".join(parts)
    written = [cell for cell in source.cells if _is_answer(cell)]
    done = sum(cell.source.strip() != UNANSWERED for cell in written)
    who = ", ".join(filter(None, (name, date or calendar.today().isoformat())))
    _write(Path(page), _whole(_title(source), who, body))
    print(f"{page}: {pictures} pictures, {done} of {len(written)} answers")
    if not name:
        print('There is no name on it; add name="..." to the call.')


def _is_answer(cell: Any) -> bool:
    state = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "markdown" and bool(state.get("solution"))


def _is_code(cell: Any) -> bool:
    """Return whether a cell holds a function that the student has written."""
    state = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and bool(state.get("solution"))


def _shown(cell: Any, after: Any | None) -> Iterator[str]:
    """Yield what the page shows of a cell; `after` is the next one."""
    if _is_answer(cell):
        yield f'<div class="answer">\n{_prose(cell.source)}</div>'
    elif _is_code(cell):
        yield f'<pre class="code">{html.escape(cell.source)}</pre>'
    elif cell.cell_type == "markdown" and after is not None and _is_answer(after):
        yield f'<div class="question">\n{_prose(cell.source)}</div>'
    elif "report" in cell.metadata.get("tags", []):
        if cell.cell_type == "markdown":
            yield _prose(cell.source)
        else:
            for output in cell.outputs:
                yield from _output(output, cell.metadata.get("alt", ""))


def _output(output: Any, alt: str) -> Iterator[str]:
    data = output.get("data", {})
    if "image/png" in data:
        image = "".join(data["image/png"]).replace("\n", "")
        known = output.get("metadata", {}).get("image/png", {}).get("alt")
        words = html.escape(known or alt, quote=True)
        source = f"data:image/png;base64,{image}"
        yield f'<figure><img src="{source}" alt="{words}"></figure>'
    elif output.output_type == "stream":
        yield f"<pre>{html.escape(output.text)}</pre>"
    elif "text/plain" in data:
        yield f"<pre>{html.escape(data['text/plain'])}</pre>"


def _prose(markdown: str) -> str:
    """Return markdown as HTML, its formulas as pictures that carry their LaTeX."""
    from nbconvert.filters.markdown import markdown2html  # a second to import

    formulas: list[str] = []

    def keep(match: re.Match[str]) -> str:
        display = match[1] is not None
        formulas.append(_formula(match[1] if display else match[2], display))
        return f"@formula{len(formulas) - 1}@"

    text: str = markdown2html(_MATH.sub(keep, markdown))
    return re.sub(r"@formula(\d+)@", lambda m: formulas[int(m[1])], text)


def _formula(latex: str, display: bool) -> str:
    """Return a formula as an SVG picture; as its LaTeX where that cannot be drawn."""
    # here, since checks import this package and most notebooks draw nothing
    from matplotlib import mathtext
    from matplotlib.font_manager import FontProperties

    text = latex.strip()
    for pattern, replacement in _TRANSLATIONS:
        text = pattern.sub(replacement, text)
    text = text.replace(r"\frac", r"\dfrac") if display else text
    picture, font = io.BytesIO(), FontProperties(size=13, math_fontfamily="stix")
    try:
        depth = mathtext.math_to_image(f"${text}$", picture, font, format="svg")
    except ValueError:
        return f"<code>{html.escape(latex)}</code>"
    words = html.escape(" ".join(latex.split()), quote=True)
    data = base64.b64encode(picture.getvalue()).decode()
    image = f'<img src="data:image/svg+xml;base64,{data}" alt="{words}"'
    if display:
        return f'<span class="formula" style="display: block">{image}></span>'
    return f'{image} style="vertical-align: -{depth:.1f}px">'


def _title(source: Any) -> str:
    first = source.cells[0].source.splitlines()[0] if source.cells else ""
    return str(first).lstrip("# ") or "Report"


def _whole(title: str, who: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f'<body>\n<h1>{html.escape(title)}</h1>\n<p class="who">{html.escape(who)}</p>'
        f"\n{body}\n</body>\n</html>\n"
    )


def _write(page: Path, text: str) -> None:
    temporary = page.with_name(page.name + ".part")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(page)
