"""The training explorer: a finished training run, looked at epoch by epoch."""

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Steps, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import number, row
from gradlab.explore.core.panel import WIDTH, Panel, canvas, powers
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.strip import strip
from gradlab.explore.core.student import Trouble

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
T = np.array([0, 1, 1, 0])
SIZES = (2, 3, 2, 1)
SECONDS = 5.0  # for one run
EPOCHS = (1, 100, 200, 400, 600, 800, 1000, 1250, 1500, 2000, 3000, 5000)
RATES = (0.05, 0.5, 5.0)
SEEDS = range(10, 16)
CELLS = 41
LABELS = "square: label 1, dot: label 0"
LEVELS = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
HALVES = tuple((x / 2, f"{x / 2:g}") for x in range(4))
MAP = Panel(
    (42, 62, 268, 288),
    (-0.5, 1.5),
    (-0.5, 1.5),
    "x1",
    "x2 up, answer:",
    x_ticks=HALVES,
    y_ticks=HALVES,
    grid=False,
)
FALL = Panel(
    (318, 62, 455, 288),
    (0, EPOCHS[-1]),
    (1e-3, 2.0),
    "epoch",
    "loss, log axis",
    log_y=True,
    x_ticks=((0.0, "0"), (2500.0, "2500"), (5000.0, "5000")),
    y_ticks=powers(-3, -2, -1, 0),
)


class Training(Scene):
    """What the network answers over the plane, and the loss until then."""

    name = "training"
    formula = r"$W \leftarrow W - \eta\, \frac{\partial L}{\partial W}$"
    height = 340
    panels = (MAP, FALL)
    tints = ink.ANSWERS
    goals = (
        Goal("Get all four answers right to 0.1 within 1000 epochs"),
        Goal("Find a run that fails: a loss above 0.3 after 5000 epochs", stretch=True),
    )

    def __init__(self, train: StudentFunction, outputs: StudentFunction) -> None:
        neurons = options(f"a{k}[{i}]" for k in (1, 2) for i in range(SIZES[k]))
        super().__init__(train_xor=train, layer_outputs=outputs)
        self.controls = {
            "epoch": Steps("epoch", 3000, options(EPOCHS), runs=True),
            "see": Choice("show", "answer", [("the answer", "answer"), *neurons]),
            "seed": Choice("seed", 10, options(SEEDS)),
            "lr": Choice("learning rate", 0.5, options(RATES)),
        }
        self._train_xor = train
        self._runner = self.students["train_xor"].through(self._train, SECONDS)
        self.about = (
            "Left, a map of what the network answers for x1 and x2 from -0.5 to 1.5, "
            "with the four examples of XOR. Right, the loss until this epoch."
        )

    def still(self, values: Values) -> draw.Shapes:
        """Return the loss of a network that knows nothing."""
        words = draw.Text(FALL, 4900, 1.15, "ln 2 = 0.693", ink.GREY, ink.SMALL, "end")
        return [
            *strip(MAP, self.height, ink.ANSWERS),
            draw.Line(FALL, FALL.x, [np.log(2)] * 2, ink.GREY, 1.6, ink.DASHED),
            words._replace(paper=ink.PAPER),
        ]

    def at(self, values: Values) -> draw.Frame:
        """Return the map and the losses at an epoch."""
        chosen = values["lr"], int(values["epoch"]), values["seed"]
        trained = self._runner.call(*chosen).value
        losses = self._runner.part(trained, 1, (chosen[1],))
        params = trained[0]
        answer = self._outputs(params, MAP.places(CELLS), str(values["see"]))
        corners = self._outputs(params, X, "answer")
        if not ((corners >= 0) & (corners <= 1)).all():
            name = self.students["layer_outputs"].name
            self.remark(f"{name} answers beyond 0 and 1.")
        some = np.unique(np.linspace(0, len(losses) - 1, 80).astype(int))
        loss = number(float(losses[-1]))
        words = f"epoch {values['epoch']}: loss {loss}, answers {row(corners, 2)}"
        drawn: draw.Shapes = [
            draw.Text(canvas(self.height), WIDTH / 2, self.height - 16, words),
            draw.heat(MAP, answer.reshape(CELLS, CELLS), LEVELS, ink.ANSWERS),
            draw.Dots(MAP, X[T == 1, 0], X[T == 1, 1], ink.INK, "s", 13, filled=False),
            draw.Dots(MAP, X[T == 0, 0], X[T == 0, 1], ink.INK, "o", 12),
            draw.Text(MAP, 0.5, -0.36, LABELS, size=ink.SMALL, paper=ink.PAPER),
            draw.Line(FALL, some, losses[some], ink.BLUE, 2.4),
            draw.Dots(FALL, len(losses), losses[-1], ink.VERMILION, "D", 9),
            draw.Handle(FALL, len(losses), losses[-1], "epoch", across="epoch"),
        ]
        told = f"seed {values['seed']}, rate {values['lr']:g}, {values['see']}"
        near = np.isfinite(losses[-1]) and np.abs(corners - T).max() <= 0.1
        right = bool(near and len(losses) <= 1000)
        failed = len(losses) == EPOCHS[-1] and float(losses[-1]) > 0.3
        return draw.Frame(drawn, f"{told}, {words}.", reached=(right, failed))

    def _train(self, rate: float, epochs: int, seed: int) -> object:
        """Train the student's network with a generator of this seed."""
        rng = np.random.default_rng(seed)
        return self._train_xor(lr=rate, epochs=epochs, sizes=SIZES, rng=rng)

    def _outputs(self, params: object, points: Array, see: str) -> Array:
        """Return what one neuron makes of each point."""
        student = self.students["layer_outputs"]
        layers = student.call(params, points).value
        k, i = (len(SIZES) - 1, 0) if see == "answer" else (int(see[1]), int(see[3]))
        found = student.part(layers, k, (len(points), SIZES[k]))[:, i]
        if not np.isfinite(found).all():
            raise Trouble(f"The network answers {found[~np.isfinite(found)][0]}.")
        return found


@explorer("training(train_xor, layer_outputs)")
def training(train_xor: StudentFunction, layer_outputs: StudentFunction) -> Scene:
    """Show what a network has learned at each epoch of a finished run.

    Parameters
    ----------
    train_xor
        Takes lr, epochs, sizes and rng; returns the parameters and losses (epochs,).
    layer_outputs
        Takes the parameters and points (n, 2); returns the input and the output of
        each layer.
    """
    return Training(train_xor, layer_outputs)
