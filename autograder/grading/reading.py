"""Reading the JSON of a submitted notebook, in bounded time and memory.

Only what grading uses is built: types, texts, grade_ids, ids and pasted pictures. All
else, such as outputs and metadata of millions of entries, is passed over in the bytes.
What is odd is mended, and what is too large is left out; either is noted in words.
"""

import json
import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable
from itertools import count
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw

from autograder.course.notebook import Notebook
from autograder.errors import SubmissionRefused

MOST_CELLS = 1000
MOST_TEXT = 200_000  # bytes of one cell's text, as it stands in the file
MOST_TEXTS = 1_000_000  # and of all of them
MOST_PICTURES = 8_000_000  # bytes of all pictures pasted into texts
_PICTURES = f"at most {MOST_PICTURES:,} bytes of pictures"
_MOST_VALUES = 1_000_000  # built at once: some 100 MB
_MOST_QUOTES = 1000  # in one cell's attachments; a picture has six
_LONGEST_NAME = 400  # bytes of a grade_id or a cell id
_KINDS = ("code", "markdown", "raw")
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)  # what the notebook format allows
_BROKEN = "the file is cut short or damaged, not JSON"
_START = 1000  # bytes that tell what kind of file it is
_MARKS = {b"<": "a web page, such as that of a login", b"PK": "a zip", b"%PDF": "a PDF"}
_NOTHING = Raw(b"null")


class Reading(NamedTuple):
    """A notebook without outputs, and notes on what was mended or left out."""

    notebook: Notebook
    notes: tuple[str, ...]


class _Notebook(msgspec.Struct):
    nbformat: Raw = _NOTHING
    cells: Raw = _NOTHING


class _Typed(msgspec.Struct, gc=False):
    cell_type: Raw


class _Cell(msgspec.Struct):
    cell_type: Raw = _NOTHING
    source: Raw = _NOTHING
    id: Raw = _NOTHING
    metadata: Raw = _NOTHING
    attachments: Raw = _NOTHING


class _Metadata(msgspec.Struct):
    nbgrader: Raw = _NOTHING


class _Nbgrader(msgspec.Struct):
    grade_id: Raw = _NOTHING


def read(data: bytes) -> Reading:
    """Return the notebook written in `data`, in the current format.

    Raises
    ------
    SubmissionRefused
        If the file is of another kind, not UTF-8 JSON, not a notebook of format 4, or
        has cells of which none can be read.
    """
    from nbformat import from_dict

    refuse_other_kinds(data)
    tree = _decoded(_outermost(data), _Notebook)
    if tree is None or _small(tree.nbformat) != 4 or bytes(tree.cells)[:1] != b"[":
        raise SubmissionRefused("the file is JSON, but not a notebook of format 4")
    raws = _elements(bytes(tree.cells))
    reader = _Reader()
    cells = [cell for raw in raws[:MOST_CELLS] if (cell := reader.cell(raw))]
    if raws and not reader.readable:
        raise SubmissionRefused(
            f"the notebook is broken: none of its {len(raws)} cells can be read"
        )
    reader.note(f"after the first {MOST_CELLS:,}, left out", len(raws) - MOST_CELLS)
    give_own_ids(cells)
    made = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    return Reading(from_dict(made), reader.notes)


def refuse_other_kinds(data: bytes) -> None:
    """Refuse what begins as another kind of file, whatever its name says.

    Raises
    ------
    SubmissionRefused
        If it is empty, a web page, a zip or a PDF.
    """
    start = data.removeprefix(BOM_UTF8)[:_START].lstrip()
    if not start and len(data) < _START:
        raise SubmissionRefused("the file is empty")
    kind = next((kind for mark, kind in _MARKS.items() if start.startswith(mark)), "")
    if kind:
        raise SubmissionRefused(f"the file is {kind}, and no notebook")


def give_own_ids(cells: Iterable[Any]) -> None:
    """Give cells without an id, or with a duplicate one, an id of their own."""
    seen: set[str] = set()
    for number, cell in enumerate(cells):
        name = cell.get("id")
        if not isinstance(name, str) or not _ID.fullmatch(name) or name in seen:
            free = (f"cell-{n}" for n in count(number) if f"cell-{n}" not in seen)
            cell["id"] = next(free)
        seen.add(cell["id"])


