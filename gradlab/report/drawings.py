"""What a plotting function draws, as plain arrays and texts."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def drawing(plot: Callable[[Any], object]) -> dict[str, Any]:
    """Let a function draw on new axes and return what it drew.

    Parameters
    ----------
    plot
        Takes matplotlib axes and draws on them. Drawing by ``plt.plot`` is read too,
        since the axes are pyplot's current ones meanwhile.

    Returns
    -------
    dict
        ``lines``, a list of arrays (2, n), x above y; ``points``, an array (k, 2) of
        all places marked by a single marker, a scatter or an annotation; ``xlabel``,
        ``ylabel`` and ``title``.
    """
    from matplotlib import pyplot as plt

    figure, ax = plt.subplots()
    try:
        plot(ax)
        return {
            "lines": _lines(ax),
            "points": _points(ax),
            "xlabel": ax.get_xlabel(),
            "ylabel": ax.get_ylabel(),
            "title": ax.get_title(),
        }
    finally:
        plt.close(figure)


def _lines(ax: Any) -> list[Array]:
    found = (np.array(line.get_data(), dtype=float) for line in ax.lines)
    return [line for line in found if line.shape[1] > 1]


def _points(ax: Any) -> Array:
    """Return single-point lines, points of scatters, and what annotations point at."""
    data = [np.array(line.get_data(), dtype=float).T for line in ax.lines]
    found = [line for line in data if len(line) == 1]
    for marks in ax.collections:
        offsets = np.array(marks.get_offsets(), dtype=float)
        found.append(offsets.reshape(-1, 2))
    notes = [text.xy for text in ax.texts if hasattr(text, "xy")]
    found.append(np.array(notes, dtype=float).reshape(-1, 2))
    return np.concatenate(found)
