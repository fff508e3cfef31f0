"""The bundled network: its form, and how well it reads digits."""

import numpy as np

from gradlab.data import load_digit_network, load_digits

SHAPES = {
    "W1": (64, 24),
    "b1": (24,),
    "W2": (24, 16),
    "b2": (16,),
    "W3": (16, 10),
    "b3": (10,),
}


def scores(network, x):
    z = x
    for k in "12":
        z = 1 / (1 + np.exp(-(z @ network[f"W{k}"] + network[f"b{k}"])))
    return z @ network["W3"] + network["b3"]


def test_the_network_has_the_shapes_of_the_docstring():
    network = load_digit_network()

    assert {name: numbers.shape for name, numbers in network.items()} == SHAPES
    assert {numbers.dtype.name for numbers in network.values()} == {"float64"}


def test_two_calls_share_no_array():
    first = load_digit_network()

    first["W1"][...] = 7

    assert not np.any(load_digit_network()["W1"] == 7)


def test_the_network_reads_as_many_digits_as_its_page_says():
    digits, network = load_digits(), load_digit_network()

    train = scores(network, digits.x_train).argmax(axis=1) == digits.t_train
    test = scores(network, digits.x_test).argmax(axis=1) == digits.t_test

    assert (int(train.sum()), int(test.sum())) == (1437, 348)
