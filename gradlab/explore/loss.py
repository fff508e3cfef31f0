"""The loss explorer: what the right class's probability costs."""

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Slider, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import number, row, short, tight
from gradlab.explore.core.panel import WIDTH, Panel, canvas, powers
from gradlab.explore.core.scene import Scene, Values

CLASSES = np.arange(3)
NEAR = 1e-3  # of the sum of the probabilities
TICKS = tuple((float(i), f"{i}") for i in CLASSES)
PROBABILITIES = np.logspace(-13, -0.01, 60)
SHARES = Panel(
    (40, 78, 170, 388), (-0.6, 2.6), (0, 1.1), "class", "probabilities", x_ticks=TICKS
)
LOSS = Panel(
    (222, 78, 470, 388),
    (1e-13, 2.0),
    (-1, 32),
    "p of the right class, log axis",
    log_x=True,
    x_ticks=powers(-12, -8, -4, 0),
)


class Loss(Scene):
    """Three probabilities, and the loss of the right one with and without eps."""

    name = "loss"
    formula = r"$L = \log \sum_j e^{z_j} - z_t$"
    panels = (LOSS, SHARES)
    goals = (
        Goal("Find a loss above 30 that eps makes less than 20"),
        Goal(
            "Let another class win by a little: a loss below 1",
            stretch=True,
        ),
    )
    depends = ("eps",)

    def __init__(self, scored: StudentFunction, clipped: StudentFunction) -> None:
        super().__init__(
            cross_entropy_loss=scored, cross_entropy_from_probabilities=clipped
        )
        self.controls = {
            f"x{i}": Slider(f"score {i}", start, -20.0, 20.0, 0.5)
            for i, start in enumerate((2.0, 1.0, 0.0))
        }
        self.controls |= {
            "target": Choice("right class", 0, options(range(3))),
            "eps": Choice("eps", 1e-7, options((1e-12, 1e-7, 1e-4))),
        }
        self.about = (
            "Left, the probabilities of three classes, the right one outlined. Right, "
            "the loss over its probability: from scores, and from probabilities, "
            "which turns flat at eps."
        )

    def still(self, values: Values) -> draw.Shapes:
        """Return the loss as a curve, from scores and from probabilities."""
        eps = float(values["eps"])
        gaps = np.log(1 / PROBABILITIES - 1)  # scores [0, gap] give p to class 0
        exact = [self._from_scores(np.array([0.0, gap]), 0) for gap in gaps]
        flat = [self._clipped(np.array([p, 1 - p]), 0, eps) for p in PROBABILITIES]
        return [
            draw.Key(LOSS, "from scores", ink.BLUE),
            draw.Key(LOSS, f"eps {eps:g}", ink.VERMILION, ink.DASHED),
            draw.Line(LOSS, PROBABILITIES, exact, ink.BLUE, 2.6),
            draw.Line(LOSS, PROBABILITIES, flat, ink.VERMILION, 2.2, ink.DASHED),
            draw.Line(LOSS, [eps, eps], LOSS.y, ink.GREY, 1.0, ink.DOTTED),
        ]

    def at(self, values: Values) -> draw.Frame:
        """Return the probabilities and the point on both curves."""
        scores = np.array([float(values[f"x{i}"]) for i in CLASSES])
        target, eps = int(values["target"]), float(values["eps"])
        losses = np.array([self._from_scores(scores, int(k)) for k in CLASSES])
        shares = np.exp(-losses)  # what your loss says of each class
        total = float(shares.sum())
        if not abs(total - 1) <= NEAR:
            name = self.students["cross_entropy_loss"].name
            self.remark(f"By {name} the probabilities add up to {number(total, 2)}.")
        flat = self._clipped(shares, target, eps)
        chosen = np.where(target == CLASSES, shares, np.nan)
        head = (
            f"right class {target}: p = {short(float(shares[target]))}, "
            f"loss {number(float(losses[target]))}, with eps {number(flat)}"
        )
        drawn: draw.Shapes = [
            draw.Text(canvas(), WIDTH / 2, 412, head),
            draw.Bars(SHARES, CLASSES, shares, ink.GREEN),
            draw.Bars(SHARES, CLASSES, chosen, ink.GREEN, edge=ink.INK),
            draw.Dots(LOSS, shares[target], flat, ink.VERMILION, "D", 11, filled=False),
            draw.Dots(LOSS, shares[target], losses[target], ink.INK, size=9),
        ]
        for k, share in enumerate(shares):
            if np.isfinite(share):
                up, words = min(float(share), 1.0) + 0.03, tight(float(share))
                bold = k == target
                drawn.append(draw.Text(SHARES, k, up, words, size=ink.SMALL, bold=bold))
        drawn += [self._grip(scores, shares, k) for k in range(len(CLASSES))]
        told, own = f"scores {row(scores, 1)}, {head}.", float(losses[target])
        beaten = float(shares[target]) < float(shares.max()) and own > 0
        reached = own > 30 and flat < 20, beaten and own < 1
        return draw.Frame(drawn, told, reached=reached)

    def _grip(self, scores: Array, shares: Array, k: int) -> draw.Handle:
        """Return the handle of a bar: where its share lies for each of its scores."""
        own = np.array(self.controls[f"x{k}"].positions, dtype=np.float64)
        rivals = np.logaddexp.reduce(np.delete(scores, k))
        stops = 1 / (1 + np.exp(rivals - own))
        words = f"probability of class {k}"
        return draw.Handle(SHARES, k, shares[k], words, up=f"x{k}", stops=stops)

    def _from_scores(self, scores: Array, target: int) -> float:
        given = (np.array([target]), scores[None, :])
        return float(self.ask("cross_entropy_loss", *given))

    def _clipped(self, shares: Array, target: int, eps: float) -> float:
        given = (np.array([target]), shares[None, :])
        return float(self.ask("cross_entropy_from_probabilities", *given, eps=eps))


@explorer("loss(cross_entropy_loss, cross_entropy_from_probabilities)")
def loss(
    cross_entropy_loss: StudentFunction,
    cross_entropy_from_probabilities: StudentFunction,
) -> Scene:
    """Show the loss over the probability of the right class.

    Parameters
    ----------
    cross_entropy_loss
        Takes labels (n,) and raw scores (n, c), returns one number.
    cross_entropy_from_probabilities
        Takes labels (n,), probabilities (n, c) and eps, returns one number.
    """
    return Loss(cross_entropy_loss, cross_entropy_from_probabilities)
