"""What a notebook's cells put out, kept within bounds for the notebook as a whole."""

from typing import Any

import msgspec

from autograder.execution.isolated import messages

MAX_CELL = 1_000_000  # characters
MAX_NOTEBOOK = 8_000_000  # characters
MAX_OUTPUTS = 500  # of one cell
_BYTES = 4  # that a character may take
_REST = 1 << 18  # bytes of a message beside the outputs' characters
_LEFT_OUT = "[outputs of this cell were too large and were left out]\n"


class Shown:
    """What cells showed so far.

    Attributes
    ----------
    cut
        Cells of which outputs were left out.
    """

    def __init__(self) -> None:
        self._left = MAX_NOTEBOOK
        self.cut = 0

    @property
    def room(self) -> int:
        """How many characters the next cell may show."""
        return min(MAX_CELL, self._left)

    @property
    def most_bytes(self) -> int:
        """How large a message may be that brings so many characters."""
        return _BYTES * self.room + _REST

    def outputs(self, ran: messages.Ran) -> list[dict[str, Any]]:
        """Return a cell's outputs in the notebook format, if they are within bounds.

        Its process was told the bounds, and cuts what an honest cell shows.
        """
        kept = ran.outputs[:MAX_OUTPUTS]
        size = sum(map(_size, kept))
        if size > self.room + _REST:
            kept, size = [], 0
        if len(kept) < len(ran.outputs):
            self.cut += 1
            kept = [*kept, messages.Stream("stderr", _LEFT_OUT)]
        elif size >= self.room > 0:
            self.cut += 1  # cut by its own process
        self._left = max(0, self._left - size)
        outputs: list[dict[str, Any]] = msgspec.to_builtins(kept)
        return outputs

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of it in the result."""
        if not self.cut:
            return ()
        cells = "1 cell" if self.cut == 1 else f"{self.cut} cells"
        return (f"outputs of {cells} were too large and were cut",)


def _size(output: messages.Output) -> int:
    """Return about how many characters an output takes in the notebook."""
    if isinstance(output, messages.Stream):
        return len(output.text)
    if isinstance(output, messages.Error):
        texts = (output.ename, output.evalue, *output.traceback)
        return sum(map(len, texts))
    return len(msgspec.json.encode([output.data, output.metadata]))
