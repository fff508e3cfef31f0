"""A panel: a rectangle of the picture with fixed axes, the same for both renderers."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gradlab.calls import Array

WIDTH, HEIGHT = 480, 430  # CSS pixels; shrinks to a phone with text still 10 px high

Ticks = tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Panel:
    """Where something is drawn, and what its edges mean.

    Parameters
    ----------
    box
        Left, top, right and bottom edge in CSS pixels of the picture.
    x, y
        The values at the edges: nothing moves them.
    x_label
        Stands below the middle.
    title
        Stands above the left end.
    log_x, log_y
        Whether equal steps are equal factors.
    x_ticks, y_ticks
        Places and words, where matplotlib's own choice is not wanted.
    bare
        Only a system of coordinates: no axes are drawn.
    grid
        Whether faint lines run from the ticks.
    """

    box: tuple[float, float, float, float]
    x: tuple[float, float]
    y: tuple[float, float]
    x_label: str = ""
    title: str = ""
    log_x: bool = False
    log_y: bool = False
    x_ticks: Ticks | None = None
    y_ticks: Ticks | None = None
    bare: bool = False
    grid: bool = True

    def pixels(self, x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Array, Array]:
        """Return where points lie, in CSS pixels from the picture's upper left."""
        left, top, right, bottom = self.box
        across = _share(x, self.x, log=self.log_x)
        up = _share(y, self.y, log=self.log_y)
        return left + across * (right - left), bottom - up * (bottom - top)

    def places(self, cells: int) -> Array:
        """Return an even grid of points, (cells², 2): x by x, from the lowest y up."""
        x, y = np.meshgrid(np.linspace(*self.x, cells), np.linspace(*self.y, cells))
        return np.stack([x.ravel(), y.ravel()], axis=-1)


def powers(*exponents: int) -> Ticks:
    """Return the ticks at some powers of ten."""
    return tuple((10.0**p, f"1e{p}" if p else "1") for p in exponents)


def canvas(height: float = HEIGHT) -> Panel:
    """Return the whole picture as a bare panel, measured in CSS pixels from below."""
    return Panel((0, 0, WIDTH, height), (0, WIDTH), (0, height), bare=True)


def _share(values: npt.ArrayLike, ends: tuple[float, float], *, log: bool) -> Array:
    """Return how far along a range values are: 0 at its first end, 1 at its other."""
    numbers = np.asarray(values, dtype=np.float64)
    low, high = ends
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if log:
            numbers, low, high = np.log(numbers), np.log(low), np.log(high)
        return (numbers - low) / (high - low)
