"""All positions that one move can reach: along each control, the others at rest.

A table of every combination would be too large. A hand moves one control at a time, so
the browser holds the frames along each, and asks for new ones when the hand has let go.
"""

import json
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gradlab.explore.core.controls import Value
from gradlab.explore.core.draw_svg import overlay
from gradlab.explore.core.scene import Scene, Values

SECONDS = 1.0  # for all frames; a slower function is shown at fewer positions

FrameData = list[str]  # overlay, readout, settings, key of the still part
Known = dict[tuple[Value, ...], FrameData]  # frames by the values that they show
MOST_KNOWN = 5000


@dataclass(frozen=True)
class Star:
    """Frames along each control through one position.

    Parameters
    ----------
    base
        The position of each control, counted from 0.
    axes
        For each control, the frames at all its positions; None where time was short.
    stills
        By key, values at which the still part is drawn that frames stand on.
    """

    base: list[int]
    axes: list[list[FrameData | None]]
    stills: dict[str, Values]

    def packed(self) -> bytes:
        """Return the star as compressed JSON, which browsers read without a library."""
        data = {"base": self.base, "axes": self.axes}
        return zlib.compress(json.dumps(data, ensure_ascii=False).encode(), 1)


def star(
    scene: Scene,
    base: Sequence[int],
    seconds: float = SECONDS,
    known: Known | None = None,
) -> Star:
    """Compute the frames around one position.

    Parameters
    ----------
    scene
        Its student's functions are called here, once for each new position.
    base
        The position of each control, in the order of `scene.controls`.
    seconds
        When to stop. The first frame is always there, the others from coarse to fine.
    known
        Frames of earlier stars, which are not computed again; grows.

    Returns
    -------
    Star
        With one frame at least.
    """
    stop = time.monotonic() + seconds
    places = list(scene.controls)
    positions = [scene.controls[name].positions for name in places]
    centre = {n: p[i] for n, p, i in zip(places, positions, base, strict=True)}
    stills: dict[str, Values] = {still_key(scene, centre): centre}
    known = {} if known is None else known
    first = frame_data(scene, centre, known)
    axes: list[list[FrameData | None]] = [[None] * len(p) for p in positions]
    for axis, i in zip(axes, base, strict=True):
        axis[i] = first
    for k, i in _coarse_to_fine([len(p) for p in positions]):
        if time.monotonic() > stop:
            break
        if axes[k][i] is None:
            values = centre | {places[k]: positions[k][i]}
            axes[k][i] = frame_data(scene, values, known)
            stills.setdefault(still_key(scene, values), values)
    return Star(list(base), axes, stills)


def frame_data(scene: Scene, values: Values, known: Known) -> FrameData:
    """Return one position as the browser takes it."""
    place = tuple(values.values())
    if place not in known:
        if len(known) >= MOST_KNOWN:
            known.clear()
        frame, settings = scene.frame(values), scene.settings(values)
        key = still_key(scene, values)
        known[place] = [overlay(frame.marks), frame.readout, settings, key]
    return known[place]


def still_key(scene: Scene, values: Values) -> str:
    """Return what tells the still parts of a scene apart."""
    return "|".join(str(values[name]) for name in scene.depends)


def _coarse_to_fine(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield every index of every axis: each 32nd of all axes first, the odd last."""
    for stride in (32, 16, 8, 4, 2, 1):
        for axis, length in enumerate(lengths):
            for index in range(0, length, stride):
                if stride == 32 or index % (2 * stride):
                    yield axis, index


def unpacked(data: bytes) -> dict[str, Any]:
    """Return what `Star.packed` packed."""
    content = json.loads(zlib.decompress(data))
    assert isinstance(content, dict)
    return content
