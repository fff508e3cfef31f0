"""The descent explorer: the path of gradient descent on four surfaces."""

from collections.abc import Callable

import numpy as np

from gradlab.explore.core.controls import Choice, Control, Slider, Steps
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.numbers import row, short
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.shapes import (
    BLUE,
    BLUES,
    GREY,
    INK,
    PAPER,
    SMALL,
    VERMILION,
    Dots,
    Frame,
    Heat,
    Line,
    Mark,
    Words,
)
from gradlab.explore.core.student import Array, StudentFunction

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
    y_ticks=tuple((10.0**p, f"1e{p}" if p else "1") for p in (-6, -3, 0, 3, 6)),
)


class Descent(Scene):
    """The path on a map of the surface, and the loss after each step."""

    name = "descent"
    formula = r"$x \leftarrow x - \eta\, \nabla f(x)$"
    height = 366
    panels = (MAP, FALL)
    depends = ("surface",)
    tints = BLUES

    def __init__(self, history: StudentFunction) -> None:
        rates = [(f"{rate:g}", rate) for rate in RATES]
        controls: dict[str, Control] = {
            "x": Slider("x", -3.0, -REACH, REACH, 0.1),
            "y": Slider("y", 2.0, -REACH, REACH, 0.1),
            "lr": Steps("learning rate", 0.1, rates),
            "steps": Slider("steps", 20, 0, MOST, 1),
            "surface": Choice("surface", "bowl", [(n, n) for n in SURFACES]),
        }
        super().__init__(controls, gradient_descent_history=history)
        self.about = (
            "Left, a map of the surface, darker where it is lower, with the path of "
            "your gradient descent. Right, the loss after each step."
        )

    def still(self, values: Values) -> list[Mark]:
        """Return the map of the surface."""
        f = SURFACES[str(values["surface"])]
        x = np.linspace(-REACH, REACH, 135)
        heights = np.array([[f(np.array([a, b])) for a in x] for b in x])
        cuts = np.quantile(heights, (0.04, 0.14, 0.3, 0.55))
        level = 4 - np.searchsorted(cuts, heights)
        return [Heat(MAP, level, (PAPER, *BLUES))]

    def at(self, values: Values) -> Frame:
        """Return the path and the losses of the chosen steps."""
        f, count = SURFACES[str(values["surface"])], int(values["steps"])
        start = np.array([float(values["x"]), float(values["y"])])
        path = self._path(values, start)[: count + 1]
        with np.errstate(all="ignore"):
            losses = np.array([f(point) for point in path])
        rate = float(values["lr"])
        verdict = _verdict(path, losses)
        words = (
            f"rate {rate:g}, {count} steps: loss {short(float(losses[-1]))}, {verdict}"
        )
        shown = np.clip(path, -1e4, 1e4)
        inside = _inside(shown)
        marks: list[Mark] = [
            Words(canvas(self.height), WIDTH / 2, self.height - 14, words),
            Line(MAP, shown[:, 0], shown[:, 1], VERMILION, 2.0),
            Dots(MAP, inside[:, 0], inside[:, 1], VERMILION, "o", 6),
            Dots(MAP, start[0], start[1], INK, "s", 10, filled=False),
        ]
        positive = np.where(losses > 0, losses, np.nan)
        marks += [
            Line(FALL, np.arange(count + 1.0), positive, BLUE, 1.6),
            Dots(FALL, np.arange(count + 1.0), positive, BLUE, "o", 5),
        ]
        if np.isnan(positive[-1]):
            marks.append(Words(FALL, MOST / 2, 1e-5, "below 0", GREY, SMALL))
        if (np.abs(path[-1]) <= REACH).all():
            marks.append(Dots(MAP, path[-1][0], path[-1][1], INK, "o", 10))
        return Frame(marks, f"{values['surface']} from {row(start, 1)}, {words}.")

    def _path(self, values: Values, start: Array) -> Array:
        """Return all points, of which the chosen steps show the first."""
        student = self.students["gradient_descent_history"]
        f = SURFACES[str(values["surface"])]
        rate = float(values["lr"])
        answer = student.call(f, start, lr=rate, step_num=MOST).value
        return student.part(answer, 1, (MOST + 1, 2))


def _verdict(path: Array, losses: Array) -> str:
    """Say where the path has come to."""
    if not np.isfinite(losses[-1]) or losses[-1] > 10 * max(1.0, losses[0]):
        return "it diverges"
    if losses[-1] < -100:
        return "it falls without end"
    return f"it is at {row(path[-1], 2)}"


def _inside(path: Array) -> Array:
    """Return the points of the path that lie on the map."""
    inside: Array = path[(np.abs(path) <= REACH).all(axis=1)]
    return inside


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
