"""The controls of an explorer: ipywidgets whose positions are counted."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import ipywidgets

Value = float | int | str | bool

DECIMALS = 9


class Slider(NamedTuple):
    """A slider over equally spaced numbers."""

    label: str
    start: float
    low: float
    high: float
    step: float = 0.1

    @property
    def positions(self) -> list[Value]:
        """All values, in the slider's order; whole numbers if the step is one."""
        count = round((self.high - self.low) / self.step) + 1
        kind = int if isinstance(self.step, int) else float
        values = (round(self.low + i * self.step, DECIMALS) for i in range(count))
        return [kind(value) + 0 for value in values]

    @property
    def scale(self) -> list[float]:
        """Value of the first position and the step, from which the browser counts."""
        return [self.low, self.step]

    def widget(self) -> Any:
        """Return an ipywidgets slider that reports while it moves."""
        whole = isinstance(self.step, int)
        make = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
        decimals = len(f"{self.step:f}".rstrip("0").partition(".")[2])
        control = make(
            value=self.start,
            min=self.low,
            max=self.high,
            step=self.step,
            description=self.label,
            readout_format="d" if whole else f".{decimals}f",
        )
        return _laid_out(control)

    def position(self, control: Any) -> int:
        """Return where the widget stands, to the nearest position."""
        return round((float(control.value) - self.low) / self.step)


class Steps(NamedTuple):
    """A slider over any values, such as powers of ten; words stand for them."""

    label: str
    start: Value
    options: Sequence[tuple[str, Value]]

    @property
    def positions(self) -> list[Value]:
        """All values, in the slider's order."""
        return [value for _, value in self.options]

    @property
    def scale(self) -> list[float]:
        """Nothing: the browser finds the position in the widget."""
        return []

    def widget(self) -> Any:
        """Return an ipywidgets slider that reports while it moves."""
        control = ipywidgets.SelectionSlider(
            options=list(self.options), value=self.start, description=self.label
        )
        return _laid_out(control)

    def position(self, control: Any) -> int:
        """Return where the widget stands."""
        return int(control.index)


class Choice(NamedTuple):
    """A menu."""

    label: str
    start: Value
    options: Sequence[tuple[str, Value]]

    @property
    def positions(self) -> list[Value]:
        """All values, in the menu's order."""
        return [value for _, value in self.options]

    @property
    def scale(self) -> list[float]:
        """Nothing: the browser finds the position in the widget."""
        return []

    def widget(self) -> Any:
        """Return an ipywidgets menu."""
        control = ipywidgets.Dropdown(
            options=list(self.options), value=self.start, description=self.label
        )
        control.style.description_width = "initial"
        control.layout.width, control.layout.max_width = "auto", "100%"
        return control

    def position(self, control: Any) -> int:
        """Return where the widget stands."""
        return int(control.index)


class Toggle(NamedTuple):
    """Something to switch on and off."""

    label: str
    start: bool

    @property
    def positions(self) -> list[Value]:
        """Off, then on."""
        return [False, True]

    @property
    def scale(self) -> list[float]:
        """Nothing: the browser finds the position in the widget."""
        return []

    def widget(self) -> Any:
        """Return an ipywidgets checkbox."""
        control = ipywidgets.Checkbox(
            value=self.start, description=self.label, indent=False
        )
        control.layout.width = "auto"
        return control

    def position(self, control: Any) -> int:
        """Return where the widget stands."""
        return int(control.value)


Control = Slider | Steps | Choice | Toggle


def starting_at(name: str, control: Control, start: object) -> Control:
    """Return a control that starts elsewhere.

    Raises
    ------
    TypeError
        If `start` is of another kind than the control's values.
    ValueError
        If the control has no such value.
    """
    first, last = control.positions[0], control.positions[-1]
    if isinstance(control, Slider):
        if isinstance(start, bool) or not isinstance(start, int | float):
            raise TypeError(
                f"{name} must be a number, as in {name}={first!r}; it got {start!r}."
            )
        if not control.low <= start <= control.high:
            raise ValueError(
                f"{name} must lie from {first:g} to {last:g}; it is {start!r}."
            )
        return control._replace(start=start)
    if start not in control.positions:
        offered = ", ".join(map(repr, control.positions))
        raise ValueError(f"{name} must be one of {offered}; it is {start!r}.")
    return control._replace(start=start)  # type: ignore[arg-type]  # it is a position


def _laid_out(control: Any) -> Any:
    """Give a slider the width of its row and its label the width of the label."""
    control.style.description_width = "initial"
    control.layout.flex, control.layout.max_width = "1 1 15em", "26em"
    control.layout.min_width = "13em"
    return control
