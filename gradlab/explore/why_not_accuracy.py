"""Why not accuracy: over a weight it is a staircase, the losses are smooth."""

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Slider
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import number
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.scene import Scene, Values

X = np.array([-2.3, -1.7, -0.9, -0.4, 0.3, 0.8, 1.5, 2.2])
T = np.array([0, 0, 0, 1, 0, 1, 1, 1])
BIAS = -0.6
WEIGHTS = np.linspace(-2, 6, 161).round(9)
SCORES = np.linspace(-15, 15, 121)
MEASURES = ((ink.INK, "o"), (ink.BLUE, "s"), (ink.GREEN, "D"))  # as drawn
DATA = Panel((40, 62, 470, 192), (-2.8, 2.8), (-0.12, 1.12), "x")
COST = Panel((40, 252, 470, 392), (-2, 6), (-0.08, 2.1), "w")


class WhyNotAccuracy(Scene):
    """Eight examples, their probability by w x - 0.6, and three measures over w."""

    name = "why_not_accuracy"
    formula = r"$L = -\log p_t$"
    panels = (DATA, COST)
    goals = (
        Goal("Find the weight with the lowest cross entropy"),
        Goal("Get seven of eight right with a cross entropy above 0.5", stretch=True),
    )

    def __init__(self, entropy: StudentFunction, squares: StudentFunction) -> None:
        super().__init__(cross_entropy_loss=entropy, mean_squared_error=squares)
        self.controls = {
            "w": Slider("w", 1.0, -2.0, 6.0, 0.05),
            "threshold": Slider("threshold", 0.5, 0.1, 0.9, 0.1),
        }
        self._losses: Array | None = None  # of a yes, at SCORES
        self.about = (
            "Above, eight examples of yes and no and the probability of yes over x. "
            "Below, accuracy over w is a staircase; cross entropy and mean squared "
            "error are smooth."
        )

    def still(self, values: Values) -> draw.Shapes:
        """Return the names of the three measures, and the losses over all weights."""
        entropy = [self._entropy(w) for w in WEIGHTS]
        square = [self._square(w) for w in WEIGHTS]
        return [
            draw.Key(DATA, "yes by w x + b, with b = -0.6", ink.BLUE),
            draw.Key(DATA, "yes", ink.INK, marker="o"),
            draw.Key(DATA, "no", ink.VERMILION, marker="X"),
            draw.Key(COST, "accuracy", ink.INK),
            draw.Key(COST, "cross entropy", ink.BLUE, ink.DASHED),
            draw.Key(COST, "squared error", ink.GREEN, ink.DOTTED),
            draw.Line(COST, WEIGHTS, entropy, ink.BLUE, 2.4, ink.DASHED),
            draw.Line(COST, WEIGHTS, square, ink.GREEN, 2.6, ink.DOTTED),
        ]

    def at(self, values: Values) -> draw.Frame:
        """Return the examples' probabilities and the three values at w."""
        w, threshold = float(values["w"]), float(values["threshold"])
        measures = self._accuracy(w, threshold), self._entropy(w), self._square(w)
        x = np.linspace(-2.8, 2.8, 81)
        p = self._yes(w * X + BIAS)
        drawn: draw.Shapes = [
            draw.Line(DATA, x, self._yes(w * x + BIAS), ink.BLUE, 2.6),
            draw.Line(DATA, DATA.x, [threshold] * 2, ink.GREY, 1.4, ink.DASHED),
            draw.Dots(DATA, X[T == 1], p[T == 1], ink.INK, "o", 10),
            draw.Dots(DATA, X[T == 0], p[T == 0], ink.VERMILION, "X", 9),
            draw.Line(COST, [w, w], COST.y, ink.GREY, 1.2, ink.DOTTED),
        ]
        drawn.append(draw.Line(COST, *self._staircase(threshold), ink.INK, 2.2))
        drawn += [
            draw.Handle(DATA, 2.5, threshold, "threshold", up="threshold"),
            draw.Handle(COST, w, measures[0], "weight", across="w"),
        ]
        looks = zip(measures, MEASURES, strict=True)
        drawn += [draw.Dots(COST, w, y, *look, 10.0) for y, look in looks]
        right, entropy, square = (number(value) for value in measures)
        words = f"accuracy {right}, cross entropy {entropy}, squared error {square}"
        drawn.append(draw.Text(canvas(), WIDTH / 2, 414, f"w = {w:g}: {words}"))
        label = draw.Text(DATA, -2.75, threshold + 0.08, "threshold", ink.GREY)
        drawn.append(label._replace(size=ink.SMALL, anchor="start"))
        if measures[1] < 0:
            self.remark(f"{self.students['cross_entropy_loss'].name} is negative.")
        told = f"w = {w:g}, threshold {threshold:g}: {words}."
        lowest = min(self._entropy(weight) for weight in WEIGHTS)
        reached = measures[1] <= lowest, measures[0] > 0.8 and measures[1] > 0.5
        return draw.Frame(drawn, told, reached=reached)

    def _accuracy(self, w: float, threshold: float) -> float:
        """Return the share of examples on their side of the threshold."""
        yes = w * X + BIAS > np.log(threshold / (1 - threshold))
        return float(np.mean(yes == (T == 1)))

    def _staircase(self, threshold: float) -> tuple[Array, Array]:
        """Return the corners of the accuracy over all weights."""
        right = np.array([self._accuracy(w, threshold) for w in WEIGHTS])
        changes = np.flatnonzero(np.diff(right))
        places = (WEIGHTS[changes] + WEIGHTS[changes + 1]) / 2
        x = np.r_[WEIGHTS[0], np.repeat(places, 2), WEIGHTS[-1]]
        return x, np.repeat(right[np.r_[changes, -1]], 2)

    def _entropy(self, w: float) -> float:
        scores = np.stack([np.zeros(len(X)), w * X + BIAS], axis=-1)
        return float(self.ask("cross_entropy_loss", T.copy(), scores))

    def _square(self, w: float) -> float:
        given = (self._yes(w * X + BIAS), T.astype(np.float64))
        return float(self.ask("mean_squared_error", *given))

    def _yes(self, scores: Array) -> Array:
        """Return the probability of yes that your cross entropy means."""
        if self._losses is None:
            label, rows = np.array([1]), [np.array([[0.0, score]]) for score in SCORES]
            asked = [self.ask("cross_entropy_loss", label, row) for row in rows]
            self._losses = np.array(asked)
        return np.exp(-np.interp(scores, SCORES, self._losses))


@explorer("why_not_accuracy(cross_entropy_loss, mean_squared_error)")
def why_not_accuracy(
    cross_entropy_loss: StudentFunction, mean_squared_error: StudentFunction
) -> Scene:
    """Show accuracy, cross entropy and squared error over a weight.

    Parameters
    ----------
    cross_entropy_loss
        Takes labels (n,) and raw scores (n, c), returns one number.
    mean_squared_error
        Takes predictions and truths of one shape, returns one number.
    """
    return WhyNotAccuracy(cross_entropy_loss, mean_squared_error)
