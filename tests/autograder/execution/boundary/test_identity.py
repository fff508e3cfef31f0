"""Arrays, lists, dictionaries and generators behave as in one process."""
# ruff: noqa: NPY002 - the global random state is what is tested

import numpy as np
import pytest

from tests.autograder.execution.boundary.across import (
    carried,
    names_of,
    object_tables,
    running,
)


def test_a_change_of_an_argument_in_place_is_seen_by_the_test():
    x = np.arange(3.0)

    with names_of("def double(x): x *= 2", "double") as double:
        double(x)

    assert x.tolist() == [0, 2, 4]


def test_a_function_that_returns_its_argument_returns_the_same_object():
    x = np.arange(3.0)

    with names_of("def same(x): return x", "same") as same:
        assert same(x) is x


def test_one_array_in_a_list_and_a_dictionary_stays_one():
    source = "def first(parts, named): parts[0] += 1; return parts[0] is named['x']"
    x = np.zeros(2)

    with names_of(source, "first") as first:
        assert first([x], {"x": x}) is True

    assert x.tolist() == [1, 1]


def test_a_change_through_a_view_with_gaps_reaches_the_whole():
    grid = np.zeros((3, 4))

    with names_of("def fill(x): x[:] = 5", "fill") as fill:
        fill(grid[1:, ::2])

    assert grid.sum() == 4 * 5


def test_containers_change_in_place():
    source = """
def grow(items, named, seen, raw):
    items.append(items); named["new"] = [1]; seen.discard(1); raw += b"x"
"""
    items, named, seen, raw = [], {}, {1, 2}, bytearray()

    with names_of(source, "grow") as grow:
        grow(items, named, seen, raw)

    assert items[0] is items
    assert (named, seen, raw) == ({"new": [1]}, {2}, b"x")


def test_a_returned_dictionary_that_the_test_edits_changes_in_the_student():
    source = """
params = {"W": np.ones((2, 2))}
def get(): return params
def total(): return params["W"].sum()
"""
    with names_of(source, "get", "total") as (get, total):
        get()["W"][0, 0] += 10
        assert total() == 14
        get()["W"] = np.zeros(1)
        assert total() == 0


def test_a_read_only_array_arrives_read_only():
    x = np.arange(3.0)
    x.flags.writeable = False

    with (
        names_of("def double(x): x *= 2", "double") as double,
        pytest.raises(ValueError, match="read-only"),
    ):
        double(x)


def test_an_array_reshaped_in_place_is_reshaped_in_the_test():
    x = np.arange(6.0)

    with names_of("def turn(x): x.shape = (2, 3)", "turn") as turn:
        turn(x)

    assert x.shape == (2, 3)


def test_a_random_generator_moves_on_for_both():
    rng, twin = np.random.default_rng(3), np.random.default_rng(3)

    with names_of("def draw(rng): return rng.normal(size=2)", "draw") as draw:
        drawn = draw(rng)

    assert drawn.tolist() == twin.normal(size=2).tolist()
    assert rng.random() == twin.random()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_global_random_state_moves_on_for_both(count):
    np.random.seed(5)
    wanted = np.random.randn(3 * count + 1).tolist()
    np.random.seed(5)

    with names_of("def draw(n): return np.random.randn(n)", "draw") as draw:
        parts = [draw(count), np.random.randn(count), draw(count), np.random.randn(1)]

    assert np.concatenate(parts).tolist() == wanted


CALLER = """
def call_often(f, x, times):
    for i in range(times):
        f(x + i)
"""


def test_callbacks_leave_nothing_behind():
    with running(CALLER) as student:
        call_often = student.name("call_often")
        kept = []

        call_often(lambda x: kept.append(student.kept) or [x], np.zeros(2), 300)

        assert max(kept) <= 5
        assert student.kept == 0


def test_what_the_test_keeps_of_a_callback_stays_as_it_was():
    kept = []

    with names_of(CALLER, "call_often") as call_often:
        call_often(kept.append, np.zeros(1), 3)

    assert [x.item() for x in kept] == [0, 1, 2]


def test_calls_leave_nothing_behind():
    with running("def wrap(x): return [x, {'x': x}]") as student:
        wrap = student.name("wrap")

        for i in range(50):
            wrap(np.full(3, i))

        assert student.kept <= 3


def test_a_dropped_object_that_others_held_lets_them_go_too():
    here, there = object_tables()
    made = carried(here, there, [[[np.zeros(2)]]])
    assert len(there) == 4

    del made
    there.write([None])

    assert len(there) == 0


@pytest.mark.parametrize("shape", [(100, 100), (300, 400)], ids=str)
@pytest.mark.parametrize("order", ["C", "F", "gaps"])
def test_a_large_array_changes_in_place_too(shape, order):
    source = """
def change(x, named): x[-1, 0] = 7; named["again"] = x; return x.flags.f_contiguous
"""
    whole = np.zeros((shape[0], 2 * shape[1]), order="C")
    x = whole[:, ::2] if order == "gaps" else np.zeros(shape, order=order)
    named = {}

    with names_of(source, "change") as change:
        assert change(x, named) == (order == "F")

    assert (x.sum(), x[-1, 0]) == (7, 7)
    assert named["again"] is x


def test_a_large_array_that_stays_on_both_sides_is_sent_when_it_changes():
    source = """
kept = np.ones((200, 200))
def get(): return kept
def total(): return kept.sum()
"""

    with names_of(source, "get", "total") as (get, total):
        x = get()
        x[0, 0] += 1
        assert total() == 40_001
        x *= 2
        assert total() == 80_002
        assert get() is x
