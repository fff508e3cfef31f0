"""Stand-ins for what a student has not written yet; they cost nothing.

`Value` counts forward: each value carries its slopes for the values that it was made
from in the end. It takes longer than one that walks back, and needs no walk.
"""

import math
from collections.abc import Mapping

Number = float | int


class Value:
    """A number with the slopes of what it was computed from.

    Parameters
    ----------
    data
        The number.
    known
        For each value that the computation began with, the slope for it; by default
        this is such a value itself.

    Attributes
    ----------
    grad : float
        After `backward` of a result, the slope of that result for this value; results
        of several calls add up.
    """

    def __init__(
        self, data: Number, known: "Mapping[Value, float] | None" = None
    ) -> None:
        self.data, self.grad = float(data), 0.0
        self._known = {self: 1.0} if known is None else known

    def _through(self, data: float, slope: float) -> "Value":
        return Value(data, {v: slope * s for v, s in self._known.items()})

    def __add__(self, other: "Value | Number") -> "Value":
        if not isinstance(other, Value):
            return self._through(self.data + other, 1.0)
        known = dict(self._known)
        for value, slope in other._known.items():
            known[value] = known.get(value, 0.0) + slope
        return Value(self.data + other.data, known)

    def __mul__(self, other: "Value | Number") -> "Value":
        if not isinstance(other, Value):
            return self._through(self.data * other, float(other))
        mine = self._through(0.0, other.data)
        return Value(
            self.data * other.data, (mine + other._through(0.0, self.data))._known
        )

    def __pow__(self, exponent: Number) -> "Value":
        slope = exponent * self.data ** (exponent - 1) if exponent else 0.0
        return self._through(self.data**exponent, slope)

    def exp(self) -> "Value":
        """Return e to the power of this value."""
        return self._through(math.exp(self.data), math.exp(self.data))

    def log(self) -> "Value":
        """Return the natural logarithm."""
        return self._through(math.log(self.data), 1 / self.data)

    def tanh(self) -> "Value":
        """Return the hyperbolic tangent."""
        return self._through(math.tanh(self.data), math.cosh(self.data) ** -2)

    def relu(self) -> "Value":
        """Return the value where it is positive, else 0."""
        return self._through(max(self.data, 0.0), float(self.data > 0))

    def sigmoid(self) -> "Value":
        """Return 1 / (1 + exp(-v))."""
        half = (self * 0.5).tanh()
        return (half + 1) * 0.5

    def backward(self) -> None:
        """Add the slope for each value of the beginning to its `grad`."""
        for value, slope in self._known.items():
            value.grad += slope

    def __neg__(self) -> "Value":
        return self * -1.0

    def __sub__(self, other: "Value | Number") -> "Value":
        return self + other * -1.0

    def __truediv__(self, other: "Value | Number") -> "Value":
        return self * other**-1

    def __radd__(self, other: Number) -> "Value":
        return self + other

    def __rmul__(self, other: Number) -> "Value":
        return self * other

    def __rsub__(self, other: Number) -> "Value":
        return -self + other

    def __rtruediv__(self, other: Number) -> "Value":
        return self**-1 * other
