"""Visible check of lab 14 for a test of a student, tried on variants of an answer."""

from typing import Any

import numpy as np

from gradlab.check import bench
from gradlab.check.expect import Array, Function
from gradlab.check.labs import lab14_autodiff
from gradlab.check.visible import visible

Tape = list[tuple[Any, Any]]  # sources and slopes of each line


@visible
def test_walk_back(test: Function, own: Function) -> None:
    """Try a test of `walk_back` on that function and on variants of it."""
    right = [one_line_longer_and_back]
    wrong = [same_source_counted_once, first_source_alone, local_slopes_forgotten]
    wrong += [something_for_unused_lines, cut_to_whole_numbers, tape_used_up]
    print(bench.judged_on_own(test, own, lab14_autodiff.walk_back, right, wrong))


def one_line_longer_and_back(own: Function, tape: Tape) -> Array:
    """Return half the gradients of twice the last line."""
    found: Array = own([*tape, ((len(tape) - 1,), (2.0,))])
    return found[:-1] / 2


def same_source_counted_once(own: Function, tape: Tape) -> Array:
    """Return gradients without the second share of a line for the same source."""
    once = [dict(zip(*line, strict=True)) for line in tape]
    return _walked(own, [(tuple(line), tuple(line.values())) for line in once])


def first_source_alone(own: Function, tape: Tape) -> Array:
    """Return gradients that went to the first source of each line."""
    return _walked(own, [(sources[:1], slopes[:1]) for sources, slopes in tape])


def local_slopes_forgotten(own: Function, tape: Tape) -> Array:
    """Return gradients that were handed on as they are."""
    return _walked(own, [(sources, (1.0,) * len(sources)) for sources, _ in tape])


def something_for_unused_lines(own: Function, tape: Tape) -> Array:
    """Return 1 for the lines without influence."""
    found = _walked(own, tape)
    return np.where(found == 0, 1.0, found)


def cut_to_whole_numbers(own: Function, tape: Tape) -> Array:
    """Return gradients without their fractions."""
    return np.trunc(_walked(own, tape))


def tape_used_up(own: Function, tape: Tape) -> Array:
    """Return right gradients, and leave a tape of one line."""
    found = _walked(own, tape)
    del tape[1:]
    return found


def _walked(own: Function, tape: Tape) -> Array:
    found: Array = own(tape)
    return found
