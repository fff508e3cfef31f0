"""Putting a picture's text beside the picture, after a lab's source was run.

A figure of matplotlib comes without words. The author writes them into the metadata of
its cell, as ``"alt"``; notebook viewers look for them in the output.
"""

from typing import Any

from nbconvert.preprocessors import Preprocessor

from autograder.course.notebook import Cell, outputs_of


class DescribePictures(Preprocessor):  # type: ignore[misc]
    """Copy the ``alt`` of a cell to each picture that it shows and that has none."""

    def preprocess_cell(
        self, cell: Cell, resources: Any, index: int
    ) -> tuple[Cell, Any]:
        """Return the cell with described pictures."""
        words = cell.metadata.get("alt")
        for output in outputs_of(cell):
            if words and "image/png" in output.get("data", {}):
                output.metadata.setdefault("image/png", {}).setdefault("alt", words)
        return cell, resources
