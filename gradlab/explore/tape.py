"""The tape explorer: what a `Value` records, and how `.grad` fills backwards."""

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Slider, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import number
from gradlab.explore.core.panel import WIDTH, canvas
from gradlab.explore.core.scene import Scene, Values

HEIGHT = 370
SHEET = canvas(HEIGHT)
H, NEAR = 1e-5, 1e-4
PULL = 10.0  # CSS pixels that a handle goes for 1
LINES = {"d": "d = a * b", "e": "e = d + c", "L": "L = e * a"}
SPOTS = {
    "a": (70.0, 275.0),
    "b": (70.0, 185.0),
    "c": (200.0, 95.0),
    "d": (200.0, 215.0),
    "e": (310.0, 155.0),
    "L": (415.0, 240.0),
}
EDGES = ("ad", "bd", "de", "ce", "eL", "aL")
NAMES = tuple("abcdeL")
BACKWARD = ("L", "e", "d", "c", "b", "a")
FORWARD_STEPS, ALL_STEPS = len(LINES), len(LINES) + len(BACKWARD)


class Tape(Scene):
    """Three operations on the student's class, recorded and then walked backwards."""

    name = "tape"
    formula = (
        r"$\frac{\partial L}{\partial a} = "
        r"\sum_u \frac{\partial L}{\partial u} \cdot \frac{\partial u}{\partial a}$"
    )
    height = HEIGHT
    panels = (SHEET,)
    goals = (
        Goal("Let a.grad be 0 while none of a, b and c is"),
        Goal("Make all three gradients equal", stretch=True),
    )

    def __init__(self, value: StudentFunction) -> None:
        super().__init__(Value=value)
        self.controls = {
            "a": Slider("a", 2.0, -3.0, 3.0, 0.1),
            "b": Slider("b", -1.5, -3.0, 3.0, 0.1),
            "c": Slider("c", 1.0, -3.0, 3.0, 0.1),
            "step": Slider("step", ALL_STEPS, 0, ALL_STEPS, 1, runs=True),
            "backward": Choice("backward", "once", options(("once", "twice"))),
        }
        self._class = value
        self._recorder = self.students["Value"].through(self._record)
        self.about = (
            "A graph of the operations d = a * b, e = d + c and L = e * a: in each "
            "node the value and, once the step has come there, its .grad."
        )

    def at(self, values: Values) -> draw.Frame:
        """Return the graph up to the chosen step."""
        start = tuple(float(values[name]) for name in "abc")
        step, times = int(values["step"]), 1 + (values["backward"] == "twice")
        found = self._recorder.array(*start, times, shape=(2, len(NAMES)))
        data, grad = (dict(zip(NAMES, part, strict=True)) for part in found)
        known = {*"abc", *list(LINES)[:step]}
        filled = BACKWARD[: max(0, step - FORWARD_STEPS)]
        measured = self._measure(start)
        wrong = [n for n in "abc" if n in filled and abs(grad[n] - measured[n]) > NEAR]
        drawn = _edges(known)
        for name in NAMES:
            if name in known:
                shown = grad[name] if name in filled else None
                drawn += _node(name, data[name], shown, bad=name in wrong)
        drawn += [self._grip(name, data[name]) for name in "abc"]
        told = [f"{n}.grad = {number(grad[n], 3)}" for n in filled]
        words = self._verdict(step, wrong, measured, times)
        drawn.append(draw.Text(SHEET, WIDTH / 2, HEIGHT - 16, words))
        tape = [f"{i}  {LINES[n]}" for i, n in enumerate(LINES, 1) if n in known]
        if tape:
            text = "recorded:\n" + "\n".join(tape)
            recorded = draw.Text(SHEET, 345, 62, text, ink.GREY, ink.SMALL, "start")
            drawn.append(recorded._replace(frame=ink.PAPER))
        values_told = [f"{n} = {number(data[n], 3)}" for n in NAMES if n in known]
        ends = np.array([grad[name] for name in "abc"])
        done = step == ALL_STEPS and times == 1 and not wrong
        flat = abs(ends[0]) < NEAR and bool(np.all(start))
        reached = done and flat, done and bool(np.ptp(ends) < NEAR)
        told_all = f"{', '.join([*values_told, *told])}; {words}."
        return draw.Frame(drawn, told_all, reached=reached)

    def _grip(self, name: str, value: float) -> draw.Handle:
        """Return the handle beside a number that a hand may change."""
        x, y = SPOTS[name]
        stops = y + PULL * np.array(self.controls[name].positions, dtype=np.float64)
        spot = (x - 48, y + PULL * value)
        return draw.Handle(SHEET, *spot, f"value of {name}", up=name, stops=stops)

    def _verdict(
        self, step: int, wrong: list[str], measured: dict[str, float], times: int
    ) -> str:
        """Say in a few words what the step shows."""
        if step <= FORWARD_STEPS:
            return f"step {step} of {ALL_STEPS}: {step} operations recorded"
        if times == 2:
            return f"step {step} of {ALL_STEPS}: .grad after two calls of backward()"
        if wrong:
            slopes = ", ".join(f"{n}: {number(measured[n], 3)}" for n in wrong)
            return f"\N{WARNING SIGN} the measured slopes differ, {slopes}"
        return f"step {step} of {ALL_STEPS}: .grad fills backwards"

    def _record(self, a: float, b: float, c: float, times: int) -> Array:
        """Compute with the student's class; return data and grad of each node."""
        nodes = {name: self._class(v) for name, v in zip("abc", (a, b, c), strict=True)}
        nodes["d"] = nodes["a"] * nodes["b"]
        nodes["e"] = nodes["d"] + nodes["c"]
        nodes["L"] = nodes["e"] * nodes["a"]
        for _ in range(times):
            nodes["L"].backward()
        data = [float(nodes[name].data) for name in NAMES]
        return np.array([data, [float(nodes[name].grad) for name in NAMES]])

    def _measure(self, start: tuple[float, ...]) -> dict[str, float]:
        """Return the slope of L at a, b and c, by moving each."""
        slopes = {}
        for i, name in enumerate("abc"):
            ends = []
            for sign in (1, -1):
                moved = [v + sign * H * (i == k) for k, v in enumerate(start)]
                found = self._recorder.array(*moved, 1, shape=(2, len(NAMES)))
                ends.append(float(found[0, -1]))
            slopes[name] = (ends[0] - ends[1]) / (2 * H)
        return slopes


