"""What the browser is told of the marks that a hand moves."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from gradlab.explore.core import draw
from gradlab.explore.core.controls import Control
from gradlab.explore.core.panel import Panel
from gradlab.explore.core.svg_text import UNIT

FAR = 10_000  # CSS pixels

# Label; the control, counted from 0, that moves it across, and the one that moves it
# up, or -1; where it stands; where the controls' positions lie across and down. Where
# these are evenly spaced, the first and the last stand for all.
Placed = list[Any]


def on_product(handle: draw.Handle, ratios: npt.ArrayLike, colour: str) -> draw.Shapes:
    """Return a mark on a product of equal factors, and the handle that pulls it.

    Parameters
    ----------
    handle
        At the number of factors and their product.
    ratios : (n,)
        What its control offers for the factor, in shares of what that is now: the
        product changes by as many powers of it as there are factors.
    """
    stops = handle.y * np.abs(ratios) ** handle.x
    place = handle.panel, handle.x, handle.y
    dot = draw.Dots(*place, colour, "s", 8, filled=False)
    return [dot, handle._replace(stops=stops)]


class Placing:
    """Finds where handles and their controls' positions lie in the picture.

    Parameters
    ----------
    controls
        Those of the scene.
    """

    def __init__(self, controls: Mapping[str, Control]) -> None:
        self._controls = controls
        self._names = ["", *controls]
        self._known: dict[tuple[str, Panel, int], list[int]] = {}
        self._own = {n: c.positions for n, c in controls.items()}

    def placed(self, shapes: Iterable[draw.Shape]) -> list[Placed]:
        """Return the handles among the shapes of a frame.

        Raises
        ------
        ValueError
            If a handle names no control of the scene, or one without numbers.
        """
        return [self._place(s) for s in shapes if isinstance(s, draw.Handle)]

    def _place(self, handle: draw.Handle) -> Placed:
        left, top, right, bottom = handle.panel.box
        x, y = (float(place) for place in handle.panel.pixels(handle.x, handle.y))
        return [
            handle.label,
            self._number(handle.across),
            self._number(handle.up),
            _inside(x, left, right),
            _inside(y, top, bottom),
            self._stops(handle, handle.across, 0),
            self._stops(handle, handle.up, 1),
        ]

    def _number(self, name: str) -> int:
        if name not in self._names:
            offered = ", ".join(self._controls)
            raise ValueError(f"no control {name!r} for a handle; there are {offered}.")
        return self._names.index(name) - 1

    def _stops(self, handle: draw.Handle, name: str, axis: int) -> list[int]:
        """Return where a control's positions lie, in tenths of a CSS pixel."""
        if not name:
            return []
        if handle.stops is not None:
            return _tenths(handle.panel, handle.stops, axis)
        key = (name, handle.panel, axis)
        if key not in self._known:
            self._known[key] = _tenths(handle.panel, self._own[name], axis)
        return self._known[key]


def _inside(pixel: float, low: float, high: float) -> int:
    """Return tenths of a pixel between two edges; their middle for no place."""
    known = (low + high) / 2 if np.isnan(pixel) else min(max(pixel, low), high)
    return round(UNIT * known)


def _tenths(panel: Panel, values: npt.ArrayLike, axis: int) -> list[int]:
    """Return where values lie; of places that are evenly spaced, the ends alone."""
    numbers = np.asarray(values, dtype=np.float64)
    pixels = np.nan_to_num(
        panel.pixels(numbers, numbers)[axis], posinf=FAR, neginf=-FAR
    )
    stops = UNIT * np.clip(pixels, -FAR, FAR)
    even = np.linspace(stops[0], stops[-1], len(stops))
    if np.abs(stops - even).max() < 1:
        stops = stops[[0, -1]]
    return [int(stop) for stop in stops.round()]
