"""The overflow explorer: where exp leaves the range of a floating-point type."""

import numpy as np

from gradlab.explore.core.controls import Choice, Control, Steps, Toggle
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.numbers import row, short, tight
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.shapes import (
    ALARM_PAPER,
    BLUE,
    DASHED,
    GREEN,
    SMALL,
    VERMILION,
    Bars,
    Frame,
    Line,
    Mark,
    Words,
)
from gradlab.explore.core.student import Array, StudentFunction

SIZES = (1, 2, 5, 8, 10, 11, 12, 15, 20, 30, 40, 50, 60, 70, 80, 88, 89, 100, 150, 200)
MORE = (
    250,
    300,
    350,
    400,
    450,
    500,
    550,
    600,
    650,
    700,
    709,
    710,
    800,
    900,
    1000,
    1200,
)
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
    depends = ("dtype",)

    def __init__(self, function: StudentFunction) -> None:
        sizes = [(f"{size}", float(size)) for size in (*SIZES, *MORE)]
        types = [(name, name) for name in ("float16", "float32", "float64")]
        controls: dict[str, Control] = {
            "x": Steps("x", 10.0, sizes),
            "dtype": Choice("type", "float64", types),
            "shift": Toggle("subtract the maximum first", start=False),
        }
        super().__init__(controls, function=function)
        (self.called,) = (student.name for student in self.students.values())
        self.about = (
            "Two bar charts for the scores x, 0 and -x: left, their exponentials and "
            f"the sum on a logarithmic axis; right, what {self.called} returns."
        )

    def still(self, values: Values) -> list[Mark]:
        """Return the largest number of the chosen type."""
        largest = float(np.finfo(str(values["dtype"])).max)
        height = float(np.log10(largest))
        words = f"largest: exp({np.log(largest):.1f})"
        up = height - 22 if height > 200 else height + 22
        return [
            Line(POWER, POWER.x, [height, height], VERMILION, 1.8, DASHED),
            Words(POWER, 3.5, up, words, VERMILION, SMALL, "end", paper="#FFFFFF"),
        ]

    def at(self, values: Values) -> Frame:
        """Return the exponentials and the function's result."""
        dtype = np.dtype(str(values["dtype"]))
        scores = np.array([1.0, 0.0, -1.0]) * float(values["x"])
        if values["shift"]:
            scores = scores - scores.max()
        with np.errstate(all="ignore"):
            powers = np.exp(scores.astype(dtype))
            sums = np.append(powers, powers.sum(dtype=dtype)).astype(np.float64)
        typed = scores.astype(dtype)
        result = self.students["function"].array(typed, shape=(3,))
        warned = self.students["function"].call(typed).warning
        head = f"{self.called}({row(scores, 0)}), {dtype}"
        place = canvas()
        marks: list[Mark] = [Words(place, WIDTH / 2, 414, head)]
        if warned:
            line = f"\N{WARNING SIGN} NumPy warned: {warned}"[:66]
            told = Words(place, WIDTH / 2, 386, line, size=SMALL, frame=VERMILION)
            marks.append(told._replace(paper=ALARM_PAPER))
        marks += [*_powers(sums), *_results(result)]
        numbers = ", ".join(short(float(value)) for value in sums)
        readout = f"{head}: exponentials and sum {numbers}; result {row(result, 4)}."
        return Frame(
            marks, f"{readout} {warned and f'NumPy warned: {warned}.'}".strip()
        )


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


def _powers(sums: Array) -> list[Mark]:
    """Return the bars of exponentials; what is no ordinary number becomes a tile."""
    with np.errstate(all="ignore"):
        heights = np.log10(sums)
    ordinary = np.isfinite(heights)
    bars = np.where(ordinary, heights, np.nan)
    marks: list[Mark] = [Bars(POWER, np.arange(4.0), bars, BLUE)]
    for i, value in enumerate(sums):
        if not ordinary[i]:
            up = -300.0 if value == 0 else 322.0
            marks.append(_tile(POWER, i, up, short(float(value))))
        else:
            away = 18 if heights[i] >= 0 else -18
            text = short(float(value))
            marks.append(Words(POWER, i, float(heights[i]) + away, text, size=SMALL))
    return marks


def _results(result: Array) -> list[Mark]:
    """Return the bars of the result."""
    marks: list[Mark] = [Bars(RESULT, np.arange(3.0), result, GREEN)]
    for i, value in enumerate(result):
        if np.isfinite(value):
            text = Words(
                RESULT, i, min(value, 1.0) + 0.035, tight(float(value)), size=SMALL
            )
            marks.append(text)
        else:
            marks.append(_tile(RESULT, i, 0.5, short(float(value))))
    return marks


def _tile(panel: Panel, x: float, y: float, text: str) -> Words:
    return Words(panel, x, y, text, frame=VERMILION, paper=ALARM_PAPER, bold=True)