@explorer("tape(Value)")
def tape(Value: StudentFunction) -> Scene:  # the class's own name
    """Show what a class for automatic differentiation records.

    Parameters
    ----------
    Value
        A class: `Value(number)` with `data`, `grad`, `+`, `*` and `backward()`.
    """
    return Tape(Value)


def _edges(known: set[str]) -> draw.Shapes:
    """Return arrows from operands to results."""
    drawn: draw.Shapes = []
    for left, right in map(tuple, EDGES):
        if right in known:
            (x0, y0), (x1, y1) = SPOTS[left], SPOTS[right]
            across, up = x1 - x0, y1 - y0
            length = float(np.hypot(across, up))
            start = (x0 + 38 * across / length, y0 + 24 * up / length)
            tip = (x1 - 50 * across / length, y1 - 30 * up / length)
            drawn.append(draw.Arrow(SHEET, start, tip))
    return drawn


def _node(name: str, data: float, grad: float | None, *, bad: bool) -> draw.Shapes:
    """Return a node with its value and, if it is filled, its gradient."""
    x, y = SPOTS[name]
    title = LINES.get(name, name)
    node = draw.Text(SHEET, x, y, f"{title}\n{number(data, 3)}", paper=ink.BLUES[0])
    drawn: draw.Shapes = [node._replace(frame=ink.INK if name in LINES else ink.BLUE)]
    if grad is not None:
        text = f"grad {number(grad, 3)}"
        below = draw.Text(SHEET, x, y - 34, text, ink.GREEN, ink.SMALL, paper=ink.PAPER)
        alarm = below._replace(colour=ink.INK).alarming()
        drawn.append(alarm if bad else below)
    return drawn
