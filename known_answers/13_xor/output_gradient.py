"""Answers to `output_gradient`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "properties", "extremes", "unchanged", "quiet")


# right and unusual


@loses()
def mean_first(target, output):
    n = np.shape(output)[0]
    return output / n - target / n


@loses()
def by_size(target, output):
    return np.subtract(output, target) / np.size(output)


@loses()
def loop(target, output):
    slopes = np.zeros(np.shape(output))
    for i in range(len(output)):
        slopes[i] = (output[i] - target[i]) / len(output)
    return slopes


@loses()
def minus_the_other_way(target, output):
    return -(1 / len(target)) * (target - output)


@loses()
def two_branches(target, output):
    return np.where(target == 1, output - 1.0, output) / output.shape[0]


@loses()
def as_floats_and_in_place_on_a_copy(target, output):
    slopes = np.array(output, dtype=float)
    slopes -= target
    slopes /= len(slopes)
    return slopes


@loses()
def by_true_divide(target, output):
    return np.true_divide(np.asarray(output) - np.asarray(target), float(len(target)))


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(target, output):
    print(output - target)


@loses("values", "properties", "extremes", "quiet", named=Mistake.GRADIENT_OF_SUM)
def gradient_of_the_sum(target, output):
    return output - target


@loses("values", "properties", "extremes", "quiet", named=Mistake.SIGN_OF_GRADIENT)
def target_minus_output(target, output):
    return (target - output) / len(output)


@loses("extremes", "quiet", named=Mistake.ZERO_BY_ZERO)
def friends_two_factors(target, output):
    slope = (output - target) / (output * (1 - output))
    return slope * (output * (1 - output)) / len(output)


@loses("values", "properties", "extremes", "quiet", named=Mistake.SLOPE_TWICE)
def slope_of_the_squared_error(target, output):
    return (output - target) * output * (1 - output) / len(output)


@loses(
    "values", "properties", "extremes", "quiet", named=Mistake.SLOPE_OF_SIGMOID_MISSING
)
def slope_at_the_output(target, output):
    return (output - target) / (output * (1 - output)) / len(output)


@loses(
    "values", "types", "properties", "extremes", "quiet", named=Mistake.ONE_NUMBER_ONLY
)
def summed_up(target, output):
    return np.sum(output - target) / len(output)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def subtracts_in_place(target, output):
    output -= target
    output /= len(output)
    return output


@loses("values", "types", "properties", "extremes", "quiet", named=Mistake.AXIS_OF_ONE)
def divided_by_four_always(target, output):
    return (output - target).ravel() / 4


@loses("types", named=Mistake.RETURNED_LIST)
def list_of_slopes(target, output):
    return list((output - target) / len(output))


@loses("values", "properties", "extremes", "quiet", named=Mistake.SAME_FACTOR)
def a_two_too_much(target, output):
    return 2 * (output - target) / len(output)


@loses("extremes", "quiet", named=Mistake.SLOPE_TWICE)
def eps_in_the_denominator(target, output):
    eps = 1e-12
    slope = (output - target) / (output * (1 - output) + eps)
    return slope * output * (1 - output) / len(output)


@loses("types", named=Mistake.LESS_PRECISE)
def half_precision(target, output):
    return ((output - target) / len(output)).astype(np.float32)


@loses("values", "properties", "extremes", "quiet", named=Mistake.SIGN_OF_GRADIENT)
def arguments_swapped(target, output):
    return (target - output) / len(target)


@loses("values", "properties", "extremes", named=Mistake.BRACKETS)
def brackets_forgotten(target, output):
    return output - target / len(output)


@loses("values", "properties", "extremes", "quiet", named=Mistake.ARGUMENT_IGNORED)
def labels_ignored(target, output):
    return output / len(output)
