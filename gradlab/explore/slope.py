"""The slope explorer: a function, its tangent, and the derivative below."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Slider, Toggle
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import number
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.student import Curve

X_RANGE = (-6.0, 6.0)
X = np.linspace(*X_RANGE, 241).round(9)  # where the slider stands, and the samples lie
STEP = 1e-3  # large enough that float32 answers keep three digits of slope
RELATIVE_TOLERANCE = 0.02
ABSOLUTE_TOLERANCE = 1e-3
REACH = 2.5  # of x on either side of the point
TICKS = tuple((float(x), "") for x in range(-6, 7, 2))  # the panel below says them
UPPER = Panel((55, 62, 470, 240), (-6.3, 6.3), (-1, 1), x_ticks=TICKS)
LOWER = Panel((55, 278, 470, 390), (-6.3, 6.3), (-1, 1), x_label="x")
LARGEST = 20.0  # beyond it, values are pointed at
MARGIN = 0.25  # of the height, above and below the samples
FORMULAS = {
    "sigmoid": r"$\sigma(x) = \frac{1}{1 + e^{-x}}$",
    "relu": r"$\mathrm{relu}(x) = \max(0, x)$",
    "tanh": r"$\tanh(x) = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}$",
}
MEASURED = r"$f'(x) \approx \frac{f(x + h) - f(x - h)}{2 h}$"
VERDICTS = {
    True: "tangent and curve agree",
    False: "warning: tangent and curve disagree",
    None: "no slope to compare",
}


@dataclass(frozen=True)
class Moment:
    """The numbers at one position of the slider; NaN where there is none."""

    x0: float
    y: float
    slope: float
    measured: float
    agree: bool | None  # None where one of the slopes is missing


@dataclass(frozen=True)
class Samples:
    """A function and its derivative at `X`, and what the slope is measured with.

    Parameters
    ----------
    f
        The student's function.
    slope
        The student's derivative.
    before, after : (n,) float64
        The student's function at `X - STEP` and `X + STEP`.
    """

    f: Curve
    slope: Curve
    before: Array
    after: Array

    def at(self, x0: float) -> Moment:
        """Return the numbers at the sample nearest to `x0`.

        The measured slope is the central difference of the student's own function.
        """
        i = int(np.abs(X - x0).argmin())
        with np.errstate(invalid="ignore"):
            measured = (self.after[i] - self.before[i]) / (2 * STEP)
        y, slope = float(self.f.y[i]), float(self.slope.y[i])
        return Moment(float(X[i]), y, slope, float(measured), self._agree(i))

    def _agree(self, i: int) -> bool | None:
        """Compare the student's slope with the curve; at a corner both are right."""
        before, here, after = self.before[i], self.f.y[i], self.after[i]
        slope = self.slope.y[i]
        if not np.isfinite([before, here, after, slope]).all():
            return None
        low, high = sorted([(here - before) / STEP, (after - here) / STEP])
        slack = ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * max(abs(low), abs(high))
        return bool(low - slack <= slope <= high + slack)


