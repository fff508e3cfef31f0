"""The weights explorer: what each unit of a first layer looks for in an image."""

from dataclasses import replace
from functools import cached_property

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.data import load_digits
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Slider
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import number
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.student import Trouble

SIDE, DIGITS, UNITS = 8, 10, 30
LEVELS = (-0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75)  # of the largest weight
GREYS = (ink.PAPER, "#D9D9D9", "#A6A6A6", "#6B6B6B", ink.INK)
ENDS = (0.0, float(SIDE))
BARE = Panel((0, 0, 1, 1), ENDS, ENDS, x_ticks=(), y_ticks=(), grid=False)
UNIT = replace(BARE, box=(20, 62, 230, 272), title="weights of the unit")
DIGIT = replace(BARE, box=(275, 62, 395, 182), title="a digit, the mean image")
SUMS = Panel(
    (275, 226, 470, 388),
    (-0.6, DIGITS - 0.4),
    (-1.1, 1.1),
    "digit",
    "mean sum, by its largest",
    x_ticks=tuple((float(i), str(i)) for i in range(DIGITS)),
)


class Weights(Scene):
    """One unit's weights as an image, a digit, and the unit's sum for each digit."""

    name = "weights"
    formula = r"$a = x W_1 + b_1$"
    panels = (UNIT, DIGIT, SUMS)
    tints = (*ink.ANSWERS, *GREYS)
    goals = (
        Goal("Find a unit with a sum above 0 for 0 and below 0 for 1"),
        Goal("Find the unit that tells 3 from 8 best", stretch=True),
    )

    def __init__(self, parameters: StudentFunction) -> None:
        super().__init__(parameters=parameters)
        self.controls = {
            "unit": Slider("unit", 0, 0, UNITS - 1, 1),
            "digit": Slider("digit", 0, 0, DIGITS - 1, 1),
        }
        self.about = (
            "Left, the weights of one unit of the first layer as an image of 8 by 8 "
            "pixels: blue pixels push its sum up where there is ink, orange ones down. "
            "Right, a digit, and below it the mean sum of the unit for each digit."
        )

    def at(self, values: Values) -> draw.Frame:
        """Return the unit's weights and its sums."""
        W, b = self._numbers()
        unit, digit = int(values["unit"]), int(values["digit"])
        if unit >= len(b):
            name = self.students["parameters"].name
            raise Trouble(f"{name} has {len(b)} units; there is no unit {unit}.")
        largest = float(np.abs(W[:, unit]).max()) or 1.0
        image = (W[:, unit] / largest).reshape(SIDE, SIDE)[::-1]
        sums = self._means @ W + b  # (digits, units)
        own = sums[:, unit]
        top = float(np.abs(own).max()) or 1.0
        places = np.arange(float(DIGITS))
        chosen = np.where(places == digit, own / top, np.nan)
        ink_of = self._means[digit].reshape(SIDE, SIDE)[::-1]
        words = (
            f"unit {unit}: mean sum {number(float(own[digit]), 2)} for digit {digit}"
        )
        drawn: draw.Shapes = [
            draw.Text(canvas(), WIDTH / 2, 412, words),
            draw.heat(UNIT, image, LEVELS, ink.ANSWERS),
            draw.heat(DIGIT, ink_of, (0.1, 0.3, 0.5, 0.7), GREYS),
            draw.Bars(SUMS, places, own / top, ink.BLUE),
            draw.Bars(SUMS, places, chosen, ink.BLUE, edge=ink.INK),
            draw.Handle(SUMS, digit, float(own[digit] / top), "digit", across="digit"),
            *_key(),
        ]
        gaps = np.abs(sums[3] - sums[8])
        reached = bool(own[0] > 0 > own[1]), bool(gaps[unit] == gaps.max() > 0)
        return draw.Frame(drawn, f"{words}.", reached=reached)

    @cached_property
    def _means(self) -> Array:
        """The mean image of each digit, (10, 64)."""
        data = load_digits()
        rows = [data.x_train[data.t_train == d].mean(axis=0) for d in range(DIGITS)]
        return np.array(rows)

    def _numbers(self) -> tuple[Array, Array]:
        """Return W1 (64, units) and b1 (units,); raises `Trouble`."""
        student = self.students["parameters"]
        given = student.call().value
        if not isinstance(given, dict) or not {"W1", "b1"} <= set(given):
            raise Trouble(f"{student.name} returned no dictionary with W1 and b1.")
        units = np.shape(given["b1"])[:1] or (1,)
        W = student.numbers(given["W1"], (SIDE**2, *units))
        b = student.numbers(given["b1"], units)
        if not (np.isfinite(W).all() and np.isfinite(b).all()):
            raise Trouble(f"The weights of {student.name} hold nan or inf.")
        return W, b


@explorer("weights(trained)")
def weights(parameters: StudentFunction) -> Scene:
    """Show what each unit of a first layer looks for in images of digits.

    Parameters
    ----------
    parameters
        Takes nothing, returns a dictionary with W1 (64, units) and b1 (units,), as
        `lambda: net.params` does.
    """
    return Weights(parameters)


def _key() -> draw.Shapes:
    """Return what the colours of the weights mean."""
    sheet, words = canvas(), ("blue: up where there is ink", "orange: down")
    looks = zip(words, (ink.BLUE, ink.VERMILION), strict=True)
    return [
        draw.Text(sheet, 22, 138 - 20 * i, text, colour, ink.SMALL, "start")
        for i, (text, colour) in enumerate(looks)
    ]
