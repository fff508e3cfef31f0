"""The live picture: what the browser needs, and what it asks the kernel for."""

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from gradlab.explore.core.frames import SECONDS, Frames, packed
from gradlab.explore.core.images import data_uri
from gradlab.explore.core.panel import WIDTH
from gradlab.explore.core.scene import Scene

FIRST_SECONDS = 0.1  # the browser asks for what a slow function leaves out
HERE = Path(__file__).parent


class View(anywidget.AnyWidget):
    """A still part, and frames above it that follow controls in the browser.

    Parameters
    ----------
    scene
        What to show.
    controls
        ipywidgets, in the order of `scene.controls`; they are followed, not changed.
    """

    # As text: of a path, anywidget keeps every view alive to tell it of edits.
    _esm = (HERE / "view.js").read_text("utf-8")
    _css = (HERE / "view.css").read_text("utf-8")
    controls = traitlets.List().tag(sync=True, **ipywidgets.widget_serialization)
    scales = traitlets.List().tag(sync=True)  # [low, step], or [] where it has an index
    start = traitlets.List().tag(sync=True)  # the positions that Reset returns to
    size = traitlets.List().tag(sync=True)  # CSS pixels
    about = traitlets.Unicode().tag(sync=True)
    stills = traitlets.Dict().tag(sync=True)  # data URI by key
    frames = traitlets.Bytes().tag(sync=True)  # around where the controls stand

    def __init__(self, scene: Scene, controls: Sequence[Any]) -> None:
        self._frames = Frames(scene)
        specs = scene.controls.values()
        base = [s.position(c) for s, c in zip(specs, controls, strict=True)]
        super().__init__(
            controls=list(controls),
            scales=[s.scale for s in specs],
            start=base,
            size=[WIDTH, scene.height],
            about=scene.about,
        )
        self._lock = threading.Lock()  # questions may come while a cell runs
        self.centre(base, 0.0)
        self.on_msg(self._answer)

    def fill(self) -> None:
        """Compute the frames around the start: the first picture does not wait."""
        self.centre(self.start, FIRST_SECONDS)

    def centre(self, base: Sequence[int], seconds: float = SECONDS) -> None:
        """Compute the frames around a position, and still parts that are new."""
        with self._lock:
            stop = time.monotonic() + seconds
            axes = self._frames.around(base, seconds)
            first, stills = self._frames.at(base)[3], dict(self.stills)
            needed = dict.fromkeys([first, *(f[3] for axis in axes for f in axis if f)])
            for key in needed:
                if key not in stills and (key == first or time.monotonic() < stop):
                    values = self._frames.stills[key]
                    stills[key] = data_uri(self._frames.scene.backdrop(values))
            self.stills = stills
            self.frames = packed({"base": list(base), "axes": axes})

    def close(self) -> None:
        """Close the view; its frames go first, which a page may keep after it."""
        if self.comm is not None:
            self.frames, self.stills = b"", {}
        super().close()

    def _answer(self, _view: object, content: object, _buffers: object) -> None:
        """Compute the frames around the position that the browser asks for."""
        if isinstance(content, dict) and "centre" in content:
            asked = zip(content["centre"], self._frames.positions, strict=True)
            self.centre([min(max(int(i), 0), len(p) - 1) for i, p in asked])
