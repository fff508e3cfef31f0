"""What a student wrote, from the cells of a graded copy: answers, and work on tasks."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

Pictures = Mapping[str, Mapping[str, Any]]


class OwnWork(NamedTuple):
    """A text in Markdown, and the pictures in it as a notebook's cell holds them."""

    text: str
    pictures: Pictures = MappingProxyType({})


def written_in(
    cells: Iterable[Mapping[str, Any]], given: Collection[str]
) -> dict[str, OwnWork]:
    """Return the answers and the work on tasks in a notebook, by grade_id.

    Work on a task is all cells of the student's own below it, up to the lab's next
    graded or answer cell: texts, code, and what that showed.

    Parameters
    ----------
    given
        Texts of the lab's own plain cells, which are nobody's work.
    """
    found: dict[str, OwnWork] = {}
    task = ""
    for cell in cells:
        about = cell["metadata"].get("nbgrader") or {}
        name = about.get("grade_id", "")
        text = _joined(cell.get("source", "")).strip()
        if name:
            task = name if about.get("task") else ""
        if about.get("task"):
            found[name] = OwnWork("")
        elif about.get("solution"):
            found[name] = OwnWork(text, cell.get("attachments") or {})
        elif task and text and text not in given:
            found[task] = _added(found[task], cell, text)
    return found


def _added(work: OwnWork, cell: Mapping[str, Any], text: str) -> OwnWork:
    pictures = {**work.pictures, **(cell.get("attachments") or {})}
    parts = [work.text, text if cell["cell_type"] == "markdown" else _fenced(text)]
    for shown, picture in _shown(cell):
        if picture:
            name = f"shown-{len(pictures)}.png"
            pictures[name] = {"image/png": picture}
            parts.append(f"![shown](attachment:{name})")
        else:
            parts.append(_fenced(shown))
    return OwnWork("\n\n".join(filter(None, parts)), pictures)


def _shown(cell: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a cell showed: a text, or a picture."""
    for output in cell.get("outputs") or []:
        data = output.get("data") or {}
        text = output.get("text") or data.get("text/plain") or output.get("evalue", "")
        yield _joined(text), _joined(data.get("image/png", ""))


def _fenced(text: str) -> str:
    fence = "`" * max(3, 1 + max(map(len, _runs(text)), default=0))
    return f"{fence}\n{text.rstrip()}\n{fence}" if text.strip() else ""


def _runs(text: str) -> list[str]:
    return "".join(c if c == "`" else " " for c in text).split()


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
