"""Whether what students get gives away an answer, a hidden test or a rubric.

Students are given much of a source anyway: a line of an answer that stands in a lesson
too gives nothing away. So a cell, or a file beside the notebook, leaks what is hidden
only if it holds more than half of one hidden region. Elsewhere, as in metadata and on
pages, any hidden line leaks that students are not given.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from autograder.course.lab import grade_id, is_answer
from autograder.course.notebook import Cell, Notebook
from autograder.errors import UsageError

_REGION = re.compile(
    r"BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)[^\n]*\n(.*?)^[^\n]*END \1",
    re.DOTALL | re.MULTILINE,
)
_MARKER = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
_KINDS = {
    "SOLUTION": "the answer",
    "HIDDEN TESTS": "the hidden tests",
    "MARK SCHEME": "the rubric",
}
# Too short or too common a line gives nothing away; the last is a stub.
_COMMON = re.compile(
    r".{0,11}|(import|from) .*|return [\w, ]+|raise NotImplementedError(\(\))?"
    r"|[#*\s]*(your (code|answer)|write your answer) here\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Secret:
    """The telling lines of one hidden region, spaces left out, and what it is of."""

    of: str
    lines: frozenset[str]


@dataclass(frozen=True)
class _Place:
    """A text that students get.

    Attributes
    ----------
    given
        Whether it is meant to be read by students: a cell, or a file beside them.
    """

    name: str
    text: str
    given: bool

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield each line as it is, and without its spaces, with its place."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            yield f"{self.name}, line {number}" if self.given else self.name, line


def refuse_leaks(
    source: Notebook,
    files: Mapping[str, bytes],
    *,
    answers: bool = False,
    may_show: Collection[str] = (),
) -> None:
    """Refuse files of which one gives away what only the source may hold.

    Parameters
    ----------
    answers
        Whether the files may hold answers; hidden tests they never may.
    may_show
        Lines that students may see, as the instructor decided.

    Raises
    ------
    UsageError
        Naming the line, and where it stands. Of a page, what its reader sees is looked
        at.
    """
    allowed = set(map(_normal, may_show))
    secrets = [
        _Secret(one.of, one.lines - allowed)
        for one in _secrets(source)
        if not (answers and one.of.startswith(_KINDS["SOLUTION"]))
    ]
    given = set(_shown_lines(source, answers=answers)) | allowed
    for name, data in files.items():
        text = data.decode("utf-8", "replace")
        for place in _places(name, text):
            _refuse_place(place, secrets, given)
        if name.endswith(".ipynb") and any(_outputs(json.loads(text))):
            raise UsageError(f"{name} would be released with outputs: check nbgrader")


def _refuse_place(
    place: _Place, secrets: Collection[_Secret], given: Collection[str]
) -> None:
    lines = list(place.lines())
    for where, line in lines:
        if _MARKER.search(line):
            raise UsageError(
                f"{where} would show students {line.strip()!r}: a region has no "
                f"other end, or stands in a cell that is no answer and no test"
            )
    held = {_normal(line) for _, line in lines}
    for secret in secrets:
        shared = secret.lines & held - (set() if place.given else set(given))
        if shared and (not place.given or 2 * len(shared) > len(secret.lines)):
            where, line = next(both for both in lines if _normal(both[1]) in shared)
            raise UsageError(
                f"{where} would show students {line.strip()!r} of {secret.of}: keep it "
                f"inside the region, or let them see it, in nbgrader_config.py: "
                f"c.Release.may_show = [{line.strip()!r}]"
            )


def _places(name: str, text: str) -> Iterator[_Place]:
    """Yield the texts of a file: of a notebook each cell, and all else as one."""
    if name.endswith(".html"):
        yield _Place(name, unescape(re.sub(r"<[^>]*>", "", text)), given=False)
        return
    if not name.endswith(".ipynb"):
        yield _Place(name, text, given=True)
        return
    notebook = json.loads(text)
    for number, cell in enumerate(notebook["cells"], start=1):
        source = cell.pop("source", "")
        known = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")
        where = f"{name}, cell {number}" + (f" ({known})" if known else "")
        yield _Place(
            where, source if isinstance(source, str) else "".join(source), True
        )
    yield _Place(f"{name}, outside its cells", "\n".join(_strings(notebook)), False)


def _secrets(source: Notebook) -> Iterator[_Secret]:
    """Yield what is hidden: answers, hidden tests and rubrics."""
    for cell in source.cells:
        regions = [(match[1], match[2]) for match in _REGION.finditer(cell.source)]
        if is_answer(cell) and "SOLUTION" not in dict(regions):
            regions.append(("SOLUTION", cell.source))  # a stub takes the whole cell
        for kind, text in regions:
            yield _Secret(f"{_KINDS[kind]} {_of(cell)}", frozenset(_telling(text)))


def _of(cell: Cell) -> str:
    return f"of {grade_id(cell)}" if grade_id(cell) else "of a cell without grade_id"


def _shown_lines(source: Notebook, *, answers: bool) -> Iterator[str]:
    """Yield the telling lines that stand in no hidden region."""
    for cell in source.cells:
        whole = is_answer(cell) and "BEGIN SOLUTION" not in cell.source
        if answers:
            text = "" if "BEGIN HIDDEN TESTS" in cell.source else cell.source
        else:
            text = "" if whole else _REGION.sub("", cell.source)
        yield from _telling(text)


def _telling(text: str) -> Iterator[str]:
    lines = (line for line in text.splitlines() if not _COMMON.fullmatch(line.strip()))
    return map(_normal, lines)


def _normal(line: str) -> str:
    return "".join(line.split())


def _strings(tree: Any) -> Iterator[str]:
    """Yield every string of a JSON tree; a list of lines counts as one by one."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict | list):
        for branch in tree.values() if isinstance(tree, dict) else tree:
            yield from _strings(branch)


def _outputs(notebook: dict[str, Any]) -> Iterator[Any]:
    for cell in notebook["cells"]:
        yield from cell.get("outputs", [])
