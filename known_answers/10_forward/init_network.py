"""Answers to `init_network`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses


def numbers():
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


# right and unusual


@loses()
def as_in_the_book():
    network = {}
    network["W1"] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    network["b1"] = np.array([0.1, 0.2, 0.3])
    network["W2"] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    network["b2"] = np.array([0.1, 0.2])
    network["W3"] = np.array([[0.1, 0.3], [0.2, 0.4]])
    network["b3"] = np.array([0.1, 0.2])
    return network


@loses()
def counted_and_divided():
    return {
        "W1": np.arange(1, 7).reshape(3, 2).T / 10,
        "W2": np.arange(1, 7).reshape(2, 3).T / 10,
        "W3": np.arange(1, 5).reshape(2, 2).T / 10,
        "b1": np.arange(1, 4) / 10,
        "b2": np.arange(1, 3) / 10,
        "b3": np.arange(1, 3) / 10,
    }


@loses()
def keyword_arguments():
    return dict(**numbers())


@loses()
def with_a_note():
    return numbers() | {"title": "the book's network"}


@loses()
def copied_from_a_constant():
    return {name: value.copy() for name, value in ONCE.items()}


@loses()
def transposed_views():
    network = numbers()
    network["W3"] = np.array([[0.1, 0.2], [0.3, 0.4]]).T
    return network


@loses()
def read_from_a_table():
    shapes = [("W1", 2, 3), ("W2", 3, 2), ("W3", 2, 2)]
    network = {f"b{k}": np.linspace(0.1, n / 10, n) for k, n in [(1, 3), (2, 2)]}
    network["b3"] = network["b2"].copy()
    for name, rows, columns in shapes:
        network[name] = np.fromfunction(
            lambda i, j, rows=rows: (1 + i + rows * j) / 10, (rows, columns)
        )
    return network


# wrong


@loses(*EVERYTHING, named=Mistake.RETURNED_NONE)
def returns_nothing():
    numbers()


@loses(*EVERYTHING, named=Mistake.NOT_BY_NAME)
def a_tuple():
    return tuple(numbers().values())


@loses(*EVERYTHING, named=Mistake.NOT_BY_NAME)
def lower_case_names():
    return {name.lower(): value for name, value in numbers().items()}


@loses(*EVERYTHING, named=Mistake.NOT_BY_NAME)
def forgets_the_last_bias():
    network = numbers()
    del network["b3"]
    return network


@loses("types", "properties", named=Mistake.RETURNED_LIST)
def lists():
    return {name: value.tolist() for name, value in numbers().items()}


@loses("values", named=Mistake.TRANSPOSE_MISPLACED)
def last_matrix_turned():
    return numbers() | {"W3": np.array([[0.1, 0.2], [0.3, 0.4]])}


@loses("values", "types", named=Mistake.TRANSPOSED)
def all_matrices_turned():
    return {name: value.T for name, value in numbers().items()}


@loses("values", "types", named=Mistake.AXIS_OF_ONE)
def biases_as_rows():
    network = numbers()
    return network | {b: network[b][None] for b in ["b1", "b2", "b3"]}


@loses("values", "types", named=Mistake.AXIS_OF_ONE)
def biases_as_columns():
    network = numbers()
    return network | {b: network[b][:, None] for b in ["b1", "b2", "b3"]}


@loses("values", named=Mistake.WRONG_VALUE)
def one_number_mistyped():
    return numbers() | {"b2": np.array([0.1, 0.3])}


@loses("values", named=Mistake.WRONG_VALUE)
def drawn_at_random():
    rng = np.random.default_rng(0)
    return {name: rng.normal(size=value.shape) for name, value in numbers().items()}


@loses("values", "types", named=Mistake.ONE_TOO_MANY)
def last_layer_forgotten_to_shrink():
    return numbers() | {"W3": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])}


@loses("values", "types", named=Mistake.NOT_FLOAT)
def cut_to_integers():
    return {name: value.astype(int) for name, value in numbers().items()}


@loses("types", named=Mistake.NOT_FLOAT)
def object_arrays():
    return {name: value.astype(object) for name, value in numbers().items()}


ONCE = numbers()
SHARED = numbers()
SHALLOW = numbers()
SLICED = numbers()


@loses("properties", named=Mistake.SHARED_ARRAYS)
def one_dictionary_for_all():
    return SHARED


@loses("properties", named=Mistake.SHARED_ARRAYS)
def new_dictionary_of_old_arrays():
    return SHALLOW.copy()


@loses("properties", named=Mistake.SHARED_ARRAYS)
def views_of_a_constant():
    return {name: value[...] for name, value in SLICED.items()}
