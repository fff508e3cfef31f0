"""The vanishing explorer: what is left of a gradient after many layers."""

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Slider, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.handles import on_product
from gradlab.explore.core.numbers import number, short
from gradlab.explore.core.panel import WIDTH, Panel, canvas, powers
from gradlab.explore.core.scene import Scene, Values

X = np.linspace(-5, 5, 101).round(9)
DEEPEST = 30
FIVES = ((-5.0, "-5"), (0.0, "0"), (5.0, "5"))
SLOPE = Panel((40, 78, 180, 388), (-5, 5), (-0.1, 1.2), "x", "slope", x_ticks=FIVES)
LEFT = Panel(
    (235, 78, 470, 388),
    (-0.5, DEEPEST + 0.5),
    (1e-19, 1e9),
    "layers back",
    log_y=True,
    y_ticks=powers(-18, -12, -6, 0, 6),
)


class Vanishing(Scene):
    """The slope of an activation, and its products with a weight over the layers."""

    name = "vanishing"
    formula = r"$g_k = g_{k-1}\, s_k\, w_k$"
    panels = (LEFT, SLOPE)
    depends = ("activation",)
    goals = (
        Goal("Let between 0.5 and 2 be left after 30 layers"),
        Goal("The same at a value of 2 or more", stretch=True),
    )

    def __init__(
        self, through: StudentFunction, derivatives: tuple[StudentFunction, ...]
    ) -> None:
        given = {f"d{i}": f for i, f in enumerate(derivatives)}
        super().__init__(gradient_through_layers=through, **given)
        self.controls = {
            "value": Slider("value", 0.0, -5.0, 5.0, 0.1),
            "weight": Slider("weight", 1.0, 0.0, 5.0, 0.05),
            "depth": Slider("layers", 10, 1, DEEPEST, 1),
        }
        self.menu = self.places("d")
        first, *_ = self.menu
        menu = Choice("derivative", first, options(self.menu))
        self.controls["activation"] = menu
        self.about = (
            "Left, a derivative with the chosen value. Right, on a logarithmic axis, "
            "what gradient_through_layers leaves after each layer, beside 0.25 to the "
            "power of the layers."
        )

    def still(self, values: Values) -> draw.Shapes:
        """Return the derivative and the powers of a quarter."""
        layers = np.arange(DEEPEST + 1.0)
        y = self.ask(self.menu[str(values["activation"])], X, shape=X.shape)
        return [
            draw.Line(SLOPE, X, y, ink.GREEN, 2.6),
            draw.Key(LEFT, "yours", ink.BLUE, marker="o"),
            draw.Key(LEFT, "0.25 per layer", ink.GREY, ink.DASHED),
            draw.Line(LEFT, layers, 0.25**layers, ink.GREY, 1.8, ink.DASHED),
        ]

    def at(self, values: Values) -> draw.Frame:
        """Return the products up to the chosen depth."""
        value, weight = float(values["value"]), float(values["weight"])
        depth, name = int(values["depth"]), str(values["activation"])
        slope = float(self.ask(self.menu[name], np.array([value]), shape=(1,))[0])
        given = (np.full(depth, slope), np.full(depth, weight))
        left = self.ask("gradient_through_layers", *given, shape=(depth + 1,))
        words = (
            f"slope {number(slope)} × weight {weight:g}: after {depth} layers "
            f"{short(float(left[-1]))} is left"
        )
        drawn: draw.Shapes = [
            draw.Text(canvas(), WIDTH / 2, 412, words),
            draw.Line(SLOPE, [value, value], SLOPE.y, ink.GREY, 1.2, ink.DOTTED),
            draw.Dots(SLOPE, value, slope, ink.INK, size=10),
            draw.Dots(LEFT, np.arange(depth + 1.0), np.abs(left), ink.BLUE, "o", 7),
            draw.Dots(LEFT, depth, np.abs(left[-1]), ink.INK, "o", 10, filled=False),
            draw.Handle(SLOPE, value, slope, "value and its slope", across="value"),
            draw.Handle(LEFT, depth, np.abs(left[-1]), "last layer", across="depth"),
        ]
        drawn += self._pulled(weight, np.abs(left))
        kept = depth == DEEPEST and 0.5 <= abs(float(left[-1])) <= 2
        told = f"{name}({value:g}): {words}."
        return draw.Frame(drawn, told, reached=(kept, kept and value >= 2))

    def _pulled(self, weight: float, left: Array) -> draw.Shapes:
        """Return the mark halfway along what is left, by which to pull the weight."""
        if not weight:  # nothing is left to pull at
            return []
        k = len(left) // 2
        weights = np.array(self.controls["weight"].positions, dtype=np.float64)
        pull = draw.Handle(LEFT, k, float(left[k]), "weight", up="weight")
        return on_product(pull, weights / weight, ink.INK)


@explorer("vanishing(gradient_through_layers, tanh_derivative)")
def vanishing(
    gradient_through_layers: StudentFunction,
    derivative: StudentFunction,
    *others: StudentFunction,
) -> Scene:
    """Show what is left of a gradient after many equal layers.

    Parameters
    ----------
    gradient_through_layers
        Takes slopes (L,) and weights (L,), returns (L + 1,).
    derivative, *others
        Derivatives of activations: an array in, one of the same shape out; with more
        than one, a menu chooses.
    """
    return Vanishing(gradient_through_layers, (derivative, *others))
