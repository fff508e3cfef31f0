"""The descent explorer: the path of gradient descent on four surfaces."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Slider, Steps, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import row, short
from gradlab.explore.core.panel import WIDTH, Panel, canvas, powers
from gradlab.explore.core.scene import Scene, Values

Surface = Callable[[Array], float]
Slopes = Callable[[Array], Array]

REACH, MOST = 8.0, 50
RATES: tuple[float, ...] = (
    0.001,
    0.003,
    0.01,
    0.03,
    0.05,
    0.1,
    0.2,
    0.3,
    0.5,
    0.7,
    0.9,
    0.99,
)
RATES += (1.0, 1.01, 1.05, 1.1, 10.0)
# As in the lab, with their slopes, which paths of ours need.
SURFACES: dict[str, tuple[Surface, Slopes]] = {
    "bowl": (lambda x: x[0] ** 2 + x[1] ** 2, lambda x: 2 * x),
    "stretched bowl": (
        lambda x: x[0] ** 2 / 20 + x[1] ** 2,
        lambda x: np.array([x[0] / 10, 2 * x[1]]),
    ),
    "saddle": (
        lambda x: x[0] ** 2 - x[1] ** 2,
        lambda x: np.array([2 * x[0], -2 * x[1]]),
    ),
    "two minima": (
        lambda x: (x[0] ** 2 - 1) ** 2 + 0.3 * x[0] + x[1] ** 2,
        lambda x: np.array([4 * x[0] * (x[0] ** 2 - 1) + 0.3, 2 * x[1]]),
    ),
}
MOMENTUM = 0.8
BESIDE = {
    "nothing": "nothing",
    "momentum": f"momentum {MOMENTUM}",
    "random": "random directions",
}
MAP = Panel((34, 56, 304, 326), (-4, 4), (-4, 4), grid=False)
WIDE = replace(MAP, x=(-REACH, REACH), y=(-REACH, REACH))
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
    tints = ink.ORANGES
    goals = (
        Goal("Reach a loss below 1e-6 on the bowl, from a start at least 1 away"),
        Goal(
            "On two minima, start right of 0.5 and end in the deeper one",
            stretch=True,
        ),
    )

    def __init__(self, history: StudentFunction) -> None:
        super().__init__(gradient_descent_history=history)
        words = [(text, name) for name, text in BESIDE.items()]
        self.controls = {
            "x": Slider("x", -3.0, -REACH, REACH, 0.1),
            "y": Slider("y", 2.0, -REACH, REACH, 0.1),
            "lr": Steps("learning rate", 0.1, options(RATES)),
            "steps": Slider("steps", 20, 0, MOST, 1, runs=True),
            "surface": Choice("surface", "bowl", options(SURFACES)),
            "beside": Choice("beside yours", "nothing", words),
        }
        self.about = (
            "Left, a map of the surface, darker where it is lower, with the path of "
            "your gradient descent from a square. Right, the loss after each step."
        )

    def axes(self, values: Values) -> tuple[Panel, ...]:
        """Return the map, wider for the stretched bowl, and the losses."""
        return WIDE if values["surface"] == "stretched bowl" else MAP, FALL

    def still(self, values: Values) -> draw.Shapes:
        """Return the map of the surface."""
        f, _ = SURFACES[str(values["surface"])]
        chart, _ = self.axes(values)
        x = np.linspace(*chart.x, 135)
        heights = np.array([[f(np.array([a, b])) for a in x] for b in x])
        cuts = np.quantile(heights, (0.04, 0.14, 0.3, 0.55))
        level = 4 - np.searchsorted(cuts, heights)
        return [draw.Heat(chart, level, (ink.PAPER, *ink.ORANGES))]

    def at(self, values: Values) -> draw.Frame:
        """Return the path and the losses of the chosen steps."""
        (f, slope), count = SURFACES[str(values["surface"])], int(values["steps"])
        start = np.array([float(values["x"]), float(values["y"])])
        rate, chart = float(values["lr"]), self.axes(values)[0]
        path = self._path(f, start, rate)[: count + 1]
        losses = _losses(f, path)
        loss, verdict = short(float(losses[-1])), _verdict(path, losses)
        words = f"rate {rate:g}, {count} steps: loss {loss}, {verdict}"
        told, drawn = f"{values['surface']} from {row(start, 1)}, {words}", []
        if values["beside"] != "nothing":
            walk = _momentum if values["beside"] == "momentum" else _random
            other = walk(f, slope, start, rate)[: count + 1]
            drawn += _walked(chart, other, _losses(f, other), ink.INK, ink.DOTTED)
            beside = short(float(_losses(f, other)[-1]))
            words = f"rate {rate:g}, {count} steps: loss {loss}, dotted {beside}"
            told += f"; {BESIDE[str(values['beside'])]}: loss {beside}"
        drawn += _walked(chart, path, losses, ink.BLUE, ink.SOLID)
        square = draw.Dots(chart, start[0], start[1], ink.VERMILION, "s", 10)
        head = draw.Text(canvas(self.height), WIDTH / 2, self.height - 14, words)
        drawn += [
            *(*_inside(square), head),
            *_first_step(chart, path, rate),
            draw.Handle(chart, start[0], start[1], "start", across="x", up="y"),
            draw.Handle(FALL, count, losses[-1], "last step", across="steps"),
        ]
        if np.isnan(losses[-1]) or losses[-1] <= 0:
            below = draw.Text(FALL, MOST / 2, 1e-5, "below 0", ink.GREY, ink.SMALL)
            drawn.append(below)
        drawn += _inside(draw.Dots(chart, path[-1, 0], path[-1, 1], size=10))
        end, surface = float(losses[-1]), values["surface"]
        far = float(np.linalg.norm(start)) >= 1
        deeper = start[0] >= 0.5 and path[-1, 0] < -0.5 and end < -0.2
        reached = surface == "bowl" and far and end < 1e-6, deeper
        reached = reached[0], bool(deeper and surface == "two minima")
        return draw.Frame(drawn, f"{told}.", reached=reached)

    def _path(self, f: Surface, start: Array, rate: float) -> Array:
        """Return all points, of which the chosen steps show the first."""
        student = self.students["gradient_descent_history"]
        answer = student.call(f, start, lr=rate, step_num=MOST).value
        path = student.part(answer, 1, (MOST + 1, 2))
        if not np.allclose(path[0], start):
            self.remark(f"The path of {student.name} does not begin at the start.")
        return path


def _losses(f: Surface, path: Array) -> Array:
    """Return the height of each point of a path, (n,)."""
    with np.errstate(all="ignore"):
        return np.array([f(point) for point in path])


def _inside(dots: draw.Dots) -> draw.Shapes:
    """Return one point, unless it lies beyond the map."""
    low, high = dots.panel.x
    there = (
        low <= float(np.max(dots.x)) <= high and low <= float(np.max(dots.y)) <= high
    )
    return [dots] if there else []


def _walked(
    chart: Panel, path: Array, losses: Array, colour: str, dashes: tuple[float, ...]
) -> draw.Shapes:
    """Return a path on the map, and its losses."""
    x, y = np.clip(path, -1e4, 1e4).T
    inside = np.all(np.abs(path) <= chart.x[1], axis=1)
    steps, size = np.arange(len(path)), 3.0 if dashes else 6.0
    positive = np.where(losses > 0, losses, np.nan)
    return [
        draw.Line(chart, x, y, colour, 2.0, dashes),
        draw.Dots(chart, x[inside], y[inside], colour, "o", size),
        draw.Line(FALL, steps, positive, colour, 1.6, dashes),
        draw.Dots(FALL, steps, positive, colour, "o", size),
    ]


def _first_step(chart: Panel, path: Array, rate: float) -> draw.Shapes:
    """Return the handle at the end of the first step, whose length is the rate's."""
    if len(path) < 2 or not np.isfinite(path[1]).all():
        return []
    step = path[1] - path[0]
    axis = int(np.argmax(np.abs(step)))  # the direction in which a hand has more room
    stops = path[0][axis] + step[axis] * np.array(RATES) / rate
    x, y = path[1].tolist()
    handle = draw.Handle(chart, x, y, "end of the first step", stops=stops)
    return [handle._replace(up="lr") if axis else handle._replace(across="lr")]


def _momentum(f: Surface, slope: Slopes, start: Array, rate: float) -> Array:
    """Return the path of steps that keep a part of the step before."""
    path, step = [start], np.zeros(2)
    for _ in range(MOST):
        step = MOMENTUM * step - rate * slope(path[-1])
        path.append(path[-1] + step)
    return np.array(path)


def _random(f: Surface, slope: Slopes, start: Array, rate: float) -> Array:
    """Return the path of steps in random directions, as long as those of the slope.

    A step that would lead up is not taken.
    """
    path, rng = [start], np.random.default_rng(0)
    for angle in rng.uniform(0, 2 * np.pi, MOST):
        here, length = path[-1], rate * np.linalg.norm(slope(path[-1]))
        there = here + length * np.array([np.cos(angle), np.sin(angle)])
        path.append(there if f(there) < f(here) else here)
    return np.array(path)


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
