"""The boundary explorer: what a class of networks learns of a disc, epoch by epoch."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Steps, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import number
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.strip import strip

# Points on a spiral that fills a disc evenly: those inside the ring are class 1.
COUNT, REACH, RING, BATCH = 60, 2.0, 1.2, 20
_TURNS = np.arange(1.0, COUNT + 1) * np.pi * (3 - np.sqrt(5))
_FAR = REACH * np.sqrt((np.arange(COUNT) + 0.5) / COUNT)
X = np.stack([_FAR * np.cos(_TURNS), _FAR * np.sin(_TURNS)], axis=-1)
T = (_FAR < RING).astype(int)

EPOCHS = (0, 1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 400)
SECONDS = 5.0  # for one run
EDGE, CELLS = 2.2, 41
LEVELS = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
MAP = Panel(
    (42, 62, 268, 288), (-EDGE, EDGE), (-EDGE, EDGE), "x1", "x2 up, answer:", grid=False
)
FALL = Panel(
    (318, 62, 462, 288),
    (0, EPOCHS[-1]),
    (0, 1.2),
    "epoch",
    "loss",
    x_ticks=((0.0, "0"), (200.0, "200"), (400.0, "400")),
)
SOON = 75  # epochs of the first picture, while the others are trained
LABELS = "square: label 1\ndot: label 0"
ENDS = {"W1": (2, 0), "b1": (0,), "W2": (0, 2), "b2": (2,)}  # 0: the hidden size


class Trained(NamedTuple):
    """A network at one epoch: params, answers on the map and at the examples, loss."""

    params: dict[str, Any]
    answers: Array
    loss: float


Run = tuple[list[Trained], Iterator[Trained]]  # what is there, and what goes on


class Boundary(Scene):
    """What the network answers over the plane, its hidden units as lines, the loss."""

    name = "boundary"
    formula = r"$W \leftarrow W - \eta\, \frac{\partial L}{\partial W}$"
    height = 340
    panels = (MAP, FALL)
    soon = ("epoch", SOON)
    tints = ink.ANSWERS
    goals = (
        Goal("Get all 60 examples right"),
        Goal("Get all 60 right with four hidden units or fewer", stretch=True),
    )

    def __init__(self, network: StudentFunction, batches: StudentFunction) -> None:
        super().__init__(network=network, epoch_batches=batches)
        self.controls = {
            "epoch": Steps("epoch", 400, options(EPOCHS), runs=True),
            "hidden": Choice("hidden units", 3, options((1, 2, 3, 4, 8))),
            "std": Choice("first weights", 0.5, options((0.0, 0.01, 0.5, 3.0))),
            "rate": Choice("learning rate", 2.0, options((0.1, 0.5, 2.0, 20.0))),
            "seed": Choice("seed", 0, options(range(4))),
        }
        self._network, self._batches = network, batches
        self._runner = self.students["network"].through(self._trained, SECONDS)
        self._runs: dict[tuple[object, ...], Run] = {}
        self._rng = np.random.default_rng(0)
        self.about = (
            "Left, a map of what the network answers for points in the plane, with "
            "sixty examples and each hidden unit as a dashed line. Right, the loss."
        )

    def still(self, values: Values) -> draw.Shapes:
        """Return the loss of a network that knows nothing."""
        words = draw.Text(FALL, 390, 0.76, "ln 2", ink.GREY, ink.SMALL, "end")
        kinds = draw.Text(FALL, 390, 1.1, LABELS, ink.GREY, ink.SMALL, "end")
        return [
            *strip(MAP, self.height, ink.ANSWERS),
            kinds,
            draw.Line(FALL, FALL.x, [np.log(2)] * 2, ink.GREY, 1.6, ink.DASHED),
            words._replace(paper=ink.PAPER),
        ]

    def at(self, values: Values) -> draw.Frame:
        """Return map, lines and losses at an epoch."""
        self.students["network"].call(2, 1, 2, 0.5, self._rng)  # is it written?
        self.students["epoch_batches"].call(COUNT, BATCH, self._rng)
        choice = tuple(values[n] for n in ("hidden", "std", "rate", "seed"))
        place = EPOCHS.index(int(values["epoch"]))
        run = self._runner.call(place, *choice).value
        assert isinstance(run, list)
        params, found, _ = run[place]
        hidden = int(values["hidden"])
        first = {
            n: self._runner.numbers(params.get(n), tuple(k or hidden for k in shape))
            for n, shape in ENDS.items()
        }
        shares = self._runner.numbers(found, (CELLS**2 + COUNT,))
        losses = [self._runner.numbers(loss, ()) for *_, loss in run[: place + 1]]
        right = self._right(shares[CELLS**2 :])
        answers = shares[: CELLS**2].reshape(CELLS, CELLS)
        words = (
            f"epoch {values['epoch']}: loss {number(float(losses[-1]), 3)}, "
            f"{right} of {COUNT} right"
        )
        drawn: draw.Shapes = [
            draw.Text(canvas(self.height), WIDTH / 2, self.height - 16, words),
            draw.heat(MAP, answers, LEVELS, ink.ANSWERS),
            *_lines(first["W1"], first["b1"]),
            draw.Dots(MAP, X[T == 1, 0], X[T == 1, 1], ink.INK, "s", 7, filled=False),
            draw.Dots(MAP, X[T == 0, 0], X[T == 0, 1], ink.INK, "o", 6),
            draw.Line(FALL, EPOCHS[: place + 1], losses, ink.BLUE, 2.4),
            draw.Dots(FALL, EPOCHS[place], losses[-1], ink.VERMILION, "D", 9),
            draw.Handle(
                FALL, EPOCHS[place], float(losses[-1]), "epoch", across="epoch"
            ),
        ]
        told = f"{hidden} hidden, first weights {values['std']:g}, "
        told += f"rate {values['rate']:g}, seed {values['seed']}"
        whole = right == COUNT
        return draw.Frame(
            drawn, f"{told}, {words}.", reached=(whole, whole and hidden <= 4)
        )

    def _right(self, shares: Array) -> int:
        """Return how many examples are right; nan is not, and is remarked."""
        if np.isnan(shares).any():
            self.remark(f"{self.students['network'].name} answers nan.")
        return int(np.sum(np.where(T, shares > 0.5, shares <= 0.5)))

    def _trained(self, place: int, *choice: Any) -> list[Trained]:
        """Return the student's network at the epochs up to one; train on where it is.

        A run that failed is begun anew, and fails again.
        """
        begun = choice in self._runs
        done, going = self._runs.pop(choice) if begun else ([], self._train(*choice))
        while len(done) <= place:
            done.append(next(going))
        self._runs[choice] = done, going
        return done[: place + 1]

    def _train(
        self, hidden: int, std: float, rate: float, seed: int
    ) -> Iterator[Trained]:
        """Train the student's network; yield it at each of the epochs."""
        rng = np.random.default_rng(seed)
        net = self._network(2, hidden, 2, std, rng)
        for epoch in range(EPOCHS[-1] + 1):
            if epoch in EPOCHS:
                params = {name: np.array(net.params[name]) for name in net.params}
                yield Trained(params, _answers(net), net.loss(X.copy(), T.copy()))
            for batch in self._batches(COUNT, BATCH, rng):
                slopes = net.gradient(X[batch], T[batch])
                for name in net.params:
                    net.params[name] = net.params[name] - rate * slopes[name]


