"""The slope explorer: a function, its tangent, and the derivative below."""

from dataclasses import dataclass

from matplotlib.figure import Figure

from gradlab.explore import slope_figure, slope_words
from gradlab.explore.backend import Values
from gradlab.explore.explorer import Explorer, slider
from gradlab.explore.samples import StudentFunction, name_of
from gradlab.explore.slope_data import X_RANGE, Samples, State, sample_slope

FORMULAS = {
    "sigmoid": r"$\sigma(x) = \frac{1}{1 + e^{-x}}$",
    "relu": r"$\mathrm{relu}(x) = \max(0, x)$",
    "tanh": r"$\tanh(x) = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}$",
}
USAGE = "slope wants two functions, as in explore.slope(sigmoid, sigmoid_derivative)"


@dataclass(frozen=True)
class SlopeScene:
    """The slope explorer's pure functions, bound to one set of samples."""

    samples: Samples

    def draw(self, values: Values) -> Figure:
        """Return the picture."""
        return slope_figure.draw(self.samples, State(**values))

    def readout(self, values: Values) -> str:
        """Return the numbers in one line."""
        return slope_words.readout(self.samples, State(**values))

    def describe(self, values: Values) -> str:
        """Return the picture's alternative text."""
        return slope_words.describe(self.samples, State(**values))

    def settings(self, values: Values) -> str:
        """Return the call that brings the picture back."""
        return slope_words.settings(self.samples, State(**values))


def slope(
    f: StudentFunction, f_derivative: StudentFunction, *, x0: float = 0.0
) -> Explorer:
    """Show a function with its tangent, and its derivative below, over a slider.

    The tangent's slope is what `f_derivative` returns; where that is not the slope of
    `f`, the picture says so. Both are called once, with fresh arrays.

    Parameters
    ----------
    f
        Takes an array of any shape, returns one of the same shape.
    f_derivative
        The same, for the slope of `f`.
    x0
        Where the slider starts, from -6 to 6.

    Returns
    -------
    Explorer
        A widget, which shows itself as the last line of a cell.

    Raises
    ------
    TypeError
        If `f` or `f_derivative` cannot be called, or `x0` is no number.
    ValueError
        If `x0` lies outside the slider.
    """
    for given in (f, f_derivative):
        if not callable(given):
            raise TypeError(f"{USAGE}; it got {type(given).__name__}.")
    if isinstance(x0, bool) or not isinstance(x0, int | float):
        raise TypeError(f"x0 must be a number, as in x0=1.5; it got {x0!r}.")
    low, high = X_RANGE
    if not low <= x0 <= high:
        raise ValueError(f"x0 must lie from {low:g} to {high:g}; it is {x0!r}.")
    samples = sample_slope(f, f_derivative, FORMULAS.get(name_of(f, ""), ""))
    control = slider("x0", float(x0), low, high, step=0.1)
    return Explorer("slope", SlopeScene(samples), {"x0": control})
