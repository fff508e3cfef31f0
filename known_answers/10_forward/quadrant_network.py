"""Answers to `quadrant_network`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "properties", "extremes")


def network(W1, b1, W2, b2, W3, b3):
    numbers = {"W1": W1, "b1": b1, "W2": W2, "b2": b2, "W3": W3, "b3": b3}
    return {name: np.array(values, dtype=float) for name, values in numbers.items()}


def usual(k=60.0):
    return network(
        [[k, 0, 0], [0, k, 0]],
        [0, 0, 0],
        [[k, k], [k, k], [0, 0]],
        [-0.5 * k, -1.5 * k],
        [[0, 1], [0, -1]],
        [0.5, 0],
    )


# right and unusual


@loses()
def at_least_one_but_not_both():
    return usual()


@loses()
def the_last_layer_compares_with_zero():
    return (
        usual()
        | network(*6 * [0])
        | {
            **{name: usual()[name] for name in ("W1", "b1", "W2", "b2")},
            "W3": np.array([[-1.0, 1.0], [1.0, -1.0]]),
            "b3": np.array([0.5, -0.5]),
        }
    )


@loses()
def very_steep():
    return usual(1000.0)


@loses()
def or_and_not_and():
    k = 60.0
    made = usual()
    made["W2"], made["b2"] = (
        np.array([[k, -k], [k, -k], [0, 0]]),
        k * np.array([-0.5, 1.5]),
    )
    made["W3"], made["b3"] = np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([1.5, 0.0])
    return made


@loses()
def first_minus_second_and_back():
    k = 60.0
    made = usual()
    made["W2"], made["b2"] = np.array([[k, -k], [-k, k], [0, 0]]), np.full(2, -0.5 * k)
    made["W3"], made["b3"] = np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([0.5, 0.0])
    return made


@loses()
def third_neuron_used():
    made = usual()
    made["W1"] = np.array([[0.0, 60.0, 0.0], [0.0, 0.0, 60.0]])
    made["W2"] = np.array([[0.0, 0.0], [60.0, 60.0], [60.0, 60.0]])
    return made


@loses()
def with_a_note():
    return usual() | {"title": "different signs"}


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing():
    usual()


@loses("values", "extremes", named=(Mistake.CLASSES_TURNED, Mistake.QUADRANT_WRONG))
def classes_swapped():
    made = usual()
    return made | {"W3": made["W3"][:, ::-1].copy(), "b3": made["b3"][::-1].copy()}


@loses("values", "extremes", named=Mistake.QUADRANT_WRONG)
def at_least_one():
    return usual() | {"W3": np.array([[0.0, 1.0], [0.0, 0.0]])}


@loses("values", "extremes", named=Mistake.QUADRANT_WRONG)
def both():
    return usual() | {"W3": np.array([[0.0, 0.0], [0.0, 1.0]])}


@loses("values", "extremes", named=Mistake.QUADRANT_WRONG)
def zeros():
    return {name: 0 * numbers for name, numbers in usual().items()}


@loses("values", "extremes", named=Mistake.QUADRANT_WRONG)
def the_book():
    return network(
        [[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]],
        [0.1, 0.2, 0.3],
        [[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]],
        [0.1, 0.2],
        [[0.1, 0.3], [0.2, 0.4]],
        [0.1, 0.2],
    )


@loses("extremes", named=Mistake.QUADRANT_WRONG)
def too_gentle_near_the_axes():
    made = usual()
    made["W1"], made["b1"] = 0.1 * made["W1"], np.full(3, -1.0)
    return made


@loses("properties", named=Mistake.SHARED_ARRAYS)
def one_dictionary_for_all():
    return ONCE


@loses("properties", named=Mistake.SHARED_ARRAYS)
def copied_dictionary_with_old_arrays():
    return ARRAYS.copy()


@loses("types", named=Mistake.NOT_FLOAT)
def integers():
    return {name: np.round(2 * a).astype(int) for name, a in usual().items()}


@loses("types", named=Mistake.RETURNED_LIST)
def lists():
    return {name: numbers.tolist() for name, numbers in usual().items()}


@loses("types", named=Mistake.LESS_PRECISE)
def float32():
    return {name: numbers.astype(np.float32) for name, numbers in usual().items()}


@loses("types", named=Mistake.AXIS_OF_ONE)
def biases_as_rows():
    made = usual()
    return made | {name: made[name][None, :] for name in ("b1", "b2", "b3")}


@loses(*ALL, named=Mistake.NOT_BY_NAME)
def a_tuple():
    return tuple(usual().values())


@loses(*ALL, named=Mistake.NOT_BY_NAME)
def without_biases():
    return {name: numbers for name, numbers in usual().items() if name[0] == "W"}


ONCE, ARRAYS = usual(), usual()
