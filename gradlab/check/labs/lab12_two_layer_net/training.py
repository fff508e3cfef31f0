"""Visible checks of lab 12 for what stands around training: gaps, batches, counts."""

import math
from typing import Any

import numpy as np

from gradlab.check import expect, parts
from gradlab.check.expect import Function
from gradlab.check.visible import visible
from gradlab.words.mistakes import Mistake


@visible
def gradient_gaps(function: Function) -> None:
    """Check `gradient_gaps(a, b)`: by name, of zeros, and of tiny numbers."""
    a = {"W": np.array([[3.0, 0.0, 1.0], [0.0, 4.0, -2.0]]), "b": np.array([1.0, 0.0])}
    b = {"W": np.array([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0]]), "b": np.array([1.0, 0.0])}
    gaps = parts.by_name(expect.call(function, a, b), "W b")
    apart, sizes = math.sqrt(19), (math.sqrt(30), math.sqrt(7))
    telling: expect.Telling = [
        *((Mistake.NOT_RELATIVE, gap) for gap in (apart, 19, 19 / 6, apart / 6**0.5)),
        *((Mistake.ONE_SIZE_ONLY, apart / size) for size in sizes),
        (Mistake.OTHER_OPERATION, (sizes[0] - sizes[1]) / sum(sizes)),
        (Mistake.DENOMINATOR, 2 * apart / sum(sizes)),
        *((Mistake.DENOMINATOR, apart / math.sqrt(size)) for size in (37, 55, 210)),
        *((Mistake.ANOTHER_SIZE, gap) for gap in (3, 1.5, 9, 3 / 6, 9 / 15, 19 / 37)),
        *((Mistake.ANOTHER_SIZE, gap) for gap in (0.5835628905, 5 / 7, 5 / 9)),
        *((Mistake.EACH_ENTRY_ALONE, 103 / 30 / n) for n in (1, 5, 6)),
        (Mistake.EACH_ENTRY_ALONE, 1),
        (Mistake.NOT_SQUARED, 3 / 15),
        (Mistake.PERCENT_NOT_SHARE, 100 * apart / sum(sizes)),
        (Mistake.ANOTHER_FUNCTION, 9 / math.sqrt(210)),
    ]
    gaps["W"].gives(apart / sum(sizes), telling).has_form(())
    gaps["b"].gives(0).has_form(())
    zeros = {"b": np.zeros(3)}
    call = expect.call(function, zeros, {"b": np.zeros(3)})
    undefined = {Mistake.ZERO_BY_ZERO: np.nan}
    parts.by_name(call, "b")["b"].gives(0, undefined)
    _check_names_and_tiny_ones(function)


def _check_names_and_tiny_ones(function: Function) -> None:
    """Expect pairs by name, whatever their order, and the gap of tiny arrays."""
    a = {"v": np.array([3.0, 4.0]), "w": np.array([0.0, 1.0])}
    turned = {"w": np.array([0.0, 1.0]), "v": np.array([3.0, -4.0])}
    gap = parts.by_name(expect.call(function, a, turned), "v w")["v"]
    gap.gives(0.8, {Mistake.PAIRED_BY_POSITION: math.sqrt(18) / 6})
    close = {"b": np.array([1e-9, 0.0])}, {"b": np.array([0.0, 1e-9])}
    gap = parts.by_name(expect.call(function, *close), "b")["b"]
    added = [math.sqrt(2) / (2 + 10.0**k) for k in range(-6, 9)]  # 1e-15 to 0.1
    instead = [math.sqrt(2) / 10.0**k for k in range(1, 9)]
    below = [(Mistake.SMALL_NUMBER_BELOW, gap) for gap in (0, *added, *instead)]
    gap.gives(math.sqrt(0.5), below)


@visible
def epoch_batches(function: Function) -> None:
    """Check `epoch_batches(n, batch_size, rng)` for 50 examples in batches of 8."""
    batches = _listed(expect.call(function, 50, 8, np.random.default_rng(4)).result)
    sizes = [np.size(batch) for batch in batches]
    expect.that(sum(sizes) == 50, Mistake.NOT_EACH_ONCE, f"sizes {sizes}")
    expect.that(sizes == [8] * 6 + [2], Mistake.BATCH_SIZE, f"sizes {sizes}")
    for batch in batches:
        call = expect.Call("a batch of epoch_batches(50, 8, rng)", (), batch)
        call.has_form((np.size(batch),), integers=True)
    order = np.concatenate(batches)
    expect.that(sorted(order) == list(range(50)), Mistake.NOT_EACH_ONCE)
    expect.that(list(order) != list(range(50)), Mistake.NOT_SHUFFLED)
    even = _listed(expect.call(function, 12, 4, np.random.default_rng(4)).result)
    sizes = [len(batch) for batch in even]
    expect.that(sizes == [4, 4, 4], Mistake.BATCH_SIZE, f"sizes {sizes} for 12 in 4s")
    again = expect.call(function, 50, 8, np.random.default_rng(4)).result
    same = np.array_equal(np.concatenate(_listed(again)), order)
    expect.that(same, Mistake.NOT_REPEATABLE)
    _check_random_orders(function)


