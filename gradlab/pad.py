"""Where a student draws a digit: 8 × 8 pixels of ink, by mouse, finger or keyboard.

    from gradlab.pad import Pad

    pad = Pad(read)  # read takes an image (64,), and returns ten probabilities
    pad

`pad.image` is what was drawn, and `pad.draw(image)` shows another image. Pixels come
from the browser, and the student's function reads them.
"""

from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets

from gradlab import calls
from gradlab.calls import Array, StudentFunction

SIDE, CLASSES = 8, 10
SECONDS = 2.0  # that reading one image may take
HERE = Path(__file__).parent
_INK = " .:*#"  # an image in a text, from paper to ink


class Pad(anywidget.AnyWidget):
    """An image to draw, and what a student's function reads in it.

    Parameters
    ----------
    read
        Takes an image, (64,) from 0 (paper) to 1 (ink), row by row; returns the
        probability of each of the ten digits, (10,).
    image
        What the pad begins with; by default paper.
    """

    _esm = (HERE / "pad.js").read_text("utf-8")
    _css = (HERE / "pad.css").read_text("utf-8")
    pixels = traitlets.List().tag(sync=True)  # 64 numbers from 0 to 1
    shares = traitlets.List().tag(sync=True)  # ten, or none if there is no answer
    words = traitlets.Unicode().tag(sync=True)

    def __init__(self, read: StudentFunction, image: Any = None) -> None:
        self._read = read
        super().__init__(pixels=[0.0] * SIDE**2)
        self.observe(self._answer, "pixels")
        self.draw(np.zeros(SIDE**2) if image is None else image)
        self._answer()

    @property
    def image(self) -> Array:
        """What was drawn: (64,), from 0 to 1."""
        return np.array(self.pixels, dtype=float)

    def draw(self, image: Any) -> None:
        """Show an image: (64,) or (8, 8), from 0 to 1.

        Raises
        ------
        ValueError
            If it has another number of pixels, or another range.
        """
        flat = np.array(image, dtype=float).ravel()
        if flat.shape != (SIDE**2,) or not np.all((flat >= 0) & (flat <= 1)):
            raise ValueError(
                f"the pad shows 64 numbers from 0 to 1; this has shape "
                f"{np.shape(image)}: take one row of the images, as x_test[0]"
            )
        self.pixels = flat.tolist()

    def __repr__(self) -> str:
        """Return the drawing as text, and what was read."""
        rows = self.image.reshape(SIDE, SIDE)
        marks = np.ceil(rows * (len(_INK) - 1)).astype(int)
        lines = ["|" + "".join(_INK[m] * 2 for m in row) + "|" for row in marks]
        return "\n".join([*lines, self.words])

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Return the widget, and the drawing as text for where there is no kernel."""
        shown = super()._repr_mimebundle_(**options)
        data, *rest = shown if isinstance(shown, tuple) else (shown,)
        data = {**(data or {}), "text/plain": repr(self)}
        return (data, *rest) if rest else data

    def _answer(self, _change: object = None) -> None:
        """Let the student's function read the image; say what came back."""
        if not any(self.pixels):
            self.shares, self.words = [], "Nothing is drawn yet."
            return
        try:
            limit = calls.TimeLimit().at_most(SECONDS)
            answer = calls.call(
                self._read, (self.image,), {}, prints=False, limit=limit
            )
            self.shares = _shares(answer.value)
        except NotImplementedError:
            self.shares, self.words = [], "The function that reads is not written yet."
        except Exception as error:  # whatever a student's function raises
            self.shares = []
            self.words = (
                f"Your function gave no answer ({type(error).__name__}: {error})"
            )
        else:
            best = np.argsort(self.shares)[::-1][:2]
            first, second = (f"{digit} ({self.shares[digit]:.2f})" for digit in best)
            self.words = f"Read as {first}, then {second}."


def _shares(value: object) -> list[float]:
    numbers = np.array(value, dtype=float)
    if numbers.shape != (CLASSES,):
        raise ValueError(f"ten probabilities were expected, not shape {numbers.shape}")
    if not np.all((numbers >= 0) & (numbers <= 1)):
        raise ValueError("probabilities were expected, numbers from 0 to 1")
    return [float(number) for number in numbers]
