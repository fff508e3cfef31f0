"""The neuron explorer: one weight, one bias, and the student's activation."""

import numpy as np

from gradlab.explore.core.controls import Choice, Control, Slider
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.numbers import number
from gradlab.explore.core.panel import Panel
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.shapes import (
    BLUE,
    DASHED,
    DOTTED,
    GREEN,
    GREY,
    INK,
    PAPER,
    Dots,
    Frame,
    Key,
    Line,
    Mark,
    Words,
)
from gradlab.explore.core.student import Array, StudentFunction

X = np.linspace(-6, 6, 121).round(9)
FAR = 1000.0  # where an activation with limits has reached them
TICKS = tuple((float(x), "") for x in range(-6, 7, 2))
OUT = Panel((45, 40, 470, 245), (-6, 6), (-1.3, 2.3), x_ticks=TICKS)
SUM = Panel((45, 285, 470, 390), (-6, 6), (-12, 12), x_label="x")


class Neuron(Scene):
    """The activation of w x + b over x; below, w x + b itself."""

    name = "neuron"
    formula = r"$y = f(w x + b)$"
    panels = (OUT, SUM)

    def __init__(self, activations: tuple[StudentFunction, ...]) -> None:
        controls: dict[str, Control] = {
            "w": Slider("w", 1.0, -10.0, 10.0, 0.1),
            "b": Slider("b", 0.0, -10.0, 10.0, 0.1),
        }
        functions = {f"f{i}": f for i, f in enumerate(activations)}
        super().__init__(controls, **functions)
        names = [student.name for student in self.students.values()]
        if len(names) > 1:
            options = list(zip(names, names, strict=True))
            controls["activation"] = Choice("activation", names[0], options)
        self.place = dict(zip(names, self.students, strict=True))
        self.about = (
            "Two plots for x from -6 to 6: above, the activation of w x + b with the "
            "place where w x + b is 0; below, the line w x + b."
        )

    def still(self, values: Values) -> list[Mark]:
        """Return the names of the lines."""
        return [
            Key(OUT, "activation(w x + b)", BLUE),
            Key(OUT, "limit for a large weight", GREY, DASHED),
            Key(SUM, "w x + b", GREEN),
        ]

    def at(self, values: Values) -> Frame:
        """Return both curves and the place where the neuron turns over."""
        w, b = float(values["w"]), float(values["b"])
        chosen = self.place[str(values.get("activation", next(iter(self.place))))]
        z = w * X + b
        y = self.ask(chosen, z, shape=X.shape)
        turn = -b / w if w else np.nan
        marks: list[Mark] = self._limit(chosen, w, turn)
        rules = (Line(p, [turn, turn], p.y, INK, 1.2, DOTTED) for p in self.panels)
        marks += rules
        finite = np.where(np.isfinite(y), y, np.nan)
        marks += [Line(OUT, X, finite, BLUE, 2.8), Line(SUM, X, z, GREEN)]
        where = f"-b/w = {number(turn, 2)}" if w else "w = 0: no place"
        if abs(turn) <= 6:
            middle = self.ask(chosen, np.array([0.0]), shape=(1,))
            marks += [Dots(OUT, turn, middle), Dots(SUM, turn, 0.0)]
            side = "start" if turn < 0 else "end"
            at = turn + (0.2 if turn < 0 else -0.2)
            marks.append(Words(OUT, at, 2.05, where, anchor=side, paper=PAPER))
        name = self.students[chosen].name
        return Frame(marks, f"w = {w:g}, b = {b:g}; {where}. {self._ends(name, y)}")

    def _ends(self, name: str, y: Array) -> str:
        """Say where the curve begins and ends."""
        return f"{name} gives {number(y[0])} at x = -6 and {number(y[-1])} at x = 6."

    def _limit(self, chosen: str, w: float, turn: float) -> list[Mark]:
        """Return the step that a very large weight gives, if there is one."""
        ends = self.ask(chosen, np.array([-FAR, FAR]) * np.sign(w or 1), shape=(2,))
        if np.isnan(turn) or not (np.abs(ends) < 2).all():
            return []
        x = [-6, turn, turn, 6]
        return [Line(OUT, x, np.repeat(ends, 2), GREY, 1.8, DASHED)]


@explorer("neuron(sigmoid)")
def neuron(activation: StudentFunction, *others: StudentFunction) -> Scene:
    """Show what a weight and a bias do to an activation.

    Parameters
    ----------
    activation, *others
        Each takes an array of any shape and returns one of the same shape; with more
        than one, a menu chooses.
    """
    return Neuron((activation, *others))