@explorer("boundary(TwoLayerNet, epoch_batches)")
def boundary(TwoLayerNet: StudentFunction, epoch_batches: StudentFunction) -> Scene:
    """Show where a network of two layers draws its boundary, epoch by epoch.

    Parameters
    ----------
    TwoLayerNet
        A class: `TwoLayerNet(inputs, hidden, outputs, std, rng)` with `params`,
        `predict(x)`, `loss(x, t)` and `gradient(x, t)`.
    epoch_batches
        Takes a number of examples, a batch size and rng; returns arrays of places.
    """
    return Boundary(TwoLayerNet, epoch_batches)


def _answers(net: Any) -> Array:
    """Return the share of class 1 at each place of the map, then at each example."""
    points = np.concatenate([MAP.places(CELLS), X])
    scores = np.asarray(net.predict(points), dtype=np.float64)
    lead: Array = np.clip(scores[:, 1] - scores[:, 0], -700, 700)
    return 1 / (1 + np.exp(-lead))


def _lines(W1: Array, b1: Array) -> draw.Shapes:
    """Return where each hidden unit's sum is 0."""
    drawn: draw.Shapes = []
    for w, b in zip(W1.T, b1, strict=True):
        length = float(w @ w)
        if length > 1e-12:
            foot, along = -b * w / length, np.array([-w[1], w[0]]) / np.sqrt(length)
            x, y = np.stack([foot - 9 * along, foot + 9 * along], axis=-1)
            drawn.append(draw.Line(MAP, x, y, ink.INK, 1.6, ink.DASHED))
    return drawn
