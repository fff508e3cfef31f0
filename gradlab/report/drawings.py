"""What a plotting function draws, as plain arrays and texts."""

from collections.abc import Callable
from functools import singledispatch
from typing import Any

import numpy as np

from gradlab.calls import Array

_FEW = 10  # a curve with a marker at every point marks none of them


@singledispatch
def drawing(plot: Callable[[Any], object]) -> dict[str, Any]:
    """Let a function draw on new axes and return what it drew.

    A function of another process draws there: the axes have to be where it is.

    Parameters
    ----------
    plot
        Takes matplotlib axes and draws on them. Drawing by ``plt.plot`` is read too,
        since the axes are pyplot's current ones meanwhile.

    Returns
    -------
    dict
        ``lines``, a list of arrays (2, n), x above y; ``points``, an array (k, 2) of
        all places marked by a few markers, a scatter, a text or an annotation;
        ``xlabel``, ``ylabel`` and ``title``.
    """
    from matplotlib import pyplot as plt  # it chooses the backend at its import

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
    """Return what markers, scatters and texts stand at and annotations point at."""
    marked = [_marked(line) for line in ax.lines]
    found = [points for points in marked if len(points) <= _FEW]
    for marks in ax.collections:
        offsets = np.array(marks.get_offsets(), dtype=float)
        found.append(offsets.reshape(-1, 2))
    notes = [getattr(text, "xy", text.get_position()) for text in ax.texts]
    found.append(np.array(notes, dtype=float).reshape(-1, 2))
    return np.concatenate(found)


def _marked(line: Any) -> Array:
    """Return the points of a line that have a marker, (k, 2)."""
    points = np.array(line.get_data(), dtype=float).T
    if len(points) > 1 and line.get_marker() in (None, "None", "none", "", " "):
        return points[:0]
    every = line.get_markevery()
    if isinstance(every, int):
        return points[::every]
    if isinstance(every, list | np.ndarray | slice):
        return points[every]
    return points
