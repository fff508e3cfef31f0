"""The two-classes explorer: softmax of two scores depends on their difference."""

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Slider
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import number
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.strip import strip

GRID = np.linspace(-5, 5, 21)  # 41 differences
GAPS = np.linspace(-5, 5, 101)  # the positions of a and of b
LEVELS = (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98)
MAP = Panel((45, 78, 262, 372), (-5, 5), (-5, 5), "a", "b up, share:", grid=False)
CURVE = Panel((312, 78, 470, 372), (-10, 10), (-0.05, 1.1), "d = a - b")


class TwoClasses(Scene):
    """The first share as a map over both scores, and as a curve of their difference."""

    name = "two_classes"
    formula = r"$\mathrm{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$"
    panels = (MAP, CURVE)
    goals = (
        Goal("Find a share between 0.11 and 0.13 while both scores are positive"),
        Goal("Find a share above 0.99 while both scores are negative", stretch=True),
    )
    tints = ink.ANSWERS

    def __init__(
        self, softmax: StudentFunction, sigmoid: StudentFunction | None
    ) -> None:
        given = {"softmax": softmax} | ({"sigmoid": sigmoid} if sigmoid else {})
        super().__init__(**given)
        self.controls = {
            "a": Slider("a", 2.0, -5.0, 5.0, 0.1),
            "b": Slider("b", 0.0, -5.0, 5.0, 0.1),
        }
        self.about = (
            "Left, a map of softmax([a, b])[0] for a and b from -5 to 5: its level "
            "lines are diagonals. Right, the same share over a - b."
        )

    def still(self, values: Values) -> draw.Shapes:
        """Return the map and the curve."""
        differences = np.linspace(-10, 10, 2 * len(GRID) - 1)
        share = [self._first(d, 0.0) for d in differences]
        shares = np.array([[self._first(a, b) for a in GRID] for b in GRID])
        drawn: draw.Shapes = [
            draw.heat(MAP, _finer(shares), LEVELS, ink.ANSWERS),
            *strip(MAP, self.height, ink.ANSWERS),
            draw.Text(MAP, 3.1, 4.2, "a = b", size=ink.SMALL, anchor="end"),
            draw.Line(MAP, [-5, 5], [-5, 5], ink.INK, 1.4, ink.DASHED),
            draw.Key(CURVE, "softmax([d, 0])[0]", ink.BLUE),
            draw.Line(CURVE, differences, share, ink.BLUE, 2.8),
        ]
        if "sigmoid" in self.students:
            y = self.students["sigmoid"].array(differences, shape=differences.shape)
            drawn += [
                draw.Line(CURVE, differences, y, ink.VERMILION, 1.6, ink.DASHED),
                draw.Text(CURVE, -5.2, 0.4, "dashed:\nsigmoid(d)", size=ink.SMALL),
            ]
        return drawn

    def at(self, values: Values) -> draw.Frame:
        """Return the point on the map and on the curve."""
        a, b = float(values["a"]), float(values["b"])
        share = float(self.ask("softmax", np.array([a, b]), shape=(2,))[0])
        d = a - b
        ends = np.array([-10.0, 10.0])
        words = f"softmax([{a:g}, {b:g}])[0] = {number(share)}"
        drawn: draw.Shapes = [
            draw.Text(canvas(), WIDTH / 2, 410, f"{words},  d = {d:.1f}"),
            draw.Line(MAP, ends, ends - d, ink.INK, 1.4, ink.DOTTED),
            draw.Dots(MAP, a, b, ink.INK, size=11),
            draw.Line(CURVE, [d, d], CURVE.y, ink.GREY, 1.2, ink.DOTTED),
            draw.Dots(CURVE, d, share, ink.INK, size=11),
            draw.Handle(MAP, a, b, "both scores", across="a", up="b"),
            draw.Handle(CURVE, d, share, "difference", across="a", stops=GAPS - b),
        ]
        told = f"a = {a:g}, b = {b:g}, a - b = {d:.1f}: {words}."
        small = a > 0 and b > 0 and 0.11 < share < 0.13
        large = a < 0 and b < 0 and 0.99 < share <= 1
        return draw.Frame(drawn, told, reached=(small, large))

    def _first(self, a: float, b: float) -> float:
        pair = np.array([float(a), float(b)])
        return float(self.students["softmax"].array(pair, shape=(2,))[0])


@explorer("two_classes(softmax)")
def two_classes(
    softmax: StudentFunction, sigmoid: StudentFunction | None = None
) -> Scene:
    """Show that softmax of two scores is a sigmoid of their difference.

    Parameters
    ----------
    softmax
        Takes an array (2,) of scores, returns shares (2,).
    sigmoid
        Drawn over the curve if given; takes an array of any shape.
    """
    return TwoClasses(softmax, sigmoid)


def _finer(shares: Array) -> Array:
    """Return a map with 5 cells for each of (n, n), between them a straight line."""
    n = len(shares)
    places = np.linspace(0, n - 1, 5 * n)
    rows = np.array([np.interp(places, np.arange(n), row) for row in shares])
    return np.array([np.interp(places, np.arange(n), column) for column in rows.T]).T
