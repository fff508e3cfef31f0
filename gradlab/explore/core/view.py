"""The live picture: what the browser needs, and what it asks the kernel for."""

import threading
import time
from collections.abc import Sequence
from typing import Any

import anywidget
import ipywidgets
import traitlets

from gradlab.explore.core import goals
from gradlab.explore.core.controls import runs
from gradlab.explore.core.frames import SECONDS, Frames, packed
from gradlab.explore.core.panel import WIDTH
from gradlab.explore.core.script import HERE, style, view

FIRST_SECONDS = 0.1  # the browser asks for what a slow function leaves out
PART_SECONDS = 0.1  # of a plane at a time, so that no other question waits long


class View(anywidget.AnyWidget):
    """A still part, and frames above it that follow controls in the browser.

    It begins with one frame: the first picture waits for no other.

    Parameters
    ----------
    frames
        Of what to show; one thread at a time, which holds `lock`.
    base
        The positions at which the controls start.
    controls
        ipywidgets, in the order of `scene.controls`; they are followed, not changed.
    """

    # As text: of a path, anywidget keeps every view alive to tell it of edits.
    _esm = (HERE / "loader.js").read_text("utf-8")
    script = traitlets.Unicode(view()).tag(sync=True)  # which the page loads once
    _css = style() + (HERE / "still.css").read_text("utf-8")
    controls = traitlets.List().tag(sync=True, **ipywidgets.widget_serialization)
    scales = traitlets.List().tag(sync=True)  # [low, step], or [] where it has an index
    words = traitlets.List().tag(sync=True)  # what each control's positions are called
    start = traitlets.List().tag(sync=True)  # the positions that Reset returns to
    runs = traitlets.Int(-1).tag(sync=True)  # the control that Play moves
    size = traitlets.List().tag(sync=True)  # CSS pixels
    about = traitlets.Unicode().tag(sync=True)
    goals = traitlets.List().tag(sync=True)  # words, and whether it is harder
    reached = traitlets.List().tag(sync=True)  # places of the goals reached before
    stills = traitlets.Dict().tag(sync=True)  # SVG by key
    frames = traitlets.Bytes().tag(sync=True)  # around where the controls stand

    def __init__(
        self, frames: Frames, base: Sequence[int], controls: Sequence[Any]
    ) -> None:
        self._frames = frames
        self.lock = threading.Lock()  # questions may come while a cell runs
        scene, specs = frames.scene, frames.scene.controls.values()
        axes, stills = frames.first(base)
        super().__init__(
            controls=list(controls),
            scales=[s.scale for s in specs],
            words=[s.words for s in specs],
            start=list(base),
            runs=runs(scene.controls),
            size=[WIDTH, scene.height],
            about=scene.about,
            goals=[goal._asdict() for goal in scene.goals],
            reached=goals.before(scene.name, scene.goals),
            stills=stills,
            frames=packed({"base": base, "axes": axes}),
        )
        self.on_msg(self._answer)

    def fill(self) -> None:
        """Compute the first frames around the start, from coarse to fine."""
        self.centre(self.start, FIRST_SECONDS)

    def centre(self, base: Sequence[int], seconds: float = SECONDS) -> None:
        """Compute the frames around a position, and still parts that are new."""
        with self.lock:
            stop = time.monotonic() + seconds
            axes = self._frames.around(base, seconds)
            first, stills = self._frames.at(base)[3], dict(self.stills)
            needed = dict.fromkeys([first, *(f[3] for axis in axes for f in axis if f)])
            for key in needed:
                if key not in stills and (key == first or time.monotonic() < stop):
                    stills[key] = self._frames.still(key)
            self.stills = stills
            self.frames = packed({"base": list(base), "axes": axes})

    def close(self) -> None:
        """Close the view; its frames go first, which a page may keep after it."""
        if self.comm is not None:
            self.frames, self.stills = b"", {}
        super().close()

    def _answer(self, _view: object, content: object, _buffers: object) -> None:
        """Compute what the browser asks for: frames around a position, or fewer."""
        if not isinstance(content, dict):
            return
        if "centre" in content:
            self.centre(self._inside(content["centre"]))
        if content.get("reached") in range(len(self._frames.scene.goals)):
            scene = self._frames.scene
            goals.keep(scene.name, scene.goals[content["reached"]])
        if "here" in content:
            self._send_one(self._inside(content["here"]))
        if "pair" in content:
            across, up = (int(k) for k in content["pair"])
            centre, begin = self._inside(content["around"]), int(content["begin"])
            self._send_part((across, up), centre, begin)

    def _inside(self, asked: Sequence[float]) -> list[int]:
        """Return the position that is asked for, each control within its range."""
        places = zip(asked, self._frames.positions, strict=True)
        return [min(max(int(i), 0), len(p) - 1) for i, p in places]

    def _send_one(self, here: list[int]) -> None:
        """Send the frame of one position, and its still part if it is new.

        The page is told how many milliseconds it took, and asks no faster.
        """
        with self.lock:
            begun = time.perf_counter()
            frame = self._frames.at(here)
            took = 1000 * (time.perf_counter() - begun)
            if frame[3] not in self.stills:
                self.stills = {**self.stills, frame[3]: self._frames.still(frame[3])}
        told = {"here": here, "frame": frame, "took": took}
        self.send({"kind": "one"}, [packed(told)])

    def _send_part(self, pair: tuple[int, int], centre: list[int], begin: int) -> None:
        """Send the next frames of a plane."""
        with self.lock:
            part = self._frames.plane(pair, centre, begin, PART_SECONDS)
        told = {"pair": pair, "centre": centre, **part}
        self.send({"kind": "plane"}, [packed(told)])
