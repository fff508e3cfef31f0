"""The controls of an explorer: ipywidgets whose positions are counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ipywidgets

Value = float | int | str | bool

DECIMALS = 9
LABEL = 0.56  # widths of a letter, about, in em
COLUMNS = "repeat(auto-fill, minmax(min(19em, 100%), 1fr))"


@dataclass(frozen=True)
class Slider:
    """A slider over equally spaced numbers."""

    label: str
    start: float
    low: float
    high: float
    step: float = 0.1
    runs: bool = False  # whether it is the time of something that runs

    @property
    def positions(self) -> list[Value]:
        """All values, in the slider's order; whole numbers if the step is one."""
        count = round((self.high - self.low) / self.step) + 1
        kind = int if isinstance(self.step, int) else float
        values = (round(self.low + i * self.step, DECIMALS) for i in range(count))
        return [kind(value) + 0 for value in values]

    @property
    def words(self) -> list[str]:
        """Each value with the decimals of the step."""
        return [f"{float(value):.{self._decimals}f}" for value in self.positions]

    @property
    def scale(self) -> list[float]:
        """Value of the first position and the step, from which the browser counts."""
        return [self.low, self.step]

    @property
    def begin(self) -> int:
        """The position at which it starts."""
        return self._nearest(self.start)

    def widget(self, **look: object) -> Any:
        """Return an ipywidgets slider that reports while it moves."""
        whole = isinstance(self.step, int)
        make = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
        return make(
            value=self.start,
            min=self.low,
            max=self.high,
            step=self.step,
            description=self.label,
            readout_format="d" if whole else f".{self._decimals}f",
            **look,
        )

    def position(self, widget: Any) -> int:
        """Return where the widget stands, to the nearest position."""
        return self._nearest(widget.value)

    def starting_at(self, name: str, start: Any) -> "Slider":
        """Return this slider with another start; `name` is for the error.

        Raises
        ------
        TypeError
            If `start` is not a number.
        ValueError
            If it lies beyond the slider.
        """
        if isinstance(start, bool) or not isinstance(start, int | float):
            first = self.positions[0]
            raise TypeError(
                f"{name} must be a number, as in {name}={first!r}; it got {start!r}."
            )
        if not self.low <= start <= self.high:
            ends = f"from {self.positions[0]:g} to {self.positions[-1]:g}"
            raise ValueError(f"{name} must lie {ends}; it is {start!r}.")
        return replace(self, start=start)

    def _nearest(self, value: float) -> int:
        return round((float(value) - self.low) / self.step)

    @property
    def _decimals(self) -> int:
        return len(f"{self.step:f}".rstrip("0").partition(".")[2])


@dataclass(frozen=True)
class Menu:
    """Any values, with words that stand for them; one of its kinds below."""

    label: str
    start: Value
    options: Sequence[tuple[str, Value]]
    runs: bool = False  # whether it is the time of something that runs

    @property
    def positions(self) -> list[Value]:
        """All values, in their order."""
        return [value for _, value in self.options]

    @property
    def words(self) -> list[str]:
        """What stands for each value."""
        return [word for word, _ in self.options]

    @property
    def scale(self) -> list[float]:
        """Nothing: the browser finds the position in the widget."""
        return []

    @property
    def begin(self) -> int:
        """The position at which it starts."""
        return self.positions.index(self.start)

    def widget(self, **look: object) -> Any:
        """Return an ipywidgets control; `look` are traits of it."""
        raise NotImplementedError

    def position(self, widget: Any) -> int:
        """Return where the widget stands."""
        return int(widget.index)

    def starting_at(self, name: str, start: Any) -> "Menu":
        """Return this control with another start; `name` is for the error.

        Raises
        ------
        ValueError
            If there is no such value.
        """
        if start not in self.positions:
            offered = ", ".join(map(repr, self.positions))
            raise ValueError(f"{name} must be one of {offered}; it is {start!r}.")
        return replace(self, start=start)


class Steps(Menu):
    """A slider over any values, such as powers of ten."""

    def widget(self, **look: object) -> Any:
        """Return an ipywidgets slider that reports while it moves."""
        return ipywidgets.SelectionSlider(
            options=list(self.options),
            value=self.start,
            description=self.label,
            **look,
        )


class Choice(Menu):
    """A menu that opens."""

    def widget(self, **look: object) -> Any:
        """Return an ipywidgets menu."""
        return ipywidgets.Dropdown(
            options=list(self.options),
            value=self.start,
            description=self.label,
            **look,
        )


@dataclass(frozen=True)
class Toggle(Menu):
    """Something to switch on and off."""

    options: Sequence[tuple[str, Value]] = (("off", False), ("on", True))

    def widget(self, **look: object) -> Any:
        """Return an ipywidgets checkbox; its label needs no width of its own."""
        return ipywidgets.Checkbox(
            value=self.start, description=self.label, indent=False
        )

    def position(self, widget: Any) -> int:
        """Return where the widget stands."""
        return int(widget.value)


Control = Slider | Menu


def options(values: Iterable[Value]) -> list[tuple[str, Value]]:
    """Return values that stand for themselves in words."""
    return [(v if isinstance(v, str) else f"{v:g}", v) for v in values]


def runs(controls: Mapping[str, Control]) -> int:
    """Return the place of the first control that is the time of something, or -1."""
    return next((k for k, c in enumerate(controls.values()) if c.runs), -1)


def widgets(controls: Mapping[str, Control]) -> dict[str, Any]:
    """Return an ipywidgets control for each, with labels of one width."""
    labels = [c.label for c in controls.values() if not isinstance(c, Toggle)]
    width = f"{LABEL * max(map(len, labels), default=0) + 0.8:.1f}em"
    return {
        name: control.widget(style={"description_width": width})
        for name, control in controls.items()
    }


def row(controls: Sequence[Any]) -> Any:
    """Return widgets in a grid whose labels, tracks and numbers stand in columns."""
    layout = {
        "display": "grid",
        "width": "100%",
        "grid_template_columns": COLUMNS,
        "grid_gap": "0 1.6em",
    }
    grid = ipywidgets.Box(list(controls), layout=layout)
    grid.add_class("gradlab-row")
    return grid
