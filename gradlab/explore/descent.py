"""The descent explorer: the path of gradient descent on four surfaces."""

from collections.abc import Callable

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Slider, Steps, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.numbers import row, short
from gradlab.explore.core.panel import WIDTH, Panel, canvas, powers
from gradlab.explore.core.scene import Scene, Values

Surface = Callable[[Array], float]

REACH, MOST = 4.0, 50
RATES = (0.001, 0.003, 0.01, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 0.99, 1.0, 1.1)
SURFACES: dict[str, Surface] = {
    "bowl": lambda x: x[0] ** 2 + x[1] ** 2,
    "stretched bowl": lambda x: x[0] ** 2 / 20 + x[1] ** 2,
    "saddle": lambda x: x[0] ** 2 - x[1] ** 2,
    "two minima": lambda x: (x[0] ** 2 - 4) ** 2 / 8 + x[0] / 2 + x[1] ** 2,
}
MAP = Panel((34, 56, 304, 326), (-REACH, REACH), (-REACH, REACH), grid=False)
FALL = Panel(
    (355, 56, 470, 326),
    (0, MOST),
    (1e-6, 1e6),
    "step",
    "loss, log axis",
    log_y=True,
    y_ticks=powers(-6, -3, 0, 3, 6),
)


class Descent(Scene):
    """The path on a map of the surface, and the loss after each step."""

    name = "descent"
    formula = r"$x \leftarrow x - \eta\, \nabla f(x)$"
    height = 366
    panels = (MAP, FALL)
    depends = ("surface",)
    tints = ink.BLUES

    def __init__(self, history: StudentFunction) -> None:
        super().__init__(gradient_descent_history=history)
        self.controls = {
            "x": Slider("x", -3.0, -REACH, REACH, 0.1),
            "y": Slider("y", 2.0, -REACH, REACH, 0.1),
            "lr": Steps("learning rate", 0.1, options(RATES)),
            "steps": Slider("steps", 20, 0, MOST, 1),
            "surface": Choice("surface", "bowl", options(SURFACES)),
        }
        self.about = (
            "Left, a map of the surface, darker where it is lower, with the path of "
            "your gradient descent. Right, the loss after each step."
        )

    def still(self, values: Values) -> draw.Shapes:
        """Return the map of the surface."""
        f = SURFACES[str(values["surface"])]
        x = np.linspace(-REACH, REACH, 135)
        heights = np.array([[f(np.array([a, b])) for a in x] for b in x])
        cuts = np.quantile(heights, (0.04, 0.14, 0.3, 0.55))
        level = 4 - np.searchsorted(cuts, heights)
        return [draw.Heat(MAP, level, (ink.PAPER, *ink.BLUES))]

    def at(self, values: Values) -> draw.Frame:
        """Return the path and the losses of the chosen steps."""
        f, count = SURFACES[str(values["surface"])], int(values["steps"])
        start = np.array([float(values["x"]), float(values["y"])])
        rate = float(values["lr"])
        path = self._path(f, start, rate)[: count + 1]
        with np.errstate(all="ignore"):
            losses = np.array([f(point) for point in path])
        loss, verdict = short(float(losses[-1])), _verdict(path, losses)
        words = f"rate {rate:g}, {count} steps: loss {loss}, {verdict}"
        x, y = np.clip(path, -1e4, 1e4).T
        inside = np.all(np.abs(path) <= REACH, axis=1)
        drawn: draw.Shapes = [
            draw.Text(canvas(self.height), WIDTH / 2, self.height - 14, words),
            draw.Line(MAP, x, y, ink.VERMILION, 2.0),
            draw.Dots(MAP, x[inside], y[inside], ink.VERMILION, "o", 6),
            draw.Dots(MAP, start[0], start[1], ink.INK, "s", 10, filled=False),
        ]
        positive = np.where(losses > 0, losses, np.nan)
        drawn += [
            draw.Line(FALL, np.arange(count + 1.0), positive, ink.BLUE, 1.6),
            draw.Dots(FALL, np.arange(count + 1.0), positive, ink.BLUE, "o", 5),
        ]
        if np.isnan(positive[-1]):
            below = draw.Text(FALL, MOST / 2, 1e-5, "below 0", ink.GREY, ink.SMALL)
            drawn.append(below)
        if np.all(inside[-1:]):
            drawn.append(draw.Dots(MAP, x[-1], y[-1], size=10))
        return draw.Frame(drawn, f"{values['surface']} from {row(start, 1)}, {words}.")

    def _path(self, f: Surface, start: Array, rate: float) -> Array:
        """Return all points, of which the chosen steps show the first."""
        student = self.students["gradient_descent_history"]
        answer = student.call(f, start, lr=rate, step_num=MOST).value
        return student.part(answer, 1, (MOST + 1, 2))


def _verdict(path: Array, losses: Array) -> str:
    """Say where the path has come to."""
    if not np.isfinite(losses[-1]) or losses[-1] > 10 * max(1.0, losses[0]):
        return "it diverges"
    if losses[-1] < -100:
        return "it falls without end"
    return f"it is at {row(path[-1], 2)}"


@explorer("descent(gradient_descent_history)")
def descent(gradient_descent_history: StudentFunction) -> Scene:
    """Show the path of gradient descent and the loss after each step.

    Parameters
    ----------
    gradient_descent_history
        Takes a function of an array (2,), a start (2,), lr and step_num; returns the
        last point and all points (step_num + 1, 2).
    """
    return Descent(gradient_descent_history)
