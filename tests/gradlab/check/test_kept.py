"""A call that changes an argument is noticed, whatever else it does."""

import numpy as np
import pytest

from gradlab.check import CheckFailed, Mistake, kept


def adds_in_place(x):
    x += 1.0
    return x


def adds_in_place_and_raises(x):
    x += 1.0
    raise ValueError("no more")


@pytest.mark.parametrize("function", [adds_in_place, adds_in_place_and_raises])
def test_a_changed_argument_is_told(function):
    with pytest.raises(CheckFailed, match="left its argument as") as caught:
        kept.by(function, np.zeros((1, 2)))

    assert caught.value.mistake is Mistake.CHANGED_INPUT


@pytest.mark.parametrize("function", [np.negative, lambda x: x["no key"]])
def test_what_leaves_its_argument_alone_passes_even_if_it_raises(function):
    kept.by(function, np.zeros((1, 2)))
