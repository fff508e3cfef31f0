"""The overflow explorer: where exp leaves the range of a floating-point type."""

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Steps, Toggle, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import row, short, tight
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.scene import Scene, Values

SIZES = (1, 2, 5, 8, 10, 11, 12, 15, 20, 30, 40, 50, 60, 70, 80, 88, 89)
SIZES += (100, *range(150, 701, 50), 709, 710, 800, 900, 1000, 1200)
POWERS = (-300, -200, -100, 0, 100, 200, 300)
TOP = 345.0  # decimal exponent at the upper edge
NAMES = ((0.0, "first"), (1.0, "second"), (2.0, "third"))
POWER = Panel(
    (58, 90, 262, 390),
    (-0.6, 3.6),
    (-TOP, TOP),
    title="exp(score), log axis",
    x_ticks=(*NAMES, (3.0, "sum")),
    y_ticks=tuple((float(p), f"1e{p}" if p else "1") for p in POWERS),
)
RESULT = Panel(
    (320, 90, 470, 390),
    (-0.6, 2.6),
    (-0.05, 1.1),
    title="your result",
    x_ticks=NAMES,
)


class Overflow(Scene):
    """Three scores, their exponentials, and what a function makes of them."""

    name = "overflow"
    formula = r"$\mathrm{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$"
    panels = (POWER, RESULT)
    goals = (
        Goal("Let an exponential overflow to inf while your result still adds up to 1"),
        Goal("The same with scores of at most 12", stretch=True),
    )
    depends = ("dtype",)

    def __init__(self, function: StudentFunction) -> None:
        types = options(("float16", "float32", "float64"))
        super().__init__(function=function)
        self.controls = {
            "x": Steps("x", 300.0, options(map(float, SIZES))),
            "dtype": Choice("type", "float64", types),
            "shift": Toggle("subtract the maximum first", start=False),
        }
        called = self.students["function"].name
        self.about = (
            "Two bar charts for the scores x, 0 and -x: left, their exponentials and "
            f"the sum on a logarithmic axis; right, what {called} returns."
        )

    def still(self, values: Values) -> draw.Shapes:
        """Return the largest number of the chosen type."""
        largest = float(np.finfo(str(values["dtype"])).max)
        height = float(np.log10(largest))
        words = f"largest: exp({np.log(largest):.1f})"
        up = height - 22 if height > 200 else height + 22
        told = draw.Text(POWER, 3.5, up, words, ink.VERMILION, ink.SMALL, "end")
        return [
            draw.Line(POWER, POWER.x, [height, height], ink.VERMILION, 1.8, ink.DASHED),
            told._replace(paper=ink.PAPER),
        ]

    def at(self, values: Values) -> draw.Frame:
        """Return the exponentials and the function's result."""
        dtype = np.dtype(str(values["dtype"]))
        scores = np.array([1.0, 0.0, -1.0]) * float(values["x"])
        if values["shift"]:
            scores = scores - scores.max()
        with np.errstate(all="ignore"):
            powers = np.exp(scores.astype(dtype))
            sums = np.append(powers, powers.sum(dtype=dtype)).astype(np.float64)
        typed = scores.astype(dtype)
        student = self.students["function"]
        result = student.array(typed, shape=(3,))
        head = f"{student.name}({row(scores, 0)}), {dtype}"
        drawn: draw.Shapes = [draw.Text(canvas(), WIDTH / 2, 414, head)]
        numbers = ", ".join(short(float(value)) for value in sums)
        readout = f"{head}: exponentials and sum {numbers}; result {row(result, 4)}."
        if warning := student.call(typed).warning:
            line = f"\N{WARNING SIGN} NumPy warned: {warning}"[:66]
            told = draw.Text(canvas(), WIDTH / 2, 386, line, size=ink.SMALL)
            drawn.append(told.alarming())
            readout = f"{readout} NumPy warned: {warning}."
        drawn += [*_powers(sums), *_results(result)]
        drawn.append(_grip(float(values["x"]), shift=bool(values["shift"])))
        whole = bool(np.isinf(sums).any() and abs(result.sum() - 1) < 0.01)
        small = float(values["x"]) <= 12
        return draw.Frame(drawn, readout, reached=(whole, whole and small))


@explorer("overflow(softmax)")
def overflow(function: StudentFunction) -> Scene:
    """Show where exp overflows, and what a function makes of it.

    Parameters
    ----------
    function
        Takes an array (3,) of scores and returns one of the same shape: softmax, or a
        function such as sigmoid that treats each score alone.
    """
    return Overflow(function)


def _grip(x: float, *, shift: bool) -> draw.Handle:
    """Return the handle of the bar that x moves: the first, shifted the third."""
    bar, per_x = (2.0, -2 / np.log(10)) if shift else (0.0, 1 / np.log(10))
    handle = draw.Handle(POWER, bar, x * per_x, "exponential of a score", up="x")
    return handle._replace(stops=np.array(SIZES) * per_x)


def _powers(sums: Array) -> draw.Shapes:
    """Return the bars of exponentials; other than ordinary numbers become tiles."""
    with np.errstate(all="ignore"):
        heights = np.log10(sums)
    ordinary = np.isfinite(heights)
    bars = np.where(ordinary, heights, np.nan)
    drawn: draw.Shapes = [draw.Bars(POWER, np.arange(4.0), bars, ink.BLUE)]
    for i, value in enumerate(sums):
        if not ordinary[i]:
            up = -300.0 if value == 0 else 322.0
            drawn.append(_tile(POWER, i, up, short(float(value))))
        else:
            up = float(heights[i]) + (18 if heights[i] >= 0 else -18)
            words = short(float(value))
            drawn.append(draw.Text(POWER, i, up, words, size=ink.SMALL))
    return drawn


def _results(result: Array) -> draw.Shapes:
    """Return the bars of the result."""
    drawn: draw.Shapes = [draw.Bars(RESULT, np.arange(3.0), result, ink.GREEN)]
    for i, value in enumerate(result):
        if np.isfinite(value):
            up, words = min(value, 1.0) + 0.035, tight(float(value))
            drawn.append(draw.Text(RESULT, i, up, words, size=ink.SMALL))
        else:
            drawn.append(_tile(RESULT, i, 0.5, short(float(value))))
    return drawn


def _tile(panel: Panel, x: float, y: float, text: str) -> draw.Text:
    return draw.Text(panel, x, y, text, bold=True).alarming()
