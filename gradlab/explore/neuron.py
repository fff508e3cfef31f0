"""The neuron explorer: one weight, one bias, and the student's activation."""

import numpy as np

from gradlab.calls import StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Slider, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import number
from gradlab.explore.core.panel import Panel
from gradlab.explore.core.scene import Scene, Values

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
    goals = (
        Goal("Let the neuron turn over at x = 2 and fall from left to right"),
        Goal(
            "Make it a switch at x = 1: at most 0.02 at 0.5, at least 0.98 at 1.5",
            stretch=True,
        ),
    )

    def __init__(self, activations: tuple[StudentFunction, ...]) -> None:
        super().__init__(**{f"f{i}": f for i, f in enumerate(activations)})
        self.controls = {
            "w": Slider("w", 1.0, -10.0, 10.0, 0.1),
            "b": Slider("b", 0.0, -10.0, 10.0, 0.1),
        }
        self.menu = self.places("f")
        if len(self.menu) > 1:
            first, *_ = self.menu
            menu = Choice("activation", first, options(self.menu))
            self.controls["activation"] = menu
        self.about = (
            "Two plots for x from -6 to 6: above, the activation of w x + b with the "
            "place where w x + b is 0; below, the line w x + b."
        )

    def still(self, values: Values) -> draw.Shapes:
        """Return the names of the lines."""
        return [
            draw.Key(OUT, "activation(w x + b)", ink.BLUE),
            draw.Key(OUT, "limit for a large weight", ink.GREY, ink.DASHED),
            draw.Key(SUM, "w x + b", ink.GREEN),
        ]

    def at(self, values: Values) -> draw.Frame:
        """Return both curves and the place where the neuron turns over."""
        w, b = float(values["w"]), float(values["b"])
        chosen = self.menu[str(values.get("activation", next(iter(self.menu))))]
        z = w * X + b
        y = self.ask(chosen, z, shape=X.shape)
        turn = -b / w if w else np.nan
        drawn: draw.Shapes = self._limit(chosen, w, turn)
        for panel in self.panels:
            rule = draw.Line(panel, [turn] * 2, panel.y, ink.INK, 1.2, ink.DOTTED)
            drawn.append(rule)
        finite = np.where(np.isfinite(y), y, np.nan)
        drawn.append(draw.Line(OUT, X, finite, ink.BLUE, 2.8))
        drawn.append(draw.Line(SUM, X, z, ink.GREEN))
        where = f"-b/w = {number(turn, 2)}" if w else "w = 0: no place"
        if abs(turn) <= 6:
            middle = self.ask(chosen, np.array([0.0]), shape=(1,))
            drawn += [draw.Dots(OUT, turn, middle), draw.Dots(SUM, turn, 0.0)]
            side = "start" if turn < 0 else "end"
            at = turn + (0.2 if turn < 0 else -0.2)
            drawn.append(draw.Text(OUT, at, 2.05, where, anchor=side, paper=ink.PAPER))
            stops = -np.array(self.controls["b"].positions, dtype=np.float64) / w
            where_zero = draw.Handle(OUT, turn, middle[0], "place of zero", across="b")
            drawn.append(where_zero._replace(stops=stops))
        rises = b + np.array(self.controls["w"].positions, dtype=np.float64)
        drawn += [
            draw.Handle(SUM, 0.0, b, "bias: the line at x = 0", up="b"),
            draw.Handle(
                SUM, 1.0, w + b, "weight: the line at x = 1", up="w", stops=rises
            ),
        ]
        name = self.students[chosen].name
        ends = f"{number(y[0])} at x = -6 and {number(y[-1])} at x = 6"
        told = f"w = {w:g}, b = {b:g}; {where}. {name} gives {ends}."
        falls = bool(y[0] > y[-1] and abs(turn - 2) < 0.05)
        before, after = np.interp([0.5, 1.5], X, y)
        switches = bool(before <= 0.02 and after >= 0.98)
        return draw.Frame(drawn, told, reached=(falls, switches))

    def _limit(self, chosen: str, w: float, turn: float) -> draw.Shapes:
        """Return the step that a very large weight gives, if there is one."""
        ends = self.ask(chosen, np.array([-FAR, FAR]) * np.sign(w or 1), shape=(2,))
        if np.isnan(turn) or not (np.abs(ends) < 2).all():
            return []
        x = [-6, turn, turn, 6]
        return [draw.Line(OUT, x, np.repeat(ends, 2), ink.GREY, 1.8, ink.DASHED)]


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
