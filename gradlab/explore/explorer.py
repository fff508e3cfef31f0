"""The widget that every explorer is: a picture over its controls, words below."""

from collections.abc import Iterator
from typing import Any

import ipywidgets
from IPython.core.getipython import get_ipython
from IPython.display import display
from ipywidgets.widgets import widget as registry

from gradlab.explore import still
from gradlab.explore.backend import Backend, Controls, KernelBackend, Scene, values_of

DECIMALS = 6


class Explorer(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """A live picture of a student's own functions, with a still for other places.

    Parameters
    ----------
    name
        As in `explore.NAME`.
    scene
        What to show.
    controls
        Sliders by the name of the value they set; where they stand is where Reset
        returns to.
    backend
        How the picture reaches the page; drawn in the kernel unless given.
    """

    def __init__(
        self,
        name: str,
        scene: Scene,
        controls: Controls,
        backend: Backend | None = None,
    ) -> None:
        self._name = name
        self._scene = scene
        self._controls = dict(controls)
        self._start = values_of(controls)
        self.cell, self.run = _running_cell()
        view = (backend or KernelBackend()).show(scene, controls)
        style = ipywidgets.HTML(f"<style>{still.STILL_CSS}{still.LIVE_CSS}</style>")
        style.layout.display = "none"
        super().__init__([style, view.picture, self._row(), view.words])
        self.add_class("gradlab-live")
        _close_earlier_runs(self)

    def reset(self, _button: object = None) -> None:
        """Put every control back to where it started."""
        for name, value in self._start.items():
            self._controls[name].value = value

    def close(self) -> None:
        """Close this widget and all that it is made of, here and in the page."""
        for part in _parts(self):
            part.close()
        super().close()

    def __repr__(self) -> str:
        """Return the readout, which a replay of the notebook compares."""
        return still.plain(self._name, self._scene, values_of(self._controls))

    def _row(self) -> Any:
        """Return the controls, each with a number field, and Reset."""
        reset = ipywidgets.Button(description="Reset")
        reset.layout.width = "5em"
        reset.on_click(self.reset)
        sliders = self._controls.values()
        fields = [_number_field(control) for control in sliders]
        row = ipywidgets.HBox([*sliders, *fields, reset])
        row.layout.flex_flow = "row wrap"
        return row

    def _ipython_display_(self) -> None:
        """Show a still for where there is no kernel, then the live widget."""
        values = values_of(self._controls)
        data, metadata = still.bundle(self._name, self._scene, values)
        display(data, metadata=metadata, raw=True)
        # The numbers in full: ipywidgets cuts a long `repr`.
        display(self._repr_mimebundle_() | {"text/plain": repr(self)}, raw=True)


def slider(name: str, start: float, low: float, high: float, step: float) -> Any:
    """Return a labelled slider that reports while it moves.

    Parameters
    ----------
    name
        The label.
    start
        The value it begins with, from `low` to `high`.
    low, high
        The ends.
    step
        What an arrow key moves.

    Returns
    -------
    ipywidgets.FloatSlider
        Without a readout of its own: a number field stands beside it.
    """
    control = ipywidgets.FloatSlider(
        description=name, value=start, min=low, max=high, step=step, readout=False
    )
    control.style.description_width = "2em"
    control.layout.flex, control.layout.max_width = "1 1 16em", "26em"
    return control


def _number_field(control: Any) -> Any:
    """Return a number field that follows a slider and leads it.

    The slider's handle has no name that a screen reader could say; this field has.
    """
    field = ipywidgets.BoundedFloatText(
        description=f"{control.description} =",
        value=control.value,
        min=control.min,
        max=control.max,
        step=control.step,
    )
    field.style.description_width = "3em"
    field.layout.width = "9em"
    _keep_equal(control, field)
    return field


def _keep_equal(control: Any, field: Any) -> None:
    """Let two inputs follow each other, without the slider's float noise.

    A slider in the page says 1.5999999999999996 where its step means 1.6. What is equal
    but for that is left alone, so that a slider under the hand is never set back.
    """

    def follow(change: Any) -> None:
        other = field if change.owner is control else control
        value = round(change.new, DECIMALS)
        if value != round(other.value, DECIMALS):
            other.value = value

    control.observe(follow, names="value")
    field.observe(follow, names="value")


def _parts(widget: Any) -> Iterator[Any]:
    """Yield all that a widget is made of, itself excepted, innermost first."""
    for child in getattr(widget, "children", ()):
        yield from _parts(child)
        yield child
    for name in ("layout", "style"):
        if part := getattr(widget, name, None):
            yield part


def _running_cell() -> tuple[str, str]:
    """Return the front end's ids of the running cell and of this run; else empty."""
    message = getattr(get_ipython(), "parent_header", None) or {}
    cell = message.get("metadata", {}).get("cellId", "")
    return cell, message.get("header", {}).get("msg_id", "")


def _close_earlier_runs(explorer: Explorer) -> None:
    """Close what earlier runs of the same cell left open, which would pile up."""
    if not explorer.cell:
        return
    for other in list(getattr(registry, "_instances", {}).values()):
        if (
            isinstance(other, Explorer)
            and other.cell == explorer.cell
            and other.run != explorer.run
        ):
            other.close()
