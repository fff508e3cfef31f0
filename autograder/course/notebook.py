"""What a notebook is made of, as nbformat gives it: dictionaries that have attributes.

nbformat is published without types. These say which attributes there are.
"""

from collections.abc import Callable
from typing import Any, Literal, Protocol, TypeVar, cast

import msgspec


class CellOutput(Protocol):
    """What a cell showed; which of these it has depends on its `output_type`."""

    output_type: str
    name: str  # of a stream
    text: str  # of a stream
    data: dict[str, Any]  # of what is rich, by MIME type
    metadata: dict[str, Any]  # of what is rich, by MIME type
    ename: str  # of an error
    evalue: str  # of an error
    traceback: list[str]  # of an error

    def get(self, key: str, default: Any = None, /) -> Any:
        """Return the value of an attribute that may be missing."""

    def __contains__(self, key: object, /) -> bool: ...


class Cell(Protocol):
    """One cell; only one of code has outputs, only one of text has attachments."""

    id: str
    cell_type: str
    source: str
    metadata: dict[str, Any]
    outputs: list[CellOutput]
    attachments: dict[str, dict[str, str]]

    def __getitem__(self, key: Literal["metadata"], /) -> dict[str, Any]:
        """Return what lies under a key, sooner than as an attribute."""

    def __contains__(self, key: object, /) -> bool: ...


class Notebook(Protocol):
    """A notebook of format 4."""

    cells: list[Cell]
    metadata: dict[str, Any]


class _CellForm(msgspec.Struct):
    cell_type: Literal["code", "markdown", "raw"]
    source: str
    metadata: dict[str, Any]


class _Form(msgspec.Struct):
    cells: list[_CellForm]
    metadata: dict[str, Any]


def outputs_of(cell: Cell) -> list[CellOutput]:
    """Return what a cell showed; one of text shows nothing."""
    return cell.outputs if "outputs" in cell else []


_Node = TypeVar("_Node", Cell, Notebook)
_encoder = msgspec.json.Encoder(order="sorted")


def copied(node: _Node) -> _Node:
    """Return a copy of a cell, or of a notebook: what it holds is the same."""
    make: Callable[[_Node], _Node] = type(node)
    return make(node)


def as_text(notebook: Notebook) -> str:
    """Return a notebook as the text of a file, each source and output in one line.

    It is what nbformat writes, 20 times as fast; texts of a million lines, each in a
    line of the file, would take seconds.
    """
    return msgspec.json.format(_encoder.encode(notebook), indent=1).decode()


def parsed(text: str) -> Notebook:
    """Return a notebook from its file's text, brought to format 4.

    Its form is checked as far as anything here relies on it: nbformat's own check takes
    longer than most commands.

    Raises
    ------
    Exception
        Of many types, if it is not one.
    """
    from nbformat import convert, reader  # as slow as all else that reads a lab

    notebook = convert(reader.reads(text), 4)
    msgspec.convert(notebook, _Form)
    return cast(Notebook, notebook)
