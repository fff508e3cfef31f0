"""The live picture: what the browser needs, and what it asks the kernel for."""

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from gradlab.explore.core.frames import SECONDS, Known, star
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
    star = traitlets.Bytes().tag(sync=True)

    def __init__(self, scene: Scene, controls: Sequence[Any]) -> None:
        self._scene = scene
        self._known: Known = {}
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
            self._centre(base, seconds)

    def _centre(self, base: Sequence[int], seconds: float) -> None:
        stop = time.monotonic() + seconds
        found = star(self._scene, base, seconds, self._known)
        stills = dict(self.stills)
        first = next(iter(found.stills))  # that of the base
        for key, values in found.stills.items():
            if key not in stills and (key == first or time.monotonic() < stop):
                stills[key] = data_uri(self._scene.backdrop(values))
        self.stills = stills
        self.star = found.packed()

    def close(self) -> None:
        """Close the view; its frames go first, which a page may keep after it."""
        if self.comm is not None:
            self.star, self.stills = b"", {}
        super().close()

    def _answer(self, _view: object, content: object, _buffers: object) -> None:
        """Compute the frames around the position that the browser asks for."""
        if isinstance(content, dict) and "centre" in content:
            lengths = [len(c.positions) for c in self._scene.controls.values()]
            asked = zip(content["centre"], lengths, strict=True)
            self.centre([min(max(int(i), 0), n - 1) for i, n in asked])
