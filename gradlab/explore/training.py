"""The training explorer: a finished training run, looked at epoch by epoch."""

import numpy as np

from gradlab.explore.core.controls import Choice, Control, Steps, Value
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.numbers import number, row
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.shapes import (
    BLUE,
    BLUES,
    DASHED,
    GREY,
    INK,
    ORANGES,
    PAPER,
    SMALL,
    VERMILION,
    Dots,
    Frame,
    Line,
    Mark,
    Words,
    heat,
)
from gradlab.explore.core.student import Array, StudentFunction, Trouble

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
T = np.array([0, 1, 1, 0])
SIZES = (2, 3, 2, 1)
SECONDS = 5.0  # for one run
EPOCHS = (1, 100, 200, 400, 600, 800, 1000, 1250, 1500, 2000, 3000, 5000)
RATES = (0.05, 0.5, 5.0)
SEEDS = range(10, 16)
CELLS = 41
LEVELS = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
COLOURS = (*ORANGES[::-1], *BLUES)
HALVES = tuple((x / 2, f"{x / 2:g}") for x in range(4))
MAP = Panel(
    (42, 62, 268, 288),
    (-0.5, 1.5),
    (-0.5, 1.5),
    "x1",
    "x2, upwards",
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
    y_ticks=tuple((10.0**p, f"1e{p}" if p else "1") for p in (-3, -2, -1, 0)),
)


class Training(Scene):
    """What the network answers over the plane, and the loss until then."""

    name = "training"
    formula = r"$W \leftarrow W - \eta\, \frac{\partial L}{\partial W}$"
    height = 340
    panels = (MAP, FALL)
    tints = COLOURS

    def __init__(self, train: StudentFunction, outputs: StudentFunction) -> None:
        neurons = [
            (f"a{k}[{i}]", f"a{k}[{i}]") for k in (1, 2) for i in range(SIZES[k])
        ]
        controls: dict[str, Control] = {
            "epoch": Steps("epoch", 3000, [(f"{e}", e) for e in EPOCHS]),
            "see": Choice("show", "answer", [("the answer", "answer"), *neurons]),
            "seed": Choice("seed", 10, [(f"{seed}", seed) for seed in SEEDS]),
            "lr": Choice("learning rate", 0.5, [(f"{rate:g}", rate) for rate in RATES]),
        }
        super().__init__(controls, train_xor=train, layer_outputs=outputs)
        self.students["train_xor"].seconds = SECONDS
        self._runs: dict[tuple[object, ...], tuple[object, Array] | Trouble] = {}
        self.about = (
            "Left, a map of what the network answers for x1 and x2 from -0.5 to 1.5, "
            "with the four examples of XOR. Right, the loss until this epoch."
        )

    def still(self, values: Values) -> list[Mark]:
        """Return the loss of a network that knows nothing."""
        return [
            Line(FALL, FALL.x, [np.log(2)] * 2, GREY, 1.6, DASHED),
            Words(FALL, 4900, 1.15, "ln 2 = 0.693", GREY, SMALL, "end", paper=PAPER),
        ]

    def at(self, values: Values) -> Frame:
        """Return the map and the losses at an epoch."""
        params, losses = self._run(values)
        answer = self._outputs(params, MAP.places(CELLS), str(values["see"]))
        corners = self._outputs(params, X, "answer")
        some = np.unique(np.linspace(0, len(losses) - 1, 80).astype(int))
        loss = number(float(losses[-1]))
        words = f"epoch {values['epoch']}: loss {loss}, answers {row(corners, 2)}"
        marks: list[Mark] = [
            Words(canvas(self.height), WIDTH / 2, self.height - 16, words),
            heat(MAP, answer.reshape(CELLS, CELLS), LEVELS, COLOURS),
            Dots(MAP, X[T == 1, 0], X[T == 1, 1], INK, "s", 13, filled=False),
            Dots(MAP, X[T == 0, 0], X[T == 0, 1], INK, "o", 12),
            Words(
                MAP,
                0.5,
                -0.36,
                "square: label 1, dot: label 0",
                size=SMALL,
                paper=PAPER,
            ),
            Line(FALL, some, losses[some], BLUE, 2.4),
            Dots(FALL, len(losses), losses[-1], VERMILION, "D", 9),
        ]
        told = f"seed {values['seed']}, rate {values['lr']:g}, {values['see']}"
        return Frame(marks, f"{told}, {words}.")

    def _run(self, values: Values) -> tuple[object, Array]:
        """Return the parameters after the chosen epochs, and the losses until then."""
        key = tuple(values[name] for name in ("lr", "epoch", "seed"))
        if key not in self._runs:
            try:
                self._runs[key] = self._trained(*key)
            except Trouble as trouble:
                self._runs[key] = trouble
        run = self._runs[key]
        if isinstance(run, Trouble):
            raise run
        return run

    def _trained(self, rate: Value, epochs: Value, seed: Value) -> tuple[object, Array]:
        """Train the student's network; return its parameters and losses."""
        student = self.students["train_xor"]
        rng = np.random.default_rng(int(seed))
        asked = {"lr": rate, "epochs": epochs, "sizes": SIZES, "rng": rng}
        answer = student.call(**asked).value
        losses = student.part(answer, 1, (int(epochs),))
        assert isinstance(answer, tuple | list)
        return answer[0], losses

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
