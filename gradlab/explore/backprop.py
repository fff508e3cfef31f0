"""The backprop explorer: values forwards, gradients backwards, a bug to plant."""

from collections.abc import Callable, Mapping
from itertools import pairwise

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Slider, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import number
from gradlab.explore.core.panel import WIDTH, canvas
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.text_width import text_width

HEIGHT = 380
SHEET = canvas(HEIGHT)
V, C = np.array([[1.2, -0.7]]), np.array([0.1, -0.2])
H, NEAR = 1e-5, 1e-4
ROW, PARAMETERS = 205.0, 285.0
WIRES = {"x": 34.0, "a": 146.0, "z": 238.0, "s": 350.0, "L": 446.0}  # middles
BOXES = {"× W + b": 90.0, "relu": 192.0, "× V + c": 293.0, "loss": 400.0}
GRIPS = {"x": (34.0, 285.0), "W": (68.0, 325.0), "b": (112.0, 325.0)}
PULL = 10.0  # CSS pixels that a handle goes for 1
FORWARD = ("x", "a", "z", "s", "L")
BACKWARD = ("L", "s", "z", "a", "x")
BUGS = {
    "none": "no bug",
    "loss": "loss: the 1 of the label is not subtracted",
    "affine": "× V: the weights are left out",
    "relu": "relu: lets everything through",
    "bias": "b: gets no gradient",
}

Numbers = dict[str, Array]


