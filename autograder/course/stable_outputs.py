"""Leaving out of a lab's stored outputs what differs from run to run.

So running the labs again changes no file, unless what a lab shows has changed.
"""

from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from nbconvert.preprocessors import Preprocessor

from autograder.course.notebook import Cell, Notebook, parsed

_WIDGET = "application/vnd.jupyter.widget-view+json"
_VARIES = "nbval-ignore-output"  # such as a time that was measured


class StableOutputs(Preprocessor):  # type: ignore[misc]
    """Makes two runs of one source alike, byte by byte."""

    def preprocess(self, nb: Notebook, resources: Any) -> tuple[Notebook, Any]:
        """Return the notebook without the machine's version and with lasting ids.

        Outputs that a tag says to vary stay as they are stored while their cell does.
        """
        nb.metadata["language_info"] = {"name": "python"}
        stored = {cell.id: cell for cell in _stored(resources)}
        for cell in nb.cells:
            if cell.cell_type == "code":
                _settle(cell, stored.get(cell.id))
        return nb, resources


def _settle(cell: Cell, before: Cell | None) -> None:
    varies = _VARIES in cell.metadata.get("tags", ())
    if varies and before and before.source == cell.source and before.outputs:
        cell.outputs = before.outputs
    for number, output in enumerate(cell.outputs):
        widget = output.get("data", {}).get(_WIDGET, {})
        if "model_id" in widget:  # of a kernel that is gone
            widget["model_id"] = uuid5(NAMESPACE_OID, f"{cell.id} {number}").hex


def _stored(resources: Any) -> list[Cell]:
    """Return the cells of the file that was run, as it still stands on the disk."""
    about = resources["metadata"]
    file = Path(about["path"]) / f"{about['name']}.ipynb"
    return parsed(file.read_text("utf-8")).cells
