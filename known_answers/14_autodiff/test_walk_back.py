"""Tests of `walk_back` that students may write."""

import numpy as np
from numpy.testing import assert_allclose

from gradlab import check
from gradlab.check import Mistake

from . import loses

ALL = ("accepts", "catches", "edges")
TAPE = [((), ()), ((), ()), ((0, 1), (2.0, -0.5)), ((2, 2, 0), (3.0, 1.0, 10.0))]
RIGHT = [18.0, -2.0, 4.0, 1.0]
UNUSED = [((), ()), ((), ()), ((0,), (5.0,)), ((0,), (0.25,))]


def same(found, right):
    return np.shape(found) == np.shape(right) and np.allclose(found, right)


# right and unusual


@loses()
def two_tapes(walk):
    tape = list(TAPE)
    assert same(walk(tape), RIGHT)
    assert tape == TAPE
    assert same(walk(list(UNUSED)), [0.25, 0.0, 0.0, 1.0])


@loses()
def with_numpy_testing(walk):
    tape = list(TAPE)
    assert_allclose(walk(tape), RIGHT)
    assert len(tape) == 4
    assert_allclose(walk(list(UNUSED)), [0.25, 0.0, 0.0, 1.0])


@loses()
def many_small_tapes(walk):
    leaf = ((), ())
    cases = [
        ([leaf, ((0, 0), (1.5, 1.5))], [3.0, 1.0]),
        ([leaf, leaf, ((1,), (0.5,))], [0.0, 0.5, 1.0]),
        ([leaf, ((0,), (2.0,)), ((1, 0), (3.0, 4.0))], [10.0, 3.0, 1.0]),
        ([leaf, ((0,), (2.0,)), ((1,), (-3.0,))], [-6.0, -3.0, 1.0]),
        ([leaf, leaf, ((0, 1), (7.0, 2.5))], [7.0, 2.5, 1.0]),
    ]
    for tape, right in cases:
        kept = list(tape)
        assert same(walk(tape), right), tape
        assert tape == kept


@loses()
def beside_a_forward_walk(walk):
    rng = np.random.default_rng(1)
    for _ in range(4):
        tape = [((), ()), ((), ())]
        for line in range(2, 9):
            sources = tuple(rng.integers(0, line - 1, 3).tolist())
            tape.append((sources, tuple(rng.normal(size=3).tolist())))
        tape.append(((8, 8, 5), (0.5, -2.0, 1.0)))
        kept = list(tape)
        assert same(walk(tape), forward(kept))
        assert tape == kept


def forward(tape):
    found = []
    for start in range(len(tape)):
        moves = []
        for line, (sources, slopes) in enumerate(tape):
            pairs = zip(sources, slopes, strict=True)
            moves.append((line == start) + sum(moves[i] * s for i, s in pairs))
        found.append(moves[-1])
    return found


@loses()
def raises_by_hand(walk):
    tape = list(TAPE)
    if not same(walk(tape), RIGHT) or tape != TAPE:
        raise AssertionError("the first tape")
    if not same(walk(list(UNUSED)), [0.25, 0.0, 0.0, 1.0]):
        raise AssertionError("unused lines")


@loses()
def counted_and_summed_up(walk):
    tape, failures = list(TAPE), 0
    failures += not same(walk(tape), RIGHT)
    failures += tape != TAPE
    failures += not same(walk(list(UNUSED)), [0.25, 0.0, 0.0, 1.0])
    assert failures == 0


# wrong


@loses(*ALL, named=Mistake.TEST_MISSED_WRONG)
def asks_for_nothing(walk):
    walk(list(TAPE))


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def refuses_everything(walk):
    raise AssertionError


@loses(*ALL, named=Mistake.TEST_RETURNED)
def returns_the_verdict(walk):
    return same(walk(list(TAPE)), RIGHT)


@loses(*ALL, named=Mistake.TEST_BROKE)
def stops_with_an_error(walk):
    assert walk(list(TAPE))[7] == 0


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def wrong_by_hand(walk):
    assert same(walk(list(TAPE)), [16.0, -2.0, 4.0, 1.0])


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def insists_on_a_list(walk):
    assert walk(list(TAPE)) is RIGHT


@loses("catches", "edges", named=Mistake.TEST_MISSED_WRONG)
def the_example_alone(walk):
    assert same(walk([((), ()), ((0,), (3.0,))]), [3.0, 1.0])


@loses("catches", "edges", named=Mistake.TEST_MISSED_WRONG)
def every_line_used_once(walk):
    tape = [((), ()), ((0,), (2.0,)), ((1,), (0.5,))]
    assert same(walk(tape), [1.0, 0.5, 1.0])


@loses("edges", named=Mistake.TEST_MISSED_WRONG)
def never_looks_at_the_tape(walk):
    assert same(walk(list(TAPE)), RIGHT)
    assert same(walk(list(UNUSED)), [0.25, 0.0, 0.0, 1.0])


@loses("edges", named=Mistake.TEST_MISSED_WRONG)
def whole_numbers_alone(walk):
    tape = list(TAPE)
    assert same(walk(tape), RIGHT)
    assert tape == TAPE
    assert same(walk([((), ()), ((), ()), ((0,), (5.0,))]), [5.0, 0.0, 1.0])


@loses("edges", named=Mistake.TEST_MISSED_WRONG)
def no_unused_line(walk):
    tape = list(TAPE)
    assert same(walk(tape), RIGHT)
    assert tape == TAPE
    assert same(walk([((), ()), ((0,), (0.25,))]), [0.25, 1.0])


@loses("catches", "edges", named=Mistake.TEST_MISSED_WRONG)
def the_last_gradient_alone(walk):
    assert walk(list(TAPE))[-1] == 1.0
    assert walk(list(UNUSED))[0] != 0.0


@loses(*ALL, named=Mistake.TEST_MISSED_WRONG)
def hands_on_to_the_check_of_the_course(walk):
    check.walk_back(walk)