class Backprop(Scene):
    """A chain of operations with the value above and the gradient below each wire."""

    name = "backprop"
    formula = (
        r"$\frac{\partial L}{\partial x} = "
        r"\frac{\partial L}{\partial a} \cdot \frac{\partial a}{\partial x}$"
    )
    height = HEIGHT
    panels = (SHEET,)
    goals = (
        Goal("Let no gradient reach x, W and b, with nothing wrong"),
        Goal("Plant a bug that no measured slope contradicts", stretch=True),
    )

    def __init__(self, **functions: StudentFunction) -> None:
        super().__init__(**functions)
        bugs = [(text, bug) for bug, text in BUGS.items()]
        self.controls = {
            "x": Slider("x", 1.5, -2.0, 2.0, 0.1),
            "W": Slider("W", 0.8, -2.0, 2.0, 0.1),
            "b": Slider("b", 0.3, -2.0, 2.0, 0.1),
            "step": Slider("step", 8, 0, 8, 1, runs=True),
            "label": Choice("right class", 0, options((0, 1))),
            "bug": Choice("plant a bug", "none", bugs),
        }
        self.about = (
            "A chain: x, times W plus b, relu, times V plus c, softmax and cross "
            "entropy. Above each wire its value, below it the gradient of the loss; a "
            "gradient that the measured slope contradicts is framed."
        )

    def at(self, values: Values) -> draw.Frame:
        """Return the graph up to the chosen step."""
        given = {n: float(values[n]) for n in ("x", "W", "b")}
        label, step = int(values["label"]), int(values["step"])
        forward = self._forward(given, label)
        backward = self._backward(given, forward, label, str(values["bug"]))
        measured = {name: self._measure(given, name, label) for name in backward}
        done = FORWARD[: min(step, 4) + 1]
        back = BACKWARD[: max(0, step - 3)] if step > 3 else ()
        shown = {*back, *(("W", "b") if step == 8 else ())}
        wrong = sorted(n for n in shown if not _near(backward[n], measured[n]))
        drawn = [*_graph(given), *(_value(name, forward[name]) for name in done)]
        for name in sorted(shown):
            bad = measured[name] if name in wrong else None
            drawn.append(_gradient(name, backward[name], bad))
        right = "gradients agree with slopes" if back else "forwards"
        verdict = f"wrong at {', '.join(wrong)}" if wrong else right
        drawn += [self._grip(name, value) for name, value in given.items()]
        words = f"step {step} of 8: {verdict}"
        drawn.append(draw.Text(SHEET, WIDTH / 2, HEIGHT - 18, words))
        numbers = [f"{n} = {_text(forward[n])}" for n in done]
        slopes = [f"d{n} = {_text(backward[n])}" for n in "szaxWb" if n in shown]
        told = ", ".join([*numbers, *slopes])
        silent = all(not backward[name].any() for name in "xWb")
        sound, planted = step == 8 and not wrong, values["bug"] != "none"
        reached = sound and silent and not planted, sound and planted and not silent
        return draw.Frame(drawn, f"{told}; {words}.", reached=reached)

    def _grip(self, name: str, value: float) -> draw.Handle:
        """Return the handle beside a number that a hand may change."""
        across, middle = GRIPS[name]
        stops = middle + PULL * np.array(
            self.controls[name].positions, dtype=np.float64
        )
        spot = (across, middle + PULL * value)
        return draw.Handle(SHEET, *spot, f"value of {name}", up=name, stops=stops)

    def _forward(self, given: Mapping[str, float], label: int) -> Numbers:
        """Return the value on each wire."""
        x, W, b = _arrays(given)
        a = self.ask("affine_forward", x, W, b, shape=(1, 1))
        return {"x": x, "a": a, **self._after_a(a, label)}

    def _after_a(self, a: Array, label: int) -> Numbers:
        z = a * (a > 0)
        return {"z": z, **self._after_z(z, label)}

    def _after_z(self, z: Array, label: int) -> Numbers:
        s = self.ask("affine_forward", z, V, C, shape=(1, 2))
        return {"s": s, "L": self._loss(s, label)}

    def _loss(self, s: Array, label: int) -> Array:
        return self.ask("cross_entropy_loss", np.array([label]), s)

    def _backward(
        self, given: Mapping[str, float], forward: Numbers, label: int, bug: str
    ) -> Numbers:
        """Return the student's gradient at each wire, with the planted bug."""
        x, W, _ = _arrays(given)
        ds = self.ask(
            "softmax_loss_gradient", np.array([label]), forward["s"], shape=(1, 2)
        )
        ds = ds + np.eye(2)[[label]] * (bug == "loss")
        dz = self._affine(ds, forward["z"], V)[0]
        dz = ds.sum(axis=1, keepdims=True) if bug == "affine" else dz
        da = self.ask("relu_backward", dz, forward["a"], shape=(1, 1))
        da = dz if bug == "relu" else da
        dx, dW, db = self._affine(da, x, W)
        db = db * (bug != "bias")
        return {"L": np.ones(()), "s": ds, "z": dz, "a": da, "x": dx, "W": dW, "b": db}

    def _affine(self, dout: Array, x: Array, W: Array) -> tuple[Array, Array, Array]:
        student = self.students["affine_backward"]
        answer = student.call(dout, x, W).value
        shapes = (x.shape, W.shape, dout.shape[1:])
        dx, dW, db = (student.part(answer, i, shape) for i, shape in enumerate(shapes))
        return dx, dW, db

    def _measure(self, given: Mapping[str, float], name: str, label: int) -> Array:
        """Return the slope of the loss at a wire or parameter, by moving it."""
        if name == "L":
            return np.ones(())
        start = given[name] if name in given else self._forward(given, label)[name]
        base = np.asarray(start, dtype=np.float64)
        slopes = np.empty(base.shape)
        rest = self._rest(given, name, label)
        for place in np.ndindex(base.shape):
            step = np.zeros(base.shape)
            step[place] = H
            slopes[place] = (rest(base + step) - rest(base - step)) / (2 * H)
        return slopes

    def _rest(
        self, given: Mapping[str, float], name: str, label: int
    ) -> Callable[[Array], float]:
        """Return the loss as a function of one wire or parameter."""
        if name == "s":
            return lambda s: float(self._loss(s, label))
        if name == "z":
            return lambda z: float(self._after_z(z, label)["L"])
        if name == "a":
            return lambda a: float(self._after_a(a, label)["L"])
        return lambda v: float(self._forward({**given, name: float(v)}, label)["L"])


