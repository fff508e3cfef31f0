"""Answers to `epoch_batches`."""

import math

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "properties", "extremes")


# right and unusual


@loses()
def permutation_in_slices(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@loses()
def shuffled_in_place(n, batch_size, rng):
    order = np.arange(n)
    rng.shuffle(order)
    batches = []
    while len(order):
        batches.append(order[:batch_size])
        order = order[batch_size:]
    return batches


@loses()
def array_split_at(n, batch_size, rng):
    return np.split(rng.permutation(n), range(batch_size, n, batch_size))


@loses()
def choice_without_return(n, batch_size, rng):
    order = rng.choice(n, size=n, replace=False)
    count = math.ceil(n / batch_size)
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(count)]


@loses()
def sorted_by_random_keys(n, batch_size, rng):
    order = np.argsort(rng.random(n))
    return list(np.split(order, np.arange(batch_size, n, batch_size)))


@loses()
def tuple_of_small_integers(n, batch_size, rng):
    order = rng.permutation(n).astype(np.int32)
    return tuple(order[i : i + batch_size] for i in range(0, n, batch_size))


@loses()
def one_by_one(n, batch_size, rng):
    batches, batch = [], []
    for place in rng.permutation(n):
        batch.append(place)
        if len(batch) == batch_size:
            batches.append(np.array(batch))
            batch = []
    return batches + ([np.array(batch)] if batch else [])


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(n, batch_size, rng):
    permutation_in_slices(n, batch_size, rng)


@loses("values", "extremes", named=(Mistake.NOT_EACH_ONCE, Mistake.BATCH_SIZE))
def rest_dropped(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i * batch_size :][:batch_size] for i in range(n // batch_size)]


@loses("properties", named=Mistake.NOT_SHUFFLED)
def not_shuffled(n, batch_size, rng):
    order = np.arange(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@loses("properties", named=Mistake.PARTLY_SHUFFLED)
def batches_shuffled_not_examples(n, batch_size, rng):
    starts = range(0, n - n % batch_size, batch_size)
    full = [np.arange(n)[i : i + batch_size] for i in rng.permutation(starts)]
    rest = np.arange(n - n % batch_size, n)
    return [*full, rest] if len(rest) else full


@loses("values", "extremes", named=Mistake.NOT_EACH_ONCE)
def drawn_with_return(n, batch_size, rng):
    order = rng.choice(n, n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@loses("values", "extremes", named=(Mistake.NOT_EACH_ONCE, Mistake.BATCH_SIZE))
def drawn_anew_for_every_batch(n, batch_size, rng):
    count = math.ceil(n / batch_size)
    return [rng.choice(n, batch_size) for _ in range(count)]


@loses("properties", named=Mistake.NOT_REPEATABLE)
def global_random_state(n, batch_size, rng):
    order = np.random.permutation(n)  # noqa: NPY002 the mistake itself
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@loses("properties", named=Mistake.RNG_IGNORED)
def generator_of_its_own(n, batch_size, rng):
    order = np.random.default_rng(0).permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@loses("properties", named=Mistake.NOT_REPEATABLE)
def fresh_generator_without_a_seed(n, batch_size, rng):
    order = np.random.default_rng().permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@loses("values", "extremes", named=Mistake.NOT_EACH_ONCE)
def counted_from_one(n, batch_size, rng):
    order = rng.permutation(n) + 1
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@loses("values", "extremes", named=Mistake.BATCH_SIZE)
def one_batch_for_all(n, batch_size, rng):
    return [rng.permutation(n)]


@loses("values", named=Mistake.BATCH_SIZE)
def equal_pieces(n, batch_size, rng):
    return np.array_split(rng.permutation(n), math.ceil(n / batch_size))


@loses("values", "extremes", named=Mistake.BATCH_SIZE)
def as_many_pieces_as_the_batch_size(n, batch_size, rng):
    return np.array_split(rng.permutation(n), batch_size)


@loses("values", "extremes", named=Mistake.BATCH_SIZE)
def empty_batch_at_the_end(n, batch_size, rng):
    order = rng.permutation(n)
    count = n // batch_size + 1
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(count)]


@loses("types", named=Mistake.RETURNED_LIST)
def lists(n, batch_size, rng):
    order = rng.permutation(n).tolist()
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@loses("types", named=Mistake.NOT_INTEGER)
def floats(n, batch_size, rng):
    order = rng.permutation(n).astype(float)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@loses("values", "types", "properties", "extremes", named=Mistake.RESHAPED)
def a_matrix(n, batch_size, rng):
    return rng.permutation(n).reshape(-1, batch_size)


@loses("properties", named=Mistake.PARTLY_SHUFFLED)
def first_half_shuffled(n, batch_size, rng):
    order = np.arange(n)
    rng.shuffle(order[n // 2 :])
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@loses("values", "properties", named=(Mistake.PARTLY_SHUFFLED, Mistake.BATCH_SIZE))
def whole_batches_shuffled(n, batch_size, rng):
    batches = np.split(np.arange(n), range(batch_size, n, batch_size))
    return [batches[i] for i in rng.permutation(len(batches))]


@loses("properties", named=Mistake.PARTLY_SHUFFLED)
def shuffled_within_batches(n, batch_size, rng):
    batches = np.split(np.arange(n), range(batch_size, n, batch_size))
    return [rng.permutation(batch) for batch in batches]


@loses("properties", named=Mistake.PARTLY_SHUFFLED)
def turned_like_a_wheel(n, batch_size, rng):
    order = np.roll(np.arange(n), rng.integers(n))
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@loses("properties", named=Mistake.PARTLY_SHUFFLED)
def sorted_within_batches(n, batch_size, rng):
    return [np.sort(batch) for batch in permutation_in_slices(n, batch_size, rng)]


@loses("properties", named=Mistake.RNG_IGNORED)
def order_kept_from_the_first_epoch(n, batch_size, rng):
    if (n, batch_size) not in KEPT:
        KEPT[n, batch_size] = permutation_in_slices(n, batch_size, rng)
    return KEPT[n, batch_size]


KEPT = {}


@loses(
    "values", "types", "extremes", named=(Mistake.BATCH_SIZE, Mistake.ONE_NUMBER_ONLY)
)
def one_order_and_no_batches(n, batch_size, rng):
    return rng.permutation(n)
