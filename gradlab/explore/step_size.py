"""The step-size explorer: too large a step is inexact, too small a one is worse."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gradlab.explore.core.controls import Choice, Control, Slider, Steps
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.numbers import number, short
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.shapes import (
    BLUE,
    DASHED,
    DOTTED,
    GREEN,
    GREY,
    INK,
    SMALL,
    VERMILION,
    Dots,
    Frame,
    Key,
    Line,
    Mark,
    Words,
)
from gradlab.explore.core.student import StudentFunction

Function = Callable[[Any], Any]  # of a number or an array

FUNCTIONS: dict[
    str, tuple[Function, Function]
] = {  # with their slopes, known from a table
    "sin": (np.sin, np.cos),
    "exp": (np.exp, np.exp),
    "cube": (lambda x: x**3, lambda x: 3 * x**2),
}
POWERS = [p / 2 for p in range(-36, 1)]
DECADES = tuple((10.0**p, f"1e{p}" if p else "1") for p in (-16, -12, -8, -4, 0))
LEAST = 1e-16
CURVE = Panel((40, 62, 205, 388), (-3, 3), (-3, 5), "x")
VALLEY = Panel(
    (262, 62, 470, 388),
    (10**-18.4, 2.5),
    (1e-17, 20),
    "step h",
    "error of the slope",
    log_x=True,
    log_y=True,
    x_ticks=DECADES,
    y_ticks=DECADES,
)


class StepSize(Scene):
    """A secant beside the tangent, and the error over the step."""

    name = "step_size"
    formula = r"$\frac{f(x + h) - f(x - h)}{2h}$"
    panels = (VALLEY, CURVE)
    depends = ("function",)

    def __init__(self, numerical_diff: StudentFunction) -> None:
        steps = [(f"1e{p:g}", 10.0**p) for p in POWERS]
        kinds = [("yours", "yours"), ("forward difference", "forward")]
        types = [(name, name) for name in ("float64", "float32")]
        controls: dict[str, Control] = {
            "x0": Slider("x0", 1.0, -2.0, 2.0, 0.1),
            "h": Steps("step h", 1.0, steps),
            "function": Choice("function", "sin", [(n, n) for n in FUNCTIONS]),
            "method": Choice("method", "yours", kinds),
            "dtype": Choice("type", "float64", types),
        }
        super().__init__(controls, numerical_diff=numerical_diff)
        self.about = (
            "Left, a function with its tangent and the line of the measured slope. "
            "Right, the error of the slope over the step, on logarithmic axes: a "
            "valley between rounding and a step that is too large."
        )

    def still(self, values: Values) -> list[Mark]:
        """Return the function, and the names of the valley's sides."""
        f, _ = FUNCTIONS[str(values["function"])]
        x = np.linspace(-3, 3, 121)
        return [
            Key(CURVE, f"{values['function']}(x)", BLUE),
            Line(CURVE, x, f(x), BLUE, 2.6),
            Words(VALLEY, 1e-14, 3e-16, "rounding", GREY, SMALL),
            Words(VALLEY, 1.0, 3e-16, "step too large", GREY, SMALL, "end"),
        ]

    def at(self, values: Values) -> Frame:
        """Return the measured slope's line, and the errors over all steps."""
        x0, h = float(values["x0"]), float(values["h"])
        f, slope = FUNCTIONS[str(values["function"])]
        right, y0 = float(slope(x0)), float(f(x0))
        found = self._slope(values, h)
        steps = np.array([10.0**p for p in POWERS])
        errors = np.array([abs(self._slope(values, s) - right) for s in steps])
        error = abs(found - right)
        x = x0 + np.array([-2.0, 2.0])
        words = f"h = {short(h)}: slope {number(found, 6)}, error {short(error)}"
        shown = np.maximum(errors, LEAST)
        marks: list[Mark] = [
            Words(canvas(), WIDTH / 2, 414, words),
            Line(CURVE, x, y0 + right * (x - x0), GREY, 1.6, DOTTED),
            Line(CURVE, x, y0 + found * (x - x0), VERMILION, 2.2, DASHED),
            Dots(CURVE, x0, y0, INK),
            Line(VALLEY, steps, shown, GREEN, 1.4),
            Dots(VALLEY, steps, shown, GREEN, "o", 5),
            Dots(VALLEY, h, max(error, LEAST), INK, "D", 11, filled=False),
        ]
        how = f"{values['method']}, {values['dtype']}"
        return Frame(marks, f"{values['function']} at {x0:g}, {how}, {words}.")

    def _slope(self, values: Values, h: float) -> float:
        """Return the slope that the chosen method finds with a step."""
        dtype = np.dtype(str(values["dtype"])).type
        f, _ = FUNCTIONS[str(values["function"])]
        x0, step = dtype(float(values["x0"])), dtype(h)
        if values["method"] == "yours":
            return float(self.ask("numerical_diff", f, x0, h=step))
        with np.errstate(all="ignore"):
            return float((f(x0 + step) - f(x0)) / step)


@explorer("step_size(numerical_diff)")
def step_size(numerical_diff: StudentFunction) -> Scene:
    """Show the error of a numerical slope over its step.

    Parameters
    ----------
    numerical_diff
        Takes a function of one number, a number and the step h, returns the slope.
    """
    return StepSize(numerical_diff)