@explorer(
    "backprop(affine_forward, affine_backward, relu_backward, "
    "softmax_loss_gradient, cross_entropy_loss)"
)
def backprop(
    affine_forward: StudentFunction,
    affine_backward: StudentFunction,
    relu_backward: StudentFunction,
    softmax_loss_gradient: StudentFunction,
    cross_entropy_loss: StudentFunction,
) -> Scene:
    """Show a small network's gradients beside measured slopes, step by step.

    Parameters
    ----------
    affine_forward, affine_backward
        `(x, W, b)` to out; `(dout, x, W)` to (dx, dW, db).
    relu_backward
        `(dout, x)` to an array of the same shape.
    softmax_loss_gradient, cross_entropy_loss
        Labels (n,) and scores (n, c) to an array (n, c); to one number.
    """
    return Backprop(
        affine_forward=affine_forward,
        affine_backward=affine_backward,
        relu_backward=relu_backward,
        softmax_loss_gradient=softmax_loss_gradient,
        cross_entropy_loss=cross_entropy_loss,
    )


def _arrays(given: Mapping[str, float]) -> tuple[Array, Array, Array]:
    x, W = np.array([[given["x"]]]), np.array([[given["W"]]])
    return x, W, np.array([given["b"]])


def _near(mine: Array, measured: Array) -> bool:
    """Whether two gradients are the same but for the measuring."""
    gap = np.abs(mine.ravel() - measured.ravel()).max()
    return bool(gap <= NEAR * max(1.0, float(np.abs(measured).max())))


def _text(numbers: Array) -> str:
    return ", ".join(number(float(value), 3) for value in numbers.ravel())


def _graph(given: Mapping[str, float]) -> draw.Shapes:
    """Return boxes and wires."""
    halves = {x: text_width(t, ink.TEXT_SIZE) / 2 + 8 for t, x in BOXES.items()}
    drawn: draw.Shapes = [
        draw.Arrow(SHEET, (a + halves.get(a, 0), ROW), (b - halves.get(b, 0), ROW))
        for a, b in pairwise([6.0, *halves, 474.0])
    ]
    drawn += [
        draw.Text(SHEET, across, ROW, text, paper=ink.BLUES[0], frame=ink.INK)
        for text, across in BOXES.items()
    ]
    fixed = f"V = {_text(V)}\nc = {_text(C)}"
    own = f"W = {given['W']:g}\nb = {given['b']:g}"
    told = "above the wires values, below them gradients of the loss"
    return [
        *drawn,
        draw.Text(SHEET, BOXES["× V + c"], PARAMETERS, fixed, ink.GREY, ink.SMALL),
        draw.Text(SHEET, BOXES["× W + b"], PARAMETERS, own, ink.BLUE, ink.SMALL),
        draw.Text(SHEET, WIDTH / 2, 12, told, ink.GREY, ink.SMALL),
    ]


def _value(name: str, value: Array) -> draw.Text:
    text = f"{name} =\n{_column(value)}"
    up = ROW + 14 + (value.size + 1) * ink.SMALL * 0.65
    return draw.Text(SHEET, WIRES[name], up, text, ink.BLUE, ink.SMALL)


def _column(numbers: Array) -> str:
    return _text(numbers).replace(", ", "\n")


def _gradient(name: str, value: Array, measured: Array | None) -> draw.Text:
    """Return a gradient; a wrong one with the measured slope beside it."""
    across = {"W": 50.0, "b": 130.0, **WIRES}[name]
    top = 96.0 if name in {"W", "b"} else ROW - 16
    text = f"d{name} =\n{_column(value)}"
    if measured is not None:
        text = f"\N{WARNING SIGN} {text}\nmeasured\n{_column(measured)}"
        across = max(across, 38.0)
    up = top - (text.count("\n") + 1) * ink.SMALL * 0.65 - 4
    if measured is not None:
        return draw.Text(SHEET, across, up, text, size=ink.SMALL).alarming()
    return draw.Text(SHEET, across, up, text, ink.GREEN, ink.SMALL, paper=ink.PAPER)
