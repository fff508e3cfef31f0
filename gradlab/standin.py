"""Stand-ins for what a student has not written yet; they cost nothing.

`Value` counts forward: each value carries its slopes for the values that it was made
from in the end. It serves a loss made of logarithms, as the capstone's is, and no other
formula: it is no answer to lab 14.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import singledispatch
from typing import Any

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
    logged
        Whether a logarithm is part of the computation.

    Attributes
    ----------
    grad : float
        After `backward` of a result, the slope of that result for this value; results
        of several calls add up.
    """

    def __init__(
        self,
        data: Number,
        known: "Mapping[Value, float] | None" = None,
        *,
        logged: bool = False,
    ) -> None:
        self.data, self.grad = float(data), 0.0
        self._known = {self: 1.0} if known is None else known
        self._logged = logged

    def _through(
        self, data: float, slope: float, *, logged: bool | None = None
    ) -> "Value":
        known = {v: slope * s for v, s in self._known.items()}
        return Value(data, known, logged=self._logged if logged is None else logged)

    def __add__(self, other: "Value | Number") -> "Value":
        if not isinstance(other, Value):
            return self._through(self.data + other, 1.0)
        known = dict(self._known)
        for value, slope in other._known.items():
            known[value] = known.get(value, 0.0) + slope
        data = self.data + other.data
        return Value(data, known, logged=self._logged or other._logged)

    def __mul__(self, other: "Value | Number") -> "Value":
        if not isinstance(other, Value):
            return self._through(self.data * other, float(other))
        both = self._through(0.0, other.data) + other._through(0.0, self.data)
        return Value(self.data * other.data, both._known, logged=both._logged)

    def log(self) -> "Value":
        """Return the natural logarithm."""
        return self._through(math.log(self.data), 1 / self.data, logged=True)

    def tanh(self) -> "Value":
        """Return the hyperbolic tangent."""
        slope = (1 - math.tanh(self.data)) * (1 + math.tanh(self.data))
        return self._through(math.tanh(self.data), slope)

    def sigmoid(self) -> "Value":
        """Return 1 / (1 + exp(-v))."""
        return ((self * 0.5).tanh() + 1) * 0.5

    def backward(self) -> None:
        """Add the slope for each value of the beginning to its `grad`.

        Without a logarithm in what this was computed from, it says so and adds nothing.
        """
        if not self._logged:
            print("The stand-in walks back from log() alone. Paste your own Value.")
            return
        for value, slope in self._known.items():
            value.grad += slope

    def __neg__(self) -> "Value":
        return self * -1.0

    def __sub__(self, other: "Value | Number") -> "Value":
        return self + other * -1.0

    def __pow__(self, exponent: Number) -> "Value":
        return self._through(
            self.data**exponent, exponent * self.data ** (exponent - 1)
        )

    def __truediv__(self, other: "Value | Number") -> "Value":
        return self * (other if isinstance(other, Value) else float(other)) ** -1

    def __radd__(self, other: Number) -> "Value":
        return self + other

    def __rmul__(self, other: Number) -> "Value":
        return self * other

    def __rsub__(self, other: Number) -> "Value":
        return self * -1.0 + other


def value_class(loss: Callable[..., Any]) -> type[Any]:
    """Return the class `Value` of the notebook that a function stands in.

    Where it has none, that is the stand-in.
    """
    own: type[Any] = getattr(loss, "__globals__", {}).get("Value", Value)
    return own


@singledispatch
def measured(
    loss: Callable[..., Any], shares: Sequence[float], labels: Sequence[float]
) -> str | tuple[float, list[float], list[float]]:
    """Return a loss made of values, its slopes, and the values, as plain numbers.

    A function of another process is called there: the values have to be where it is.

    Parameters
    ----------
    loss
        Takes a list of values, of the class of its notebook, and the labels.
    shares
        The numbers that the values begin with.

    Returns
    -------
    str or tuple
        ``"nothing"`` for None, ``"no Value"`` for anything else that is no value;
        otherwise the loss, its slope for each value, and what the values are then.
    """
    kind = value_class(loss)
    answers = [kind(share) for share in shares]
    result = loss(answers, labels)
    if not isinstance(result, kind):
        return "nothing" if result is None else "no Value"
    result.backward()
    return (
        float(result.data),
        [float(answer.grad) for answer in answers],
        [float(answer.data) for answer in answers],
    )
