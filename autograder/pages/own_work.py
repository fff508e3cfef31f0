"""What a student wrote, as a page shows it beside what was lost: the graded copy's."""

import json
from pathlib import Path

from autograder.course.lab import Lab, grade_id, is_answer
from autograder.course.notebook import Cell

_MOST = 4_000  # characters of one answer; more is not read on a page
_CUT = "\n… cut here"


def own_work(folder: Path, lab: Lab) -> dict[str, str]:
    """Return a student's answers by grade_id, from the copies that were graded.

    An answer that is still as it was handed out is left out; so is a copy that is not
    there, or that somebody damaged.

    Parameters
    ----------
    folder
        With the copy of each notebook in it.
    """
    found: dict[str, str] = {}
    for part in lab.notebooks:
        try:
            text = (folder / f"{part.notebook}.ipynb").read_text("utf-8")
            cells = json.loads(text)["cells"]
            found |= {
                str(cell["metadata"]["nbgrader"]["grade_id"]): _source(cell["source"])
                for cell in cells
                if cell.get("metadata", {}).get("nbgrader", {}).get("solution")
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return {
        name: _short(text) for name, text in found.items() if _is_own(text, lab, name)
    }


def answers_in(cells: list[Cell], lab: Lab) -> dict[str, str]:
    """Return the answers among a notebook's cells; see `own_work`."""
    found = {str(grade_id(cell)): cell.source for cell in cells if is_answer(cell)}
    return {
        name: _short(text) for name, text in found.items() if _is_own(text, lab, name)
    }


def _is_own(text: str, lab: Lab, name: str) -> bool:
    return text.split() not in ([], lab.released.get(name, "").split())


def _source(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _short(text: str) -> str:
    return text if len(text) <= _MOST else text[:_MOST] + _CUT
