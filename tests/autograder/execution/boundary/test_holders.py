"""Paths, containers of `collections`, arrays of objects, times and records cross."""

import collections
import pathlib

import hypothesis.extra.numpy as hnp
import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from autograder.errors import WireError
from autograder.execution.boundary import exact, holders, tags
from tests.autograder.execution.boundary.across import crossed, names_of, object_tables

PATHS = st.lists(st.text("aé. -", min_size=1), min_size=1).map("/".join)


@given(PATHS, st.sampled_from([pathlib.Path, pathlib.PurePosixPath]))
def test_a_path_arrives_as_one(text, kind):
    arrived = crossed(kind(text))

    assert (type(arrived), arrived) == (type(kind(text)), kind(text))


@pytest.mark.parametrize(
    "fields", [["x"], [9, "x"], [True, "x"], [0, 3], [0, "a\0"], [0, "x" * 5_000]]
)
def test_what_is_no_path_is_refused(fields):
    with pytest.raises(WireError):
        exact.built(exact.PATH, *fields)


PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.floats())
MAPPED = st.dictionaries(st.text() | st.integers(), PLAIN | st.lists(PLAIN))
HOLDERS = st.one_of(
    st.dictionaries(st.text(), st.integers()).map(collections.Counter),
    MAPPED.map(collections.OrderedDict),
    MAPPED.map(lambda items: collections.defaultdict(list, items)),
    st.tuples(st.lists(PLAIN), st.none() | st.integers(0, 5)).map(
        lambda both: collections.deque(*both)
    ),
)


@given(HOLDERS)
def test_containers_of_collections_arrive_as_what_they_are(value):
    arrived = crossed(value)

    assert type(arrived) is type(value)
    assert repr(arrived) == repr(value)


def test_a_counter_that_is_changed_in_place_is_changed_on_the_other_side():
    with names_of("def more(c): c['a'] += 1; c['z'] = -1", "more") as more:
        counts = collections.Counter("aab")
        more(counts)

    assert counts == collections.Counter(a=3, b=1, z=-1)
    assert list(counts) == ["a", "b", "z"]


def test_what_makes_missing_values_is_asked_where_it_is():
    source = "from collections import defaultdict\nd = defaultdict(lambda: [7])"
    with names_of(source, "d") as given:
        assert given["new"] == [7]


def test_a_default_that_cannot_be_called_is_refused():
    with pytest.raises(WireError, match="can be called"):
        holders.fill_defaults(collections.defaultdict(), [3], object_tables()[0])


@pytest.mark.parametrize("longest", [-1, "3", True, 0.5])
def test_a_queue_of_no_length_is_refused(longest):
    with pytest.raises(WireError):
        holders.empty_queue([longest])


@given(
    hnp.arrays(
        object,
        hnp.array_shapes(min_dims=0, min_side=0, max_side=3),
        elements=PLAIN | st.lists(st.integers()),
    )
)
def test_an_array_of_objects_arrives_as_one(value):
    arrived = crossed(value)

    assert (arrived.dtype, arrived.shape) == (value.dtype, value.shape)
    assert repr(arrived.tolist()) == repr(value.tolist())


def test_an_array_of_objects_is_changed_in_place():
    with names_of("def put(a): a[0] = ['new']", "put") as put:
        values = np.array([None, "b"], dtype=object)
        put(values)

    assert values.tolist() == [["new"], "b"]


@pytest.mark.parametrize("fields", [[[3], 1], [[-1]], ["2", 1, 2], [[True], 1]])
def test_an_array_of_objects_of_no_such_shape_is_refused(fields):
    with pytest.raises(WireError):
        holders.empty_objects(fields)


UNITS = st.sampled_from(["Y", "M", "D", "h", "s", "ms", "ns"])
TIMES = UNITS.flatmap(
    lambda unit: st.sampled_from([f"M8[{unit}]", f"m8[{unit}]", f">M8[{unit}]"])
)


@given(TIMES, st.lists(st.integers(-(2**40), 2**40), max_size=4))
def test_times_of_numpy_arrive_as_they_are(dtype, numbers):
    value = np.array(numbers, dtype="i8").astype(dtype)

    arrived = crossed(value)

    assert arrived.dtype == value.dtype
    assert arrived.tobytes() == value.tobytes()


FIELDS = st.sampled_from(["?", "i4", "f8", "U3", "M8[D]"])
RECORDS = st.lists(
    st.tuples(
        st.text("abcé ", min_size=1, max_size=3),
        st.sampled_from(["?", "i4", "f8", "U3", "M8[D]"]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda field: field[0],
)


@settings(deadline=None)  # the first dtype takes long on a busy machine
@given(RECORDS, st.booleans(), st.integers(0, 3))
def test_records_arrive_with_their_fields(fields, aligned, count):
    value = np.zeros(count, dtype=np.dtype(fields, align=aligned))

    arrived = crossed(value)

    assert arrived.dtype == value.dtype
    assert (arrived == value).all()


def test_one_record_arrives_as_one():
    people = np.array([("Ada", 36)], dtype=[("name", "U10"), ("age", "i4")])

    arrived = crossed(people[0])

    assert (arrived["name"], arrived["age"], arrived.dtype) == ("Ada", 36, people.dtype)


@pytest.mark.parametrize(
    "name",
    [
        [["x"], ["|O"], [0], 8],
        [["x"], ["<f8"], [-8], 8],
        [["x"], ["<f8"], [0], 4],
        [["x", "x"], ["<f8", "<f8"], [0, 8], 16],
        [["x"], ["<f8"], [0], 1 << 40],
        [["x"], [["y"], ["<f8"], [0], 8], [0], 8],
        [[3], ["<f8"], [0], 8],
        [[], [], [], 8],
        ["x"],
    ],
)
def test_records_that_can_be_none_are_refused(name):
    with pytest.raises(WireError):
        tags.dtype_named(name)


def test_a_truth_value_in_a_record_is_one():
    with pytest.raises(WireError, match="neither 0 nor 1"):
        tags.numbers([["x"], ["|?"], [0], 1], b"\7", 1)