class Slope(Scene):
    """A function with its tangent; below, the derivative at the same place."""

    name = "slope"
    panels = (UPPER, LOWER)
    goals = (
        Goal("Find where the curve is flat: a slope below a hundredth of the largest"),
    )

    def __init__(self, f: StudentFunction, f_derivative: StudentFunction) -> None:
        super().__init__(f=f, f_derivative=f_derivative)
        self.controls = {
            "x0": Slider("x0", 0.0, *X_RANGE, 0.05),
            "tangent": Toggle("tangent", start=True),
            "measured": Toggle("measured slope", start=True),
        }
        f_name, slope_name = (s.name for s in self.students.values())
        self.about = (
            f"Two plots for x from -6 to 6: above, {f_name} with its tangent at x0; "
            f"below, {slope_name} at the same x0."
        )

    @cached_property
    def samples(self) -> Samples:
        """Both functions over the slider's range; not asked where nothing is drawn."""
        f, slope = self.students.values()
        curve, ends = f.curve(X), (X - STEP, X + STEP)
        before, after = (f.curve(x).y if curve.drawable else curve.y for x in ends)
        return Samples(curve, slope.curve(X), before, after)

    @cached_property
    def limited(self) -> tuple[Panel, Panel]:
        """Both panels, with limits from the samples."""
        found = self.samples
        with np.errstate(invalid="ignore"):
            measured = (found.after - found.before) / (2 * STEP)
        heights, slopes = _limits(found.f.y), _limits(found.slope.y, measured)
        return replace(UPPER, y=heights), replace(LOWER, y=slopes)

    def axes(self, values: Values) -> tuple[Panel, ...]:
        """Return the panels with the samples' limits."""
        return self.limited

    def still(self, values: Values) -> draw.Shapes:
        """Return both curves, and what is wrong with them."""
        f, slope = self.samples.f, self.samples.slope
        upper, lower = self.limited
        drawn: draw.Shapes = [
            draw.Key(upper, f"{f.name}(x)", ink.BLUE),
            draw.Key(upper, "tangent with your slope", ink.GREEN, ink.DASHED),
            draw.Key(lower, f"{slope.name}(x)", ink.GREEN, ink.DASHED),
            draw.Key(lower, "measured slope", ink.INK, marker="D", filled=False),
        ]
        looks = (upper, f, ink.BLUE, ink.SOLID), (lower, slope, ink.GREEN, ink.DASHED)
        for panel, curve, colour, dashes in looks:
            if curve.drawable:
                drawn += draw.curve(panel, X, curve.y, colour, dashes)
            if curve.problem:
                place, alarm = "bottom" if curve.drawable else "centre", curve.written
                drawn.append(draw.note(panel, curve.problem, alarm=alarm, place=place))
        if not f.written:
            drawn.append(draw.Formula(upper, FORMULAS.get(f.name, MEASURED)))
        return drawn

    def at(self, values: Values) -> draw.Frame:
        """Return the point, the tangent and the two slopes at x0."""
        now = self.samples.at(float(values["x0"]))
        upper, lower = self.limited
        drawn: draw.Shapes = [_rule(upper, now.x0), _rule(lower, now.x0)]
        if values["tangent"] and not np.isnan([now.y, now.slope]).any():
            drawn += _tangent(upper, lower, now)
        drawn.append(draw.Dots(upper, now.x0, now.y, size=10))
        if values["measured"]:
            measured = draw.Dots(lower, now.x0, now.measured, ink.INK, "D", 10)
            drawn.append(measured._replace(filled=False))
        wrong = now.agree is False
        look = (ink.VERMILION, "X", 9.0) if wrong else (ink.GREEN, "o", 8.0)
        point = f"point on {self.samples.f.name}"
        drawn += [
            draw.Dots(lower, now.x0, now.slope, *look),
            _headline(now),
            draw.Handle(upper, now.x0, now.y, point, across="x0"),
        ]
        return draw.Frame(drawn, self._readout(now), reached=(self._flat(now),))

    def _flat(self, now: Moment) -> bool:
        """Whether both slopes are small beside the largest of yours."""
        slopes = self.samples.slope.y
        largest = np.abs(slopes).max(initial=0.0, where=np.isfinite(slopes))
        both = abs(now.slope), abs(now.measured)
        return bool(now.agree and largest > 0 and max(both) < largest / 100)

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


def _limits(*samples: Array) -> tuple[float, float]:
    """Return the ends of an axis that holds 0 and all ordinary samples, with room."""
    values = np.concatenate(samples)
    usual = values[np.abs(values) <= LARGEST]  # false where there is no number
    low, high = usual.min(initial=0.0), usual.max(initial=0.0)
    room = MARGIN * (high - low) or 1.0
    return float(low - room), float(high + room)


def _rule(panel: Panel, x0: float) -> draw.Line:
    return draw.Line(panel, [x0, x0], panel.y, ink.GREY, 1.2, ink.DOTTED)


def _tangent(upper: Panel, lower: Panel, now: Moment) -> draw.Shapes:
    """Return the tangent; where it is wrong, with the angle to the measured one."""
    x = now.x0 + np.array([-REACH, 0, REACH])
    yours = now.y + now.slope * (x - now.x0)
    if now.agree is not False:
        return [draw.Line(upper, x, yours, ink.GREEN, 2.4, ink.DASHED)]
    measured = now.y + now.measured * (x - now.x0)
    return [
        draw.Area(upper, x, measured, yours, ink.ALARM_PAPER),
        draw.Line(upper, x, measured, ink.INK, 1.2),
        draw.Line(upper, x, yours, ink.VERMILION, 2.6, (3.0, 2.0)),
        draw.Line(lower, [now.x0] * 2, [now.slope, now.measured], ink.VERMILION, 2.6),
    ]


def _headline(now: Moment) -> draw.Text:
    """Say above the picture whether tangent and curve agree."""
    place = (canvas(), WIDTH / 2, 412.0)
    if now.agree is None:
        return draw.Text(*place, f"x0 = {now.x0:g}")
    if now.agree:
        follows = f"the tangent follows the curve, slope {now.slope:.3f}"
        return draw.Text(*place, f"x0 = {now.x0:g}: {follows}")
    text = f"yours {now.slope:.3f}, measured {now.measured:.3f}"
    text = f"\N{WARNING SIGN} tangent and curve disagree: {text}"
    return draw.Text(*place, text).alarming()


def _number(value: float) -> str:
    """Return four decimals, `-` where there is no number."""
    return "-" if np.isnan(value) else number(value)
