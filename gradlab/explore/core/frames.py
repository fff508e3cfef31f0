"""Frames of an explorer: what stands over the still part, once for each position.

A table of every combination would be too large. A hand moves one control at a time, so
the browser holds the frames along each control, the others at rest, and asks for new
ones when the hand has let go.
"""

import json
import math
import time
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from gradlab.explore.core.controls import Value
from gradlab.explore.core.draw_svg import overlay
from gradlab.explore.core.handles import Placing
from gradlab.explore.core.scene import Scene, Values

SECONDS = 0.4  # at a time, so that a cell need not wait long; then fewer positions
MOST_KNOWN = 5000
MOST_PLANE = 2700  # frames of a plane: every second place of a hundred by a hundred

# Overlay, readout, settings, key of the still part, handles, places of reached goals;
# None in place of handles where trouble is shown: those that were there stay.
FrameData = list[Any]
Axes = list[list[FrameData | None]]  # along each control; None where time was short


class Frames:
    """The frames of a scene, each computed once.

    Parameters
    ----------
    scene
        Its student's functions are called here, once for each new position.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.positions = [control.positions for control in scene.controls.values()]
        self.stills: dict[str, Values] = {}  # by key, where a still part is drawn
        self._drawn: dict[str, str] = {}  # still parts by key
        self._known: dict[tuple[Value, ...], FrameData] = {}
        self._placing = Placing(scene.controls)

    def at(self, place: Sequence[int]) -> FrameData:
        """Return the frame where each control stands at one of its positions."""
        numbered = zip(self.scene.controls, self.positions, place, strict=True)
        values = {name: positions[i] for name, positions, i in numbered}
        key = "|".join(str(values[name]) for name in self.scene.depends)
        self.stills.setdefault(key, values)
        known = tuple(values.values())
        if known not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            frame, settings = self.scene.frame(values), self.scene.settings(values)
            placed = None if frame.halted else self._placing.placed(frame.shapes)
            drawn = overlay(frame.shapes)
            reached = [i for i, done in enumerate(frame.reached) if done]
            self._known[known] = [drawn, frame.readout, settings, key, placed, reached]
        return self._known[known]

    def first(self, base: Sequence[int]) -> tuple[Axes, dict[str, str]]:
        """Return one frame, as `around` does, and its still part by key.

        Where the scene names a control's value that is there `soon`, and the position
        lies beyond, the frame is of that value: it stands for the one that is slow.
        """
        place = list(base)
        if self.scene.soon:
            name, value = self.scene.soon
            k = list(self.scene.controls).index(name)
            place[k] = min(place[k], self.positions[k].index(value))
        axes, frame = self._empty(), self.at(place)
        for axis, i, start in zip(axes, place, base, strict=True):
            if place == list(base) or i != start:
                axis[i] = frame
        return axes, {frame[3]: self.still(frame[3])}

    def _empty(self) -> Axes:
        return [[None] * len(positions) for positions in self.positions]

    def still(self, key: str) -> str:
        """Return the still part of a key in `stills`, drawn as frames are."""
        if key not in self._drawn:
            self._drawn[key] = overlay(self.scene.backdrop(self.stills[key]))
        return self._drawn[key]

    def around(self, base: Sequence[int], seconds: float = SECONDS) -> Axes:
        """Return the frames along each control through one position.

        Parameters
        ----------
        base
            The position of each control, counted from 0.
        seconds
            When to stop. The first frame is always there, the others from coarse to
            fine.
        """
        stop = time.monotonic() + seconds
        axes = self._empty()
        for axis, i in zip(axes, base, strict=True):
            axis[i] = self.at(base)
        for k, i in _coarse_to_fine([len(axis) for axis in axes]):
            if time.monotonic() > stop:
                break
            axes[k][i] = self.at([*base[:k], i, *base[k + 1 :]])
        return axes

    def plane(
        self, pair: tuple[int, int], centre: Sequence[int], begin: int, seconds: float
    ) -> dict[str, Any]:
        """Return a part of the frames where two controls move, from coarse to fine.

        Parameters
        ----------
        pair
            The two controls, counted from 0.
        centre
            Where the others rest; frames of one fineness come from here outwards.
        begin
            How many of the frames are there already.
        seconds
            When to stop, after one frame at the earliest.

        Returns
        -------
        dict
            `frames`, each with its two positions; `next`, how many are there now;
            `whole`, whether these are all.
        """
        stop = time.monotonic() + seconds
        sizes = [len(self.positions[k]) for k in pair]
        order = _plane_order(*sizes, *(centre[k] for k in pair))
        found: list[tuple[int, int, FrameData]] = []
        for i, j in order[begin:]:
            if found and time.monotonic() > stop:
                break
            place = list(centre)
            place[pair[0]], place[pair[1]] = i, j
            found.append((i, j, self.at(place)))
        end = begin + len(found)
        return {"frames": found, "next": end, "whole": end >= len(order)}


def packed(content: object, level: int = 1) -> bytes:
    """Return data as compressed JSON, which browsers read without a library."""
    return zlib.compress(json.dumps(content, ensure_ascii=False).encode(), level)


def _coarse_to_fine(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield every index of every axis: each 32nd of all axes first, the odd last."""
    for stride in (32, 16, 8, 4, 2, 1):
        for axis, length in enumerate(lengths):
            for index in range(0, length, stride):
                if stride == 32 or index % (2 * stride):
                    yield axis, index


@lru_cache(maxsize=4)
def _plane_order(
    across: int, up: int, centre: int, middle: int
) -> list[tuple[int, int]]:
    """Return places of a plane, each 16th of both axes first, at most `MOST_PLANE`."""
    order: list[tuple[int, int]] = []
    for stride in (16, 8, 4, 2, 1):
        finer = [
            (i, j)
            for i in range(0, across, stride)
            for j in range(0, up, stride)
            if stride == 16 or i % (2 * stride) or j % (2 * stride)
        ]
        if len(order) + len(finer) > MOST_PLANE:
            break
        order += sorted(finer, key=lambda p: math.dist(p, (centre, middle)))
    return order
