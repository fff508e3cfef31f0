"""The widget that every explorer is: a picture over its controls, words below."""

import functools
import inspect
import sys
from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets
from IPython.core.getipython import get_ipython
from IPython.display import display
from ipywidgets.widgets import widget as registry

from gradlab import history
from gradlab.explore.core import still
from gradlab.explore.core.controls import Value, row, widgets
from gradlab.explore.core.frames import Frames
from gradlab.explore.core.scene import Scene
from gradlab.explore.core.view import View

VIEW_TYPE = "application/vnd.jupyter.widget-view+json"


class Explorer(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """A live picture of a student's own functions, with a still for other places.

    Parameters
    ----------
    scene
        What to show.
    **start
        Values of controls that begin elsewhere than the scene says.

    Raises
    ------
    TypeError
        If there is no such control, or its value is of another kind.
    ValueError
        If the control has no such value.
    """

    def __init__(self, scene: Scene, **start: Value) -> None:
        for name in start:
            if name not in scene.controls:
                offered = ", ".join(scene.controls)
                raise TypeError(f"{scene.name} has no {name}; it has {offered}.")
        controls = {
            name: control.starting_at(name, start.get(name, control.start))
            for name, control in scene.controls.items()
        }
        self.scene = scene
        self.cell, self.run = _running_cell()
        frames = None if history.is_graded() else Frames(scene)
        begin = [control.begin for control in controls.values()]
        if frames:  # drawn first: then all messages to the page leave in one go
            frames.first(begin)
        self.controls = widgets(controls)
        self._start = {n: c.value for n, c in self.controls.items()}
        followed = list(self.controls.values())
        self.view = View(frames, begin, followed) if frames else None
        super().__init__([*([self.view] if self.view else []), self._row()])
        self.add_class("gradlab-live")
        _close_earlier_runs(self)

    @property
    def values(self) -> dict[str, Value]:
        """Where the controls stand now."""
        return {
            name: control.positions[control.position(self.controls[name])]
            for name, control in self.scene.controls.items()
        }

    def reset(self, _button: object = None) -> None:
        """Put every control back to where it started."""
        for name, value in self._start.items():
            self.controls[name].value = value

    def close(self) -> None:
        """Close this widget and all that it is made of, here and in the page."""
        for part in _parts(self):
            part.close()
        super().close()

    def __repr__(self) -> str:
        """Return the readout, which a replay of the notebook compares."""
        return still.plain(self.scene, self.values)

    def _row(self) -> Any:
        """Return the controls and Reset."""
        reset = ipywidgets.Button(description="Reset", layout={"width": "5em"})
        reset.add_class("gradlab-reset")
        reset.on_click(self.reset)
        return row([*self.controls.values(), reset])

    def _ipython_display_(self) -> None:
        """Show the live widget, then a still for where there is no kernel.

        While a notebook is graded nobody looks: a picture would be most of the time.
        """
        if self.view is None:
            words = f"{self.scene.name}: not drawn while the notebook is graded"
            display({"text/plain": words}, raw=True)
            return
        display(self._live(), raw=True)
        sys.stdout.flush()  # until the messages have left: a still would delay them
        with self.view.lock:  # the page asks for other frames soon
            data, metadata = still.bundle(self.scene, self.values)
        display(data, metadata=metadata, raw=True)
        self.view.fill()  # last: until here the page builds the first picture

    def _live(self) -> dict[str, Any]:
        """Return the widget as output; its text, of what is slow, without numbers."""
        quick = self.scene.soon is None
        words = repr(self) if quick else f"{self.scene.name}: its numbers follow."
        version = {"version_major": 2, "version_minor": 0}
        return {"text/plain": words, VIEW_TYPE: version | {"model_id": self.model_id}}


def explorer(usage: str) -> Callable[[Callable[..., Scene]], Callable[..., Explorer]]:
    """Make a public function of one that turns a student's functions into a scene.

    Parameters
    ----------
    usage
        A correct call, for the message about a wrong one.

    Returns
    -------
    Callable
        A decorator. What it makes takes the same functions, checks that they are
        functions, and takes the controls' starting values by name.
    """

    def decorate(make: Callable[..., Scene]) -> Callable[..., Explorer]:
        signature = inspect.signature(make)
        wanted = f"{make.__name__} wants functions, as in explore.{usage}"

        @functools.wraps(make)
        def public(*functions: object, **start: Any) -> Explorer:
            try:
                signature.bind(*functions)
            except TypeError:
                raise TypeError(f"{wanted}; it got {len(functions)}.") from None
            for given in functions:
                if not callable(given):
                    raise TypeError(f"{wanted}; it got {type(given).__name__}.")
            return Explorer(make(*functions), **start)

        return public

    return decorate


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


def _close_earlier_runs(shown: Explorer) -> None:
    """Close what earlier runs of the same cell left open, which would pile up."""
    if not shown.cell:
        return
    for other in list(getattr(registry, "_instances", {}).values()):
        if (
            isinstance(other, Explorer)
            and other.cell == shown.cell
            and other.run != shown.run
        ):
            other.close()
            _forget(other)


def _forget(closed: Explorer) -> None:
    """Take a closed explorer out of IPython's numbered outputs, which keep it alive."""
    shell = get_ipython()
    names = getattr(shell, "user_ns", {})
    hidden = getattr(shell, "user_ns_hidden", {})
    for place in (names, hidden, names.get("_oh", {})):
        for name, value in list(place.items()):
            if value is closed and str(name).removeprefix("_").isdecimal():
                del place[name]
