"""Lab 14 beside the real torch; skipped where torch is not installed."""

import math
import random
from pathlib import Path

import pytest

from autograder.course.audit import reference
from autograder.course.course import Course
from autograder.course.sources import read_source
from gradlab import torch_side

torch = pytest.importorskip("torch")
COURSE = Course.find(Path(__file__))


@pytest.fixture(scope="module")
def lab():
    """Return what lab 14 defines, answers included."""
    return reference(read_source(COURSE, "14_autodiff"))


def recorded_in_the_lab():
    cells = read_source(COURSE, "14_autodiff").cells
    return [cell.source for cell in cells if "torch_side.numbers(" in cell.source]


def formula(a, b, c):
    return (a / b - c**3 + (a * c).tanh() * b.sigmoid() + (a - b).relu()) * c.exp() + a


@pytest.mark.parametrize("source", recorded_in_the_lab(), ids=len)
def test_the_recorded_numbers_are_those_of_this_torch(source, lab, monkeypatch):
    ran = []
    numbers = torch_side.numbers

    def noted(program):
        ran.append(program)
        return numbers(program)

    monkeypatch.setattr(torch_side, "numbers", noted)

    exec(source, dict(lab))

    assert ran


@pytest.mark.parametrize("seed", range(20))
def test_value_gives_the_gradients_of_torch(seed, lab):
    start = random.Random(seed).sample([-2.5, -1.25, -0.5, 0.75, 1.5, 2.0], 3)
    mine = [lab["Value"](number) for number in start]
    theirs = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in start]

    formula(*mine).backward()
    formula(*theirs).backward()

    for leaf, tensor in zip(mine, theirs, strict=True):
        assert math.isclose(leaf.grad, tensor.grad.item(), rel_tol=1e-9, abs_tol=1e-12)
