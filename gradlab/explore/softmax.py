"""The softmax explorer: scores and shares side by side."""

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Slider, Steps, Toggle, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import number, row
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.scene import Scene, Values

TEMPERATURES = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0)
CLASSES = np.arange(4.0)
NEAR = 1e-3  # of the sum of the shares, also in 16 bits
TICKS = tuple((float(i), f"{i:.0f}") for i in CLASSES)
SCORES = Panel(
    (45, 62, 232, 388), (-0.6, 3.6), (-16, 16), "class", "scores + c", x_ticks=TICKS
)
SHARES = Panel(
    (288, 62, 470, 388), (-0.6, 3.6), (0, 1.16), "class", "your shares", x_ticks=TICKS
)


class Softmax(Scene):
    """Four scores and the shares that the student's softmax makes of them."""

    name = "softmax"
    formula = r"$\mathrm{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$"
    panels = (SHARES, SCORES)
    goals = (
        Goal("Bring all shares within 0.02 of 0.25 without moving a score"),
        Goal(
            "Bring the entropy below 0.01 while the two largest scores differ by at "
            "most 0.5",
            stretch=True,
        ),
    )

    def __init__(self, softmax: StudentFunction) -> None:
        starts = (2.0, 1.0, 0.1, -1.0)
        super().__init__(softmax=softmax)
        self.controls = {
            f"x{i}": Slider(f"score {i}", start, -5.0, 5.0, 0.1)
            for i, start in enumerate(starts)
        }
        self.controls |= {
            "c": Slider("c", 0.0, -10.0, 10.0, 0.5),
            "T": Steps("T", 1.0, options(TEMPERATURES)),
            "hardmax": Toggle("hardmax", start=False),
        }
        self.about = (
            "Two bar charts for four classes: left, the scores plus c; right, the "
            "shares that your softmax gives for them, divided by T."
        )

    def at(self, values: Values) -> draw.Frame:
        """Return both bar charts, sum and entropy."""
        c, temperature = float(values["c"]), float(values["T"])
        scores = np.array([float(values[f"x{i}"]) for i in range(4)]) + c
        shares = self.ask("softmax", scores / temperature, shape=(4,))
        self._say_what_is_no_share(shares)
        with np.errstate(all="ignore"):
            entropy = -np.sum(np.where(shares > 0, shares * np.log(shares), 0 * shares))
        drawn: draw.Shapes = [
            draw.Bars(SCORES, CLASSES, scores, ink.BLUE),
            draw.Bars(SHARES, CLASSES, shares, ink.GREEN),
        ]
        for i, score, share in zip(CLASSES, scores, shares, strict=True):
            up = score + (0.9 if score >= 0 else -0.9)
            drawn.append(draw.Text(SCORES, i, up, f"{score:.1f}", size=ink.SMALL))
            if np.isfinite(share):
                up = min(share, 1.0) + (0.08 if values["hardmax"] else 0.03)
                label = draw.Text(SHARES, i, up, f"{share:.3f}", size=ink.SMALL)
                drawn.append(label._replace(paper=ink.PAPER if share > 1 else ""))
        drawn += [
            draw.Handle(SCORES, i, score, f"score of class {i:.0f}", up=f"x{i:.0f}")
            for i, score in zip(CLASSES, scores, strict=True)
        ]
        drawn += _shift(c)
        if values["hardmax"]:
            winner = np.eye(4)[int(np.argmax(scores))]
            tops = draw.Dots(SHARES, CLASSES, winner, ink.VERMILION, "D", 11)
            drawn.append(tops._replace(filled=False))
            name = "\N{WHITE DIAMOND} hardmax"
            drawn.append(draw.Text(SHARES, 2.4, 0.8, name, ink.VERMILION, ink.SMALL))
        total = number(float(shares.sum()))
        words = f"sum of the shares {total}, entropy {number(float(entropy), 3)}"
        drawn.append(draw.Text(canvas(), WIDTH / 2, 412, words))
        told = f"scores {row(scores, 1)}, T = {temperature:g}: shares {row(shares, 4)}"
        own = [float(values[f"x{i}"]) for i in range(4)]
        moved = own != [self.controls[f"x{i}"].start for i in range(4)]
        even = not moved and float(np.abs(shares - 0.25).max()) <= 0.02
        close = np.diff(np.sort(own))[-1] <= 0.5
        reached = even, bool(close and entropy < 0.01)
        return draw.Frame(drawn, f"{told}, {words}.", reached=reached)

    def _say_what_is_no_share(self, shares: Array) -> None:
        """Say it where shares are negative or do not add up to 1."""
        name, total = self.students["softmax"].name, float(shares.sum())
        if (shares < 0).any():
            self.remark(f"{name} returned a negative share.")
        elif not abs(total - 1) <= NEAR:
            self.remark(f"The shares of {name} add up to {number(total, 2)}, not to 1.")


@explorer("softmax(softmax)")
def softmax(softmax: StudentFunction) -> Scene:
    """Show scores and the shares that a softmax makes of them.

    Parameters
    ----------
    softmax
        Takes an array (4,) of scores, returns shares (4,).
    """
    return Softmax(softmax)


def _shift(c: float) -> draw.Shapes:
    """Return the handle of c, and where it has moved a score of 0 to."""
    handle = draw.Handle(SCORES, SCORES.x[1], c, "c: where a score of 0 is", up="c")
    name = draw.Text(SCORES, SCORES.x[1] - 0.05, c + 1.2, "c", ink.GREY, ink.SMALL)
    line = draw.Line(SCORES, SCORES.x, [c, c], ink.GREY, 1.4, ink.DOTTED)
    return [line, name, handle]
