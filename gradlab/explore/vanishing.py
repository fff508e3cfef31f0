"""The vanishing explorer: what is left of a gradient after many layers."""

import numpy as np

from gradlab.explore.core.controls import Choice, Control, Slider
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.numbers import number, short
from gradlab.explore.core.panel import WIDTH, Panel, canvas
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.shapes import (
    BLUE,
    DASHED,
    DOTTED,
    GREEN,
    GREY,
    INK,
    Dots,
    Frame,
    Key,
    Line,
    Mark,
    Words,
)
from gradlab.explore.core.student import StudentFunction

X = np.linspace(-5, 5, 101).round(9)
DEEPEST = 30
POWERS = tuple((10.0**p, f"1e{p}" if p else "1") for p in (-18, -12, -6, 0, 6))
FIVES = ((-5.0, "-5"), (0.0, "0"), (5.0, "5"))
SLOPE = Panel((40, 78, 180, 388), (-5, 5), (-0.1, 1.2), "x", "slope", x_ticks=FIVES)
LEFT = Panel(
    (235, 78, 470, 388),
    (-0.5, DEEPEST + 0.5),
    (1e-19, 1e9),
    "layers back",
    log_y=True,
    y_ticks=POWERS,
)


class Vanishing(Scene):
    """The slope of an activation, and its products with a weight over the layers."""

    name = "vanishing"
    formula = r"$g_k = g_{k-1}\, s_k\, w_k$"
    panels = (LEFT, SLOPE)
    depends = ("activation",)

    def __init__(
        self, through: StudentFunction, derivatives: tuple[StudentFunction, ...]
    ) -> None:
        given = {f"d{i}": f for i, f in enumerate(derivatives)}
        controls: dict[str, Control] = {
            "value": Slider("value", 0.0, -5.0, 5.0, 0.1),
            "weight": Slider("weight", 1.0, 0.0, 5.0, 0.05),
            "depth": Slider("layers", 10, 1, DEEPEST, 1),
        }
        super().__init__(controls, gradient_through_layers=through, **given)
        names = {self.students[place].name: place for place in given}
        self.place = names
        first = next(iter(names))
        options = [(name, name) for name in names]
        controls["activation"] = Choice("derivative", first, options)
        self.about = (
            "Left, a derivative with the chosen value. Right, on a logarithmic axis, "
            "what gradient_through_layers leaves after each layer, beside 0.25 to the "
            "power of the layers."
        )

    def still(self, values: Values) -> list[Mark]:
        """Return the derivative and the powers of a quarter."""
        layers = np.arange(DEEPEST + 1.0)
        y = self.ask(self.place[str(values["activation"])], X, shape=X.shape)
        return [
            Line(SLOPE, X, y, GREEN, 2.6),
            Key(LEFT, "yours", BLUE, shape="o"),
            Key(LEFT, "0.25 per layer", GREY, DASHED),
            Line(LEFT, layers, 0.25**layers, GREY, 1.8, DASHED),
        ]

    def at(self, values: Values) -> Frame:
        """Return the products up to the chosen depth."""
        value, weight = float(values["value"]), float(values["weight"])
        depth, name = int(values["depth"]), str(values["activation"])
        slope = float(self.ask(self.place[name], np.array([value]), shape=(1,))[0])
        given = (np.full(depth, slope), np.full(depth, weight))
        left = self.ask("gradient_through_layers", *given, shape=(depth + 1,))
        words = (
            f"slope {number(slope)} × weight {weight:g}: after {depth} layers "
            f"{short(float(left[-1]))} is left"
        )
        marks: list[Mark] = [
            Words(canvas(), WIDTH / 2, 412, words),
            Line(SLOPE, [value, value], SLOPE.y, GREY, 1.2, DOTTED),
            Dots(SLOPE, value, slope, INK, size=10),
            Dots(LEFT, np.arange(depth + 1.0), np.abs(left), BLUE, "o", 7),
            Dots(LEFT, depth, np.abs(left[-1]), INK, "o", 10, filled=False),
        ]
        return Frame(marks, f"{name}({value:g}): {words}.")


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
