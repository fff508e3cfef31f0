"""The step-size explorer: too large a step is inexact, too small a one is worse."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gradlab.calls import StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Slider, Steps, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import number, short
from gradlab.explore.core.panel import WIDTH, Panel, canvas, powers
from gradlab.explore.core.scene import Scene, Values

Function = Callable[[Any], Any]  # of a number or an array

# With their slopes, known from a table.
FUNCTIONS: dict[str, tuple[Function, Function]] = {
    "sin": (np.sin, np.cos),
    "exp": (np.exp, np.exp),
    "cube": (lambda x: x**3, lambda x: 3 * x**2),
}
POWERS = [p / 2 for p in range(-36, 1)]
DECADES = powers(-16, -12, -8, -4, 0)
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
    goals = (
        Goal("Find a step with an error below 1e-10 by your function"),
        Goal(
            "In float32: find a step with an error below 1e-4 by your function",
            stretch=True,
        ),
    )

    def __init__(self, numerical_diff: StudentFunction) -> None:
        steps = [(f"1e{p:g}", 10.0**p) for p in POWERS]
        kinds = [("yours", "yours"), ("forward difference", "forward")]
        super().__init__(numerical_diff=numerical_diff)
        self.controls = {
            "x0": Slider("x0", 1.0, -2.0, 2.0, 0.1),
            "h": Steps("step h", 1.0, steps),
            "function": Choice("function", "sin", options(FUNCTIONS)),
            "method": Choice("method", "yours", kinds),
            "dtype": Choice("type", "float64", options(("float64", "float32"))),
        }
        self.about = (
            "Left, a function with its tangent, the two samples, and a line of the "
            "measured slope through the left sample. "
            "Right, the error of the slope over the step, on logarithmic axes: a "
            "valley between rounding and a step that is too large."
        )

    def still(self, values: Values) -> draw.Shapes:
        """Return the function, and the names of the valley's sides."""
        f, _ = FUNCTIONS[str(values["function"])]
        x = np.linspace(-3, 3, 121)
        return [
            draw.Key(CURVE, f"{values['function']}(x)", ink.BLUE),
            draw.Line(CURVE, x, f(x), ink.BLUE, 2.6),
            *_names(),
            draw.Text(VALLEY, 1e-14, 3e-16, "rounding", ink.GREY, ink.SMALL),
            draw.Text(VALLEY, 1.0, 3e-16, "step too large", ink.GREY, ink.SMALL, "end"),
        ]

    def at(self, values: Values) -> draw.Frame:
        """Return the measured slope's line, and the errors over all steps."""
        x0, h = float(values["x0"]), float(values["h"])
        f, slope = FUNCTIONS[str(values["function"])]
        right, y0 = float(slope(x0)), float(f(x0))
        found = self._slope(values, h)
        steps = np.array([10.0**p for p in POWERS])
        errors = np.array([abs(self._slope(values, s) - right) for s in steps])
        error = abs(found - right)
        x = x0 + np.array([-2.0, 2.0])
        ends = np.array([x0 - h * (values["method"] == "yours"), x0 + h])
        heights = np.asarray(f(ends))
        far = (float(ends[1]), float(heights[1]))
        secant = heights[0] + found * (x - ends[0])  # misses the other if it is wrong
        words = f"h = {short(h)}: slope {number(found, 6)}, error {short(error)}"
        shown = np.maximum(errors, LEAST)
        drawn: draw.Shapes = [
            draw.Text(canvas(), WIDTH / 2, 414, words),
            draw.Line(CURVE, x, y0 + right * (x - x0), ink.GREY, 1.6, ink.DOTTED),
            draw.Line(CURVE, x, secant, ink.VERMILION, 2.2, ink.DASHED),
            draw.Dots(CURVE, x0, y0, ink.INK, size=7),
            draw.Dots(CURVE, ends, heights, ink.VERMILION, "D", 9, filled=False),
            draw.Line(VALLEY, steps, shown, ink.BLUE, 1.4),
            draw.Dots(VALLEY, steps, shown, ink.BLUE, "o", 5),
            draw.Dots(VALLEY, h, max(error, LEAST), ink.INK, "D", 11, filled=False),
            draw.Handle(CURVE, x0, CURVE.y[0], "x0", across="x0"),
            draw.Handle(CURVE, *far, "sample at x0 + h", across="h", stops=x0 + steps),
            draw.Handle(VALLEY, h, max(error, LEAST), "step and its error", across="h"),
        ]
        how = f"{values['method']}, {values['dtype']}"
        told = f"{values['function']} at {x0:g}, {how}, {words}."
        bent = abs(found) > 0.1  # where the slope is 0 no step is hard
        yours = bent and values["method"] == "yours"
        short_type = values["dtype"] == "float32"
        reached = yours and error < 1e-10, yours and short_type and error < 1e-4
        return draw.Frame(drawn, told, reached=reached)

    def _slope(self, values: Values, h: float) -> float:
        """Return the slope that the chosen method finds with a step."""
        dtype = np.dtype(str(values["dtype"])).type
        f, _ = FUNCTIONS[str(values["function"])]
        x0, step = dtype(float(values["x0"])), dtype(h)
        if values["method"] == "yours":
            return float(self.ask("numerical_diff", f, x0, h=step))
        with np.errstate(all="ignore"):
            return float((f(x0 + step) - f(x0)) / step)


def _names() -> draw.Shapes:
    """Return the names of what moves beside the function."""
    names = (
        ("dotted: tangent", ink.GREY),
        ("dashed: your slope", ink.VERMILION),
        ("\N{WHITE DIAMOND} two samples", ink.VERMILION),
    )
    return [
        draw.Text(CURVE, -2.9, 4.7 - 0.45 * i, words, colour, ink.SMALL, "start")
        for i, (words, colour) in enumerate(names)
    ]


@explorer("step_size(numerical_diff)")
def step_size(numerical_diff: StudentFunction) -> Scene:
    """Show the error of a numerical slope over its step.

    Parameters
    ----------
    numerical_diff
        Takes a function of one number, a number and the step h, returns the slope.
    """
    return StepSize(numerical_diff)
