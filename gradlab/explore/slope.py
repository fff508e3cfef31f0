"""The slope explorer: a function, its tangent, and the derivative below."""

import math
from functools import cached_property

import numpy as np

from gradlab.explore.core.controls import Control, Slider, Toggle
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.shapes import (
    ALARM_PAPER,
    BLUE,
    DASHED,
    DOTTED,
    GREEN,
    GREY,
    INK,
    SOLID,
    VERMILION,
    Area,
    Dots,
    Formula,
    Frame,
    Key,
    Line,
    Mark,
    Words,
    curve,
    note,
)
from gradlab.explore.core.student import StudentFunction
from gradlab.explore.slope_data import X_RANGE, Moment, Samples, moment, sample_slope

REACH = 2.5  # of x on either side of the point
TICKS = tuple((float(x), "") for x in range(-6, 7, 2))  # the panel below says them
UPPER = Panel((55, 62, 470, 240), (-6.3, 6.3), (-0.3, 1.3), x_ticks=TICKS)
LOWER = Panel((55, 278, 470, 390), (-6.3, 6.3), (-0.12, 0.52), x_label="x")
FORMULAS = {
    "sigmoid": r"$\sigma(x) = \frac{1}{1 + e^{-x}}$",
    "relu": r"$\mathrm{relu}(x) = \max(0, x)$",
    "tanh": r"$\tanh(x) = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}$",
}
VERDICTS = {
    True: "tangent and curve agree",
    False: "warning: tangent and curve disagree",
    None: "no slope to compare",
}


class Slope(Scene):
    """A function with its tangent; below, the derivative at the same place."""

    name = "slope"
    panels = (UPPER, LOWER)

    def __init__(self, f: StudentFunction, f_derivative: StudentFunction) -> None:
        controls: dict[str, Control] = {
            "x0": Slider("x0", 0.0, *X_RANGE, 0.05),
            "tangent": Toggle("tangent", start=True),
            "measured": Toggle("measured slope", start=True),
        }
        super().__init__(controls, f=f, f_derivative=f_derivative)
        self._pair = f, f_derivative
        f_name, slope_name = (s.name for s in self.students.values())
        self.about = (
            f"Two plots for x from -6 to 6: above, {f_name} with its tangent at x0; "
            f"below, {slope_name} at the same x0."
        )

    @cached_property
    def samples(self) -> Samples:
        """Both functions over the slider's range; not asked where nothing is drawn."""
        return sample_slope(*self._pair)

    def still(self, values: Values) -> list[Mark]:
        """Return both curves, and what is wrong with them."""
        f, slope = self.samples.f, self.samples.slope
        marks: list[Mark] = [
            Key(UPPER, f"{f.name}(x)", BLUE),
            Key(UPPER, "tangent with your slope", GREEN, DASHED),
            Key(LOWER, f"{slope.name}(x)", GREEN, DASHED),
            Key(LOWER, "measured slope", INK, shape="D", filled=False),
        ]
        looks = ((UPPER, f, BLUE, SOLID), (LOWER, slope, GREEN, DASHED))
        for panel, drawn, colour, dashes in looks:
            if drawn.drawable:
                marks += curve(panel, self.samples.x, drawn.y, colour, dashes)
            if drawn.problem:
                place = "bottom" if drawn.drawable else "centre"
                marks += note(panel, drawn.problem, alarm=drawn.written, place=place)
        if not f.written:
            marks.append(Formula(UPPER, FORMULAS.get(f.name, "")))
        return marks

    def at(self, values: Values) -> Frame:
        """Return the point, the tangent and the two slopes at x0."""
        now = moment(self.samples, float(values["x0"]))
        marks: list[Mark] = [_rule(UPPER, now.x0), _rule(LOWER, now.x0)]
        if values["tangent"] and not np.isnan([now.y, now.slope]).any():
            marks += _tangent(now)
        marks.append(Dots(UPPER, now.x0, now.y, INK, size=10))
        if values["measured"]:
            marks.append(Dots(LOWER, now.x0, now.measured, INK, "D", 10, filled=False))
        wrong = now.agree is False
        look = (VERMILION, "X", 9.0) if wrong else (GREEN, "o", 8.0)
        marks.append(Dots(LOWER, now.x0, now.slope, *look))
        marks.append(_headline(now))
        return Frame(marks, self._readout(now))

    def _readout(self, now: Moment) -> str:
        numbers = [
            f"x0 = {now.x0:g}",
            f"{self.samples.f.name}(x0) = {_number(now.y)}",
            f"your slope = {_number(now.slope)}",
            f"measured slope = {_number(now.measured)}",
        ]
        curves = (self.samples.f, self.samples.slope)
        problems = [curve.problem for curve in curves if curve.problem]
        return " ".join([f"{', '.join(numbers)}; {VERDICTS[now.agree]}.", *problems])


@explorer("slope(sigmoid, sigmoid_derivative)")
def slope(f: StudentFunction, f_derivative: StudentFunction) -> Scene:
    """Show a function with its tangent, and its derivative below, over a slider.

    The tangent's slope is what `f_derivative` returns; where that is not the slope of
    `f`, the picture says so. Both are called once, with fresh arrays.

    Parameters
    ----------
    f
        Takes an array of any shape, returns one of the same shape.
    f_derivative
        The same, for the slope of `f`.
    """
    return Slope(f, f_derivative)


def _rule(panel: Panel, x0: float) -> Line:
    return Line(panel, [x0, x0], panel.y, GREY, 1.2, DOTTED)


def _tangent(now: Moment) -> list[Mark]:
    """Return the tangent; where it is wrong, with the angle to the measured one."""
    x = now.x0 + np.array([-REACH, 0, REACH])
    yours = now.y + now.slope * (x - now.x0)
    if now.agree is not False:
        return [Line(UPPER, x, yours, GREEN, 2.4, DASHED)]
    measured = now.y + now.measured * (x - now.x0)
    return [
        Area(UPPER, x, measured, yours, ALARM_PAPER),
        Line(UPPER, x, measured, INK, 1.2),
        Line(UPPER, x, yours, VERMILION, 2.6, (3.0, 2.0)),
        Line(LOWER, [now.x0, now.x0], [now.slope, now.measured], VERMILION, 2.6),
    ]


def _headline(now: Moment) -> Words:
    """Say above the picture whether tangent and curve agree."""
    place = (canvas(), WIDTH / 2, 412.0)
    if now.agree is None:
        return Words(*place, f"x0 = {now.x0:g}")
    if now.agree:
        follows = f"the tangent follows the curve, slope {now.slope:.3f}"
        return Words(*place, f"x0 = {now.x0:g}: {follows}")
    text = f"yours {now.slope:.3f}, measured {now.measured:.3f}"
    text = f"\N{WARNING SIGN} tangent and curve disagree: {text}"
    return Words(*place, text, frame=VERMILION, paper=ALARM_PAPER)


def _number(value: float) -> str:
    """Return four decimals without a negative zero, `-` for no number."""
    return "-" if math.isnan(value) else f"{round(value, 4) + 0.0:.4f}"
