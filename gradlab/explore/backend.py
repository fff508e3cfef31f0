"""How an explorer's picture reaches the page.

`Backend` is the one place to replace: given a scene and its controls it returns what to
put above and below them, and keeps that in step with the controls from then on. The one
here draws in the kernel; one that draws in the browser would link the controls there.
"""

import html
from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

import ipywidgets
from matplotlib.figure import Figure

from gradlab.explore.pixels import encode, image_tag, raster

Values = Mapping[str, float]
Controls = Mapping[str, Any]  # ipywidgets by the name of the value that they set
SHARPNESS = 1.5  # device pixels per CSS pixel of the live picture


class Scene(Protocol):
    """What an explorer shows, as pure functions of the controls' values."""

    def draw(self, values: Values) -> Figure:
        """Return the picture."""

    def readout(self, values: Values) -> str:
        """Return the numbers in one line, equal on every machine."""

    def describe(self, values: Values) -> str:
        """Return the picture's alternative text."""

    def settings(self, values: Values) -> str:
        """Return one line of Python that brings the picture back."""


class View(NamedTuple):
    """The widgets that follow the controls."""

    picture: Any  # stands above the controls
    words: Any  # stands below them


class Backend(Protocol):
    """Shows a scene and keeps it in step with its controls."""

    def show(self, scene: Scene, controls: Controls) -> View:
        """Return widgets that show the scene and follow the controls from now on."""


class KernelBackend:
    """Draws each picture in the kernel and sends it as a PNG inside an HTML widget."""

    def show(self, scene: Scene, controls: Controls) -> View:
        """Return widgets that are redrawn at each change of a control."""
        view = View(ipywidgets.HTML(), ipywidgets.HTML())

        def follow(_change: object = None) -> None:
            values = values_of(controls)
            view.picture.value = picture(scene, values)
            view.words.value = words(scene, values)

        follow()
        for control in controls.values():
            control.observe(follow, names="value")
        return view


def values_of(controls: Controls) -> dict[str, float]:
    """Return where the controls stand now."""
    return {name: control.value for name, control in controls.items()}


def picture(scene: Scene, values: Values) -> str:
    """Return the picture as HTML, sharp, and encoded for speed."""
    image = raster(scene.draw(values), SHARPNESS)
    data = encode(image, "PNG", compress_level=1)
    return image_tag(data, "png", scene.describe(values))


def words(scene: Scene, values: Values) -> str:
    """Return the readout, as a live region, and the settings line, as HTML."""
    readout = html.escape(scene.readout(values))
    settings = html.escape(scene.settings(values))
    return (
        f'<p class="gradlab-readout" role="status" aria-live="polite">{readout}</p>'
        '<p class="gradlab-settings">Copy these settings: '
        f'<code tabindex="0">{settings}</code></p>'
    )
