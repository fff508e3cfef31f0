"""The layers explorer: what the spread of the first weights does to ten layers."""

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Slider, Steps, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.handles import on_product
from gradlab.explore.core.numbers import short
from gradlab.explore.core.panel import WIDTH, Panel, canvas, powers
from gradlab.explore.core.scene import Scene, Values

MOST, UNITS, EXAMPLES, BINS = 10, 64, 100, 11
REACH = 2.0  # values beyond it are counted at the ends
SPREADS = (0.01, 0.03, 0.06, 0.09, 0.125, 0.177, 0.25, 0.35, 0.5, 1.0)
NUMBERS = tuple((float(i), str(i)) for i in range(1, MOST + 1))
CHANGE = Panel(
    (48, 272, 470, 388),
    (0.5, MOST + 0.5),
    (1e-18, 1e7),
    "layer",
    log_y=True,
    x_ticks=NUMBERS,
    y_ticks=powers(-16, -12, -8, -4, 0, 4),
)
STEP = (CHANGE.box[2] - CHANGE.box[0]) / MOST
SMALL_PANELS = tuple(
    Panel(
        (CHANGE.box[0] + i * STEP + 2, 72, CHANGE.box[0] + (i + 1) * STEP - 2, 205),
        (-REACH - 0.2, REACH + 0.2),
        (0, 1.02),
        x_ticks=((0.0, "0"),),
        y_ticks=(),
        grid=False,
    )
    for i in range(MOST)
)


class Layers(Scene):
    """Histograms of the activations of each layer, and the size of a small change."""

    name = "layers"
    formula = r"$z_k = f(z_{k-1} W_k)$"
    aside = (0, "bottom")
    panels = (CHANGE, *SMALL_PANELS)

    def __init__(self, functions: tuple[StudentFunction, ...]) -> None:
        super().__init__(**{f"f{i}": f for i, f in enumerate(functions)})
        self.controls = {
            "spread": Steps("spread", 0.125, options(SPREADS)),
            "layers": Slider("layers", MOST, 1, MOST, 1, runs=True),
        }
        names = [student.name for student in self.students.values()]
        self.pairs = {
            n: (f"f{2 * i}", f"f{2 * i + 1}") for i, n in enumerate(names[::2])
        }
        self.goals = tuple(
            Goal(f"Keep a change between 0.5 and 2 through ten layers of {n}", i > 0)
            for i, n in enumerate(self._bounded())
        )
        menu = Choice("activation", names[0], options(self.pairs))
        self.controls["activation"] = menu
        self.about = (
            "Above, a histogram of the activations of each layer. Below, on a "
            "logarithmic axis, how large a small change of the input is in each layer, "
            "beside what slope, spread and the number of neurons let expect."
        )

    def still(self, values: Values) -> draw.Shapes:
        """Return what is drawn above, and what below."""
        above = "activations from -2 to 2, one histogram a layer"
        below = "size of a small change, by your slopes"
        rule = "rule"
        return [
            draw.Text(canvas(), 48, 372, above, anchor="start"),
            draw.Key(CHANGE, below, ink.GREEN, marker="o"),
            draw.Key(CHANGE, rule, ink.GREY, ink.DASHED),
        ]

    def at(self, values: Values) -> draw.Frame:
        """Return the histograms and the sizes of the chosen layers."""
        spread, count = float(values["spread"]), int(values["layers"])
        name = str(values["activation"])
        outputs, sizes, factors = self._forward(name, spread)
        edges = np.linspace(-REACH, REACH, BINS + 1)
        middles = (edges[1:] + edges[:-1]) / 2
        drawn: draw.Shapes = []
        for panel, z in zip(SMALL_PANELS[:count], outputs, strict=False):
            shares, _ = np.histogram(np.clip(z, -REACH, REACH), edges)
            wide = 2 * REACH / BINS
            drawn.append(draw.Bars(panel, middles, shares / z.size, width=wide))
        places = np.arange(1.0, count + 1)
        ruled: Array = np.cumprod(factors, dtype=np.float64)[:count]
        drawn.append(draw.Line(CHANGE, places, ruled, ink.GREY, 1.6, ink.DASHED))
        drawn.append(draw.Line(CHANGE, places, sizes[:count], ink.GREEN, 1.6))
        drawn.append(draw.Dots(CHANGE, places, sizes[:count], ink.GREEN, size=8))
        end = draw.Handle(
            CHANGE, count, sizes[count - 1], "last layer", across="layers"
        )
        drawn += [*self._pulled(spread, ruled), end]
        deep = float(np.std(outputs[count - 1]))
        words = (
            f"spread {spread:g}, layer {count}: activations spread {short(deep)}, "
            f"change {short(sizes[count - 1])}"
        )
        drawn.append(draw.Text(canvas(), WIDTH / 2, 410, words))
        measured = sizes[count - 1] / ([1.0, *sizes][count - 1] or np.nan)
        factor = (
            f"factor of layer {count}: slope × spread × √{UNITS} = "
            f"{short(factors[count - 1])}, measured {short(measured)}"
        )
        spot = (1.0, 10.0**-17)
        told = draw.Text(CHANGE, *spot, factor, ink.INK, ink.SMALL, "start")
        drawn.append(told._replace(paper=ink.PAPER))
        kept = count == MOST and min(sizes) >= 0.5 and max(sizes) <= 2
        reached = tuple(kept and n == name for n in self._bounded())
        return draw.Frame(drawn, f"{name}, {words}; {factor}.", reached=reached)

    def _pulled(self, spread: float, ruled: Array) -> draw.Shapes:
        """Return the mark halfway along the rule, by which to pull the spread."""
        k = (len(ruled) + 1) // 2
        pull = draw.Handle(CHANGE, k, float(ruled[k - 1]), "rule", up="spread")
        return on_product(pull, np.array(SPREADS) / spread, ink.GREY)

    def _bounded(self) -> list[str]:
        """Return the activations with a goal: of the first two the slider has one."""
        return list(self.pairs)[:2]

    def _forward(
        self, name: str, spread: float
    ) -> tuple[list[Array], list[float], list[float]]:
        """Return each layer's activations, the size of a change of size 1, its factor.

        The factor is what the rule of the lab predicts from the typical slope.
        """
        activation, derivative = self.pairs[name]
        rng = np.random.default_rng(0)
        z, change = rng.normal(size=(2, EXAMPLES, UNITS))
        change /= np.linalg.norm(change)
        outputs, sizes, factors = [], [], []
        for _ in range(MOST):
            W = spread * rng.normal(size=(UNITS, UNITS))
            a = z @ W
            shape = a.shape
            slopes = self.ask(derivative, a, shape=shape)
            factors.append(float(np.sqrt(np.mean(slopes**2) * UNITS)) * spread)
            change = (change @ W) * slopes
            z = self.ask(activation, a, shape=shape)
            outputs.append(z)
            sizes.append(float(np.linalg.norm(change)))
        return outputs, sizes, factors


@explorer("layers(relu, relu_derivative)")
def layers(
    activation: StudentFunction,
    derivative: StudentFunction,
    *more: StudentFunction,
) -> Scene:
    """Show ten layers' activations for a spread of the first weights.

    Parameters
    ----------
    activation, derivative
        A pair: an array of any shape in, one of the same shape out.
    *more
        More pairs; a menu then chooses.
    """
    return Layers((activation, derivative, *more))
