"""Answers to `Value`: whole classes."""

import math
from typing import ClassVar

from gradlab.check import Mistake

from . import EVERYTHING, loses

ALL = (*EVERYTHING, "curves")


class Base:
    """A right class in the style of micrograd: each result holds its own step back."""

    def __init__(self, data, sources=()):
        self.data, self.grad = data, 0.0
        self.sources, self.step = sources, lambda: None

    def lift(self, other):
        return other if isinstance(other, Base) else type(self)(other)

    def made(self, data, *pairs):
        out = type(self)(data, tuple(source for source, _ in pairs))

        def step():
            for source, slope in pairs:
                source.grad += slope * out.grad

        out.step = step
        return out

    def __add__(self, other):
        other = self.lift(other)
        return self.made(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = self.lift(other)
        return self.made(self.data * other.data, (self, other.data), (other, self.data))

    def __pow__(self, k):
        return self.made(self.data**k, (self, k * self.data ** (k - 1)))

    def exp(self):
        return self.made(math.exp(self.data), (self, math.exp(self.data)))

    def log(self):
        return self.made(math.log(self.data), (self, 1 / self.data))

    def tanh(self):
        t = math.tanh(self.data)
        return self.made(t, (self, 1 - t**2))

    def relu(self):
        return self.made(max(0.0, self.data), (self, float(self.data > 0)))

    def sigmoid(self):
        s = 0.5 + 0.5 * math.tanh(self.data / 2)
        return self.made(s, (self, s * (1 - s)))

    def listed(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for source in value.sources:
                    visit(source)
                order.append(value)

        visit(self)
        return order[::-1]

    def backward(self):
        self.grad = 1.0
        for value in self.listed():
            value.step()

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-self.lift(other))

    def __truediv__(self, other):
        return self * self.lift(other) ** -1

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return self.lift(other) - self

    def __rtruediv__(self, other):
        return self.lift(other) / self


# right and unusual


@loses()
class Micrograd(Base):
    pass


@loses()
class FloatsFromTheStart(Base):
    def __init__(self, data, sources=()):
        super().__init__(float(data), sources)


@loses()
class DivisionWithItsOwnSlopes(Base):
    def __truediv__(self, other):
        other = self.lift(other)
        a, b = self.data, other.data
        return self.made(a / b, (self, 1 / b), (other, -a / b**2))

    def __sub__(self, other):
        other = self.lift(other)
        return self.made(self.data - other.data, (self, 1.0), (other, -1.0))


@loses("extremes", named=Mistake.MATH_OVERFLOW)
class CurvesFromExp(Base):
    def sigmoid(self):
        return 1 / (1 + (-self).exp())

    def tanh(self):
        return 2 / (1 + (self * -2).exp()) - 1


@loses()
class ReluOfOneAtZero(Base):
    def relu(self):
        return self.made(max(0, self.data), (self, 1.0 if self.data >= 0 else 0.0))


@loses()
class CountsItsUsers(Base):
    def backward(self):
        waits = {}
        for value in self.listed():
            for source in value.sources:
                waits[source] = waits.get(source, 0) + 1
        self.grad, ready = 1.0, [self]
        while ready:
            value = ready.pop()
            value.step()
            for source in value.sources:
                waits[source] -= 1
                if not waits[source]:
                    ready.append(source)


@loses()
class EveryPathOnItsOwn(Base):
    """Exponential in the number of uses, and right all the same."""

    def made(self, data, *pairs):
        out = super().made(data, *pairs)
        out.pairs = pairs
        return out

    def backward(self, arrived=1.0):
        self.grad += arrived
        for source, slope in getattr(self, "pairs", ()):
            source.backward(arrived * slope)


@loses()
class GradSetToZeroFirst(Base):
    def backward(self):
        for value in self.listed():
            value.grad = 0.0
        super().backward()


# wrong


@loses("values", "types", "properties", named=Mistake.FACTORS_SWAPPED)
class OwnFactor(Base):
    def __mul__(self, other):
        other = self.lift(other)
        pairs = (self, self.data), (other, other.data)
        return self.made(self.data * other.data, *pairs)


@loses("values", "properties", named=Mistake.OVERWRITTEN_GRAD)
class Overwrites(Base):
    def made(self, data, *pairs):
        out = super().made(data, *pairs)

        def step():
            for source, slope in pairs:
                source.grad = slope * out.grad

        out.step = step
        return out


@loses("properties", named=Mistake.PASSED_ON_EARLY)
class PassesOnAtOnce(Base):
    def backward(self, first=True):
        if first:
            self.grad = 1.0
        self.step()
        for source in self.sources:
            source.backward(first=False)


@loses(
    "values",
    "types",
    "curves",
    "properties",
    "extremes",
    "unchanged",
    named=Mistake.NO_GRADIENT,
)
class NeverStarts(Base):
    def backward(self):
        for value in self.listed():
            value.step()


@loses("values", "types", "curves", "properties", named=Mistake.WALKED_FORWARD)
class WalksForward(Base):
    def backward(self):
        self.grad = 1.0
        for value in reversed(self.listed()):
            value.step()


@loses("types", named=Mistake.NONE_USED)
class NoNumbersOnTheLeft(Base):
    __radd__ = __rmul__ = __rsub__ = __rtruediv__ = None


@loses("values", "types", "properties", "unchanged", named=Mistake.WRONG_TYPE)
class NoNumbersAtAll(Base):
    def lift(self, other):
        if not isinstance(other, Base):
            raise TypeError("Value wanted")
        return other


@loses("types", named=Mistake.ARGUMENTS_SWAPPED)
class LeftDifferenceTurned(Base):
    def __rsub__(self, other):
        return self - other


@loses("types", named=Mistake.ARGUMENTS_SWAPPED)
class LeftQuotientTurned(Base):
    def __rtruediv__(self, other):
        return self / other


@loses(
    "values", "types", "extremes", named=(Mistake.FACTOR_MISSING, Mistake.SIGN_OF_SLOPE)
)
class PowerWithoutItsExponent(Base):
    def __pow__(self, k):
        return self.made(self.data**k, (self, self.data ** (k - 1)))


@loses("values", "types", "extremes", named=Mistake.POWER_KEPT)
class PowerNotLowered(Base):
    def __pow__(self, k):
        return self.made(self.data**k, (self, k * self.data**k))


@loses("curves", "extremes", named=Mistake.NO_SQUARE)
class TanhWithoutSquare(Base):
    def tanh(self):
        t = math.tanh(self.data)
        return self.made(t, (self, 1 - t))


@loses("curves", "extremes", named=Mistake.INPUT_TAKEN_FOR_OUTPUT)
class SigmoidOfTheOutput(Base):
    def sigmoid(self):
        s = 1 / (1 + math.exp(-self.data))
        return self.made(s, (self, self.data * (1 - self.data)))


@loses("extremes", named=Mistake.MATH_OVERFLOW)
class SigmoidThatOverflows(Base):
    def sigmoid(self):
        s = 1 / (1 + math.exp(-self.data))
        return self.made(s, (self, s * (1 - s)))


@loses("curves", named=Mistake.SLOPE_LEFT_OF_KINK)
class ReluLetsAllThrough(Base):
    def relu(self):
        return self.made(max(0.0, self.data), (self, 1.0))


@loses("curves", named=Mistake.NEGATIVES_TURNED)
class ReluOfTheAbsoluteValue(Base):
    def relu(self):
        return self.made(abs(self.data), (self, math.copysign(1.0, self.data)))


@loses("curves", named=Mistake.LOCAL_SLOPE_IGNORED)
class ExpWithSlopeOne(Base):
    def exp(self):
        return self.made(math.exp(self.data), (self, 1.0))


@loses("extremes", named=Mistake.SLOPE_AT_KINK)
class ReluNanAtZero(Base):
    def relu(self):
        slope = float("nan") if self.data == 0 else float(self.data > 0)
        return self.made(max(0.0, self.data), (self, slope))


@loses("extremes", named=Mistake.MATH_OVERFLOW)
class TanhByExponentials(Base):
    def tanh(self):
        up, down = math.exp(3 * self.data), math.exp(-3 * self.data)
        t = (up ** (1 / 3) - down ** (1 / 3)) / (up ** (1 / 3) + down ** (1 / 3))
        return self.made(t, (self, 1 - t * t))


@loses("values", "types", "curves", "extremes", "unchanged", named=Mistake.NEARLY_RIGHT)
class AddsInPlace(Base):
    def backward(self):
        super().backward()
        for value in self.listed():
            value.data -= 0.1 * value.grad


@loses("unchanged", named=Mistake.STARTED_WITH_ONES)
class GradIsNoneFirst(Base):
    def __init__(self, data, sources=()):
        super().__init__(data, sources)
        self.grad = None

    def backward(self):
        for value in self.listed():
            value.grad = 0.0
        super().backward()


@loses(
    "values",
    "types",
    "curves",
    "properties",
    "extremes",
    "unchanged",
    named=Mistake.STARTED_WITH_ONES,
)
class GradIsOneFirst(Base):
    def __init__(self, data, sources=()):
        super().__init__(data, sources)
        self.grad = 1.0


@loses("curves", "extremes", "unchanged", named=Mistake.WRONG_VALUE)
class AllValuesShareATape(Base):
    made_so_far: ClassVar = []

    def __init__(self, data, sources=()):
        super().__init__(data, sources)
        AllValuesShareATape.made_so_far.append(self)

    def backward(self):
        super().backward()
        for value in AllValuesShareATape.made_so_far:
            value.grad = value.grad or 1e-3 * (len(value.sources) == 0)


@loses("values", named=Mistake.SIGN_TURNED)
class MinusForgotten(Base):
    def __neg__(self):
        return self * 1

    def __sub__(self, other):
        return self + self.lift(other) * -1


@loses("curves", named=Mistake.SLOPE_LEFT_OF_KINK)
class ReluWithASlopeLeftOfZero(Base):
    def relu(self):
        return self.made(max(0.0, self.data), (self, float(self.data > -1)))


@loses("curves", named=Mistake.UPSIDE_DOWN)
class SlopeOfLogUpsideDown(Base):
    def log(self):
        return self.made(math.log(self.data), (self, self.data))


@loses("curves", named=Mistake.LOG_OF_ANOTHER_BASE)
class LogOfBaseTen(Base):
    def log(self):
        return self.made(math.log10(self.data), (self, 1 / self.data / math.log(10)))


@loses("curves", named=Mistake.INPUT_FOR_OUTPUT)
class ExpWithItsInputAsSlope(Base):
    def exp(self):
        return self.made(math.exp(self.data), (self, self.data))


@loses("curves", "extremes", named=Mistake.SLOPE_OF_SIGMOID)
class TanhWithTheSlopeOfSigmoid(Base):
    def tanh(self):
        t = math.tanh(self.data)
        return self.made(t, (self, t * (1 - t)))


@loses("curves", named=Mistake.VALUE_NOT_SLOPE)
class ReluWithItsValueAsSlope(Base):
    def relu(self):
        return self.made(max(0.0, self.data), (self, max(0.0, self.data)))


@loses("curves", named=Mistake.NOT_A_VALUE)
class ExpIsAPlainNumber(Base):
    def exp(self):
        return math.exp(self.data)


@loses(*ALL, named=Mistake.NO_ATTRIBUTE)
class BackwardIsMisspelt(Base):
    def __getattribute__(self, name):
        return super().__getattribute__("absent" if name == "backward" else name)


@loses(
    "values",
    "types",
    "properties",
    named=(Mistake.FIRST_SOURCE_ONLY, Mistake.OVERWRITTEN_GRAD),
)
class ProductForgetsItsSecondFactor(Base):
    def __mul__(self, other):
        other = self.lift(other)
        return self.made(self.data * other.data, (self, other.data))


@loses("properties", named=Mistake.PASSED_ON_EARLY)
class UsersListedBeforeSources(Base):
    def listed(self):
        order = []

        def visit(value):
            if value not in order:
                order.append(value)
                for source in value.sources:
                    visit(source)

        visit(self)
        return order


@loses("properties", named=Mistake.PASSED_ON_AGAIN)
class ListedMoreThanOnce(Base):
    def listed(self):
        order = []

        def visit(value):
            for source in value.sources:
                visit(source)
            order.append(value)

        visit(self)
        return order[::-1]


@loses("values", "types", "curves", "properties", named=Mistake.WALKED_FORWARD)
class PassesOnOnce(Base):
    def backward(self):
        self.grad = 1.0
        self.step()


@loses("values", "types", "extremes", named=Mistake.CHANGED_INPUT)
class PowerInPlace(Base):
    def __pow__(self, k):
        self.data = self.data**k
        return self
