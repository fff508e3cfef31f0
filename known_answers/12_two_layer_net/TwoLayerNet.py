"""Answers to the class `TwoLayerNet`."""

from typing import ClassVar

import numpy as np

from gradlab.check import Mistake

from . import loses

METHODS = ("scores", "loss", "accuracy", "numerical", "gradient", "square", "types")
ALL = ("start", "random", *METHODS, "properties", "extremes", "unchanged", "quiet")


def sigmoid(x):
    return np.exp(-np.logaddexp(0, -x))


def softmax_rows(Z):
    powers = np.exp(Z - Z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def mean_loss(y, t):
    return np.mean(np.logaddexp.reduce(y, axis=1) - y[np.arange(len(y)), t])


class Right:
    """What the answers below change in one place."""

    def __init__(
        self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None
    ):
        rng = rng or np.random.default_rng()
        self.params = {
            "W1": rng.normal(0, weight_init_std, (input_size, hidden_size)),
            "b1": np.zeros(hidden_size),
            "W2": rng.normal(0, weight_init_std, (hidden_size, output_size)),
            "b2": np.zeros(output_size),
        }

    def hidden(self, x):
        return sigmoid(x @ self.params["W1"] + self.params["b1"])

    def predict(self, x):
        return self.hidden(x) @ self.params["W2"] + self.params["b2"]

    def loss(self, x, t):
        return mean_loss(self.predict(x), t)

    def accuracy(self, x, t):
        return np.mean(self.predict(x).argmax(axis=1) == t)

    def numerical_gradient(self, x, t, h=1e-4):
        slopes = {}
        for name, array in self.params.items():
            slopes[name] = np.zeros(array.shape)
            for place in np.ndindex(array.shape):
                kept = array[place]
                array[place] = kept + h
                up = self.loss(x, t)
                array[place] = kept - h
                slopes[name][place] = (up - self.loss(x, t)) / (2 * h)
                array[place] = kept
        return slopes

    def top(self, y, t):
        dy = softmax_rows(y)
        dy[np.arange(len(y)), t] -= 1
        return dy / len(y)

    def back(self, dy, W):
        return dy @ W.T

    def bend(self, z):
        return z * (1 - z)

    def gradient(self, x, t):
        z = self.hidden(x)
        dy = self.top(z @ self.params["W2"] + self.params["b2"], t)
        da = self.back(dy, self.params["W2"]) * self.bend(z)
        return {
            "W1": x.T @ da,
            "b1": da.sum(axis=0),
            "W2": z.T @ dy,
            "b2": dy.sum(axis=0),
        }


# right and unusual


@loses()
class AsTheBookDoes(Right):
    def numerical_gradient(self, x, t):
        def slope_of(f, array, h=1e-4):
            result = np.zeros_like(array)
            steps = np.nditer(array, flags=["multi_index"])
            while not steps.finished:
                place = steps.multi_index
                kept = float(array[place])
                array[place] = kept + h
                up = f(array)
                array[place] = kept - h
                down = f(array)
                result[place] = (up - down) / (2 * h)
                array[place] = kept
                steps.iternext()
            return result

        loss = lambda W: self.loss(x, t)  # noqa: E731 the book's own words
        return {name: slope_of(loss, array) for name, array in self.params.items()}


@loses("extremes", named=Mistake.CAPPED)
class SmallNumberInTheLogarithm(Right):
    def loss(self, x, t):
        p = softmax_rows(self.predict(x))
        return -np.mean(np.log(p[np.arange(len(p)), t] + 1e-7))


@loses()
class FivePointSlopes(Right):
    def numerical_gradient(self, x, t):
        near = super().numerical_gradient(x, t, 1e-3)
        far = super().numerical_gradient(x, t, 2e-3)
        return {name: (4 * near[name] - far[name]) / 3 for name in near}


@loses()
class OneHotRows(Right):
    def top(self, y, t):
        return (softmax_rows(y) - np.eye(y.shape[1])[t]) / y.shape[0]


@loses()
class LoopOverExamples(Right):
    def gradient(self, x, t):
        rows = [
            super(LoopOverExamples, self).gradient(x[i : i + 1], t[i : i + 1])
            for i in range(len(x))
        ]
        return {name: sum(row[name] for row in rows) / len(x) for name in self.params}


@loses()
class RoundingLeftBehind(Right):
    def numerical_gradient(self, x, t, h=1e-4):
        slopes = {name: np.zeros_like(array) for name, array in self.params.items()}
        for name, array in self.params.items():
            for place in np.ndindex(array.shape):
                array[place] += h
                up = self.loss(x, t)
                array[place] -= 2 * h
                slopes[name][place] = (up - self.loss(x, t)) / (2 * h)
                array[place] += h
        return slopes


@loses()
class MeasuresTwice(Right):
    def gradient(self, x, t):
        return self.numerical_gradient(x, t)


@loses()
class KeepsItsLastScores(Right):
    def predict(self, x):
        self.last = Right.predict(self, x)
        return self.last.copy()


@loses()
class EinsumEverywhere(Right):
    def gradient(self, x, t):
        slopes = Right.gradient(self, x, t)
        z = self.hidden(x)
        dy = self.top(self.predict(x), t)
        return slopes | {"W2": np.einsum("nh,no->ho", z, dy)}


# wrong


@loses(*ALL, named=Mistake.NO_ATTRIBUTE)
class NeverWritten:
    def __init__(self, *sizes, rng=None):
        pass


@loses("start", named=Mistake.BIAS_NOT_ZERO)
class BiasesDrawnAtRandom(Right):
    def __init__(self, i, h, o, weight_init_std=0.01, rng=None):
        super().__init__(i, h, o, weight_init_std, rng)
        self.params["b1"] = np.full(h, 0.01)


@loses("random", named=Mistake.WEIGHTS_ALIKE)
class WeightsOfZero(Right):
    def __init__(self, i, h, o, weight_init_std=0.01, rng=None):
        super().__init__(i, h, o, weight_init_std, rng)
        self.params["W1"] = np.zeros((i, h))


@loses("random", named=Mistake.WEIGHTS_ALIKE)
class AllWeightsAlike(Right):
    def __init__(self, i, h, o, weight_init_std=0.01, rng=None):
        super().__init__(i, h, o, weight_init_std, rng)
        self.params["W2"][:] = weight_init_std


@loses("random", named=Mistake.NOT_REPEATABLE)
class GeneratorIgnored(Right):
    def __init__(self, i, h, o, weight_init_std=0.01, rng=None):
        super().__init__(i, h, o, weight_init_std)


@loses("random", named=Mistake.RNG_IGNORED)
class SeedOfItsOwn(Right):
    def __init__(self, i, h, o, weight_init_std=0.01, rng=None):
        super().__init__(i, h, o, weight_init_std, np.random.default_rng(0))


@loses("random", named=Mistake.WRONG_SPREAD)
class SpreadIgnored(Right):
    def __init__(self, i, h, o, weight_init_std=0.01, rng=None):
        super().__init__(i, h, o, 0.01, rng)


@loses("random", named=Mistake.WRONG_SPREAD)
class SpreadSquared(Right):
    def __init__(self, i, h, o, weight_init_std=0.01, rng=None):
        super().__init__(i, h, o, weight_init_std**2, rng)


@loses("random", named=Mistake.WRONG_SPREAD)
class UniformFromZeroToOne(Right):
    def __init__(self, i, h, o, weight_init_std=0.01, rng=None):
        super().__init__(i, h, o, weight_init_std, rng)
        rng = rng or np.random.default_rng()
        self.params["W1"] = weight_init_std * rng.random((i, h))


@loses("start", "gradient", "types", named=Mistake.AXIS_OF_ONE)
class BiasesAsRows(Right):
    def __init__(self, i, h, o, weight_init_std=0.01, rng=None):
        super().__init__(i, h, o, weight_init_std, rng)
        self.params["b1"] = np.zeros((1, h))

    def gradient(self, x, t):
        slopes = super().gradient(x, t)
        return slopes | {"b1": slopes["b1"].reshape(self.params["b1"].shape)}


@loses("scores", "quiet", named=Mistake.PROBABILITIES_NOT_SCORES)
class ProbabilitiesPredicted(Right):
    def predict(self, x):
        return softmax_rows(Right.predict(self, x))

    def loss(self, x, t):
        return mean_loss(Right.predict(self, x), t)


@loses(
    "scores",
    "loss",
    "numerical",
    "properties",
    "extremes",
    "quiet",
    named=(Mistake.PROBABILITIES_NOT_SCORES, Mistake.SOFTMAX_TWICE),
)
class SoftmaxTwice(Right):
    def predict(self, x):
        return softmax_rows(super().predict(x))


@loses(
    "scores",
    "loss",
    "numerical",
    "properties",
    "extremes",
    "quiet",
    named=Mistake.ACTIVATED_OUTPUT,
)
class SigmoidOnTheScores(Right):
    def predict(self, x):
        return sigmoid(super().predict(x))


@loses(
    "scores",
    "loss",
    "numerical",
    "gradient",
    "square",
    "extremes",
    "quiet",
    named=Mistake.ANOTHER_ACTIVATION,
)
class ReluInTheHiddenLayer(Right):
    def hidden(self, x):
        return np.maximum(x @ self.params["W1"] + self.params["b1"], 0)

    def bend(self, z):
        return (z > 0) * 1.0


@loses(
    "scores",
    "loss",
    "accuracy",
    "numerical",
    "properties",
    "extremes",
    "quiet",
    named=Mistake.STALE_PARAMS,
)
class KeepsTheFirstArrays(Right):
    def __init__(self, *sizes, **options):
        super().__init__(*sizes, **options)
        self.W2 = self.params["W2"]

    def predict(self, x):
        return self.hidden(x) @ self.W2 + self.params["b2"]


@loses(
    "loss",
    "numerical",
    "extremes",
    named=(Mistake.SUM_NOT_MEAN, Mistake.GRADIENT_OF_SUM),
)
class SummedLoss(Right):
    def loss(self, x, t):
        return super().loss(x, t) * len(x)


@loses(
    "loss",
    "numerical",
    "properties",
    "extremes",
    named=(Mistake.SIGN_OF_LOSS, Mistake.SIGN_OF_GRADIENT),
)
class LossWithTheSignTurned(Right):
    def loss(self, x, t):
        return -super().loss(x, t)


@loses("loss", "numerical", "extremes", named=Mistake.PREDICTED_CLASS_NOT_LABEL)
class LossOfThePredictedClass(Right):
    def loss(self, x, t):
        y = self.predict(x)
        return mean_loss(y, y.argmax(axis=1))


@loses("extremes", "quiet", named=Mistake.NO_MAXIMUM_SUBTRACTED)
class OverflowingSoftmax(Right):
    def loss(self, x, t):
        powers = np.exp(self.predict(x))
        p = powers / powers.sum(axis=1, keepdims=True)
        return -np.mean(np.log(p[np.arange(len(p)), t]))


@loses("quiet", named=Mistake.WARNED)
class NaiveSigmoid(Right):
    def hidden(self, x):
        return 1 / (1 + np.exp(-(x @ self.params["W1"] + self.params["b1"])))


@loses("accuracy", "types", named=Mistake.COUNT_NOT_SHARE)
class AccuracyAsACount(Right):
    def accuracy(self, x, t):
        return np.sum(self.predict(x).argmax(axis=1) == t)


@loses("accuracy", named=Mistake.OVER_COLUMNS)
class AccuracyDownTheColumns(Right):
    def accuracy(self, x, t):
        return np.mean(self.predict(x).argmax(axis=0)[:1] == t)


@loses("accuracy", named=Mistake.PERCENT_NOT_SHARE)
class AccuracyAsPercentage(Right):
    def accuracy(self, x, t):
        return 100 * super().accuracy(x, t)


@loses("numerical", named=Mistake.ONE_SIDED)
class ForwardDifference(Right):
    def numerical_gradient(self, x, t, h=1e-3):
        slopes = {}
        for name, array in self.params.items():
            slopes[name] = np.zeros(array.shape)
            for place in np.ndindex(array.shape):
                kept = array[place]
                array[place] = kept + h
                up = self.loss(x, t)
                array[place] = kept
                slopes[name][place] = (up - self.loss(x, t)) / h
        return slopes


@loses("numerical", named=Mistake.SAME_FACTOR)
class ForgotTheTwo(Right):
    def numerical_gradient(self, x, t):
        slopes = super().numerical_gradient(x, t)
        return {name: 2 * value for name, value in slopes.items()}


@loses("numerical", named=Mistake.ALL_ZERO)
class ArgumentIgnored(Right):
    def numerical_gradient(self, x, t):
        return {name: np.zeros(array.shape) for name, array in self.params.items()}


@loses("numerical", "unchanged", named=Mistake.CHANGED_PARAMS)
class LeavesTheStepBehind(Right):
    def numerical_gradient(self, x, t, h=1e-4):
        slopes = {name: np.zeros(array.shape) for name, array in self.params.items()}
        for name, array in self.params.items():
            for place in np.ndindex(array.shape):
                array[place] += h
                up = self.loss(x, t)
                array[place] -= 2 * h
                slopes[name][place] = (up - self.loss(x, t)) / (2 * h)
        return slopes


@loses("gradient", "square", "properties", "extremes", named=Mistake.GRADIENT_OF_SUM)
class GradientOfTheSum(Right):
    def top(self, y, t):
        return super().top(y, t) * len(y)


@loses("gradient", "square", "properties", "extremes", named=Mistake.SIGN_OF_GRADIENT)
class SignTurned(Right):
    def gradient(self, x, t):
        slopes = super().gradient(x, t)
        return {name: -value for name, value in slopes.items()}


@loses("gradient", "square", "extremes", named=Mistake.LOCAL_SLOPE_IGNORED)
class SlopeOfSigmoidForgotten(Right):
    def bend(self, z):
        return 1.0


@loses("gradient", "square", "extremes", named=Mistake.OUTPUT_TAKEN_FOR_INPUT)
class SigmoidAppliedAgain(Right):
    def bend(self, z):
        again = sigmoid(z)
        return again * (1 - again)


@loses("square", named=Mistake.TRANSPOSE_MISPLACED)
class NotTurnedWhereItIsSquare(Right):
    def back(self, dy, W):
        return dy @ (W if W.shape[0] == W.shape[1] else W.T)


@loses("gradient", "square", "properties", "extremes", named=Mistake.BIAS_MEAN)
class MeanOfTheBiases(Right):
    def gradient(self, x, t):
        slopes = super().gradient(x, t)
        return slopes | {"b1": slopes["b1"] / len(x), "b2": slopes["b2"] / len(x)}


@loses(
    "gradient",
    "square",
    "properties",
    "extremes",
    "quiet",
    named=Mistake.LABELS_NOT_PAIRED,
)
class AllColumnsAtEveryLabel(Right):
    def top(self, y, t):
        dy = softmax_rows(y)
        dy[:, t] -= 1
        return dy / len(y)


@loses(
    "gradient",
    "square",
    "types",
    "properties",
    "extremes",
    "unchanged",
    "quiet",
    named=Mistake.INDEX_OUTSIDE,
)
class ArrayInsteadOfArange(Right):
    def top(self, y, t):
        dy = softmax_rows(y)
        dy[np.array(len(y)), t] -= 1
        return dy / len(y)


@loses("gradient", "square", named=Mistake.WRONG_VALUE)
class HiddenGradientFromTheNewWeights(Right):
    def gradient(self, x, t):
        old = self.params["W2"]
        slopes = super().gradient(x, t)
        self.params["W2"] = old - 0.1 * slopes["W2"]
        first = super().gradient(x, t)
        self.params["W2"] = old
        return first | {"W2": slopes["W2"], "b2": slopes["b2"]}


@loses("properties", "extremes", "unchanged", named=Mistake.CHANGED_PARAMS)
class StepsOnTheSide(Right):
    def gradient(self, x, t):
        slopes = super().gradient(x, t)
        self.params = {n: v - 0.1 * slopes[n] for n, v in self.params.items()}
        return slopes


@loses("unchanged", named=Mistake.CHANGED_INPUT)
class ScalesTheExamplesInPlace(Right):
    def accuracy(self, x, t):
        share = super().accuracy(x, t)
        x /= x.max()
        return share


@loses("types", named=Mistake.RETURNED_LIST)
class GradientAsLists(Right):
    def gradient(self, x, t):
        slopes = super().gradient(x, t)
        return {name: value.tolist() for name, value in slopes.items()}


@loses(
    "gradient",
    "square",
    "types",
    "properties",
    "extremes",
    "quiet",
    named=Mistake.NOT_BY_NAME,
)
class WeightsOnly(Right):
    def gradient(self, x, t):
        slopes = super().gradient(x, t)
        return {"W1": slopes["W1"], "W2": slopes["W2"]}


@loses("gradient", named=Mistake.KEPT_FROM_BEFORE)
class HiddenValuesOfTheFirstBatch(Right):
    def gradient(self, x, t):
        if not hasattr(self, "kept") or len(self.kept) != len(x):
            self.kept = self.hidden(x)
        z, p = self.kept, self.params
        dy = (softmax_rows(self.predict(x)) - np.eye(len(p["b2"]))[t]) / len(x)
        da = dy @ p["W2"].T * z * (1 - z)
        first = {"W1": x.T @ da, "b1": da.sum(axis=0)}
        return first | {"W2": z.T @ dy, "b2": dy.sum(axis=0)}


@loses("start", named=Mistake.SHARED_ARRAYS)
class OneDictionaryForAll(Right):
    shared: ClassVar = {}

    def __init__(
        self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None
    ):
        kept = self.shared
        super().__init__(input_size, hidden_size, output_size, weight_init_std, rng)
        kept.update(self.params)
        self.params = kept


@loses("start", named=Mistake.LESS_PRECISE)
class ShortFloats(Right):
    def __init__(
        self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None
    ):
        super().__init__(input_size, hidden_size, output_size, weight_init_std, rng)
        self.params = {n: v.astype(np.float32) for n, v in self.params.items()}


@loses("numerical", named=Mistake.NOT_MEASURED)
class NothingMeasured(Right):
    def numerical_gradient(self, x, t):
        return self.gradient(x, t)


@loses("gradient", named=Mistake.KEPT_FROM_BEFORE)
class HiddenValuesOfTheLastPrediction(Right):
    def predict(self, x):
        self.z = self.hidden(x)
        return self.z @ self.params["W2"] + self.params["b2"]

    def gradient(self, x, t):
        if not hasattr(self, "z") or len(self.z) != len(x):
            self.predict(x)
        z, p = self.z, self.params
        dy = self.top(z @ p["W2"] + p["b2"], t)
        da = dy @ p["W2"].T * z * (1 - z)
        first = {"W1": x.T @ da, "b1": da.sum(axis=0)}
        return first | {"W2": z.T @ dy, "b2": dy.sum(axis=0)}


@loses("extremes", named=Mistake.CAPPED)
class ProbabilitiesClipped(Right):
    def loss(self, x, t):
        p = softmax_rows(self.predict(x))[np.arange(len(x)), t]
        return -np.mean(np.log(np.clip(p, 1e-15, 1)))


@loses("extremes", named=Mistake.ROUNDED_TO_ZERO)
class LogarithmOfProbabilities(Right):
    def loss(self, x, t):
        p = softmax_rows(self.predict(x))[np.arange(len(x)), t]
        with np.errstate(divide="ignore"):
            return -np.mean(np.log(p))


@loses("extremes", named=Mistake.SHARED_MAXIMUM)
class OneMaximumForAllRows(Right):
    def top(self, y, t):
        powers = np.exp(y - y.max())
        with np.errstate(invalid="ignore"):
            dy = powers / powers.sum(axis=1, keepdims=True)
        dy[np.arange(len(y)), t] -= 1
        return dy / len(y)


@loses(
    "gradient",
    "square",
    "properties",
    "extremes",
    "quiet",
    named=Mistake.LABEL_NOT_SUBTRACTED,
)
class LabelsForgotten(Right):
    def top(self, y, t):
        return softmax_rows(y) / len(y)


@loses("gradient", "square", "extremes", named=Mistake.FACTOR_MISSING)
class HalfOfTheSlope(Right):
    def bend(self, z):
        return 1 - z


@loses("gradient", "square", "extremes", named=Mistake.SLOPE_OF_ANOTHER)
class SlopeOfTanh(Right):
    def bend(self, z):
        return 1 - z**2


@loses(
    "scores",
    "loss",
    "numerical",
    "extremes",
    "quiet",
    named=Mistake.NO_ACTIVATION,
)
class NoSigmoidInTheScores(Right):
    def predict(self, x):
        p = self.params
        return (x @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]


@loses("accuracy", named=Mistake.SMALLEST_NOT_LARGEST)
class AccuracyOfTheSmallest(Right):
    def accuracy(self, x, t):
        return np.mean(self.predict(x).argmin(axis=1) == t)