class _Reader:
    """Reads one cell after the other, and remembers what it had to leave out."""

    def __init__(self) -> None:
        self.readable = 0
        self._texts = MOST_TEXTS
        self._pictures = MOST_PICTURES
        self._odd: Counter[str] = Counter()

    @property
    def notes(self) -> tuple[str, ...]:
        """What was odd, and in how many cells."""
        return tuple(f"cells {what}: {number}" for what, number in self._odd.items())

    def note(self, what: str, number: int = 1) -> None:
        """Remember that some cells were odd."""
        if number > 0:
            self._odd[what] += number

    def cell(self, raw: Raw) -> dict[str, Any] | None:
        """Return a cell, or None where there is nothing to keep."""
        found = _decoded(raw, _Cell)
        if found is None:
            self.note("of another form, left out")
            return None
        made = {"metadata": _named(found.metadata), "source": self._source(found)}
        made |= {"cell_type": self._kind(found), "id": _small(found.id)}
        if made["cell_type"] == "code":
            return {**made, "outputs": [], "execution_count": None}
        pictures = self._attached(bytes(found.attachments))
        return {**made, "attachments": pictures} if pictures else made

    def _kind(self, cell: _Cell) -> str:
        kind = _small(cell.cell_type)
        if kind in _KINDS:
            return str(kind)
        self.note("without a type, run as code")
        return "code"

    def _source(self, cell: _Cell) -> str:
        size = len(bytes(cell.source))
        if size > MOST_TEXT:
            self.note(f"with more than {MOST_TEXT:,} bytes of text, read as empty")
        elif size > self._texts:
            self.note(f"after {MOST_TEXTS:,} bytes of text, read as empty")
        else:
            self._texts -= size
            lines = _decoded(cell.source, str | list[str])
            if lines is not None:
                self.readable += 1
                return "".join(lines)
            self.note("without text, read as empty")
            return ""
        self.readable += 1
        return ""

    def _attached(self, raw: bytes) -> dict[str, dict[str, str]]:
        """Return the pictures among a cell's attachments."""
        if raw in (b"null", b"{}"):
            return {}
        files = None
        if len(raw) <= self._pictures and raw.count(b'"') <= _MOST_QUOTES:
            files = _decoded(Raw(raw), dict[str, dict[str, str | list[str]]])
        pictures = {
            name: {kind: "".join(data) for kind, data in file.items()}
            for name, file in (files or {}).items()
            if all(kind.startswith("image/") for kind in file)
        }
        if files is None or len(pictures) < len(files):
            self.note(f"with attachments that are not {_PICTURES}, left out")
        self._pictures -= len(raw) if pictures else 0
        return pictures


def _outermost(data: bytes) -> Raw:
    """Return the bytes of the file as JSON that msgspec reads.

    Python and Jupyter also write NaN and halves of characters, which are not JSON: they
    become text and "?".
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SubmissionRefused("the file is not UTF-8 text; save it again") from error
    raw = text.encode()
    try:
        return msgspec.json.decode(raw, type=Raw)
    except (msgspec.DecodeError, RecursionError) as error:
        if sum(map(raw.count, (b",", b"[", b"{"))) > _MOST_VALUES:
            raise SubmissionRefused(f"{_BROKEN}: {error}") from error
    return Raw(_rewritten(text))


def _rewritten(text: str) -> bytes:
    try:
        tree = json.loads(
            text,
            strict=False,
            parse_constant=str,
            parse_float=str,
            parse_int=lambda digits: int(digits[:9]),
        )
        return json.dumps(tree, ensure_ascii=False).encode("utf-8", "replace")
    except (ValueError, RecursionError) as error:
        raise SubmissionRefused(f"{_BROKEN}: {error}") from error


def _elements(raw: bytes) -> list[Raw]:
    """Return the cells as bytes, if there are not millions of them.

    Raises
    ------
    SubmissionRefused
        If there may be: cells with a type are so long that a file holds few.
    """
    if raw.count(b",") > _MOST_VALUES and _decoded(Raw(raw), list[_Typed]) is None:
        raise SubmissionRefused(
            "the notebook is broken: a cell without a type among millions of values"
        )
    return msgspec.json.decode(raw, type=list[Raw])


def _named(metadata: Raw) -> dict[str, Any]:
    """Return all of a cell's metadata that counts: what nbgrader calls the cell."""
    about = _decoded(metadata, _Metadata)
    names = _decoded(about.nbgrader, _Nbgrader) if about else None
    name = _small(names.grade_id) if names else None
    return {"nbgrader": {"grade_id": name}} if isinstance(name, str) else {}


def _small(raw: Raw) -> Any:
    """Return a short value, or None."""
    return _decoded(raw, Any) if len(bytes(raw)) <= _LONGEST_NAME else None


def _decoded(raw: Raw, kind: Any) -> Any:
    """Return what `raw` holds, or None if that is not of the kind."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.MsgspecError, RecursionError):
        return None