def _check_random_orders(function: Function) -> None:
    """Expect another order of every generator and epoch, and all of it random."""
    orders = np.array([_order(function, np.random.default_rng(k)) for k in range(30)])
    others = len(np.unique(orders, axis=0))
    expect.that(others > 20, Mistake.RNG_IGNORED, f"{others} orders of 30 generators")
    rng = np.random.default_rng(4)
    again = np.array_equal(_order(function, rng), _order(function, rng))
    expect.that(not again, Mistake.RNG_IGNORED, "two epochs with one generator")
    steps, blocks = np.diff(orders, axis=1), np.arange(50) // 8
    shares = {
        "neighbours stay side by side": np.mean(np.abs(steps) == 1),
        "examples stay in their batch": np.mean(orders // 8 == blocks),
        "pairs stay in their order": np.mean(steps > 0),
    }
    for story, share in shares.items():
        detail = f"of {share:.0%} of the examples: {story}"
        expect.that(share < 0.6, Mistake.PARTLY_SHUFFLED, detail)
    fixed = np.flatnonzero(np.ptp(orders, axis=0) == 0)
    expect.that(not fixed.size, Mistake.PARTLY_SHUFFLED, f"always alike: {fixed}")


def _order(function: Function, rng: np.random.Generator) -> expect.Array:
    batches = _listed(expect.call(function, 50, 8, rng).result)
    return np.concatenate([np.ravel(batch) for batch in batches]).astype(int)


def _listed(batches: Any) -> list[Any]:
    expect.that(batches is not None, Mistake.RETURNED_NONE)
    return list(batches)


@visible
def confusion_matrix(function: Function) -> None:
    """Check `confusion_matrix(labels, said, classes)` on eight pairs, and on many."""
    labels = np.array([2, 1, 1, 0, 1, 0, 2, 1])
    said = np.array([0, 2, 2, 0, 1, 1, 2, 2])
    right = np.array([[1, 1, 0], [0, 1, 3], [1, 0, 1]])
    first, last = np.zeros((2, 3, 3))
    first[2, 0] = last[1, 2] = 1
    of_labels, of_said = right.sum(axis=1, keepdims=True), right.sum(axis=0)
    shares = [right / of_labels, right / of_said, right / 8]
    telling: expect.Telling = [
        (Mistake.PAIRS_COUNTED_ONCE, np.minimum(right, 1)),
        (Mistake.LABELS_IN_COLUMNS, right.T),
        *((Mistake.SHARES_NOT_COUNTS, share) for share in shares),
        *((Mistake.SHARES_NOT_COUNTS, 100 * share) for share in shares),
        (Mistake.ONLY_DIAGONAL, np.eye(3)),
        (Mistake.DIAGONAL_LEFT_OUT, right - np.eye(3)),
        (Mistake.LABELS_NOT_PAIRED, of_labels * of_said),
        *((Mistake.ONE_EXAMPLE_ONLY, one) for one in (first, last)),
        *((Mistake.EXAMPLE_LEFT_OUT, right - one) for one in (first, last)),
    ]
    call = expect.unchanged(function, labels, said, 3)
    call.gives(right, telling).has_form((3, 3), integers=True)
    few = expect.call(function, labels[3:4], said[3:4], 2)
    few.gives([[1, 0], [0, 0]]).has_form((2, 2), integers=True)
    _check_small_integers(function)


def _check_small_integers(function: Function) -> None:
    """Expect that neither a count nor a place wraps around where labels are uint8."""
    right = np.zeros((20, 20))
    right[19, 18] = 300
    elsewhere = np.zeros((20, 20))
    elsewhere[divmod((20 * 19 + 18) % 256, 20)] = 300
    many = np.full(300, 19, dtype=np.uint8), np.full(300, 18, dtype=np.uint8)
    wrapped: expect.Telling = [
        (Mistake.WRAPPED_INTEGERS, right * (300 % 256) / 300),
        (Mistake.WRAPPED_INTEGERS, elsewhere),
    ]
    expect.call(function, *many, 20).gives(right, wrapped)
