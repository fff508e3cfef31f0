"""The stand-in for `Value`: slopes that are counted forward."""

import math

import pytest

from gradlab.standin import Value


def slope(function, x, h=1e-6):
    return (function(Value(x + h)).data - function(Value(x - h)).data) / (2 * h)


CURVES = [
    lambda v: v.log() + 2 * v,
    lambda v: v.log() * (1 + v) / 3,
    lambda v: (v.tanh() * v.sigmoid()).log(),
    lambda v: 3 - (v**3 / 2).log() - v / 4,
]


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("x", [0.3, 1.7])
def test_a_slope_is_what_is_measured(curve, x):
    v = Value(x)

    curve(v).backward()

    assert v.grad == pytest.approx(slope(curve, x), rel=1e-6)


def test_a_value_that_is_used_twice_adds_its_slopes_up():
    a, b = Value(2.0), Value(3.0)

    (a * b + a).log().backward()  # of 8

    assert (a.grad, b.grad) == (4.0 / 8, 2.0 / 8)


def test_sigmoid_does_not_overflow():
    assert Value(-1000.0).sigmoid().data == 0.0
    assert math.isclose(Value(0.0).sigmoid().data, 0.5)


def test_it_walks_back_from_logarithms_alone(capsys):
    v = Value(2.0)

    (v * v / 3).backward()

    assert v.grad == 0.0
    assert "Paste your own Value" in capsys.readouterr().out
